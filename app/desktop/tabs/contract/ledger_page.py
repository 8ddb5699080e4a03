"""The page 台帳: every plain register of the contract, chosen by name in groups."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import LEDGER_GROUPS, MADE_ELSEWHERE, OWN_ONLY, RELATIONS
from app.desktop.tabs.contract.response_strip import ResponseStrip
from app.desktop.widgets.labels import column, frame, label
from app.desktop.widgets.page_list import PageList, register_pages
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS

HINT = "右上の「＋」のボタンか Ctrl+N で登録します。"
HINTS = {
    "answers": "「案件」のよろず相談から回答を記録します。",
}
OWN = "受託者のみの台帳です。県へ渡すもの・帳票・一式には決して載りません（11(3)）。"


class LedgerPage(PageList):
    """The registers at the left, the chosen one at the right."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the first register."""
        build = partial(_ledger, bench)
        super().__init__("台帳", [(group, register_pages(names, build)) for group, names in LEDGER_GROUPS], parent)


def _ledger(bench: Workbench, name: str) -> RegisterPage:
    """Return the page of a register with what stands above its list."""
    made = RegisterPage(
        bench, REGISTERS[name], RELATIONS, hint=HINTS.get(name, HINT), creates=name not in MADE_ELSEWHERE
    )
    if name == "enquiries":
        strip = ResponseStrip(bench)
        strip.enquiry_asked.connect(lambda id: made.show_record(RecordLink("enquiries", id)))
        made.above.addWidget(strip)
    if name in OWN_ONLY:
        own = frame("notice", "warn")
        column(own, margin=2).addWidget(label(OWN, wrap=True))
        made.above.addWidget(own)
    return made
