"""The page 台帳: every plain register of the contract, chosen by name in groups."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.desktop.ledgers import LEDGER_GROUPS, MADE_ELSEWHERE, OWN_ONLY, RELATIONS
from app.desktop.tabs.contract.response_strip import ResponseStrip
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import column, frame, label, row
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS

NAME = int(Qt.ItemDataRole.UserRole)
HINT = "右上の「＋」のボタンか Ctrl+N で登録します。"
HINTS = {
    "answers": "「案件」のよろず相談から回答を記録します。",
}


class LedgerPage(QWidget):
    """The registers at the left, the chosen one at the right; each is built when it is first shown."""

    ledger_chosen = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the first register."""
        super().__init__(parent)
        self._bench = bench
        self._built: dict[str, RegisterPage] = {}
        self.names = QListWidget()
        self.names.setAccessibleName("台帳")
        self.names.setFixedWidth(space(46))
        self._stack = QStackedWidget()
        layout = row(self, gap=0)
        layout.addWidget(self.names)
        right = column(gap=0)
        self._own = frame("notice", "warn")
        column(self._own, margin=2).addWidget(
            label("受託者のみの台帳です。県へ渡すもの・帳票・一式には決して載りません（11(3)）。", wrap=True)
        )
        right.addWidget(self._own)
        right.addWidget(self._stack, 1)
        layout.addLayout(right, 1)
        self._fill()
        self.names.currentItemChanged.connect(self._on_current_changed)
        self.choose(LEDGER_GROUPS[0][1][0])

    @property
    def page(self) -> RegisterPage:
        """Return the register that is shown."""
        return self._built[self.current]

    @property
    def current(self) -> str:
        """Return the name of the register that is shown."""
        item = self.names.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    def choose(self, register: str) -> RegisterPage:
        """Show a register."""
        for line in range(self.names.count()):
            if self.names.item(line).data(NAME) == register:
                self.names.setCurrentRow(line)
        return self._built[register]

    def show_record(self, link: RecordLink) -> None:
        """Go to a record of one of the registers, or to the register when no record is named."""
        page = self.choose(link.register)
        if link.id:
            page.show_record(link)

    def _fill(self) -> None:
        for group, registers in LEDGER_GROUPS:
            head = QListWidgetItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            self.names.addItem(head)
            for name in registers:
                item = QListWidgetItem(f"　{REGISTERS[name].label}")
                item.setData(NAME, name)
                item.setToolTip(REGISTERS[name].label)
                self.names.addItem(item)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        name = str(item.data(NAME)) if item is not None else ""
        if not name:
            return
        if name not in self._built:
            page = RegisterPage(
                self._bench, REGISTERS[name], RELATIONS, hint=HINTS.get(name, HINT), creates=name not in MADE_ELSEWHERE
            )
            if name == "enquiries":
                page.above.addWidget(self._response(page))
            self._built[name] = page
            self._stack.addWidget(page)
        self._own.setVisible(name in OWN_ONLY)
        self._stack.setCurrentWidget(self._built[name])
        self.ledger_chosen.emit(name)

    def _response(self, page: RegisterPage) -> ResponseStrip:
        made = ResponseStrip(self._bench)
        made.enquiry_asked.connect(lambda id: page.show_record(RecordLink("enquiries", id)))
        return made
