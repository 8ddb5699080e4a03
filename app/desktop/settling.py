"""What a fresh window does when it has nothing else to do: open and check the store, then the backup of the day."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.workbench import Workbench
from app.domain.errors import AppError

LOOK_MS = 50  # how often the window is asked whether it has been painted and waits for nothing
BACKUP_AFTER_MS = 5_000


class Settling(QObject):
    """Begins when nobody waits for a list any more, so that the first rows come first."""

    failed = Signal(object)  # AppError: the workspace cannot be worked in

    def __init__(self, bench: Workbench) -> None:
        """Wait for the window of this bench."""
        super().__init__(bench)
        self._bench = bench
        self._was_idle = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)  # a whole interval lies between two looks, however busy the window is
        self._look.timeout.connect(self._prepare_when_idle)
        self._look.start(LOOK_MS)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._keep_safe)

    def _prepare_when_idle(self) -> None:
        was_idle, self._was_idle = self._was_idle, self._bench.runner.is_idle
        if not (was_idle and self._was_idle):  # an answer that has just come is not painted yet
            self._look.start(LOOK_MS)
            return
        desk = self._bench.desk
        self._bench.runner.background(lambda: desk.prepare(), lambda _: self._prepared(), self._failed, owner=self)

    def _prepared(self) -> None:
        self._bench.become_ready()
        self._later.start(BACKUP_AFTER_MS)

    def _keep_safe(self) -> None:
        desk = self._bench.desk
        self._bench.runner.background(lambda: desk.keep_safe(), self._tell, owner=self)

    def _tell(self, problem: str) -> None:
        if problem:
            self._bench.problem_told.emit(problem)

    def _failed(self, error: AppError) -> None:
        self.failed.emit(error)
