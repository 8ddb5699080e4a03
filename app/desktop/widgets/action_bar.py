"""The actions on a record: primary ones as buttons, the others in a menu, and why some are not possible now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.desktop.desk_port import Offer
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import button, clear, column, label, row, scrolled
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench

MOST_BUTTONS = 3


class ActionBar(QWidget):
    """Offers what is allowed; what is not tells its reason by tooltip and in a list that the keyboard reaches."""

    action_chosen = Signal(object)  # ActionInfo

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without offers."""
        super().__init__(parent)
        self._bench = bench
        self._offers: Sequence[Offer] = ()
        whole = column(self, gap=1)
        self._layout = FlowLayout(gap=1.5)
        self._reasons = FlowLayout()  # a row without anything would bound the width
        whole.addLayout(self._layout)
        whole.addLayout(self._reasons)

    @property
    def refused(self) -> tuple[Offer, ...]:
        """Return the offers that are not allowed now."""
        return tuple(offer for offer in self._offers if not offer.allowed)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show the actions of a record."""
        self._offers = offers
        clear(self._layout)
        clear(self._reasons)
        allowed = [offer for offer in offers if offer.allowed]
        primary = [offer for offer in allowed if offer.action.primary][:MOST_BUTTONS]
        for number, offer in enumerate(primary):
            self._layout.addWidget(self._button(offer, "primary" if number == 0 else ""))
        next_step = next((offer for offer in self.refused if offer.action.primary), None)
        if next_step is not None and not primary:
            self._layout.addWidget(self._button(next_step, "primary"))
        others = [offer for offer in allowed if offer not in primary]
        if others:
            self._layout.addWidget(self._menu_button(others))
        if self.refused:
            reasons = button(f"できない操作 {len(self.refused)}件の理由", "link", tip="条項と直し方を表示します")
            reasons.clicked.connect(self.show_reasons)
            self._reasons.addWidget(reasons)

    def show_reasons(self) -> None:
        """Open the list of what is not possible now and why."""
        ReasonsDialog(self._bench, self.refused, self).open()

    def _button(self, offer: Offer, role: str) -> QWidget:
        made = button(offer.action.label, role)
        made.setEnabled(offer.allowed)
        made.setToolTip(reason_of(offer))
        made.clicked.connect(lambda: self.action_chosen.emit(offer.action))
        return made

    def _menu_button(self, offers: Sequence[Offer]) -> QWidget:
        made = button("その他の操作 ▾")
        menu = QMenu(made)
        for offer in offers:
            entry = menu.addAction(offer.action.label)
            entry.triggered.connect(lambda _=False, chosen=offer.action: self.action_chosen.emit(chosen))
        made.setMenu(menu)
        return made


class ReasonsDialog(QDialog):
    """できない理由: every action that is not possible now with clause and remedy."""

    def __init__(self, bench: Workbench, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        """List the reasons, action by action."""
        super().__init__(parent)
        self.setWindowTitle("できない理由")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(150, 130))
        layout = column(self, margin=5, gap=3)
        layout.addWidget(label("いまできない操作とその理由", "heading"))
        content = QWidget()
        inner = column(content, gap=3)
        for offer in offers:
            inner.addWidget(label(offer.action.label, "title"))
            bar = FindingBar(bench, refuses=True)
            bar.show_findings(offer.refusals)
            inner.addWidget(bar)
        inner.addStretch(1)
        layout.addWidget(scrolled(content), 1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        close.setFocus()


def reason_of(offer: Offer) -> str:
    """Return why an action is refused, with clause and remedy; empty when it is allowed."""
    return "\n".join(f"仕様書{text.clause}：{text.message}{text.remedy}" for text in offer.refusals)
