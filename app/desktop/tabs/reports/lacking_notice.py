"""What a document still lacks, each entry leading to where it is typed; a long list is scrolled."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.desk_port import MadeDocument
from app.desktop.papers import completeness
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, column, frame, label, scrolled
from app.desktop.workbench import RecordLink

SHOWN_AT_ONCE = 5  # entries; more are reached by scrolling


class LackingNotice(QWidget):
    """A sentence in the tone of what it says, and the entries that are missing."""

    lead_asked = Signal(object)  # RecordLink

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to tell."""
        super().__init__(parent)
        self._layout = column(self)
        self._notice: QWidget | None = None
        self.hide()

    def show_lacking(self, made: MadeDocument) -> None:
        """Show whether a document is complete, and what it lacks."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        words, tone = completeness(made)
        self._notice = frame("notice", tone)
        inner = column(self._notice, margin=2, gap=0.5)
        inner.addWidget(label(words, wrap=True))
        leads = QWidget()
        within = column(leads, gap=0.5)
        for item in made.missing:
            lead = button(f"→ {item.label}", "link", tip="この項目の入力へ進みます")
            link = RecordLink(item.register, item.id, item.field)
            lead.clicked.connect(lambda _=False, to=link: self.lead_asked.emit(to))
            within.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(_scrolled(leads) if len(made.missing) > SHOWN_AT_ONCE else leads)
        self._layout.addWidget(self._notice)
        self.show()


def _scrolled(inner: QWidget) -> QScrollArea:
    area = scrolled(inner)
    area.viewport().setAutoFillBackground(False)
    area.setFixedHeight(space(6) * SHOWN_AT_ONCE)
    return area
