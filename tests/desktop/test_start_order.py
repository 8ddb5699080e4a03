"""What the start waits for, counted: modules and questions before the first window and before the first rows."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Environment
from app.platform.clock import SystemClock
from app.services.workspace.workspaces import Access, create_demonstration
from tests.desks import AUTHOR, MemoryKeyRing

ROOT = Path(__file__).resolve().parents[2]
Steps = dict[str, dict[str, Any]]
BEHIND_THE_WINDOW = {"app.services", "app.store", "app.contract", "app.domain.registers", "sqlcipher3", "sqlalchemy"}
BEHIND_THE_ROWS = {
    "sqlalchemy", "alembic", "keyring", "jpholiday", "reportlab", "openpyxl", "pikepdf", "highspy", "icalendar",
    "numpy", "app.documents", "app.planning",
    "app.services.registers.handover", "app.services.imports", "app.services.demonstration",
    "app.services.papers.service", "app.services.notices.outbox", "app.services.actions.book",
    "app.services.contract.overview", "app.services.judging.kept_contract", "app.services.workspace.safety",
    "app.store.store", "app.store.backup", "app.store.verify",
}  # fmt: skip
MOST_BEFORE_THE_WINDOW = 32  # of our own modules
MOST_BEFORE_THE_ROWS = 110
MOST_QUESTIONS = 8


def start(root: Path, ring: MemoryKeyRing) -> Steps:
    (key,) = ring.keys.values()
    program = subprocess.run(
        [sys.executable, "-m", "tests.desktop.start_program", str(root)],
        input=key.hex() + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=True,
    )
    return {step["at"]: step for step in map(json.loads, program.stdout.splitlines())}


@pytest.fixture(scope="module")
def ring() -> MemoryKeyRing:
    return MemoryKeyRing()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, ring: MemoryKeyRing) -> Path:
    root = tmp_path_factory.mktemp("start") / "workspace"
    create_demonstration(root, Access(ring), SystemClock(), AUTHOR).close()
    return root


@pytest.fixture(scope="module")
def steps(workspace: Path, ring: MemoryKeyRing) -> Steps:
    return start(workspace, ring)


def ours(step: dict[str, Any]) -> list[str]:
    return [name for name in step["modules"] if name == "app" or name.startswith("app.")]


def test_the_first_window_comes_first_then_the_rows_then_the_store_then_the_backup(steps: Steps) -> None:
    assert list(steps) == ["painted", "window", "answering", "ready", "safe"]


def test_the_first_window_loads_neither_services_nor_database(steps: Steps) -> None:
    assert BEHIND_THE_WINDOW & set(steps["painted"]["modules"]) == set()
    assert len(ours(steps["painted"])) <= MOST_BEFORE_THE_WINDOW


def test_the_first_rows_load_nothing_that_only_judges_writes_or_prints(steps: Steps) -> None:
    assert BEHIND_THE_ROWS & set(steps["answering"]["modules"]) == set()
    assert len(ours(steps["answering"])) <= MOST_BEFORE_THE_ROWS


def test_before_the_first_rows_only_they_and_the_contract_are_asked_for(steps: Steps) -> None:
    asked = steps["answering"]["asked"]
    assert 0 < len(asked) <= MOST_QUESTIONS
    tables = {question.partition(" FROM ")[2].split()[0] for question in asked}
    assert tables == {"alembic_version", "contract", "support_case", "case_field", "case_expert"}
    assert all(question.startswith("SELECT ") for question in asked)


def test_the_store_is_open_when_the_desk_is_ready_and_the_backup_follows(steps: Steps) -> None:
    assert "app.store.store" in steps["ready"]["modules"]
    assert steps["answering"]["backups"] == steps["ready"]["backups"] == []
    (backup,) = steps["safe"]["backups"]
    assert backup.endswith("-daily.dxbackup")


def test_a_second_start_on_the_same_day_makes_no_second_backup(
    steps: Steps, workspace: Path, ring: MemoryKeyRing
) -> None:
    again = start(workspace, ring)
    assert again["safe"]["backups"] == steps["safe"]["backups"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_window_is_in_japanese_whatever_language_the_terminal_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    shown: list[Environment] = []
    monkeypatch.setattr("app.desktop.app.run_desktop", lambda environment, today: shown.append(environment) or 5)
    environment = Environment(workspace=tmp_path, as_of=date(2026, 9, 30), language=language)
    assert environment.run_desktop() == 5
    (window,) = shown
    assert (window.language, window.workspace, window.as_of) == ("ja", tmp_path, date(2026, 9, 30))
