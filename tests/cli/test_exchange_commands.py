"""Files in and files out."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.lines import Line

HEADER = ["受付番号", "回答日時", "団体名", "所属", "申請区分", "相談分野", "相談内容"]
GOOD = ["LG-1", "2026/07/24 11:00", "小川町", "総務課", "専門人材派遣", "BPR の取組の徹底", "窓口の見直し"]
FORMULA = ["LG-2", "2026/07/24 11:00", "上里町", "総務課", "専門人材派遣", "BPR の取組の徹底", "=1+1"]
PROMISED = ("experts", "applications", "sessions", "hearings", "contacts", "surveys", "decisions")
UNKNOWN = ["LG-3", "2026/07/24 11:00", "存在しない市", "総務課", "専門人材派遣", "BPR の取組の徹底", "相談"]


def form(path: Path, *rows: list[str], encoding: str = "utf-8-sig") -> str:
    """Write applications as a form sends them, and return the path."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_file_in_order_is_taken_in_whole(line: Line, tmp_path: Path, encoding: str) -> None:
    done = line.done("import", "applications", form(tmp_path / "a.csv", GOOD, FORMULA, encoding=encoding))
    assert (done["rows"], done["new"], done["refused"], done["taken_in"]) == (2, 2, [], True)
    assert len(line.done("list", "cases")) == 2


def test_one_refused_row_keeps_everything_out(line: Line, tmp_path: Path) -> None:
    told = line.json("import", "applications", form(tmp_path / "a.csv", GOOD, UNKNOWN))
    assert told.status == 1
    refused = told.data["refused"]
    assert [(row["row"], row["field"], row["value"]) for row in refused] == [(3, "団体名", "存在しない市")]
    assert refused[0]["reason"]
    assert line.done("list", "cases") == []


def test_a_part_is_taken_in_when_asked_for(line: Line, tmp_path: Path) -> None:
    done = line.done("import", "applications", form(tmp_path / "a.csv", GOOD, UNKNOWN), "--partial")
    assert (done["new"], len(done["refused"])) == (1, 1)
    assert [case["received_number"] for case in line.done("list", "cases")] == ["LG-1"]


def test_a_part_of_nothing_is_a_refusal(line: Line, tmp_path: Path) -> None:
    told = line.json("import", "applications", form(tmp_path / "a.csv", UNKNOWN), "--partial")
    assert (told.status, told.data["taken_in"], len(told.data["refused"])) == (1, False, 1)


def test_a_dry_run_takes_nothing_in(line: Line, tmp_path: Path) -> None:
    done = line.done("import", "applications", form(tmp_path / "a.csv", GOOD), "--dry-run")
    assert (done["new"], done["taken_in"]) == (1, False)
    assert line.done("list", "cases") == []


def test_the_same_file_again_changes_nothing(line: Line, tmp_path: Path) -> None:
    path = form(tmp_path / "a.csv", GOOD)
    line.done("import", "applications", path)
    done = line.done("import", "applications", path)
    assert (done["new"], done["unchanged"]) == (0, 1)


def test_a_formula_is_taken_in_as_text_and_told(line: Line, tmp_path: Path) -> None:
    done = line.done("import", "applications", form(tmp_path / "a.csv", FORMULA))
    assert any(note["value"] == "=1+1" for note in done["notes"])
    assert line.done("list", "cases")[0]["content"] == "=1+1"


def test_refused_rows_are_written_to_be_sent_back(line: Line, tmp_path: Path) -> None:
    back = tmp_path / "back.csv"
    line.json("import", "applications", form(tmp_path / "a.csv", GOOD, UNKNOWN), "--refused", str(back))
    text = back.read_text(encoding="utf-8-sig")
    assert "存在しない市" in text
    assert "小川町" not in text


