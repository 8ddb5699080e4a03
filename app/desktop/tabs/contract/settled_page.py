"""The page 協議と読み方: what was agreed with the prefecture, how doubtful passages are read, what is still open."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import MADE_ELSEWHERE, RELATIONS
from app.desktop.tabs.contract.readings_page import ReadingsPage
from app.desktop.widgets.page_list import PageList, register_pages
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import Workbench
from app.domain.registers import REGISTERS

READINGS = "readings"
HINTS = {
    "decisions": "協議・承認・指示を記録すると、条件の変更や回答の根拠にできます。",
    "questions": "「仕様の読み方」から、まとめて登録できます。",
    "amendments": "県の指示で契約の値が変わったら、根拠の記録と一緒に登録します。",
    "acceptances": "「条項」の未解決の指摘から「了解を記録」を選ぶと、ここに載ります。",
    "closings": "県庁の臨時の閉庁日を登録すると、期限の計算に使われます。",
}


class SettledPage(PageList):
    """The registers of what was settled, and the readings, chosen from a list at the left."""

    clause_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the register of decisions first."""
        build, readings = partial(_list, bench), (READINGS, "仕様の読み方", lambda: self._readings(bench))
        groups = (
            ("県との協議", register_pages(("decisions", "questions"), build)),
            ("契約の読み方", (readings, *register_pages(("amendments", "closings"), build))),
            ("指摘", register_pages(("acceptances",), build)),
        )
        super().__init__("協議と読み方", groups, parent)

    def _readings(self, bench: Workbench) -> ReadingsPage:
        made = ReadingsPage(bench)
        made.clause_asked.connect(self.clause_asked)
        return made


def _list(bench: Workbench, register: str) -> RegisterPage:
    """Return the page of a register."""
    creates = register not in MADE_ELSEWHERE
    return RegisterPage(bench, REGISTERS[register], RELATIONS, hint=HINTS[register], creates=creates)
