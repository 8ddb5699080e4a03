"""The bundle for the prefecture: one ZIP, the same bytes each time, nothing private and nothing that runs."""

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from app.documents.bundle import LACKING, Bundle, BundleTable, bundle
from app.documents.csv_export import Encoding
from app.domain.record import Audience, Register
from app.domain.registers import REGISTERS
from tests.documents.reading import check_fonts, check_golden, parts_of, text_of
from tests.documents.samples import LETTERHEAD

FORMULA = "=cmd|' /C calc'!A0"


def make_table(register: Register, count: int, **cells: str) -> BundleTable:
    fields = tuple(field for field in register.fields if field.audience is not Audience.CONTRACTOR)
    return BundleTable(
        register.name, register.label, fields, [[cells.get(field.name, "") for field in fields] for _ in range(count)]
    )


def make_bundle(encoding: Encoding = Encoding.UTF8, **changes: Any) -> Bundle:
    tables = (
        make_table(REGISTERS["cases"], 3, number="案-1", municipality_code="112011", content=FORMULA),
        make_table(REGISTERS["experts"], 2, name="𠮷田　恵", fields="組織体制の整備（主導できる）"),
        make_table(REGISTERS["closings"], 0),
    )
    return bundle(changes.get("tables", tables), LETTERHEAD, encoding)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_every_entry_stands_in_the_manifest_with_its_hash_and_rows(encoding: Encoding) -> None:
    made = make_bundle(encoding)
    parts = parts_of(made.data)
    manifest = json.loads(parts["manifest.json"])
    assert manifest["day"] == "2026-09-29"
    assert manifest["schema_version"] == 1
    assert manifest["encoding"] == encoding.value
    assert [entry["name"] for entry in manifest["entries"]] == [name for name in parts if name != "manifest.json"]
    for entry in manifest["entries"]:
        assert entry["sha256"] == hashlib.sha256(parts[entry["name"]]).hexdigest()
    assert {entry["name"]: entry["rows"] for entry in manifest["entries"]}["案件.csv"] == 3
    assert [entry.sha256 for entry in made.entries] == [hashlib.sha256(part).hexdigest() for part in parts.values()]


def test_the_schema_describes_each_column_in_the_order_of_the_file() -> None:
    parts = parts_of(make_bundle().data)
    schema = json.loads(parts["schema.json"])
    assert schema["version"] == 1
    for register in schema["registers"]:
        header = next(csv.reader(io.StringIO(parts[register["file"]].decode("utf-8-sig"), newline="")))
        assert [field["header"] for field in register["fields"]] == header
    cases = {field["name"]: field for field in schema["registers"][0]["fields"]}
    assert cases["kind"]["choices"][0] == {"value": "dispatch", "label": "専門人材派遣"}
    assert cases["applied_on"]["kind"] == "date"
    assert cases["survey_score"]["unit"] == "段階"
    assert cases["expert_ids"]["clause"] == "6(6)ア"


def test_formulas_in_the_bundle_are_harmless() -> None:
    text = parts_of(make_bundle().data)["案件.csv"].decode("utf-8-sig")
    assert f"'{FORMULA}" in text
    assert f",{FORMULA}" not in text


def test_what_cp932_lacks_is_listed_in_a_file_of_its_own() -> None:
    made = make_bundle(Encoding.CP932)
    parts = parts_of(made.data)
    assert parts["専門人材.csv"].decode("cp932").count("〓田　恵") == 2
    assert parts[LACKING].decode("utf-8-sig").count("U+20BB7") == 2
    assert len(made.unencodable) == 2
    assert LACKING not in parts_of(make_bundle(Encoding.UTF8).data)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert make_bundle().data == make_bundle().data


def test_names_are_utf8_times_are_fixed_and_nothing_is_locked() -> None:
    with zipfile.ZipFile(io.BytesIO(make_bundle().data)) as archive:
        for entry in archive.infolist():
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            assert not entry.flag_bits & 0x1
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3


def test_the_covering_note_lists_the_files() -> None:
    note = parts_of(make_bundle(Encoding.CP932).data)["送付状.pdf"]
    check_golden("covering_note", note)
    check_fonts(note)
    for name in ("案件.csv", "専門人材.csv", "臨時の閉庁日.csv", LACKING, "schema.json"):
        assert name in text_of(note)


def test_a_field_for_the_contractor_only_can_never_be_bundled() -> None:
    register = REGISTERS["experts"]
    table = BundleTable(register.name, register.label, register.fields, [])
    with pytest.raises(ValueError, match="mail"):
        make_bundle(tables=(table,))
