"""Work runs off the UI thread, in order on the database worker, and old answers are dropped."""

import logging
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop.task_runner import LatestOnly, TaskRunner
from app.desktop.workbench import Workbench
from app.domain.errors import AppError


@pytest.fixture
def runner(bench: Workbench) -> TaskRunner:
    return bench.runner


def test_the_answer_comes_back_on_the_ui_thread(runner: TaskRunner, settle: Callable[[], None]) -> None:
    threads: list[int] = []
    answers: list[tuple[int, int]] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 42

    runner.database(
        work,
        lambda answer: answers.append((answer, threading.get_ident())),
        owner=runner,
    )
    settle()
    assert answers == [(42, threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_the_database_worker_keeps_the_order(runner: TaskRunner, settle: Callable[[], None]) -> None:
    order: list[int] = []
    for number in range(20):
        runner.database(lambda number=number: order.append(number), lambda _: None, owner=runner)  # type: ignore[misc]
    settle()
    assert order == list(range(20))


def test_an_expected_error_reaches_its_own_callback(runner: TaskRunner, settle: Callable[[], None]) -> None:
    told: list[AppError] = []

    def work() -> None:
        raise AppError("desktop.bug", reference="X")

    runner.database(work, lambda _: None, told.append, owner=runner)
    settle()
    assert told[0].values == {"reference": "X"}


def test_a_bug_is_logged_and_told_by_its_reference(
    runner: TaskRunner, settle: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    told: list[AppError] = []
    runner.database(lambda: 1 / 0, lambda _: None, told.append, owner=runner)
    with caplog.at_level(logging.ERROR):
        settle()
    assert told[0].code == "desktop.bug"
    assert str(told[0].values["reference"]) in caplog.text


def test_the_answer_to_an_old_question_never_arrives(runner: TaskRunner, settle: Callable[[], None]) -> None:
    hold = threading.Event()
    answers: list[str] = []
    question = LatestOnly(runner, runner)
    question.ask(lambda: "old" if hold.wait(5) else "", answers.append)
    question.ask(lambda: "new", answers.append)
    hold.set()
    settle()
    assert answers == ["new"]


def test_nothing_is_delivered_to_a_page_that_is_gone(
    runner: TaskRunner, settle: Callable[[], None], qtbot: QtBot
) -> None:
    owner = QObject()
    answers: list[int] = []
    hold = threading.Event()
    runner.database(lambda: hold.wait(5) and 1, answers.append, owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    hold.set()
    settle()
    assert answers == []


def test_progress_is_shown_only_for_long_work(runner: TaskRunner, settle: Callable[[], None], qtbot: QtBot) -> None:
    shown: list[bool] = []
    runner.progress_changed.connect(shown.append)
    runner.database(lambda: None, lambda _: None, owner=runner)
    settle()
    assert shown == []
    hold = threading.Event()
    runner.database(lambda: hold.wait(5), lambda _: None, owner=runner)
    qtbot.waitUntil(lambda: shown == [True])
    hold.set()
    settle()
    assert shown == [True, False]


def test_closing_drops_what_waits_but_for_what_must_last(runner: TaskRunner) -> None:
    done: list[str] = []
    hold = threading.Event()
    runner.database(lambda: hold.wait(5), lambda _: None, owner=runner)
    runner.database(lambda: done.append("dropped"), lambda _: None, owner=runner)
    runner.database(lambda: done.append("lasting"), lambda _: None, owner=runner, is_lasting=True)
    threading.Timer(0.1, hold.set).start()
    runner.wait_for_done()
    assert done == ["lasting"]
