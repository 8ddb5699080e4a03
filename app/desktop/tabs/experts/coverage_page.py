"""The page 分野の充足: the 15 fields of Table 1 with the experts for each, and the gaps."""

from PySide6.QtWidgets import QWidget

from app.desktop.tabs.experts.presenter import HEADERS, Coverage, coverage_rows, coverage_words, read_coverage
from app.desktop.widgets.labels import clear, column, frame, label
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench


class CoveragePage(QWidget):
    """A table of the fields; refreshed when an expert changes."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load the coverage."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        layout = column(self, margin=5, gap=3)
        self._head = column()
        layout.addLayout(self._head)
        self.table = PlainTable(HEADERS, state=0)
        layout.addWidget(self.table, 1)
        bench.registers_changed.connect(self._on_registers_changed)
        self.refresh()

    def refresh(self) -> None:
        """Load the coverage again."""
        desk = self._bench.desk
        self._question.ask(lambda: read_coverage(desk), self._show)

    def _show(self, coverage: tuple[Coverage, ...]) -> None:
        clear(self._head)
        words, tone = coverage_words(coverage)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._head.addWidget(notice)
        self.table.show_rows(coverage_rows(coverage))

    def _on_registers_changed(self, registers: frozenset[str]) -> None:
        if "experts" in registers:
            self.refresh()
