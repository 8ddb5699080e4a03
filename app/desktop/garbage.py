"""Python's collector of reference cycles, run on the UI thread only.

A cycle that holds a widget may otherwise be collected while a worker thread runs, and Qt does not survive a widget
that is deleted outside the UI thread. While a desk opens nothing is collected, and what stands afterwards is never
looked at again: a large contract in memory would halt the window for a tenth of a second each time.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
OPENING_MS = 60_000  # the longest time that an opening goes without a collection


class GarbageTimer(QObject):
    """Takes over from the automatic collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        """Switch the automatic collector off; from ``settle`` on, look once a second instead."""
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._is_settled = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(OPENING_MS)

    def settle(self) -> None:
        """Leave what stands now alone for good, and begin to look after what comes; only once."""
        if not self._is_settled:
            self._is_settled = True
            gc.freeze()
            self._timer.start(EVERY_MS)

    def _on_time(self) -> None:
        if self._is_settled:
            self.collect()
        else:
            self.settle()

    def collect(self) -> None:
        """Collect the generations whose counts have passed their thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the automatic collector its work back."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
