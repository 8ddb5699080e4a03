"""Files as offices send them, for the tests of the subjects whose rows are use cases."""

import csv
from collections.abc import Mapping
from pathlib import Path

from app.services.desk import Desk
from app.services.imports.preview import ImportPreview


def table(path: Path, whole: Mapping[str, str], *rows: Mapping[str, str]) -> Path:
    """Write a CSV whose rows differ from a whole one in what they name."""
    headers = list(dict.fromkeys([*whole, *(header for row in rows for header in row)]))
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        writer.writerows({**whole, **row} for row in rows)
    return path


def reasons_of(preview: ImportPreview) -> list[str]:
    """Return the refusals of a preview, each with its column before it."""
    return [f"{problem.label}：{problem.reason}" for row in preview.refused for problem in row.problems]


def taken(desk: Desk, path: Path, subject: str) -> ImportPreview:
    """Take a whole file in and return its preview; fails when a row is refused."""
    preview = desk.import_preview(path, subject)
    assert not preview.refused, reasons_of(preview)
    assert desk.import_apply(preview).taken_in
    return preview
