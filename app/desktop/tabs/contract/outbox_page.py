"""The page 送信箱: what waits, what was sent, what did not go out and why; and by what it is sent (6(1)イ(エ))."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.desk_port import OutboxStatus, Outcome
from app.desktop.ledgers import RELATIONS
from app.desktop.tabs.contract.channel_tools import ChannelTools
from app.desktop.tabs.contract.delivery_tools import CHANGED, DeliveryTools
from app.desktop.tabs.contract.outbox_words import (
    LOOKS,
    NOTHING,
    PAGES,
    first_look,
    look_words,
    next_words,
    round_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, column, frame, label
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError
from app.domain.registers import REGISTERS
from app.services.notices.delivering import DeliveryRound

NEWEST_FIRST = ("-id",)
COLUMNS = ("state", "means", "notice_id", "recipient", "tries", "next_try_at")
WIDTHS = (8, 6.5, 22, 14, 6.5, 11.5)  # of the columns, in letters
HINTS = {
    "notices": "案件の状態が変わると、県と受託者への通知がここに載ります。",
    "channels": "右上の「＋」のボタンか Ctrl+N で、メールかWebhookの送信先を登録します。",
}


class OutboxPage(FreshPage):
    """The deliveries, the notices they carry, and the channels."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show first what needs a person."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.status: OutboxStatus | None = None
        self._has_looked = False
        self._built: dict[str, RegisterPage] = {}
        self.pages = ModeBar("送信箱", PAGES)
        self.looks = ModeBar("送信の状況", [(look, word) for look, (word, _) in LOOKS.items()])
        self._told = label("", "quiet")
        self._next = label("", "quiet")
        self._send = button("いま送信", tip="時刻を待たずに、送信待ちを送ります")
        self._lay_out()
        self.pages.mode_chosen.connect(lambda _: self._show_page())
        self.looks.mode_chosen.connect(self._look)
        self._send.clicked.connect(self.send_now)
        bench.outcome_reached.connect(self._on_outcome_reached)
        self._show_page()

    @property
    def page(self) -> RegisterPage:
        """Return the register that is shown."""
        return self._built[self.pages.mode]

    def refresh(self) -> None:
        """Count again."""
        self._question.ask(self._bench.desk.outbox_status, self._show)

    def show_record(self, link: RecordLink) -> None:
        """Go to a delivery, a notice or a channel."""
        self.pages.choose(link.register)
        if link.register == "deliveries":
            self._has_looked = True
            self.looks.choose("all")
        self.page.show_record(link)

    def send_now(self) -> None:
        """Send in the background what is due."""
        self._send.setEnabled(False)
        self._told.setText("送信しています…")
        desk = self._bench.desk
        self._bench.runner.background(lambda: desk.deliver_now(), self._sent, self._failed, owner=self)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=1, gap=2)
        tools.addWidget(self.pages)
        tools.addWidget(filler())
        for part in (self._told, self._next, self._send):
            tools.addWidget(part)
        self._stack = QStackedWidget()
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)

    def _show_page(self) -> None:
        name = self.pages.mode
        if name not in self._built:
            self._built[name] = self._made(name)
            self._stack.addWidget(self._built[name])
        self._stack.setCurrentWidget(self._built[name])

    def _made(self, name: str) -> RegisterPage:
        columns = COLUMNS if name == "deliveries" else ()
        made = RegisterPage(
            self._bench, REGISTERS[name], RELATIONS, columns, HINTS.get(name, ""), creates=name == "channels"
        )
        tools = ChannelTools if name == "channels" else DeliveryTools
        tools(self._bench, made.view)
        if name == "deliveries":
            made.head.addWidget(self.looks)
            made.splitter.setSizes([space(125), space(105)])
            for place, letters in enumerate(WIDTHS):
                made.table.setColumnWidth(place, round(letters * made.fontMetrics().horizontalAdvance("あ")))
            made.model.ask(order=NEWEST_FIRST)
        return made

    def _look(self, look: str) -> None:
        self._built["deliveries"].narrow(LOOKS[look][1], NOTHING[look])

    def _show(self, status: OutboxStatus) -> None:
        self.status = status
        for look, word in look_words(status).items():
            self.looks.rename(look, word)
        self._next.setText(next_words(status))
        self._send.setVisible(bool(status.waiting))
        if not self._has_looked:
            self._has_looked = True
            self.looks.choose(first_look(status))

    def _sent(self, done: DeliveryRound) -> None:
        self._send.setEnabled(True)
        self._told.setText(round_words(done))
        self._bench.registers_changed.emit(CHANGED)

    def _failed(self, error: AppError) -> None:
        self._send.setEnabled(True)
        self._told.setText("")
        self._bench.tell(error)

    def _on_outcome_reached(self, outcome: Outcome) -> None:
        """Look again where a change told somebody something."""
        if outcome.told:
            self._bench.registers_changed.emit(CHANGED)
