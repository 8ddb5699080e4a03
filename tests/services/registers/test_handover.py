"""What leaves the contractor: harmless, complete, the same each time, and never for other eyes than it is meant for."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.case import Case
from app.domain.record import Audience, Field, Kind
from app.domain.registers import REGISTERS
from app.platform.clock import SystemClock
from app.services.desk import Desk
from app.services.workspace.workspaces import Access, create_demonstration
from tests.desk_fixtures import Ready
from tests.desks import MemoryKeyRing, add_case, add_expert, log_size, refusal
from tests.documents.reading import text_of

EXPORTED = tuple(name for name, register in REGISTERS.items() if register.exported)
FORMULAS = ('=HYPERLINK("http://example.jp","押す")', "+1+1", "-1+1", "@SUM(A1)", "＝１＋１", "\t=1+1", "  =1+1")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a demonstration year with telling notes for the contractor's eyes in many records."""
    root = tmp_path_factory.mktemp("handover") / "workspace"
    desk = create_demonstration(root, Access(MemoryKeyRing()), SystemClock(), "見本")
    for action, register in (("case.edit", "cases"), ("session.edit", "sessions"), ("expert.edit", "experts")):
        for record_id in desk.ids(register)[:10]:
            if any(each.allowed for each in desk.offers(register, record_id) if each.action.name == action):
                desk.run(action, record_id, {"note": f"内密の覚え書き：{record_id}"})
    yield desk
    desk.close()


def values(desk: Desk, audiences: frozenset[Audience]) -> set[str]:
    """Return every telling text of the fields that are for these readers, over all registers."""
    found = set()
    for name, register in REGISTERS.items():
        fields = [field for field in register.fields if field.audience in audiences]
        for record_id in desk.ids(name):
            record = desk.record(name, record_id)
            texts = (getattr(record, field.name) for field in fields if field.kind in (Kind.TEXT, Kind.LONG_TEXT))
            found |= {"".join(text.split()) for text in texts if len(text) > 3}
    return found


def secrets(desk: Desk) -> set[str]:
    shared = values(desk, frozenset({Audience.PREFECTURE, Audience.PUBLIC}))
    private = values(desk, frozenset({Audience.CONTRACTOR})) - shared
    assert any("内密の覚え書き" in text for text in private)
    assert any("@example.jp" in text for text in private)
    return private


