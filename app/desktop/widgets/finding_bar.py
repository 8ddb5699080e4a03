"""Findings in words: severity by shape and word, the clause, what happened and what to do; each leads to its record."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.widgets.labels import button, clear, column, frame, label, row
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import FindingText

SEVERITIES = {
    "violation": ("違反", "bad"),
    "overdue": ("期限超過", "bad"),
    "warning": ("警告", "warn"),
    "notice": ("注意", "muted"),
}

REFUSAL = ("いまはできません", "warn")


class FindingBar(QWidget):
    """A list of findings; hidden when there are none."""

    def __init__(
        self, bench: Workbench, *, leads: bool = True, refuses: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show findings; ``leads`` adds the way to the record, ``refuses`` tells them as reasons against an action."""
        super().__init__(parent)
        self._bench = bench
        self._leads = leads
        self._refuses = refuses
        self._layout = column(self, gap=1)
        self.hide()

    def show_findings(self, findings: "Iterable[FindingText]", most: int = 50) -> None:
        """Show findings, the gravest first as they come."""
        clear(self._layout)
        shown = list(findings)
        for finding in shown[:most]:
            self._layout.addWidget(self._notice(finding))
        if len(shown) > most:
            self._layout.addWidget(label(f"ほか{len(shown) - most}件", "quiet"))
        self.setVisible(bool(shown))

    def _notice(self, finding: "FindingText") -> QWidget:
        word, tone = REFUSAL if self._refuses else SEVERITIES.get(finding.severity, ("注意", "muted"))
        notice = frame("notice", tone)
        layout = column(notice, margin=2, gap=0.5)
        head = row(gap=1.5)
        told = label(f"{TONE_SHAPES[tone]} {word}")
        told.setProperty("tone", tone)
        head.addWidget(told)
        head.addWidget(label(f"仕様書 {finding.clause}", "caption"))
        head.addStretch(1)
        if self._leads and finding.subject_id:
            lead = button(finding.subject or "記録を開く", "link")
            link = RecordLink(finding.subject_register, finding.subject_id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            head.addWidget(lead)
        layout.addLayout(head)
        layout.addWidget(label(finding.message, wrap=True, selectable=True))
        if finding.remedy:
            layout.addWidget(label(f"→ {finding.remedy}", "quiet", wrap=True, selectable=True))
        return notice
