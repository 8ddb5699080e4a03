"""What the page of one record consists of: title, state, actions, findings, fields, related lists and history."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.reading import RecordPage, hidden_fields
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_bar import ActionBar
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.history_panel import HistoryPanel
from app.desktop.widgets.labels import Heading, button, clear, column, label, pill, row
from app.desktop.widgets.record_detail import RecordDetail
from app.desktop.widgets.related_list import RelatedList
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.desktop.desk_port import FindingText


class RecordSheet(QWidget):
    """Shows a record that was read; what is chosen on it is the view's business."""

    action_chosen = Signal(object)  # ActionInfo
    back_asked = Signal()
    related_opened = Signal(object)  # RecordLink

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        layout = column(self, margin=6, gap=4)
        self._back = button("← 戻る", "link")
        self._back.clicked.connect(self.back_asked)
        self._head: QVBoxLayout = column(gap=1)
        self.action_bar = ActionBar(bench)
        self.action_bar.action_chosen.connect(self.action_chosen)
        self.findings = FindingBar(bench, leads=False)
        self.detail = RecordDetail(bench)
        self.history = HistoryPanel()
        self.extra: QVBoxLayout = column(gap=4)
        self._related: QVBoxLayout = column(gap=4)
        back = row()
        back.addWidget(self._back)
        back.addStretch(1)
        layout.addLayout(back)
        layout.addLayout(self._head)
        layout.addWidget(self.action_bar)
        layout.addWidget(self.findings)
        layout.addLayout(self.extra)
        layout.addWidget(self.detail)
        layout.addLayout(self._related)
        layout.addWidget(self.history)
        layout.addStretch(1)
        self.setMinimumWidth(space(60))

    def show_page(self, page: RecordPage, *, leads_back: bool) -> None:
        """Show a record; ``leads_back`` offers the way to the one shown before."""
        declared = page.record.REGISTER
        clear(self._head)
        head = FlowLayout(gap=2)
        head.addWidget(Heading(page.title))
        if page.state:
            head.addWidget(pill(page.state, page.tone))
        self._head.addLayout(head)
        if page.subtitle:
            self._head.addWidget(label(page.subtitle, "quiet", wrap=True))
        self._back.setVisible(leads_back)
        self.action_bar.show_offers(page.offers)
        self.detail.show_record(page.shown, page.record, hidden_fields(declared))
        clear(self._related)
        for related in page.related:
            shown = RelatedList(related)
            register = related.relation.register
            shown.record_activated.connect(lambda id, to=register: self.related_opened.emit(RecordLink(to, id)))
            self._related.addWidget(shown)
        self.history.show_lines(page.history)

    def show_findings(self, findings: Iterable[FindingText]) -> None:
        """Show what the rules found about the record."""
        self.findings.show_findings(findings)
