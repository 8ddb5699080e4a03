"""Who is asked for a passphrase, and when."""

from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Environment
from app.cli import main, passphrase

RIGHT = "とても長い合言葉 2026"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a person sit at the terminal and type these passphrases."""
    answers: list[str] = []
    monkeypatch.setattr(passphrase, "can_ask", lambda: True)
    monkeypatch.setattr("app.cli.call.can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: answers.pop(0))
    return answers


def run(workspace: Path, *argv: str) -> int:
    return main(["--workspace", str(workspace), *argv], Environment)


def test_without_key_ring_file_and_person_no_workspace_is_made(tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path / "w", "init", "--signed-on", "2026-07-01") == 3
    assert "DXDESK_PASSPHRASE_FILE" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_a_person_types_a_new_passphrase_twice_and_an_old_one_once(tmp_path: Path, typed: list[str]) -> None:
    typed += [RIGHT, RIGHT]
    assert run(tmp_path / "w", "init", "--signed-on", "2026-07-01") == 0
    typed += [RIGHT]
    assert run(tmp_path / "w", "verify") == 0
    assert typed == []


def test_two_new_passphrases_that_differ_make_no_workspace(tmp_path: Path, typed: list[str], capsys: Any) -> None:
    typed += [RIGHT, "another one"]
    assert run(tmp_path / "w", "init", "--signed-on", "2026-07-01") == 1
    assert not (tmp_path / "w").exists()


def test_a_wrong_passphrase_leaves_the_workspace_closed(tmp_path: Path, typed: list[str], capsys: Any) -> None:
    typed += [RIGHT, RIGHT]
    run(tmp_path / "w", "init", "--signed-on", "2026-07-01")
    typed += ["a wrong one"]
    assert run(tmp_path / "w", "verify") == 3
    assert "a wrong one" not in capsys.readouterr().err
