"""The page 協議と読み方: what was agreed with the prefecture, how doubtful passages are read, what is still open."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import MADE_ELSEWHERE, RELATIONS
from app.desktop.tabs.contract.readings_page import ReadingsPage
from app.desktop.widgets.labels import column
from app.desktop.widgets.page_list import PageList
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Page
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS

READINGS = "readings"
HINTS = {
    "decisions": "協議・承認・指示を記録すると、条件の変更や回答の根拠にできます。",
    "questions": "「仕様の読み方」から、まとめて登録できます。",
    "amendments": "県の指示で契約の値が変わったら、根拠の記録と一緒に登録します。",
    "acceptances": "「条項」の未解決の指摘から「了解を記録」を選ぶと、ここに載ります。",
    "closings": "県庁の臨時の閉庁日を登録すると、期限の計算に使われます。",
}


class SettledPage(QWidget):
    """The registers of what was settled, and the readings, chosen from a list at the left."""

    clause_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the register of decisions first."""
        super().__init__(parent)
        self._bench = bench
        self.pages = PageList(
            "協議と読み方",
            (
                ("県との協議", (self._list("decisions"), self._list("questions"))),
                (
                    "契約の読み方",
                    ((READINGS, "仕様の読み方", self._readings), self._list("amendments"), self._list("closings")),
                ),
                ("指摘", (self._list("acceptances"),)),
            ),
        )
        column(self).addWidget(self.pages)

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self.pages.page

    def show_record(self, link: RecordLink) -> None:
        """Go to a record of one of the registers."""
        page = self.pages.show_page(link.register)
        if isinstance(page, RegisterPage) and link.id:
            page.show_record(link)

    def _list(self, register: str) -> Page:
        return register, REGISTERS[register].label, partial(self._page, register)

    def _page(self, register: str) -> RegisterPage:
        creates = register not in MADE_ELSEWHERE
        return RegisterPage(self._bench, REGISTERS[register], RELATIONS, hint=HINTS[register], creates=creates)

    def _readings(self) -> ReadingsPage:
        made = ReadingsPage(self._bench)
        made.clause_asked.connect(self.clause_asked)
        return made
