"""A register of 20 columns as CSV: harmless to spreadsheets, in both encodings, zipped, with SHA-256."""

import csv
import hashlib
import io
import zipfile

from app.benchmark.corpus import make_case
from app.benchmark.figure import Figure
from app.benchmark.rounds import medians, timed
from app.documents.csv_export import Encoding, csv_file
from app.domain.case import Case
from app.domain.record import Field
from app.services.surroundings import municipalities

LIMIT = 2.5
COLUMNS = 20


def csv_of_register(rows: int) -> list[Figure]:
    """Return the figure of the CSV, beside the csv module writing the same cells once."""
    fields = Case.REGISTER.fields[:COLUMNS]
    cells = list(_cells(rows, fields))
    headings = [field.label for field in fields]

    def ours() -> None:
        for encoding in Encoding:
            made = csv_file("案件", fields, cells, encoding)
            hashlib.sha256(made.data).hexdigest()
            with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("案件.csv", made.data)

    def bare() -> None:
        text = io.StringIO()
        csv.writer(text).writerows([headings, *cells])
        text.getvalue().encode("utf-8-sig")

    found = medians({"ours": timed(ours), "bare": timed(bare)})
    return [Figure("csv", "csv_module", "ms", found["ours"]["ms"], found["bare"]["ms"], LIMIT, True, rows)]


def _cells(rows: int, fields: tuple[Field, ...]) -> list[list[str]]:
    offices = tuple(office.code for office in municipalities())
    cases = (make_case(number, offices, ("ai", "bpr")) for number in range(rows))
    return [[_text(getattr(case, field.name)) for field in fields] for case in cases]


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(str(getattr(member, "key", member)) for member in value)
    return "" if value is None else str(value)
