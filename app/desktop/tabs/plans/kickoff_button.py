"""The kickoff meeting, prepared from the plan: its agenda, its record (5(2)–5(4))."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desktop.desk_port import Offer, Outcome
from app.desktop.tabs.plans.presenter import MEETINGS
from app.desktop.widgets.action_dialog import ActionDialog, outcome_id
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.workbench import RecordLink, Workbench

PREPARE = "meeting.plan_kickoff"


class KickoffButton(QPushButton):
    """Prepares the meeting while there is none; then leads to its agenda and its record."""

    leaving = Signal()

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a meeting."""
        super().__init__("キックオフ ▾", parent)
        self._bench = bench
        self._meeting = ""
        self.setAutoDefault(False)
        self.setToolTip("キックオフミーティングの準備・次第・記録（5(2)～5(4)）")
        menu = QMenu(self)
        self._prepare = menu.addAction("キックオフミーティングを準備…")
        self._print = menu.addAction("次第を印刷・保存…")
        self._record = menu.addAction("会議の記録を開く")
        self._prepare.triggered.connect(self.prepare)
        self._print.triggered.connect(self.print_agenda)
        self._record.triggered.connect(self.open_record)
        self.setMenu(menu)
        self.show_meeting("")

    def show_meeting(self, id: str) -> None:
        """Offer what can be done with a meeting, or to prepare one."""
        self._meeting = id
        self._prepare.setVisible(not id)
        self._print.setVisible(bool(id))
        self._record.setVisible(bool(id))

    def prepare(self) -> None:
        """Open the form of the meeting, filled with the agenda from the plan, the team and the open questions."""
        self.leaving.emit()
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.name == PREPARE), None)
            if action is not None:
                dialog = ActionDialog(self._bench, action, None, parent=self.window())
                dialog.outcome_reached.connect(self._on_prepared)
                dialog.open()

        self._bench.runner.database(lambda: desk.offers(MEETINGS), offered, owner=self)

    def print_agenda(self) -> None:
        """Show the agenda as it is printed."""
        PaperDialog(self._bench, "会議の次第", "agenda", self._meeting, self.window()).open()

    def open_record(self) -> None:
        """Go to the record of the meeting."""
        self._bench.link_opened.emit(RecordLink(MEETINGS, self._meeting))

    def _on_prepared(self, outcome: Outcome) -> None:
        self.show_meeting(outcome_id(outcome, MEETINGS))
