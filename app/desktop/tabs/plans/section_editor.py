"""The editor of one section: heading and text, what fills it, and how it stands to the records of today."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.tabs.plans.difference_view import DifferenceView
from app.desktop.tabs.plans.presenter import section_marks, section_source
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import told_length
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row
from app.desktop.widgets.text_inputs import AreaInput, LineInput, commit_composition
from app.domain.plan import PlanSection
from app.services.plans.views import SectionDifference, SectionView

LONGEST = PlanSection.REGISTER.field("body").max_length
LONGEST_HEADING = PlanSection.REGISTER.field("heading").max_length


class SectionEditor(QWidget):
    """Tells what was typed by name; text that the IME is still composing is not taken before it is finished."""

    typed = Signal(object, object)  # str, str: the name of the entry and the entry
    difference_asked = Signal()
    refill_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a section."""
        super().__init__(parent)
        self._known: dict[str, str] = {}
        self.section: SectionView | None = None
        self.heading = LineInput()
        self.heading.setAccessibleName("見出し")
        self.body = AreaInput()
        self.body.setAccessibleName("本文")
        self.difference = DifferenceView("記録から作る文との違い")
        self._number = label("", "title")
        self._source = label("", "caption", wrap=True)
        self._echo = label("", "problem", wrap=True)
        self._marks = row(gap=2)
        self._lay_out()
        self.heading.textChanged.connect(lambda: self._on_changed())
        self.body.textChanged.connect(lambda: self._on_changed())

    @property
    def is_composing(self) -> bool:
        """Tell whether the IME is composing here."""
        return bool(self.heading.preedit or self.body.preedit)

    def show_section(self, section: SectionView, draft: dict[str, str], *, is_locked: bool) -> None:
        """Show a section; what was typed and not saved yet stands in the place of what is stored."""
        is_other = self.section is None or self.section.id != section.id
        self.section = section
        stored = {"heading": section.heading, "body": section.body} | draft
        if is_other:
            self.difference.hide()
        for name, text in stored.items():
            if is_other or (self._known.get(name) != text and not self.is_composing):
                self._put(name, text)
        self.heading.setReadOnly(is_locked)
        self.body.setReadOnly(is_locked)
        self._number.setText(section.number)
        self._source.setText(section_source(section))
        self._show_marks(section, is_locked)
        self._check()

    def show_difference(self, difference: SectionDifference) -> None:
        """Show the section beside what the records would say today."""
        if self.section is not None and self.section.key == difference.key:
            self.difference.show_lines(difference.lines, "記録から作る文と同じです。")
            self.difference.show()

    def finish(self) -> None:
        """Take what the IME is composing as if it had been accepted."""
        commit_composition(self)
        self._on_changed()

    def _lay_out(self) -> None:
        head = frame("bar")
        inside = column(head, margin=3, gap=1)
        line = row(gap=2)
        line.addWidget(self._number)
        line.addWidget(self.heading, 1)
        inside.addLayout(line)
        inside.addWidget(self._source)
        inside.addLayout(self._marks)
        inside.addWidget(self._echo)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.body)
        self.parts.addWidget(self.difference)
        self.parts.setSizes([space(100), space(60)])
        self.body.setMinimumHeight(space(24))
        self.difference.hide()
        layout = column(self, gap=0)
        layout.addWidget(head)
        layout.addWidget(self.parts, 1)

    def _show_marks(self, section: SectionView, is_locked: bool) -> None:
        clear(self._marks)
        word, tone = section_marks(section)
        if section.lacks:
            self._marks.addWidget(pill(section.lacks, "warn"))
        elif word:
            self._marks.addWidget(pill(word, tone))
        if section.differs:
            see = button("記録との違いを見る", "link", tip="記録から作る文と、行ごとに比べます")
            see.clicked.connect(self.difference_asked)
            self._marks.addWidget(see)
            if not is_locked:
                refill = button("記録の文にする", tip="本文を、いまの記録から作る文に置き換えます（元に戻せます）")
                refill.clicked.connect(self.refill_asked)
                self._marks.addWidget(refill)
        else:
            self.difference.hide()
        self._marks.addStretch(1)

    def _put(self, name: str, text: str) -> None:
        """Show a text without calling it typed."""
        self._known[name] = text
        if name == "heading":
            with QSignalBlocker(self.heading):
                self.heading.setText(text)
        elif self.body.toPlainText() != text:
            place = self.body.verticalScrollBar().value()
            with QSignalBlocker(self.body):
                self.body.setPlainText(text)
            self.body.verticalScrollBar().setValue(place)

    def _on_changed(self) -> None:
        if self.section is None:
            return
        for name, text in (("heading", self.heading.text()), ("body", self.body.toPlainText())):
            if self._known.get(name) != text:
                self._known[name] = text
                self.typed.emit(name, text)
        self._check()

    def _check(self) -> None:
        told = [told_length(self.body.toPlainText(), LONGEST), told_length(self.heading.text(), LONGEST_HEADING)]
        words = [text for text, role in told if text and role == "problem"]
        if not self.heading.text().strip():
            words.append("見出しを入力してください。")
        self._echo.setText("　".join(words))
        self._echo.setVisible(bool(words))
