"""The three ways to begin: an empty contract, a demonstration year, or a backup."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.passphrase_page import NewPassphrase
from app.desktop.widgets.field_editor import DayEditor
from app.desktop.widgets.labels import button, column, frame, label
from app.domain.contract import Contract

SIGNED_ON = Contract.REGISTER.field("signed_on")


class FirstChoices(QWidget):
    """Offers the ways; nothing is made before the person chose."""

    empty_asked = Signal()
    demo_asked = Signal()
    restore_asked = Signal()

    def __init__(self, today: date, *, asks_passphrase: bool, parent: QWidget | None = None) -> None:
        """Ask for a passphrase where the system keeps no key."""
        super().__init__(parent)
        layout = column(self, gap=4)
        layout.addWidget(label("市町村DX支援デスク", "heading"))
        words = "契約の決まりを知り、記録を守り、期限を数え、報告書を作る机です。どこから始めますか。"
        layout.addWidget(label(words, "quiet", wrap=True))
        self.passphrase = NewPassphrase()
        if asks_passphrase:
            layout.addWidget(_boxed(self.passphrase))
        self.signed_on = DayEditor(SIGNED_ON, today)
        layout.addWidget(
            _choice(
                "空の契約から始める",
                "契約締結日を入れると、期限の計算が始まります。",
                "始める",
                self.empty_asked.emit,
                self.signed_on,
            )
        )
        demo = "架空の人と団体だけの一年分の記録で、すべての画面を試せます。"
        layout.addWidget(_choice("見本の年度を開く", demo, "見本を開く", self.demo_asked.emit))
        restore = "別の場所に保存した写しから、記録をそのまま戻します。"
        layout.addWidget(_choice("バックアップから戻す", restore, "写しを選ぶ…", self.restore_asked.emit))


def _boxed(content: QWidget) -> QWidget:
    card = frame("card")
    column(card, margin=5).addWidget(content)
    return card


def _choice(title: str, words: str, action: str, work: Callable[[], None], entry: QWidget | None = None) -> QWidget:
    card = frame("card")
    layout = column(card, margin=5, gap=1.5)
    layout.addWidget(label(title, "title"))
    layout.addWidget(label(words, "quiet", wrap=True))
    if entry is not None:
        layout.addWidget(label("契約締結日", "label"))
        layout.addWidget(entry)
    made = button(action, "primary" if entry is not None else "")
    made.setAccessibleName(title)
    made.clicked.connect(lambda: work())
    layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    return card
