"""The tab ヒアリング: the calendar, the sheets, the prefecture's schedule, the candidates and everything as a list."""

from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import RELATIONS
from app.desktop.tab import Tab
from app.desktop.tabs.hearings.analysis_page import AnalysisTablesPage
from app.desktop.tabs.hearings.board_page import BoardPage
from app.desktop.tabs.hearings.map_page import MapTilesPage
from app.desktop.tabs.hearings.schedule_page import SchedulePage
from app.desktop.tabs.hearings.sheet_page import SheetPage
from app.desktop.tabs.hearings.timetable_page import TimetablePage
from app.desktop.widgets.labels import column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS

LISTS = {
    "hearings": "「日程」で日を決めるか、県の日程表を取り込むと、ここに載ります。",
    "case-candidates": "シートに書いた支援の希望を「案件の候補にする」と、ここに載ります。",
    "availabilities": "市町村や従事者の都合を登録すると、日程案に使われます。",
    "hearing-themes": "シートに分野ごとに書くと、ここに載ります。",
    "schedule-lines": "県の日程表を取り込むと、最後に届いた内容がここに載ります。",
}
MADE_ELSEWHERE = frozenset({"case-candidates", "schedule-lines", "hearing-themes"})


class HearingsTab(Tab):
    """One hearing with each of the 63 municipalities (6(7))."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the calendar first."""
        super().__init__(parent)
        self._bench = bench
        self.segments = Segments(
            (
                ("board", "日程", self._board),
                ("sheet", "シート", self._sheet),
                ("schedule", "県の日程表", self._schedule),
                ("timetable", "日程案", self._timetable),
                ("map", "地図", self._map),
                ("analysis", "分析", self._analysis),
                ("case-candidates", "案件の候補", lambda: self._list("case-candidates")),
                ("availabilities", "日程の都合", lambda: self._list("availabilities")),
                ("hearings", "一覧", lambda: self._list("hearings")),
            )
        )
        column(self).addWidget(self.segments)

    def refresh(self) -> None:
        """Load the shown page again."""
        page = self.segments.page
        if isinstance(page, BoardPage | SheetPage | MapTilesPage | AnalysisTablesPage | RegisterPage):
            page.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the shown page."""
        page = self.segments.page
        if isinstance(page, SheetPage | RegisterPage):
            page.search.setFocus()
            return True
        return False

    def make_new(self) -> None:
        """Make a new hearing, or a new record of the shown list."""
        page = self.segments.page
        if isinstance(page, BoardPage | RegisterPage):
            page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to a record."""
        name = link.register if link.register in self.segments.names else "hearings"
        page = self.segments.show_page(name)
        if isinstance(page, RegisterPage) and link.id:
            page.show_record(link)

    def leave(self) -> None:
        """Save what is typed into a sheet."""
        for page in self.findChildren(SheetPage):
            page.leave()

    @property
    def is_stored(self) -> bool:
        """Tell whether every sheet that was typed is in the store."""
        return all(page.saver.is_stored for page in self.findChildren(SheetPage))

    def show_unsaved(self) -> None:
        """Go to the sheet that could not be saved."""
        self.segments.show_page("sheet")

    def _board(self) -> BoardPage:
        made = BoardPage(self._bench)
        made.sheet_asked.connect(self._open_sheet)
        return made

    def _sheet(self) -> SheetPage:
        made = SheetPage(self._bench)
        made.record_asked.connect(lambda found: self.open_link(RecordLink("hearings", found)))
        return made

    def _schedule(self) -> SchedulePage:
        made = SchedulePage(self._bench)
        made.taken.connect(lambda: self.segments.show_page("board"))
        return made

    def _timetable(self) -> TimetablePage:
        made = TimetablePage(self._bench)
        made.taken.connect(lambda: self.segments.show_page("board"))
        return made

    def _map(self) -> MapTilesPage:
        made = MapTilesPage(self._bench)
        made.municipality_opened.connect(self._open_municipality)
        return made

    def _analysis(self) -> AnalysisTablesPage:
        made = AnalysisTablesPage(self._bench)
        made.hearing_opened.connect(self._open_sheet)
        return made

    def _list(self, register: str) -> RegisterPage:
        return RegisterPage(
            self._bench,
            REGISTERS[register],
            RELATIONS,
            hint=LISTS[register],
            creates=register not in MADE_ELSEWHERE,
        )

    def _open_municipality(self, code: str) -> None:
        desk = self._bench.desk

        def found(ids: list[str]) -> None:
            self.open_link(RecordLink("hearings", ids[0] if ids else ""))

        self._bench.runner.database(lambda: desk.ids("hearings", {"municipality_code": code}), found, owner=self)

    def _open_sheet(self, hearing: str) -> None:
        page = self.segments.show_page("sheet")
        if isinstance(page, SheetPage):
            page.show_hearing(hearing)
