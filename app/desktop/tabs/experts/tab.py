"""The tab 専門人材: the experts with their profile, the coverage of Table 1, fair dispatch, changes to tell."""

from PySide6.QtWidgets import QWidget

from app.desktop.reading import RecordPage, Relation
from app.desktop.tab import Tab
from app.desktop.tabs.experts.changes_page import ChangesPage
from app.desktop.tabs.experts.coverage_page import CoveragePage
from app.desktop.tabs.experts.fairness_page import FairDispatchPage
from app.desktop.tabs.experts.presenter import consent_words
from app.desktop.widgets.labels import clear, column, frame, label
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench
from app.domain.expert import Expert

SESSION_COLUMNS = ("number", "status", "held_on", "municipality_code", "starts_at", "mode")
HINT = "登録するか、名簿のファイルをここに落として取り込んでください。"
EXPERT_COLUMNS = ("name", "is_listed", "affiliation", "consented_on", "on_site", "expertise")
RELATIONS: dict[str, tuple[Relation, ...]] = {
    "experts": (Relation("sessions", "この専門人材の派遣", lambda record: {"expert_ids": record.id}, SESSION_COLUMNS),)
}


class ExpertsTab(Tab):
    """Experts and coverage."""

    import_subject = "experts"

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the list first."""
        super().__init__(parent)
        self.page = RegisterPage(bench, Expert.REGISTER, RELATIONS, EXPERT_COLUMNS, HINT)
        self.page.view.page_shown.connect(self._show_consent)
        self.segments = Segments(
            (
                ("list", "専門人材の一覧", lambda: self.page),
                ("coverage", "分野の充足（表1）", lambda: CoveragePage(bench)),
                ("fairness", "公平な派遣", lambda: FairDispatchPage(bench)),
                ("changes", "県への変更通知", lambda: ChangesPage(bench)),
            )
        )
        column(self).addWidget(self.segments)

    def refresh(self) -> None:
        """Load the shown page again."""
        shown = self.segments.page
        if isinstance(shown, RegisterPage | CoveragePage | FairDispatchPage | ChangesPage):
            shown.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the list."""
        self.segments.show_page("list")
        self.page.search.setFocus()
        return True

    def make_new(self) -> None:
        """Enter a new expert."""
        self.segments.show_page("list")
        self.page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to an expert."""
        self.segments.show_page("list")
        self.page.show_record(link)

    def _show_consent(self, page: RecordPage) -> None:
        clear(self.page.view.extra)
        if isinstance(page.record, Expert):
            words, tone = consent_words(page.record)
            notice = frame("notice", tone)
            column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
            self.page.view.extra.addWidget(notice)
