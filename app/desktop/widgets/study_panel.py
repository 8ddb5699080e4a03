"""Beside a case study: what could give somebody away, marked in its text, and the confirmation that nothing does."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.reading import RecordPage
from app.desktop.study_words import check_words, marked_markup
from app.desktop.theme.appearance import colours_in_force
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import button, clear, column, frame, label
from app.desktop.widgets.record_view import RecordView
from app.desktop.workbench import Workbench
from app.domain.event import CaseStudy
from app.services.contract.study_views import StudyCheck

EDIT = "case_study.edit"


class StudyPanel(QObject):
    """Stands above the record of a case study (6(9)イ)."""

    def __init__(self, bench: Workbench, view: RecordView) -> None:
        """Serve the case studies that this view shows."""
        super().__init__(view)
        self._bench, self._view = bench, view
        self._question = bench.question(self)
        view.page_shown.connect(self._on_page_shown)

    def _on_page_shown(self, page: RecordPage) -> None:
        clear(self._view.extra)
        self._question.drop()
        if isinstance(page.record, CaseStudy):
            desk, study = self._bench.desk, page.record.id
            self._question.ask(lambda: desk.agreement.study_check(study), self._show)

    def _show(self, check: StudyCheck) -> None:
        extra = self._view.extra
        clear(extra)
        words, tone = check_words(check)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        extra.addWidget(notice)
        line = FlowLayout(gap=2)
        if check.found:
            mend = button("言い換える…", "primary", tip="内容を編集します")
            fields = ("title", "content", "is_named")
            start = Start(EDIT, "case-studies", check.study_id, fields=fields)
            mend.clicked.connect(lambda: start_action(self._bench, start, self._view))
            line.addWidget(mend)
        elif check.checked_on is None:
            line.addWidget(self._confirm_button(check))
        extra.addLayout(line)
        paper = frame("card")
        column(paper, margin=4).addWidget(MarkedText(check))
        extra.addWidget(paper)

    def _confirm_button(self, check: StudyCheck) -> QWidget:
        confirm = button("匿名化を確認した…", "primary", tip="確認した日と人を記録します")
        start = Start(
            EDIT,
            "case-studies",
            check.study_id,
            given={"checked_on": self._bench.on},
            fields=("checked_on", "checked_by"),
            label="匿名化の確認を記録",
        )
        confirm.clicked.connect(lambda: start_action(self._bench, start, self._view))
        return confirm


class MarkedText(QLabel):
    """The words of a case study with what gives somebody away marked in the colours in force."""

    def __init__(self, check: StudyCheck) -> None:
        """Show title and content."""
        super().__init__()
        self._check = check
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        colours = colours_in_force()
        parts = (self._check.title, self._check.content)
        self.setText("".join(marked_markup(part, colours.bad, colours.bad_soft) for part in parts))
