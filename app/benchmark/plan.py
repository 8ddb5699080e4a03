"""What is measured, in which order, and on which records."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from app.benchmark.corpus import ROWS, Corpus, make_corpus
from app.benchmark.figure import Figure

LARGE = 10
Progress = Callable[[str], None]

# The figures of each measurement, by which --only chooses; those on records come after the others.
WITHOUT_RECORDS: Mapping[str, tuple[str, ...]] = {
    "report": ("report",),
    "csv": ("csv",),
    "timetable": ("timetable",),
    "assignment": ("assignment",),
    "rules": ("rules_year", "rules_large", "board", "board_large"),
}
WITH_RECORDS: Mapping[str, tuple[str, ...]] = {
    "start": ("start_painted", "start_answering"),
    "list": ("list_first", "list_whole", "list_end", "list_memory", "find_1", "find_2", "find_5"),
    "save": ("save_field", "save_action"),
    "large_list": ("large_list_first", "large_list_whole", "large_list_end", "large_list_memory"),
}


def measured(only: str, rows: int, progress: Progress) -> list[Figure]:
    """Return the figures whose name contains ``only``."""
    figures = [figure for name in _chosen(WITHOUT_RECORDS, only) for figure in _without_records(name, rows, progress)]
    wanted = _chosen(WITH_RECORDS, only)
    if wanted:
        with tempfile.TemporaryDirectory(prefix="dxdesk-benchmark-") as folder:
            progress(f"{rows or ROWS:,}")
            corpus = make_corpus(Path(folder) / "workspace", rows or ROWS, progress)
            for name in wanted:
                figures += _with_records(name, corpus, progress)
    return [figure for figure in figures if only in figure.name]


def _chosen(measurements: Mapping[str, tuple[str, ...]], only: str) -> list[str]:
    return [name for name, figures in measurements.items() if any(only in figure for figure in figures)]


def _without_records(name: str, rows: int, progress: Progress) -> list[Figure]:
    progress(name)
    if name == "report":
        from app.benchmark.papers import report_of_20_pages

        return report_of_20_pages()
    if name == "rules":
        from app.benchmark.judging import all_rules

        with tempfile.TemporaryDirectory(prefix="dxdesk-benchmark-") as folder:
            return all_rules(Path(folder) / "workspace")
    if name == "timetable":
        from app.benchmark.timetables import timetable_of_all

        return timetable_of_all()
    if name == "assignment":
        from app.benchmark.assignments import assignment_of_a_year

        return assignment_of_a_year()
    from app.benchmark.csv_files import csv_of_register

    return csv_of_register(rows or ROWS)


def _with_records(name: str, corpus: Corpus, progress: Progress) -> list[Figure]:
    progress(name)
    if name == "start":
        from app.benchmark.starting import start_up

        return start_up(corpus)
    if name == "save":
        from app.benchmark.saving import one_field

        return one_field(corpus)
    from app.benchmark.lists import large_list, list_and_search, multiply

    return list_and_search(corpus) if name == "list" else large_list(multiply(corpus, LARGE))
