"""Exit statuses, where things are told, and what never is."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.cli.opening import opens_window
from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.services.judging.wording import RefusedInWords
from app.services.views import FindingText, Missing
from tests.cli.fake_desk import FakeDesk, factory

ROOT = Path(__file__).resolve().parents[2]
FINDING = FindingText("6.6.d", "6(6)エ", "violation", "cases", "c1", "派-1", "上限を超えます。", "協議してください。")
PRIVATE = "佐藤一郎 048-000-0000"


def found(*findings: FindingText) -> FakeDesk:
    return FakeDesk(lambda: findings)


def raising(error: BaseException) -> FakeDesk:
    def raised() -> Any:
        raise error

    return FakeDesk(raised)


def check(desk: FakeDesk, *options: str) -> int:
    return main([*options, "check"], factory(lambda: desk))


def refused(error: AppError) -> Callable[[], Any]:
    def opened() -> Any:
        raise error

    return opened


def test_what_is_in_order_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(found()) == 0
    assert capsys.readouterr().out == "違反も警告もありません。\n"


@pytest.mark.parametrize(("severity", "status"), [("violation", 1), ("overdue", 0), ("warning", 0), ("notice", 0)])
def test_only_a_violation_makes_the_check_end_with_1(severity: str, status: int) -> None:
    finding = FindingText("r", "6(6)エ", severity, "cases", "c1", "派-1", "文。", "直す。")
    assert check(found(finding)) == status


def test_json_is_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(found(FINDING), "--json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)[0]["clause"] == "6(6)エ"
    assert told.err == ""


@pytest.mark.parametrize(
    "code", ["store.missing", "store.wrong_passphrase", "store.newer", "platform.workspace_in_use_unnamed"]
)
def test_a_workspace_that_cannot_be_opened_ends_with_3(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    values: Mapping[str, object] = {"path": "/w"} if code == "store.missing" else {}
    assert main(["--json", "check"], factory(refused(AppError(code, where="/w", **values)))) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == code
    assert set(error) == {"code", "message", "remedy", "where"}
    assert error["where"] == "/w"


def test_wrong_usage_ends_with_2_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"], factory(found)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing" in told.err


def test_wrong_usage_is_a_json_error_when_json_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing", "--json", "--lang", "en"], factory(found)) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"].startswith("COMMAND cannot be 'nothing'")


@pytest.mark.parametrize("option", ["--as-of", "--workspace"])
def test_a_global_option_that_means_nothing_is_wrong_usage(option: str) -> None:
    assert main([option, "", "check"], factory(found)) == 2


def test_a_refusal_ends_with_1_and_brings_its_findings(capsys: pytest.CaptureFixture[str]) -> None:
    error = RefusedInWords((FINDING,), "services.no_such_action", {"action": "x"})
    assert check(raising(error), "--json") == 1
    assert json.loads(capsys.readouterr().out)["refused"][0]["remedy"] == "協議してください。"


def test_entries_that_cannot_be_taken_are_told_field_by_field(capsys: pytest.CaptureFixture[str]) -> None:
    error = InvalidEntry((FieldProblem("name", "entry.required", (("label", "氏名"),)),))
    assert check(raising(error), "--json") == 1
    fields = json.loads(capsys.readouterr().out)["error"]["fields"]
    assert fields == [{"field": "name", "code": "entry.required", "message": "「氏名」が空です。"}]
    assert check(raising(error)) == 1
    assert "  name: 「氏名」が空です。" in capsys.readouterr().err


def test_what_a_document_lacks_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    error = AppError("services.document_incomplete", labels="場所", count=1)
    error.missing = (Missing("sessions", "s1", "place", "場所"),)  # type: ignore[attr-defined]
    assert check(raising(error)) == 1
    assert "  場所" in capsys.readouterr().err


def test_a_bug_is_one_sentence_with_a_reference_and_no_word_of_the_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setenv("DXDESK_WORKSPACE", str(tmp_path))
    assert check(raising(ValueError(PRIVATE))) == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert "B-20" in told.err
    assert "Traceback" not in told.err
    assert PRIVATE not in told.err


def test_a_bug_in_a_program_of_its_own_shows_no_traceback_and_leaves_it_in_the_log(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom app.cli import main\n"
        "def broken(**place): raise ValueError('佐藤一郎')\n"
        f"sys.exit(main(['--workspace', {str(tmp_path)!r}, '--json', 'check'], broken))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 70
    assert done.stderr == b""
    reference = json.loads(done.stdout)["error"]["message"].split("照会番号 ")[1][:15]
    log = (tmp_path / "logs" / "dxdesk.log").read_text(encoding="utf-8")
    assert reference in log
    assert "ValueError" in log
    assert "佐藤" not in log


def test_a_bug_where_there_is_no_workspace_makes_none(tmp_path: Path, caplog: Any) -> None:
    desk = raising(ValueError())
    assert main(["--workspace", str(tmp_path / "w"), "check"], factory(lambda: desk)) == 70
    assert not (tmp_path / "w").exists()
    assert logging.getLogger().handlers


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), BrokenPipeError(), ValueError(), AppError("services.no_such_action", action="x")]
)
def test_the_workspace_is_closed_whatever_happens(error: BaseException, caplog: Any) -> None:
    desk = raising(error)
    check(desk)
    assert desk.closed == 1


def test_ctrl_c_ends_with_130_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_gone_is_no_bug(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom app.cli import main\n"
        "class Desk:\n"
        "    def search(self, text):\n"
        "        from app.services.views import SearchHit\n"
        "        return [SearchHit('cases', str(n), 't', 'x' * 100) for n in range(20000)]\n"
        "    def close(self): pass\n"
        "class Environment:\n"
        "    def __init__(self, **place): pass\n"
        "    def open(self, passphrase): return Desk()\n"
        "sys.exit(main(['search', 'x'], Environment))\n"
    )
    read, write = os.pipe()
    started = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    os.read(read, 100)
    os.close(read)
    _, err = started.communicate(timeout=60)
    assert (started.returncode, err) == (0, b"")


def test_output_is_utf8_whatever_the_console_says() -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "app", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environ, check=True)
    assert "市町村DX支援デスク" in done.stdout.decode("utf-8")


def test_bytes_that_are_no_text_in_an_argument_break_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["\udcff"], factory(found)) == 2
    assert main(["--json", "\udcff"], factory(found)) == 2


def test_without_a_command_the_window_opens_and_its_status_is_returned() -> None:
    assert main([], factory(found)) == 5
    assert main(["desktop"], factory(found)) == 5


@pytest.mark.parametrize(
    ("argv", "short"),
    [
        ([], True),
        (["desktop"], True),
        (["--workspace", "w"], True),
        (["--workspace", "w", "desktop"], True),
        (["--workspace"], False),
        (["--workspace", "--json"], False),
        (["--workspace", "w", "status"], False),
        (["desktop", "now"], False),
        (["--as-of", "2026-07-10"], False),
        (["-h"], False),
    ],
)
def test_only_a_plain_start_goes_the_short_way_to_the_window(argv: list[str], short: bool) -> None:
    assert opens_window(argv) is short


def test_the_window_opens_without_loading_the_grammar_of_the_command_line() -> None:
    script = (
        "import sys\nfrom app.cli import main\n"
        "class Environment:\n"
        "    def __init__(self, **place): pass\n"
        "    def run_desktop(self): return 5\n"
        "assert main(['--workspace', 'w'], Environment) == 5\n"
        "heavy = {'argparse', 'app.cli.running', 'app.services.views', 'sqlalchemy', 'reportlab'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_a_window_that_cannot_be_opened_is_told_as_everything_else(caplog: Any, capsys: Any) -> None:
    def broken(**place: Any) -> Any:
        raise ValueError(PRIVATE)

    assert main([], broken) == 70
    assert "B-20" in capsys.readouterr().err
    assert main(["--workspace", " "], broken) == 2


def test_help_is_the_answer_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"], factory(found)) == 0
    assert "使い方: dxdesk" in capsys.readouterr().out
    assert main(["--json", "--help"], factory(found)) == 0
    assert "使い方" in json.loads(capsys.readouterr().out)["text"]


def test_a_passphrase_file_that_others_can_read_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "passphrase"
    file.write_text("x")
    monkeypatch.setenv("DXDESK_PASSPHRASE_FILE", str(file))
    file.chmod(0o600)
    check(found(), "--json")
    assert capsys.readouterr().err == ""
    file.chmod(0o640)
    check(found(), "--json")
    told = capsys.readouterr()
    assert str(file) in told.err
    assert json.loads(told.out) == []


def test_no_colour_codes_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    check(found(FINDING))
    assert "\x1b" not in capsys.readouterr().out


def test_a_stream_of_another_kind_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.StringIO()
    monkeypatch.setattr(sys, "stdout", held)
    assert check(found()) == 0
    assert held.getvalue()
