"""Commands that make, fill, copy and check a workspace."""

from pathlib import Path

import pytest

from app.platform.paths import WorkspacePaths
from tests.cli.lines import HeldKeys, Line

TERMS = Path(__file__).resolve().parents[2] / "resources" / "contract" / "saitama-r8-2.toml"


def test_a_new_workspace_names_its_contract(empty: Line) -> None:
    made = empty.done("init", "--signed-on", "令和8年7月1日")
    assert made["workspace"] == str(empty.workspace)
    assert made["signed_on"] == "2026-07-01"
    assert "埼玉県" in made["contract"]


def test_the_terms_of_another_contract_are_read_from_a_file(empty: Line, tmp_path: Path) -> None:
    other = tmp_path / "terms.toml"
    other.write_text(TERMS.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert empty.done("init", "--signed-on", "2026-07-01", "--contract", str(other))["contract"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"not = [toml", b"", b"x = 1"])
def test_terms_that_are_none_make_no_workspace(empty: Line, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "terms.toml"
    other.write_bytes(content)
    told = empty.json("init", "--signed-on", "2026-07-01", "--contract", str(other))
    if content:  # an empty file would mean the contract that comes with the program
        assert told.status == 1, told
        assert not (empty.workspace / "workspace.json").exists()


def test_a_file_that_is_not_there_is_named(empty: Line) -> None:
    told = empty.json("init", "--signed-on", "2026-07-01", "--contract", "nothing.toml")
    assert (told.status, told.error["where"]) == (1, "nothing.toml")


def test_a_second_workspace_in_the_same_place_is_refused(line: Line) -> None:
    told = line.json("init", "--signed-on", "2026-07-01")
    assert (told.status, told.error["code"]) == (1, "services.workspace_exists")


def test_a_missing_workspace_ends_with_3(empty: Line) -> None:
    assert empty.json("status").status == 3


def test_a_damaged_workspace_ends_with_3(line: Line) -> None:
    (line.workspace / "workspace.json").write_text("{}")
    assert line.json("status").status == 3


def test_a_damaged_database_ends_with_3(line: Line) -> None:
    database = WorkspacePaths(line.workspace).database
    assert database.exists()
    database.write_bytes(b"x" * 8192)
    assert line.json("status").status == 3


def test_the_demonstration_year_is_counted(empty: Line) -> None:
    made = empty.done("demo", "--seed", "7")
    assert (made["experts"], made["sessions"]) == (12, 74)
    assert made["hearings"] == len(empty.done("list", "hearings")) == 63
    assert made["cases"] == len(empty.done("list", "cases"))


@pytest.mark.parametrize("seed", ["-1", "x", "1e9", "99999999999"])
def test_a_seed_that_is_no_number_is_wrong_usage(empty: Line, seed: str) -> None:
    assert empty.json("demo", f"--seed={seed}").status == 2
    assert not empty.workspace.exists()


def test_a_copy_restores_what_was_there(line: Line, tmp_path: Path) -> None:
    line.done("act", "closing_day.add", "--set", "closed_on=2026-11-13", "--set", "reason=県民の日")
    copy, other = tmp_path / "copy.dxbackup", tmp_path / "other"
    assert line.done("backup", str(copy))["intact"] is True
    line.done("act", "closing_day.add", "--set", "closed_on=2026-11-16", "--set", "reason=臨時")
    line.done("restore", str(copy), "--to", str(other))
    restored = line.done("--workspace", str(other), "list", "closings")
    assert [closing["reason"] for closing in restored] == ["県民の日"]
    assert len(line.done("list", "closings")) == 2


def test_what_is_no_copy_is_not_restored(line: Line, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"no copy")
    told = line.json("restore", str(wrong), "--to", str(tmp_path / "other"))
    assert told.status in (1, 3)
    assert not (tmp_path / "other" / "workspace.json").exists()


def test_a_copy_to_a_folder_that_is_not_there_is_refused(line: Line, tmp_path: Path) -> None:
    assert line.json("backup", str(tmp_path / "no" / "copy")).status == 1


def test_an_intact_workspace_says_so(line: Line) -> None:
    assert line.done("verify") == {"intact": True, "problems": []}
    assert line("verify").out == "壊れたところはありません。\n"


@pytest.mark.parametrize("path", ["", " ", "a\0b"])
def test_a_place_that_is_none_is_wrong_usage(line: Line, path: str) -> None:
    assert line.json("backup", path).status == 2
    assert line.json("--workspace", path, "status").status == 2


def test_the_change_log_is_written_into_a_private_file_and_checked(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    made = line.done("audit", "export", str(path))
    assert (made["intact"], made["entries"] > 0) == (True, True)
    assert path.stat().st_mode & 0o077 == 0
    assert line.done("audit", "verify", str(path))["entries"] == made["entries"]
    line.done("audit", "export", str(path))  # an older file gives way


def test_an_altered_change_log_is_found_with_exit_status_1(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    line.done("audit", "export", str(path))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(each for number, each in enumerate(lines) if number != 5))
    told = line.json("audit", "verify", str(path))
    assert (told.status, told.data["intact"], len(told.data["problems"])) == (1, False, 1)


def test_a_change_log_that_ends_early_is_told_beside_the_workspace_that_has_more(line: Line, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    entries = line.done("audit", "export", str(first))["entries"]
    assert line.done("audit", "verify", str(first))["lacking"] == 0
    expert = ("name=髙橋　健", "専門性=BPR", "fields=BPR の取組の徹底", "on_site=可")
    line.done("act", "expert.add", *(part for text in expert for part in ("--set", text)))
    more = line.done("audit", "export", str(second))["entries"] - entries
    assert more > 0
    assert line.done("audit", "verify", str(first))["lacking"] == more
    nothing = tmp_path / "nothing.jsonl"
    nothing.write_bytes(b'{"k":"audit","v":1}\n{"entries":0,"k":"end","sites":0}\n')
    assert line.done("audit", "verify", str(nothing))["lacking"] == entries + more


def test_a_change_log_is_checked_on_its_own_where_there_is_no_workspace_and_beside_another(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.jsonl"
    entries = line.done("audit", "export", str(path))["entries"]
    other = Line(tmp_path / "other", HeldKeys(), capsys)
    assert other.done("audit", "verify", str(path))["entries"] == entries
    other.done("init", "--signed-on", "2026-07-01")
    told = other.json("audit", "verify", str(path))
    assert (told.status, told.data["intact"], told.data["entries"]) == (1, False, entries)


def test_a_change_log_that_is_not_there_is_told(line: Line, tmp_path: Path) -> None:
    told = line.json("audit", "verify", str(tmp_path / "none"))
    assert (told.status, told.error["code"]) == (1, "store.audit_unreadable")
    assert line.json("audit", "erase", "x").status == 2
