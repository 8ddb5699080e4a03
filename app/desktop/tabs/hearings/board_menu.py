"""The menu of the page 日程: papers, the calendar file, and the consultation of everything on site."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.desktop.desk_port import MadeDocument, Offer
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.labels import button
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.workbench import Workbench
from app.platform.atomic_file import write_atomically

CONSULT = "hearing.consult_on_site"


class BoardMenu:
    """Makes the button with its menu; dialogs belong to the page."""

    def __init__(self, bench: Workbench, page: QWidget) -> None:
        """Offer the papers of the hearings."""
        self._bench, self._page = bench, page
        self.button: QPushButton = button("書き出し・協議 ▾")
        menu = QMenu(self.button)
        menu.addAction("日程一覧（PDF）…").triggered.connect(self.show_list)
        menu.addAction("iCalendarを保存…").triggered.connect(self._ask_path)
        menu.addSeparator()
        menu.addAction("実地の協議をまとめて記録…").triggered.connect(self.consult)
        self.button.setMenu(menu)

    def show_list(self) -> None:
        """Show the list of hearings on paper."""
        PaperDialog(self._bench, "ヒアリング日程一覧", "hearing-schedule", "", self._page).open()

    def show_minutes(self, hearing: str) -> None:
        """Show the minutes of a hearing on paper."""
        PaperDialog(self._bench, "ヒアリング議事録", "hearing-minutes", hearing, self._page).open()

    def consult(self) -> None:
        """Link one consultation to every hearing on site that has none."""
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            found = next((offer for offer in offers if offer.action.name == CONSULT and offer.allowed), None)
            if found is not None:
                ActionDialog(self._bench, found.action, None, parent=self._page).open()

        self._bench.runner.database(lambda: desk.offers("hearings"), offered, owner=self._page)

    def save_calendar(self, path: Path) -> None:
        """Write the hearings as a calendar file."""
        hearings = self._bench.desk.hearings

        def work() -> MadeDocument:
            made = hearings.calendar_file()
            write_atomically(path, made.data)
            return made

        self._bench.runner.background(work, lambda made: None, owner=self._page)

    def _ask_path(self) -> None:
        dialog = QFileDialog(self._page, "iCalendarを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("ヒアリング日程.ics")
        dialog.fileSelected.connect(lambda chosen: self.save_calendar(Path(chosen)))
        dialog.open()
