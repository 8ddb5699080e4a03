"""Sends what waits in the outbox, in the background, as long as the window is open."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.desktop.workbench import Workbench

if TYPE_CHECKING:
    from app.services.notices.delivering import DeliveryRound

EVERY_MS = 60_000


class PostTimer(QObject):
    """Asks the desk once a minute to write the reminders of the day and to send what is due."""

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        """Begin a minute after the window opened, so that nothing delays the first page."""
        super().__init__(parent)
        self._bench = bench
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.send)
        self._timer.start(EVERY_MS)

    def send(self) -> None:
        """Send in the background; a round that is still under way is not joined by another."""
        if self._is_busy:
            return
        self._is_busy = True
        desk = self._bench.desk
        self._bench.runner.background(lambda: desk.deliver_now(), self._done, self._failed, owner=self)

    def _done(self, done: DeliveryRound) -> None:
        """Let the pages know of what went out, or was tried."""
        self._is_busy = False
        if done.sent or done.retried or done.failed:
            self._bench.registers_changed.emit(frozenset({"deliveries"}))

    def _failed(self, error: object) -> None:
        """Leave the reason to the outbox, which keeps it with the delivery."""
        self._is_busy = False
