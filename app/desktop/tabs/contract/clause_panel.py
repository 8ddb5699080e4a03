"""One demand: where it stands, the contract's own words, what the product does, the evidence, and what is open."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.desk_port import ClauseLine, FindingText, Offer
from app.desktop.tabs.contract.presenter import acceptance, clause_state, product_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, prose, row
from app.desktop.workbench import RecordLink, Workbench

ACCEPT = "finding.accept"
MOST_FINDINGS = 30


class ClausePanel(QWidget):
    """Every line of evidence leads to its record; an open finding may be put to rest by a decision."""

    clause_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._bench = bench
        self.line: ClauseLine | None = None
        self._layout = column(self, margin=6, gap=4)
        self.setMinimumWidth(space(60))

    def clear(self) -> None:
        """Show nothing."""
        self.line = None
        clear(self._layout)

    def show_clause(self, line: ClauseLine, *, may_accept: bool) -> None:
        """Show a demand."""
        self.clear()
        self.line = line
        self._layout.addLayout(self._head(line))
        self._show_findings(line, may_accept)
        self._show_words(line)
        self._show_product(line)
        self._show_evidence(line)
        self._layout.addStretch(1)

    def _head(self, line: ClauseLine) -> QVBoxLayout:
        whole = column(gap=1)
        head = row(gap=2)
        head.addWidget(label(f"仕様書 {line.clause}", "heading", selectable=True))
        head.addWidget(pill(*clause_state(line)))
        head.addStretch(1)
        whole.addLayout(head)
        whole.addWidget(label(line.demand, wrap=True, selectable=True))
        return whole

    def _show_findings(self, line: ClauseLine, may_accept: bool) -> None:
        if not line.findings:
            return
        self._layout.addWidget(label(f"未解決の指摘　{len(line.findings)}件", "title"))
        for finding in line.findings[:MOST_FINDINGS]:
            bar = FindingBar(self._bench)
            bar.show_findings((finding,))
            self._layout.addWidget(bar)
            if may_accept and finding.identity:
                accept = button("了解を記録…", tip="県の了解（協議・承認・指示）を根拠に、この指摘を静かにします")
                accept.setAccessibleName(f"了解を記録 {finding.message}")
                accept.clicked.connect(lambda _=False, chosen=finding: self._ask_acceptance(chosen))
                self._layout.addWidget(accept, 0, Qt.AlignmentFlag.AlignLeft)
        if len(line.findings) > MOST_FINDINGS:
            self._layout.addWidget(label(f"ほか{len(line.findings) - MOST_FINDINGS}件", "quiet"))

    def _show_words(self, line: ClauseLine) -> None:
        head = row(gap=2)
        head.addWidget(label("契約書の言葉", "title"))
        head.addStretch(1)
        read = button("契約書で読む", "link")
        read.clicked.connect(lambda: self.clause_asked.emit(line.clause))
        head.addWidget(read)
        self._layout.addLayout(head)
        paper = frame("card")
        column(paper, margin=4).addWidget(prose(line.words.strip() or "（この条項の文はありません）"))
        self._layout.addWidget(paper)

    def _show_product(self, line: ClauseLine) -> None:
        self._layout.addWidget(label("この製品がすること", "title"))
        for sentence in product_words(line):
            self._layout.addWidget(label(sentence, "quiet", wrap=True, selectable=True))

    def _show_evidence(self, line: ClauseLine) -> None:
        self._layout.addWidget(label(f"証拠となる記録　{line.evidence_count}件", "title"))
        if not line.evidence:
            self._layout.addWidget(label("まだありません。", "quiet"))
        inner = column(gap=0.5)
        for item in line.evidence:
            lead = button(item.sentence, "link", tip="この記録を開きます")
            link = RecordLink(item.register, item.id)
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            inner.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addLayout(inner)
        if line.evidence_count > len(line.evidence):
            self._layout.addWidget(label(f"ほか{line.evidence_count - len(line.evidence)}件", "quiet"))

    def _ask_acceptance(self, finding: FindingText) -> None:
        desk = self._bench.desk

        def open_dialog(offers: tuple[Offer, ...]) -> None:
            offer = next((item for item in offers if item.allowed and item.action.name == ACCEPT), None)
            if offer is None:
                return
            given = acceptance(finding)
            typed = tuple(field for field in offer.action.fields if field.name not in given)
            action = replace(offer.action, label="了解を記録", fields=typed)
            ActionDialog(self._bench, action, None, finding.message, given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers("acceptances"), open_dialog, owner=self)
