"""What a person does with a notice and its deliveries: send now, give up, copy the text to paste, and say so."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desktop.desk_port import Desk
from app.desktop.reading import RecordPage
from app.desktop.tabs.contract.outbox_words import delivery_words, steps_of
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import button, clear, column, frame, label, prose
from app.desktop.widgets.record_view import RecordView
from app.desktop.workbench import RecordLink, Workbench
from app.domain.notification import Delivery, DeliveryState, Means, Notice

CHANGED = frozenset({"deliveries", "notices"})
STEPS: dict[tuple[str, bool], str] = {  # a step, and whether the delivery is one to paste
    ("send", False): "いま送る",
    ("give_up", False): "送信をやめる",
    ("pasted", True): "貼り付けた",
    ("give_up", True): "貼り付けない",
}


class DeliveryTools(QObject):
    """Stands above the record of a delivery or of a notice."""

    def __init__(self, bench: Workbench, view: RecordView) -> None:
        """Serve the records that this view shows."""
        super().__init__(view)
        self._bench, self._view = bench, view
        self._question = bench.question(self)
        view.page_shown.connect(self._on_page_shown)

    def copy(self, notice_id: str) -> None:
        """Copy the text of a notice, ready to paste into LoGoチャット."""
        desk = self._bench.desk
        self._bench.runner.database(lambda: desk.paste_text(notice_id), QGuiApplication.clipboard().setText, owner=self)

    def do(self, step: str, delivery: Delivery) -> None:
        """Do a step with a delivery and let every page know."""
        desk = self._bench.desk
        works: dict[str, Callable[[], object]] = {
            "send": lambda: _send(desk, delivery.id),
            "give_up": lambda: desk.give_up(delivery.id),
            "pasted": lambda: desk.mark_pasted(delivery.notice_id),
        }
        self._bench.runner.database(works[step], lambda _: self._bench.registers_changed.emit(CHANGED), owner=self)

    def _on_page_shown(self, page: RecordPage) -> None:
        clear(self._view.extra)
        self._question.drop()
        record = page.record
        if isinstance(record, Delivery):
            self._show_delivery(record)
        elif isinstance(record, Notice):
            self._show_notice(record)

    def _show_delivery(self, delivery: Delivery) -> None:
        told = delivery_words(delivery)
        if told:
            tone = "bad" if delivery.state == DeliveryState.FAILED else "warn" if delivery.last_error else "muted"
            notice = frame("notice", tone)
            column(notice, margin=2).addWidget(label(told, wrap=True, selectable=True))
            self._view.extra.addWidget(notice)
        line = FlowLayout(gap=2)
        pastes = delivery.means == Means.PASTE
        line.addWidget(self._copy_button(delivery.notice_id, is_first=pastes))
        for number, step in enumerate(steps_of(delivery)):
            made = button(STEPS[step, pastes], "primary" if not number and not pastes else "")
            made.clicked.connect(lambda _=False, chosen=step: self.do(chosen, delivery))
            line.addWidget(made)
        self._view.extra.addLayout(line)
        desk, where = self._bench.desk, self._view
        self._question.ask(lambda: desk.paste_text(delivery.notice_id), lambda text: self._show_text(text, where))

    def _show_notice(self, notice: Notice) -> None:
        line = FlowLayout(gap=2)
        line.addWidget(self._copy_button(notice.id))
        if notice.about_id:
            lead = button("知らせた記録を開く")
            link = RecordLink(notice.about_register, notice.about_id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            line.addWidget(lead)
        self._view.extra.addLayout(line)

    def _show_text(self, text: str, where: RecordView) -> None:
        paper = frame("card")
        column(paper, margin=4).addWidget(prose(text))
        where.extra.addWidget(paper)

    def _copy_button(self, notice_id: str, *, is_first: bool = False) -> QWidget:
        made = button("文をコピー", "primary" if is_first else "", tip="LoGoチャットに貼る文をコピーします")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: self.copy(notice_id))
        return made


def _send(desk: Desk, delivery_id: str) -> object:
    desk.send_again(delivery_id)
    return desk.deliver_now()
