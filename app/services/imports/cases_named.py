"""Cases that a file names: by the whole number of the case, or by the whole number under which it was received."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from app.domain.case import Case
from app.domain.record import Record
from app.domain.text import compact, search_key, shorten
from app.services.imports.row_reading import ReadRow
from app.services.imports.subject import Remark, Subject

R = TypeVar("R", bound=Record)
NUMBERS = ("number", "received_number")  # in this order: our own number is never another case's
PLACE = "municipality_code"


class CaseReader(Protocol):
    """Where cases are asked for."""

    def find_in(self, kind: type[R], field: str, values: Iterable[object]) -> list[R]:
        """Return the records whose field has one of these values."""


def with_cases(reader: CaseReader, subject: Subject, reads: tuple[ReadRow, ...]) -> tuple[ReadRow, ...]:
    """Return the rows of a subject with the case that each one names; a row that names none has a problem.

    A part of a number is no number: nothing is recorded for a case that was not meant.
    """
    if not subject.case_column:
        return reads
    typed = dict.fromkeys(str(row.values.get(subject.case_column) or "") for row in reads)
    wanted = dict.fromkeys(text for each in typed if each for text in (each, each.strip(), compact(each)))
    found: list[dict[str, list[Case]]] = []
    for name in NUMBERS:
        cases: dict[str, list[Case]] = {}
        for case in reader.find_in(Case, name, wanted):
            cases.setdefault(search_key(str(getattr(case, name))), []).append(case)
        found.append(cases)
    return tuple(_with_case(subject, row, found) for row in reads)


def _with_case(subject: Subject, row: ReadRow, found: list[dict[str, list[Case]]]) -> ReadRow:
    column = subject.case_column
    typed = str(row.values.get(column) or "")
    if not typed or any(problem.field == column for problem in row.problems):
        return row
    cases = next((each[search_key(typed)] for each in found if search_key(typed) in each), [])
    if len(cases) != 1:
        code = "imports.case_ambiguous" if cases else "imports.case_unknown"
        problem = Remark(code, column, subject.column(column).header, shorten(typed), (("count", len(cases)),))
        return replace(row, problems=(*row.problems, problem))
    values = {**row.values, column: cases[0].number if subject.record is Case else cases[0].id}
    key = tuple(search_key(str(values.get(name) or "")) for name in subject.key)
    return replace(row, values=values, key=key, problems=(*row.problems, *_elsewhere(subject, row, cases[0])))


def _elsewhere(subject: Subject, row: ReadRow, case: Case) -> Iterator[Remark]:
    """Say that a row names another municipality than its case: one of the two was mistyped."""
    named = row.values.get(PLACE)
    if named and named != case.municipality_code:
        yield Remark("imports.other_municipality", PLACE, subject.column(PLACE).header, case.number)
