"""Runs work off the UI thread: one worker for the database, a few for the rest; answers come back by queued signal.

The UI thread never waits. Progress is shown after half a second, and an answer to an old question is dropped.
"""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from app.domain.errors import AppError

T = TypeVar("T")

PROGRESS_AFTER_MS = 500
BACKGROUND_WORKERS = 3


class Task:
    """One piece of work with what is to happen after it; lives and dies on the UI thread."""

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[AppError], None] | None,
        owner: QObject,
    ) -> None:
        """Keep the parts; nothing runs yet."""
        self.work = work
        self.borrowed = [work]
        self.done = done
        self.failed = failed
        self.owner = owner
        self.cancelled = False
        self.is_lasting = False

    def cancel(self) -> None:
        """Drop the answer; work that has not begun is not done at all."""
        self.cancelled = True
        self.borrowed.clear()


class Answer(NamedTuple):
    """What a worker sends back: the number of the task with its result or its error."""

    number: int
    result: Any = None
    error: Exception | None = None


def _run(number: int, borrowed: list[Callable[[], Any]], post: Callable[[Answer], None]) -> None:
    """Do borrowed work on a worker thread and post its answer.

    The task keeps the work until the answer is delivered, and the worker lets go of it before: so nothing that
    belongs to a window is ever deleted on a worker thread.
    """
    try:
        answer = Answer(number, borrowed.pop()()) if borrowed else Answer(number)
    except Exception as error:  # handed to the UI thread, which sorts it
        answer = Answer(number, error=error)
    post(answer)


class TaskRunner(QObject):
    """The one door to worker threads."""

    progress_changed = Signal(bool)
    task_failed = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the two pools; their threads start with the first work."""
        super().__init__(parent)
        self._database = QThreadPool(self)
        self._database.setMaxThreadCount(1)
        self._database.setExpiryTimeout(-1)
        self._background = QThreadPool(self)
        self._background.setMaxThreadCount(BACKGROUND_WORKERS)
        self._tasks: dict[int, Task] = {}
        self._numbers = count(1)
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PROGRESS_AFTER_MS)
        self._timer.timeout.connect(self._show_progress)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Tell whether no work is waiting, running or on its way back."""
        return not self._tasks

    def database(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
        *,
        owner: QObject,
        is_lasting: bool = False,
    ) -> Task:
        """Run work that reads or writes records, in order; ``owner`` gone means the answer is dropped.

        Lasting work is done even when the window closes before its turn: what a person typed is not lost.
        """
        task = Task(work, done, failed, owner)
        task.is_lasting = is_lasting
        return self._start(self._database, task)

    def background(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
        *,
        owner: QObject,
    ) -> Task:
        """Run work that writes no record: what only reads, and may take long, keeps nothing else waiting here."""
        return self._start(self._background, Task(work, done, failed, owner))

    def wait_for_done(self) -> None:
        """Finish what has begun and what must last, and drop the rest; for closing only."""
        for task in self._tasks.values():
            if not task.is_lasting:
                task.cancel()
        self._database.waitForDone()
        self._background.waitForDone()

    def wait_for_records(self) -> None:
        """Let everything that reads or writes records happen, and drop nothing; the answers arrive later."""
        self._database.waitForDone()

    def _start(self, pool: QThreadPool, task: Task) -> Task:
        number = next(self._numbers)
        self._tasks[number] = task
        if not self._timer.isActive() and not self._shown:
            self._timer.start()
        pool.start(partial(_run, number, task.borrowed, self._finished.emit))
        return task

    @Slot(object)
    def _deliver(self, answer: Answer) -> None:
        task = self._tasks.pop(answer.number)
        if not self._tasks:
            self._hide_progress()
        if task.cancelled or not shiboken6.isValid(task.owner):
            return
        if answer.error is None:
            task.done(answer.result)
            return
        (task.failed or self.task_failed.emit)(expected(answer.error))

    def _show_progress(self) -> None:
        if self._tasks:
            self._shown = True
            self.progress_changed.emit(True)

    def _hide_progress(self) -> None:
        self._timer.stop()
        if self._shown:
            self._shown = False
            self.progress_changed.emit(False)


def expected(error: Exception) -> AppError:
    """Return an expected error as it is; log anything else as a bug under a reference number."""
    if isinstance(error, AppError):
        return error
    import logging  # only bugs need it here, and no start waits for it
    import secrets

    reference = secrets.token_hex(3).upper()
    logging.getLogger(__name__).error("bug %s", reference, exc_info=error)
    return AppError("desktop.bug", reference=reference)


class LatestOnly:
    """Asks one question again and again; only the answer to the last one arrives."""

    def __init__(self, runner: TaskRunner, owner: QObject) -> None:
        """Ask through ``runner`` on behalf of ``owner``."""
        self._runner = runner
        self._owner = owner
        self._task: Task | None = None

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
        *,
        in_background: bool = False,
    ) -> None:
        """Drop the former question and ask this one of the database, or of a background worker when it takes long."""
        self.drop()
        start = self._runner.background if in_background else self._runner.database
        self._task = start(work, done, failed, owner=self._owner)

    def drop(self) -> None:
        """Let no answer arrive any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
