"""The page 伴走支援: one card for each accompanied municipality, and the support plan of the chosen one."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QWidget

from app.desktop.desk_port import Desk, Offer
from app.desktop.tabs.plans.support_card import SupportCard
from app.desktop.tabs.plans.support_detail import ACCOMPANIMENTS, INDICATORS, SupportDetail
from app.desktop.tabs.plans.support_words import support_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, scrolled
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.workbench import Workbench
from app.services.plans.views import SupportLine, SupportPlanPage


@dataclass(frozen=True, slots=True)
class SupportReading:
    """Every accompanied municipality, and the plan of the chosen one."""

    lines: tuple[SupportLine, ...]
    plan: SupportPlanPage | None


class SupportPage(FreshPage):
    """Cards at the left, the chosen plan at the right."""

    schedule_asked = Signal(object)  # str: the accompaniment

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the first municipality."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._wanted = ""
        self.cards: list[SupportCard] = []
        self.detail = SupportDetail(bench)
        self.detail.schedule_asked.connect(self.schedule_asked)
        self.detail.paper_asked.connect(self.print_plan)
        self.detail.indicator_asked.connect(lambda id: self._open_form(INDICATORS, {"accompaniment_id": id}))
        self._words = label("", "quiet")
        self._lay_out()

    def refresh(self) -> None:
        """Read every support again."""
        desk, wanted = self._bench.desk, self._wanted
        self._question.ask(lambda: read_supports(desk, wanted), self._show)

    def show_support(self, id: str) -> None:
        """Show the plan of one municipality."""
        self._wanted = id
        for card in self.cards:
            card.mark(is_chosen=card.line.id == id)
        self.refresh()

    def make_new(self) -> None:
        """Open the form of a new accompaniment."""
        self._open_form(ACCOMPANIMENTS, {})

    def print_plan(self, id: str) -> None:
        """Show the support plan as it is printed."""
        name = next((card.line.municipality for card in self.cards if card.line.id == id), "")
        PaperDialog(self._bench, f"DX推進の実施プラン　{name}", "support-plan", id, self).open()

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3)
        tools.addWidget(self._words)
        tools.addWidget(filler())
        new = button("＋ 伴走支援を登録", "primary", "Ctrl+N")
        new.clicked.connect(self.make_new)
        tools.addWidget(new)
        inner = QWidget()
        self._list = column(inner, margin=2, gap=2)
        self._scroll: QScrollArea = scrolled(inner)
        self._scroll.setMinimumWidth(space(60))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._scroll)
        splitter.addWidget(scrolled(self.detail))
        splitter.setSizes([space(84), space(190)])
        splitter.setStretchFactor(1, 1)
        self._whole = QStackedWidget()
        self._nothing = EmptyState(
            "伴走支援はまだありません", "「＋ 伴走支援を登録」で、対象の市町村とテーマを入力してください（6(4)）。"
        )
        self._whole.addWidget(self._nothing)
        self._whole.addWidget(splitter)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(self._whole, 1)

    def _show(self, reading: SupportReading) -> None:
        self._words.setText(support_words(reading.lines))
        self._whole.setCurrentIndex(1 if reading.lines else 0)
        if [card.line for card in self.cards] != list(reading.lines):
            self._show_cards(reading.lines)
        if reading.plan is not None:
            self._wanted = reading.plan.line.id
            self.detail.show_plan(reading.plan)
        for card in self.cards:
            card.mark(is_chosen=card.line.id == self._wanted)

    def _show_cards(self, lines: tuple[SupportLine, ...]) -> None:
        focused = next((place for place, card in enumerate(self.cards) if card.hasFocus()), -1)
        clear(self._list)
        self.cards = [SupportCard(line) for line in lines]
        for place, card in enumerate(self.cards):
            card.chosen.connect(self.show_support)
            card.left_by.connect(lambda by, at=place: self._go_to(at + by))
            self._list.addWidget(card)
        self._list.addStretch(1)
        if 0 <= focused < len(self.cards):
            self.cards[focused].setFocus()

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus()
            self._scroll.ensureWidgetVisible(self.cards[place])

    def _open_form(self, register: str, given: dict[str, object]) -> None:
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.primary), None)
            if action is None:
                return
            fields = tuple(field for field in action.fields if field.name not in given)
            ActionDialog(self._bench, replace(action, fields=fields), None, given=given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers(register), offered, owner=self)


def read_supports(desk: Desk, wanted: str) -> SupportReading:
    """Return every accompanied municipality with the plan of one, of the first when that is gone."""
    lines = desk.plans.support_plans()
    known = wanted if any(line.id == wanted for line in lines) else lines[0].id if lines else ""
    return SupportReading(lines, desk.plans.support_plan(known) if known else None)
