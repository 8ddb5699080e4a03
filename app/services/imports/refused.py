"""The file of refused rows to send back: what was sent, unchanged, with the reason beside each row."""

import csv
import io
from collections.abc import Sequence

from app.documents.formula_guard import guarded
from app.domain.errors import AppError
from app.domain.text import shorten
from app.services.imports.mapping import REASON_HEADER
from app.services.imports.preview import ImportPreview
from app.services.imports.row_reading import cell_text

SHOWN_CHARACTERS = 10


def refused_file(preview: ImportPreview, encoding: str = "utf-8-sig") -> bytes:
    """Return the refused rows as CSV; corrected, the same file can be taken in.

    ``encoding`` is utf-8-sig or cp932. AppError imports.refused_unencodable names the characters that CP932 lacks.
    """
    cells = {row.number: row.cells for row in preview.table.rows}
    headers = preview.mapping.headers
    kept = [place for place, header in enumerate(headers) if header != REASON_HEADER]
    width = max((len(cells[row.number]) for row in preview.refused), default=len(headers))
    beyond = list(range(len(headers), width))
    lines = [[*(headers[place] for place in kept), *("" for _ in beyond), REASON_HEADER]]
    for row in preview.refused:
        texts = [cell_text(cell) for cell in cells[row.number]] + [""] * width
        reasons = " ".join(problem.reason for problem in row.problems)
        lines.append([*(texts[place] for place in (*kept, *beyond)), reasons])
    return _encoded(lines, encoding)


def _encoded(lines: Sequence[Sequence[str]], encoding: str) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([guarded(text) for text in line] for line in lines)
    text = written.getvalue()
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        missing = dict.fromkeys(character for character in text if not _fits(character, encoding))
        shown = "、".join(list(missing)[:SHOWN_CHARACTERS])
        raise AppError("imports.refused_unencodable", characters=shorten(shown), count=len(missing)) from None


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
