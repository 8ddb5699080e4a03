"""The bundle for the prefecture: one ZIP with a CSV per register, their schema, a manifest and a covering note.

The same rows give the same bytes: fixed order, fixed times, no trace of the machine.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.documents.covering_note import ListedEntry, covering_note
from app.documents.csv_export import CsvFile, Encoding, Unencodable, csv_file, unencodable_list
from app.documents.fixed_archive import add_part
from app.documents.letterhead import Letterhead
from app.domain.record import Audience, Field

SCHEMA_VERSION = 1
LACKING = "CP932で表せない文字.csv"
SCHEMA, MANIFEST, NOTE = "schema.json", "manifest.json", "送付状.pdf"
_ENCODING_NAMES = {Encoding.UTF8: "UTF-8（BOM付き）", Encoding.CP932: "CP932（Shift_JIS）"}


@dataclass(frozen=True, slots=True)
class BundleTable:
    """One register: its name, its label, the fields of its columns, and rows with one text per field."""

    name: str
    label: str
    fields: tuple[Field, ...]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True)
class Entry:
    """One file of the bundle; ``rows`` is None where it has none."""

    name: str
    label: str
    data: bytes
    rows: int | None = None

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The ZIP, what is in it, and every character that CP932 could not hold."""

    data: bytes
    entries: tuple[ListedEntry, ...]
    unencodable: tuple[Unencodable, ...]


def bundle(tables: Sequence[BundleTable], facts: Letterhead, encoding: Encoding = Encoding.UTF8) -> Bundle:
    """Return the bundle; ValueError for a field that must not leave the contractor."""
    for table in tables:
        _check(table)
    files = [(table, csv_file(table.label, table.fields, table.rows, encoding)) for table in tables]
    lacking = tuple(each for _, file in files for each in file.unencodable)
    entries = [Entry(f"{table.label}.csv", table.label, file.data, file.rows) for table, file in files]
    if encoding is Encoding.CP932:
        entries.append(Entry(LACKING, "CP932で表せない文字の一覧（UTF-8）", unencodable_list(lacking), len(lacking)))
    entries.append(Entry(SCHEMA, "列の定義", _json(_schema(files, facts, encoding))))
    entries.append(_note(entries, facts, encoding, len(lacking)))
    entries.append(Entry(MANIFEST, "件数とSHA-256の一覧", _json(_manifest(entries, facts, encoding))))
    listed = tuple(ListedEntry(entry.name, entry.label, entry.rows, entry.sha256) for entry in entries)
    return Bundle(_zip(entries), listed, lacking)


def _check(table: BundleTable) -> None:
    private = [field.name for field in table.fields if field.audience is Audience.CONTRACTOR]
    if private:
        raise ValueError(f"{table.name}: {', '.join(private)} must not leave the contractor")


def _note(entries: Sequence[Entry], facts: Letterhead, encoding: Encoding, lacking: int) -> Entry:
    listed = [ListedEntry(entry.name, entry.label, entry.rows, entry.sha256) for entry in entries]
    notes = []
    if lacking:
        notes.append(
            f"CP932で表せない文字が{lacking:,}か所あり、「〓」または形の近い文字で書いています。"
            f"一つずつの場所と元の文字は「{LACKING}」にあります。"
        )
    made = covering_note(facts, listed, _ENCODING_NAMES[encoding], notes)
    return Entry(NOTE, "送付状", made.data)


def _schema(files: Sequence[tuple[BundleTable, CsvFile]], facts: Letterhead, encoding: Encoding) -> dict[str, object]:
    return {
        "version": SCHEMA_VERSION,
        "contract": facts.contract,
        "encoding": encoding.value,
        "line_end": "CRLF",
        "formula_guard": {
            "prefix": "'",
            "meaning": "数式として実行されるおそれのあるセルの先頭に付けた印。一つ取り除くと元の文字に戻る。",
        },
        "registers": [
            {
                "name": table.name,
                "label": table.label,
                "file": f"{table.label}.csv",
                "fields": [_field(field) for field in table.fields],
            }
            for table, _ in files
        ],
    }


def _field(field: Field) -> dict[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        "header": field.label,
        "kind": field.kind.name.lower(),
        "many": field.many,
        "required": field.required,
        "unit": field.unit,
        "clause": field.clause,
    }
    if field.choices:
        described["choices"] = [{"value": choice.value, "label": choice.label} for choice in field.choices]
    if field.levels:
        described["levels"] = [{"value": level.value, "label": level.label} for level in field.levels]
    if field.target:
        described["target"] = field.target
    return described


def _manifest(entries: Sequence[Entry], facts: Letterhead, encoding: Encoding) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "contract": facts.contract,
        "contractor": facts.contractor,
        "day": facts.on.isoformat() if facts.on else "",
        "encoding": encoding.value,
        "entries": [{"name": entry.name, "rows": entry.rows, "sha256": entry.sha256} for entry in entries],
    }


def _json(content: dict[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _zip(entries: Sequence[Entry]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for entry in entries:
            add_part(archive, entry.name, entry.data)
    return made.getvalue()