def test_people_read_counts_and_reasons_in_both_languages(line: Line, tmp_path: Path) -> None:
    path = form(tmp_path / "a.csv", GOOD, UNKNOWN)
    assert "3行目" in line("import", "applications", path).out
    assert "row 3" in line("import", "applications", path, "--lang", "en").out


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"a,b\n1,2\n"])
def test_a_file_that_is_no_form_is_refused_by_name(line: Line, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    told = line.json("import", "applications", str(path))
    assert told.status == 1
    assert "error" in told.data


def test_a_file_that_is_not_there_is_refused_by_name(line: Line, tmp_path: Path) -> None:
    told = line.json("import", "experts", str(tmp_path / "nothing.xlsx"))
    assert told.status == 1
    assert "nothing.xlsx" in json.dumps(told.error, ensure_ascii=False)


@pytest.mark.parametrize("subject", ["experts", "applications"])
def test_the_empty_form_can_be_taken_in_again(line: Line, tmp_path: Path, subject: str) -> None:
    path = tmp_path / "form.xlsx"
    assert line.done("template", subject, str(path)) == {"file": str(path)}
    assert path.read_bytes().startswith(b"PK")


def test_a_register_is_exported_by_the_ending_of_the_name(year: Line, tmp_path: Path) -> None:
    text, sheet = tmp_path / "experts.csv", tmp_path / "experts.XLSX"
    assert year.done("export", "experts", str(text))["rows"] == 12
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    assert year.done("export", "experts", str(sheet))["rows"] == 12
    assert sheet.read_bytes().startswith(b"PK")


def test_what_an_encoding_lacks_is_listed(year: Line, tmp_path: Path) -> None:
    done = year.done("export", "experts", str(tmp_path / "e.csv"), "--encoding", "cp932")
    assert "𠮷" in {item["character"] for item in done["unencodable"]}
    assert {"row", "field", "character"} <= set(done["unencodable"][0])
    assert "𠮷" in year("export", "experts", str(tmp_path / "e.csv"), "--encoding", "cp932").out


def test_an_ending_that_says_nothing_is_wrong_usage(year: Line, tmp_path: Path) -> None:
    for name in ("experts", "experts.pdf"):
        assert year.json("export", "experts", str(tmp_path / name)).status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_register_that_is_not_exported_is_wrong_usage(year: Line, tmp_path: Path) -> None:
    assert year.json("export", "import-runs", str(tmp_path / "x.csv")).status == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_bundle_lists_what_it_holds(year: Line, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bundle.zip"
    done = year.done("bundle", str(path), "--encoding", encoding)
    with zipfile.ZipFile(path) as opened:
        names = set(opened.namelist())
    assert {entry["name"] for entry in done["entries"]} == names
    assert all(len(entry["sha256"]) == 64 for entry in done["entries"])
    assert {"manifest.json", "schema.json", "送付状.pdf"} <= names


def test_a_folder_in_the_place_of_a_file_is_refused(year: Line, tmp_path: Path) -> None:
    told = year.json("bundle", str(tmp_path))
    assert told.status == 1
    assert told.error["code"] == "platform.not_a_plain_file"


@pytest.mark.parametrize("subject", PROMISED)
def test_every_promised_subject_is_known_to_import(line: Line, tmp_path: Path, subject: str) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    told = line.json("import", subject, str(empty))
    assert (told.status, told.data["error"]["code"].split(".")[0]) == (1, "imports")


@pytest.mark.parametrize(
    ("subject", "header", "row"),
    [
        ("sessions", "案件番号,実施日,開始,終了,実施方法,専門人材", "X-1,9月18日,13:00,16:00,対面,架空"),
        ("surveys", "案件番号,回答日,課題の解決状況", "X-1,9月28日,４"),
    ],
)
def test_a_row_of_a_case_that_nobody_knows_is_refused_with_its_field_and_value(
    line: Line, tmp_path: Path, subject: str, header: str, row: str
) -> None:
    path = tmp_path / f"{subject}.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    told = line.json("import", subject, str(path))
    assert (told.status, told.data["rows"], told.data["taken_in"]) == (1, 1, False)
    assert ("案件番号", "X-1") in [(each["field"], each["value"]) for each in told.data["refused"]]


@pytest.mark.parametrize("subject", PROMISED)
def test_every_promised_subject_has_an_empty_form_that_import_reads(line: Line, tmp_path: Path, subject: str) -> None:
    form_file = tmp_path / "form.xlsx"
    line.done("template", subject, str(form_file))
    told = line.json("import", subject, str(form_file))
    if subject == "hearings":  # a schedule says what it names, be it nothing
        assert (told.status, told.data["rows"], told.data["refused"]) == (0, 0, [])
    else:
        assert (told.status, told.data["error"]["code"]) == (1, "imports.no_rows")


@pytest.mark.parametrize("option", ["--profile", "--refused"])
def test_an_option_that_a_schedule_does_not_have_is_told_instead_of_passed_over(line: Line, option: str) -> None:
    told = line.json("import", "hearings", "x.csv", option, "y")
    assert (told.status, told.data["error"]["code"]) == (2, "cli.usage_not_together")
