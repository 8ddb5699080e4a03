"""Waiting, in a measured program, until something has been painted."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView

LONGEST_MS = 300_000
_STATM = Path("/proc/self/statm")


class PaintWait(QObject):
    """Runs the event loop until a table has been painted while a condition held."""

    def __init__(self, table: QTableView) -> None:
        """Watch the table."""
        super().__init__(table)
        self._table = table
        self._loop = QEventLoop()
        self._condition: Callable[[], bool] = lambda: True
        table.viewport().installEventFilter(self)

    def milliseconds(self, work: Callable[[], object], condition: Callable[[], bool]) -> float:
        """Do work and return how long it takes until the condition holds in what is painted."""
        self._condition = condition
        start = time.perf_counter()
        work()
        QTimer.singleShot(LONGEST_MS, self._loop, self._loop.quit)
        self._loop.exec()
        return (time.perf_counter() - start) * 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the waiting behind a painting that fulfils the condition."""
        if event.type() == QEvent.Type.Paint and self._condition():
            QTimer.singleShot(0, self._loop.quit)
        return False


def settle(application: QApplication) -> None:
    """Let everything that waits in the queue happen."""
    for _ in range(20):
        application.processEvents()
        time.sleep(0.005)


def until(application: QApplication, condition: Callable[[], bool]) -> float:
    """Return how many milliseconds pass until something holds."""
    start = time.perf_counter()
    while not condition():
        application.processEvents()
        time.sleep(0.001)
    return (time.perf_counter() - start) * 1000


def memory_mb() -> float:
    """Return the memory that this program holds, in MB; 0 where the system does not say."""
    if not _STATM.exists():
        return 0.0
    return int(_STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
