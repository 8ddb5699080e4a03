"""Python's collector of reference cycles, run on the UI thread only.

A cycle that holds a widget may otherwise be collected while a worker thread runs, and Qt does not survive a widget
that is deleted outside the UI thread.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class GarbageTimer(QObject):
    """Takes over from the automatic collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        """Switch the automatic collector off and look once a second instead."""
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect the generations whose counts have passed their thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the automatic collector its work back."""
        self._timer.stop()
        gc.enable()
