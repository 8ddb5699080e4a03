"""The page 終了手続き: the steps to the end of the contract, what is left of each, the certificate (10(2)–10(4))."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.contract.closing_words import (
    ADVICE,
    CERTIFICATE,
    HEADERS,
    PLEDGES,
    Step,
    disposal,
    end_words,
    first_open,
    reason_words,
    step_rows,
    steps_of,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import start_action
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row, scrolled
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.services.contract.views import ClosingItem, ClosingPage

DOCUMENT = "assets"
MOST_ITEMS = 200


class ClosingsPage(FreshPage):
    """One step after the other; the certificate is refused while a step that it rests on is open."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the first step with something left."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.page: ClosingPage | None = None
        self.steps: tuple[Step, ...] = ()
        self._chosen = ""
        self._told = column(margin=2)
        self.table = PlainTable(HEADERS, state=0, stretch=1)
        self.table.setAccessibleName("終了の手順")
        self.paper = PaperView(bench, "証明書を作成しています…", tells_missing=False)
        self._lay_out()
        self.table.row_chosen.connect(self._on_row_chosen)

    def refresh(self) -> None:
        """Look again what is left."""
        self._question.ask(self._bench.desk.agreement.closing, self._show)

    def _lay_out(self) -> None:
        step = QWidget()
        self._content = column(step, margin=6, gap=3)
        step.setMinimumWidth(space(60))
        certificate = QWidget()
        beside = column(certificate, margin=4, gap=2)
        self._certificate = column(gap=1)
        beside.addLayout(self._certificate)
        beside.addWidget(self.paper, 1)
        self._panes = QStackedWidget()
        self._panes.addWidget(scrolled(step))
        self._panes.addWidget(certificate)
        self.table.setMinimumWidth(space(50))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self._panes)
        splitter.setSizes([space(110), space(130)])
        layout = column(self, gap=0)
        layout.addLayout(self._told)
        layout.addWidget(splitter, 1)

    def _show(self, page: ClosingPage) -> None:
        self.page, self.steps = page, steps_of(page)
        clear(self._told)
        words, tone = end_words(page)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._told.addWidget(notice)
        self.table.show_rows(step_rows(self.steps))
        keys = [step.key for step in self.steps]
        self.table.setCurrentCell(-1, -1)
        self.table.choose(self._chosen if self._chosen in keys else first_open(self.steps))

    def _on_row_chosen(self, key: str) -> None:
        self._chosen = key
        if key == CERTIFICATE:
            self._show_certificate()
            return
        self._panes.setCurrentIndex(0)
        clear(self._content)
        step = next(step for step in self.steps if step.key == key)
        head = row(gap=2)
        head.addWidget(label(step.title, "heading", wrap=True), 1)
        head.addWidget(pill(step.word, step.tone), 0, Qt.AlignmentFlag.AlignTop)
        self._content.addLayout(head)
        self._content.addWidget(label(f"仕様書 {step.clause}", "quiet"))
        self._show_left(step)
        self._content.addStretch(1)

    def _show_left(self, step: Step) -> None:
        if not step.left:
            self._content.addWidget(label("残っているものはありません。", wrap=True))
            return
        self._content.addWidget(label(ADVICE.get(step.key, ""), wrap=True))
        start = disposal(step)
        if start is not None:
            many = button(f"{len(step.left)}件をまとめて処分…", "primary", tip="処分の方法と日を一度に記録します")
            many.clicked.connect(lambda: start_action(self._bench, start, self))
            self._content.addWidget(many, 0, Qt.AlignmentFlag.AlignLeft)
        if step.key in PLEDGES:
            lead = button("秘密保持と周知の台帳を開く")
            lead.clicked.connect(lambda: self._bench.link_opened.emit(RecordLink("pledges", "")))
            self._content.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        card = frame("card")
        inner = column(card, margin=4, gap=1)
        for item in step.left[:MOST_ITEMS]:
            inner.addWidget(self._item(item))
        self._content.addWidget(card)
        if len(step.left) > MOST_ITEMS:
            self._content.addWidget(label(f"ほか{len(step.left) - MOST_ITEMS}件", "quiet"))

    def _item(self, item: ClosingItem) -> QWidget:
        whole = QWidget()
        lines = column(whole, gap=0)
        if item.register and item.id:
            lead = button(item.name, "link", tip="この記録を開きます")
            link = RecordLink(item.register, item.id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            lines.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            lines.addWidget(label(item.name, wrap=True, selectable=True))
        if item.note:
            lines.addWidget(label(item.note, "caption", wrap=True))
        return whole

    def _show_certificate(self) -> None:
        if self.page is None:
            return
        self._panes.setCurrentIndex(1)
        clear(self._certificate)
        waiting = [step for step in self.steps if step.holds_back]
        if waiting:
            notice = frame("notice", "warn")
            inner = column(notice, margin=2, gap=0.5)
            inner.addWidget(label("次の手順が残っているため、まだ証明できません。下は下書きです。", wrap=True))
            for step in waiting:
                lead = button(f"→ {reason_words(step)}", "link", tip="この手順を開きます")
                lead.clicked.connect(lambda _=False, key=step.key: self.table.choose(key))
                inner.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
            self._certificate.addWidget(notice)
        self.paper.make(DOCUMENT)
