"""Two versions of the plan beside each other: which sections changed, and the lines of the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.plans.difference_view import DifferenceView
from app.desktop.tabs.plans.presenter import (
    COMPARED_HEADERS,
    compared_rows,
    compared_versions,
    compared_words,
    version_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import column, frame, label, row
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench
from app.services.plans.views import SectionDifference, VersionLine


class ComparePane(QWidget):
    """Asks for the differences of the two chosen versions."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without versions."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self._differences: tuple[SectionDifference, ...] = ()
        self._ids: tuple[str, ...] = ()
        self.former, self.latter = CalmComboBox(), CalmComboBox()
        for combo, name in ((self.former, "前の版"), (self.latter, "後の版")):
            combo.setAccessibleName(name)
            combo.setMinimumWidth(space(40))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(lambda: self.refresh())
        self.table = PlainTable(COMPARED_HEADERS, state=0, stretch=1)
        self.table.setAccessibleName("版の違いの一覧")
        self.table.row_chosen.connect(self._show_section)
        self.lines = DifferenceView("二つの版の違い")
        self._words = label("", "quiet")
        self._stack = QStackedWidget()
        self._nothing = EmptyState("比べる版がまだありません", "二つ目の版を作ると、前の版との違いを行ごとに示します。")
        self._lay_out()

    def show_versions(self, versions: Sequence[VersionLine]) -> None:
        """Offer these versions; the chosen ones stay chosen while they are there."""
        chosen = (str(self.former.currentData() or ""), str(self.latter.currentData() or ""))
        ids = tuple(version.id for version in versions)
        first = chosen if self._ids == ids and all(each in ids for each in chosen) else compared_versions(versions)
        self._ids = ids
        for combo, wanted in zip((self.former, self.latter), first, strict=True):
            combo.clear()
            for version in versions:
                combo.addItem(version_words(version), version.id)
            combo.setCurrentIndex(max(0, combo.findData(wanted)))
        self._stack.setCurrentIndex(1 if len(versions) > 1 else 0)

    def refresh(self) -> None:
        """Compare again."""
        former, latter = (str(combo.currentData() or "") for combo in (self.former, self.latter))
        plans = self._bench.desk.plans
        if former and latter and len(self._ids) > 1:
            self._question.ask(lambda: plans.differences(former, latter), self._show)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = row(bar, margin=2, gap=2)
        tools.addWidget(self.former)
        tools.addWidget(label("から"))
        tools.addWidget(self.latter)
        tools.addWidget(label("までの違い"))
        tools.addWidget(self._words, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.lines)
        self.table.setMinimumWidth(space(50))
        splitter.setSizes([space(150), space(170)])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        page = QWidget()
        layout = column(page, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(page)
        column(self).addWidget(self._stack)

    def _show(self, differences: tuple[SectionDifference, ...]) -> None:
        self._differences = differences
        self._words.setText(compared_words(differences))
        rows = compared_rows(differences)
        self.table.show_rows(rows)
        self.table.setCurrentCell(-1, -1)
        if rows:
            self.table.choose(rows[0].key)

    def _show_section(self, key: str) -> None:
        found = next((each for each in self._differences if each.key == key), None)
        if found is not None:
            self.lines.show_lines(found.lines, "この節の文は同じです。")