def told(private: set[str], data: bytes) -> list[str]:
    """Return the secrets that a file tells, wherever in it they stand: in text, in an archive, on a page."""
    if data.startswith(b"%PDF"):
        text = text_of(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [secret for name in archive.namelist() for secret in told(private, archive.read(name))]
    else:
        text = data.decode("cp932" if b"\xef\xbb\xbf" not in data[:3] and _is_cp932(data) else "utf-8")
    text = "".join(text.split())
    return [secret for secret in private if secret in text]


def _is_cp932(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def rows_of(data: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))


def leaving(name: str) -> list[Field]:
    return [
        field
        for field in REGISTERS[name].fields
        if field.audience is not Audience.CONTRACTOR and field.kind is not Kind.FILE
    ]


# Nothing private leaves


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("register", EXPORTED)
def test_no_file_of_a_register_holds_a_value_for_the_contractor_only(
    year: Desk, tmp_path: Path, register: str, ending: str
) -> None:
    file = tmp_path / f"{register}.{ending}"
    exported = year.export(register, file)
    assert exported.rows == len(year.ids(register))
    assert told(secrets(year), file.read_bytes()) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_no_entry_of_the_bundle_holds_a_value_for_the_contractor_only(year: Desk, encoding: str) -> None:
    assert told(secrets(year), year.bundle(encoding).data) == []


def test_the_search_for_secrets_finds_one_where_there_is_one(year: Desk) -> None:
    private = secrets(year)
    one = min(private)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("inner.csv", f"\ufeff見出し\r\n{one}\r\n".encode())
    assert told(private, made.getvalue()) == [one]


@pytest.mark.parametrize("register", EXPORTED)
def test_the_columns_are_the_declared_fields_that_may_leave(year: Desk, tmp_path: Path, register: str) -> None:
    file = tmp_path / "register.csv"
    year.export(register, file)
    header = next(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert header == [field.label for field in leaving(register)]


def test_files_kept_as_evidence_do_not_leave(ready: Ready, tmp_path: Path) -> None:
    evidence = tmp_path / "議事録.txt"
    evidence.write_text("内密の議事録", encoding="utf-8")
    (decision,) = ready.desk.ids("decisions")
    ready.desk.run("decision.edit", decision, {"evidence_id": ready.desk.attach(evidence)})
    assert told({"内密の議事録", "議事録.txt"}, ready.desk.bundle().data) == []


@pytest.mark.parametrize("register", ["contracts", "attachments", "import-runs", "import-profiles", "nothing", ""])
def test_a_register_that_does_not_leave_is_refused_and_no_file_is_made(
    desk: Desk, tmp_path: Path, register: str
) -> None:
    with refusal("services.no_such_register"):
        desk.export(register, tmp_path / "out.csv")
    assert list(tmp_path.glob("out*")) == []


# Formulas are harmless


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded_and_reads_the_same(
    desk: Desk, tmp_path: Path, formula: str
) -> None:
    add_case(desk, content=formula)
    desk.export("cases", tmp_path / "cases.csv")
    (row,) = rows_of((tmp_path / "cases.csv").read_bytes())
    assert row["相談内容"] == f"'{formula}"
    desk.export("cases", tmp_path / "cases.xlsx")
    sheet = load_workbook(tmp_path / "cases.xlsx").worksheets[0]
    cells = {cell.value: cell for line in sheet.iter_rows() for cell in line}
    assert cells[formula].data_type == "s"
    with zipfile.ZipFile(tmp_path / "cases.xlsx") as archive:
        assert all(b"<f>" not in archive.read(name) and b"<f " not in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("plain", ["窓口=受付", "3-1", "'引用'", "山﨑@戸田"])
def test_a_cell_that_only_holds_such_a_sign_is_left_as_it_is(desk: Desk, tmp_path: Path, plain: str) -> None:
    add_case(desk, content=plain)
    desk.export("cases", tmp_path / "cases.csv")
    (row,) = rows_of((tmp_path / "cases.csv").read_bytes())
    assert row["相談内容"] == plain


# Encodings


def test_utf8_has_its_mark_and_holds_every_character(desk: Desk, tmp_path: Path) -> None:
    add_expert(desk, "髙﨑　𠮷子", listed=False)
    exported = desk.export("experts", tmp_path / "experts.csv")
    data = (tmp_path / "experts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert (rows_of(data)[0]["氏名"], exported.unencodable) == ("髙﨑　𠮷子", ())


def test_every_character_that_cp932_lacks_is_listed_row_by_row(desk: Desk, tmp_path: Path) -> None:
    add_expert(desk, "髙﨑　誠", kana="ア", listed=False)
    add_expert(desk, "𠮷田　恵", kana="イ", expertise="𩸽の産地で窓口改革", listed=False)
    exported = desk.export("experts", tmp_path / "experts.csv", "cp932")
    first, second = rows_of((tmp_path / "experts.csv").read_bytes(), "cp932")
    assert (first["氏名"], second["氏名"]) == ("髙﨑　誠", "〓田　恵")
    assert [(each.row, each.character) for each in exported.unencodable] == [(2, "𠮷"), (2, "𩸽")]
    assert [each.field for each in exported.unencodable] == ["専門人材／氏名", "専門人材／専門性"]


def test_the_bundle_in_cp932_carries_the_list_of_what_it_could_not_write(desk: Desk) -> None:
    add_expert(desk, "𠮷田　恵", listed=False)
    made = desk.bundle("cp932")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        (line,) = rows_of(archive.read("CP932で表せない文字.csv"))
    assert (line["文字"], line["項目"], line["書いた文字"]) == ("𠮷", "氏名", "〓")
    assert [each.character for each in made.unencodable] == ["𠮷"]
    assert desk.bundle("utf-8-sig").unencodable == ()


def test_an_unknown_encoding_is_refused_and_no_file_is_made(desk: Desk, tmp_path: Path) -> None:
    with refusal("services.no_such_encoding"):
        desk.export("cases", tmp_path / "out.csv", "shift_jis_2004")
    with refusal("services.no_such_encoding"):
        desk.bundle("latin-1")
    assert list(tmp_path.glob("out*")) == []


# Files


@pytest.mark.parametrize("name", ["cases", "cases.txt", "cases.xls", "cases.csv.zip"])
def test_a_file_of_another_kind_is_refused_and_not_made(desk: Desk, tmp_path: Path, name: str) -> None:
    with refusal("services.export_ending"):
        desk.export("cases", tmp_path / name)
    assert not (tmp_path / name).exists()


def test_the_ending_may_be_written_in_capitals(desk: Desk, tmp_path: Path) -> None:
    desk.export("cases", tmp_path / "CASES.CSV")
    desk.export("cases", tmp_path / "CASES.XLSX")
    assert (tmp_path / "CASES.XLSX").read_bytes().startswith(b"PK")


def test_an_earlier_file_is_replaced_whole_and_a_folder_is_not_made_up(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("前のファイル" * 1_000, encoding="utf-8")
    desk.export("cases", file)
    assert "前の" not in file.read_text(encoding="utf-8-sig")
    with refusal("platform.folder_missing"):
        desk.export("cases", tmp_path / "nowhere" / "cases.csv")


def test_dates_and_numbers_are_real_ones_in_excel_and_iso_in_csv(year: Desk, tmp_path: Path) -> None:
    year.export("sessions", tmp_path / "sessions.xlsx")
    year.export("sessions", tmp_path / "sessions.csv")
    sheet = load_workbook(tmp_path / "sessions.xlsx").worksheets[0]
    lines = list(sheet.iter_rows())
    columns = {str(cell.value): number for number, cell in enumerate(lines[0])}
    held = [line[columns["実施日"]] for line in lines[1:]]
    rows = rows_of((tmp_path / "sessions.csv").read_bytes())
    assert len(held) == len(rows) == 74
    assert all(isinstance(cell.value, date) for cell in held)
    assert [f"{cell.value:%Y-%m-%d}" for cell in held] == [row["実施日"] for row in rows]
    assert all(date.fromisoformat(row["実施日"]) for row in rows)
    breaks = [line[columns["休憩"]].value for line in lines[1:]]
    assert all(isinstance(value, int) for value in breaks)


def test_codes_stay_texts_in_excel_so_that_nothing_is_rounded_or_cut(desk: Desk, tmp_path: Path) -> None:
    add_case(desk, "蕨市", received_number="007", contact_phone="048-000-0000")
    desk.export("cases", tmp_path / "cases.xlsx")
    sheet = load_workbook(tmp_path / "cases.xlsx").worksheets[0]
    found = {cell.value for line in sheet.iter_rows() for cell in line}
    assert {"112232", "007", "048-000-0000"} <= found


@pytest.mark.parametrize("register", ["cases", "sessions", "experts"])
def test_references_are_written_by_name_and_never_by_inner_id(year: Desk, tmp_path: Path, register: str) -> None:
    year.export(register, tmp_path / "register.csv")
    text = (tmp_path / "register.csv").read_bytes().decode("utf-8-sig")
    for referred in ("cases", "experts", "decisions"):
        assert not any(record_id in text for record_id in year.ids(referred))


def test_the_same_records_give_the_same_bytes(year: Desk, tmp_path: Path) -> None:
    before = log_size(year)
    for name in ("cases.csv", "cases.xlsx"):
        for folder in ("one", "other"):
            (tmp_path / folder).mkdir(exist_ok=True)
            year.export("cases", tmp_path / folder / name)
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        assert year.bundle(encoding).data == year.bundle(encoding).data
    assert log_size(year) == before


# The bundle


def test_the_bundle_holds_every_register_with_schema_manifest_and_covering_note(year: Desk) -> None:
    made = year.bundle()
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        schema = json.loads(archive.read("schema.json"))
        note = archive.read("送付状.pdf")
        contents = {name: archive.read(name) for name in names}
        assert all(not entry.flag_bits & 0x1 for entry in archive.infolist())  # no password
    assert set(names) >= {f"{REGISTERS[name].label}.csv" for name in EXPORTED}
    assert [entry.name for entry in made.entries] == names
    assert note.startswith(b"%PDF")
    for entry in manifest["entries"]:
        assert hashlib.sha256(contents[entry["name"]]).hexdigest() == entry["sha256"]
    assert {entry["name"] for entry in manifest["entries"]} == set(names) - {"manifest.json"}
    assert (manifest["day"], manifest["schema_version"]) == ("2027-01-15", schema["version"])
    assert {register["name"] for register in schema["registers"]} == set(EXPORTED)


def test_the_bundle_counts_the_rows_that_are_in_it(year: Desk) -> None:
    made = year.bundle()
    counts = {entry.name: entry.rows for entry in made.entries}
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        for name in EXPORTED:
            file = f"{REGISTERS[name].label}.csv"
            assert len(rows_of(archive.read(file))) == counts[file] == len(year.ids(name))


def test_the_bundle_of_an_empty_contract_has_its_headers(desk: Desk) -> None:
    with zipfile.ZipFile(io.BytesIO(desk.bundle().data)) as archive:
        header = archive.read("案件.csv").decode("utf-8-sig").splitlines()[0]
    assert header.startswith("案件番号,申請区分,団体名")


def test_what_a_person_typed_comes_back_from_the_file_as_it_was_typed(desk: Desk, tmp_path: Path) -> None:
    typed = 'カンマ, 引用"符"\n改行　全角１２３ ㈱ 髙﨑𠮷'
    case = add_case(desk, content=typed)
    desk.export("cases", tmp_path / "cases.csv")
    (row,) = rows_of((tmp_path / "cases.csv").read_bytes())
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    assert row["相談内容"] == record.content == typed
