"""Registers as CSV: CRLF, quoted where needed, formulas harmless, UTF-8 with BOM or CP932 without silent changes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import itemgetter

from app.documents.formula_guard import FIRST, guarded, looks_like_formula
from app.documents.pdf.kinsoku import is_selector
from app.domain.record import Field, Kind

GETA = "〓"  # stands for a character that CP932 lacks
_CHUNK = 500  # rows encoded at once
_FIRST_SIGN = itemgetter(slice(1))
_NUMBER = re.compile(r"-?[0-9]+")

# Python's codec writes these as their full-width look-alikes without a word, or refuses them though one exists.
_LOOK_ALIKES = {
    "〜": "～", "−": "－", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢", "—": "―", "–": "－", "¥": "￥", "‾": "￣",
    "\u00a0": " ", "\u3099": "゛", "\u309a": "゜", "‑": "‐",
}  # fmt: skip
_CHANGED_SILENTLY = "〜−‖¢£¬"


class Encoding(StrEnum):
    """How a CSV file is encoded."""

    UTF8 = "utf-8-sig"
    CP932 = "cp932"


@dataclass(frozen=True, slots=True)
class Unencodable:
    """One character that CP932 cannot hold as it is: where it stands, and what the file has in its place."""

    register: str
    row: int  # 1 is the first row below the header
    field: str
    character: str
    written: str

    @property
    def code(self) -> str:
        """Return the number of the character, such as U+20BB7."""
        return f"U+{ord(self.character):04X}"


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One encoded file."""

    data: bytes
    rows: int
    unencodable: tuple[Unencodable, ...] = ()


def csv_file(
    register: str, fields: Sequence[Field], rows: Iterable[Sequence[str]], encoding: Encoding = Encoding.UTF8
) -> CsvFile:
    """Return a register as CSV; ``rows`` hold one text per field, in their order."""
    numeric = frozenset(number for number, field in enumerate(fields) if field.kind is Kind.INTEGER and not field.many)
    labels = [field.label for field in fields]
    lacking: list[Unencodable] = []
    parts = [b"" if encoding is Encoding.CP932 else b"\xef\xbb\xbf"]
    parts.append(_lines([labels]).encode("cp932" if encoding is Encoding.CP932 else "utf-8"))
    count = 0
    source = iter(rows)
    while chunk := list(islice(source, _CHUNK)):
        safe = [row if FIRST.isdisjoint(map(_FIRST_SIGN, row)) else _harmless(row, numeric) for row in chunk]
        text = _lines(safe)
        data = text.encode() if encoding is Encoding.UTF8 else _in_cp932(text)
        if data is None:
            data = _lines(_within_cp932(register, labels, safe, count, lacking)).encode("cp932")
        parts.append(data)
        count += len(chunk)
    return CsvFile(b"".join(parts), count, tuple(lacking))


def unencodable_list(found: Sequence[Unencodable]) -> bytes:
    """Return the list of the characters that CP932 lacks; in UTF-8, for CP932 could not show them."""
    rows = (
        (each.register, str(each.row), each.field, each.character, each.code, each.written or "（書かない）")
        for each in found
    )
    fields = ("ファイル", "行（見出しを除く）", "項目", "文字", "コード", "書いた文字")
    return ("\ufeff" + _lines([fields, *(tuple(map(guarded, row)) for row in rows)])).encode()


def _harmless(row: Sequence[str], numeric: frozenset[int]) -> list[str]:
    """Return the row with cells guarded that a spreadsheet might run; numbers in numeric columns stay numbers."""
    return [text if number in numeric and _NUMBER.fullmatch(text) else guarded(text) for number, text in enumerate(row)]


def _lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines; the csv module takes those that need quotes, which costs three times as much."""
    lines = []
    for row in rows:
        line = ",".join(row)
        if not line or '"' in line or "\n" in line or "\r" in line or line.count(",") != len(row) - 1:
            quoted = io.StringIO()
            csv.writer(quoted, lineterminator="\r\n").writerow(row)
            line = quoted.getvalue().removesuffix("\r\n")
        lines.append(line)
    lines.append("")
    return "\r\n".join(lines)


def _within_cp932(
    register: str, labels: Sequence[str], rows: Sequence[Sequence[str]], before: int, lacking: list[Unencodable]
) -> list[Sequence[str]]:
    """Return the rows in characters that CP932 has, adding to ``lacking`` what had to be written otherwise."""
    kept: list[Sequence[str]] = []
    for number, row in enumerate(rows, start=before + 1):
        if _in_cp932("".join(row)) is not None:
            kept.append(row)
            continue
        cells = []
        for label, text in zip(labels, row, strict=True):
            if _in_cp932(text) is None:
                changed = [(each, _instead(each)) for each in text]
                lacking += [
                    Unencodable(register, number, label, each, other) for each, other in changed if each != other
                ]
                written = "".join(other for _, other in changed)
                # A sign that was harmless may have become one that is not: − is written as －.
                text = guarded(written) if not looks_like_formula(text) else written
            cells.append(text)
        kept.append(cells)
    return kept


def _in_cp932(text: str) -> bytes | None:
    """Return the text in CP932, or None when it would not read the same again."""
    try:
        data = text.encode("cp932")
    except UnicodeEncodeError:
        return None
    return None if any(character in text for character in _CHANGED_SILENTLY) else data


def _instead(character: str) -> str:
    """Return what stands for a character: itself, its look-alike, nothing for a variation selector, else 〓."""
    if _in_cp932(character) is not None:
        return character
    return "" if is_selector(character) else _LOOK_ALIKES.get(character, GETA)
