"""What every page shares: the open desk, the task runner, the day of judging, and the news of what changed."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.desktop.task_runner import LatestOnly, Task, TaskRunner
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.desktop.desk_port import Desk, FindingText, Outcome

T = TypeVar("T")

JUDGE_AFTER_MS = 400


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record to go to, and the field to enter there."""

    register: str
    id: str
    field: str = ""


class Workbench(QObject):
    """Joins the pages to the desk; pages know each other only through its signals."""

    registers_changed = Signal(object)  # frozenset of register names
    outcome_reached = Signal(object)  # Outcome
    link_opened = Signal(object)  # RecordLink
    problem_told = Signal(object)  # str
    restore_asked = Signal(object)  # Path of a backup
    findings_changed = Signal()
    became_ready = Signal()

    def __init__(
        self,
        desk: Desk,
        runner: TaskRunner,
        on: date,
        language: str = "ja",
        parent: QObject | None = None,
        *,
        is_ready: bool = True,
    ) -> None:
        """Judge everything on the day ``on``; until the desk is ready, only its first lists are asked for."""
        super().__init__(parent)
        self.desk = desk
        self.runner = runner
        self.on = on
        self.language = language
        self.is_ready = is_ready
        self.findings: tuple[FindingText, ...] = ()
        self.is_judged = False
        self._judgement = LatestOnly(runner, self)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.timeout.connect(self._judge_now)
        runner.task_failed.connect(self.tell)

    def when_ready(self, work: Callable[[], object]) -> None:
        """Do work now, or as soon as the desk has been prepared."""
        if self.is_ready:
            work()
        else:
            self.became_ready.connect(work, Qt.ConnectionType.SingleShotConnection)

    def become_ready(self) -> None:
        """Let everything that has waited for the desk happen."""
        self.is_ready = True
        self.became_ready.emit()

    def question(self, owner: QObject) -> LatestOnly:
        """Return a question whose old answers never arrive."""
        return LatestOnly(self.runner, owner)

    def act(
        self,
        work: Callable[[], Outcome],
        done: Callable[[Outcome], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        *,
        owner: QObject,
    ) -> Task:
        """Run a change and tell every page what it touched."""

        def reached(outcome: Outcome) -> None:
            if done is not None:
                done(outcome)
            self.announce(outcome)

        return self.runner.database(work, reached, failed, owner=owner)

    def announce(self, outcome: Outcome) -> None:
        """Tell every page that an outcome was reached."""
        self.outcome_reached.emit(outcome)
        self.registers_changed.emit(frozenset(register for register, _ in outcome.touched))
        self.judge()

    def tell(self, error: AppError) -> None:
        """Show a page's problem in the message bar."""
        self.problem_told.emit(self.words(error))

    def words(self, error: AppError) -> str:
        """Return what happened and what to do."""
        from app.platform import messages

        return messages.explain(error, self.language)

    def findings_about(self, register: str, id: str) -> tuple[FindingText, ...]:
        """Return what the rules found about a record when they last ran."""
        return tuple(item for item in self.findings if (item.subject_register, item.subject_id) == (register, id))

    def judge(self) -> None:
        """Run all rules when nothing else has been asked for a moment."""
        self._judging.start(JUDGE_AFTER_MS)

    def _judge_now(self) -> None:
        if not self.runner.is_idle:  # what somebody waits for comes first
            self.judge()
            return
        self._judgement.ask(self.desk.open_findings, self._keep_findings, in_background=True)

    def _keep_findings(self, findings: tuple[FindingText, ...]) -> None:
        self.findings = findings
        self.is_judged = True
        self.findings_changed.emit()
