"""The first page: an empty contract, a demonstration year, or a backup; and what stands in the way of opening."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QWidget

from app.desktop.desk_port import Desk
from app.desktop.environment import Environment
from app.desktop.passphrase_page import NewPassphrase, UnlockPage
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import DayEditor
from app.desktop.widgets.labels import button, column, frame, label, row, scrolled
from app.desktop.widgets.message_bar import MessageBar
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.platform import messages

SIGNED_ON = Contract.REGISTER.field("signed_on")


class StartWindow(QWidget):
    """Leads to an open desk; nothing is made before the person chose."""

    desk_opened = Signal(object)  # Desk

    def __init__(self, environment: Environment, runner: TaskRunner, today: date) -> None:
        """Offer what fits: unlocking when there is a workspace, else the three ways to begin."""
        super().__init__()
        self._environment = environment
        self._runner = runner
        self._today = today
        self.setWindowTitle("市町村DX支援デスク")
        self.setProperty("role", "page")
        self.resize(space(220), space(225))
        self.message = MessageBar()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._pages = QStackedWidget()
        layout = column(self, gap=0)
        layout.addWidget(self._busy)
        layout.addWidget(self.message)
        layout.addWidget(self._pages, 1)
        self.choices = self._page(self._choices())
        self.unlock = UnlockPage()
        self.unlock.passphrase_given.connect(lambda text: self._work(lambda: environment.open(text)))
        self._unlock_page = self._page(self.unlock)
        self.trouble = QWidget()
        self._trouble_layout = column(self.trouble, gap=3)
        self._trouble_page = self._page(self.trouble)

    def begin(self) -> None:
        """Open the workspace when there is one."""
        environment = self._environment

        def look() -> tuple[bool, bool]:
            existing = environment.existing()
            return existing, existing and environment.needs_passphrase()

        self._pages.hide()
        self._runner.background(look, self._begin_with, self._failed, owner=self)

    def _begin_with(self, found: tuple[bool, bool]) -> None:
        existing, needs_passphrase = found
        self._pages.show()
        if not existing:
            self._pages.setCurrentWidget(self.choices)
        elif needs_passphrase:
            self._pages.setCurrentWidget(self._unlock_page)
            self.unlock.setFocus()
        else:
            self._work(self._environment.open)

    def has_looked(self) -> bool:
        """Tell whether it is known what there is to open."""
        return not self._pages.isHidden()

    def restore(self, path: Path) -> None:
        """Put a backup in place and open it."""
        passphrase, environment = self._passphrase(), self._environment
        self._work(lambda: environment.restore(path, passphrase))

    def create_empty(self) -> None:
        """Make an empty workspace with the entered signing date."""
        from app.domain.japanese_date import DateUnreadable, parse_date

        try:
            signed_on = parse_date(str(self.signed_on.value()), self._today)
        except DateUnreadable:
            self.message.tell("契約締結日を読み取れません。令和8年4月10日のように入力してください。")
            self.signed_on.setFocus()
            return
        passphrase, environment = self._passphrase(), self._environment
        if self._lacks_passphrase(passphrase):
            return
        self._work(lambda: environment.create(signed_on, passphrase=passphrase))

    def create_demo(self) -> None:
        """Make a workspace with the demonstration year."""
        passphrase, environment = self._passphrase(), self._environment
        if not self._lacks_passphrase(passphrase):
            self._work(lambda: environment.create_demo(passphrase=passphrase))

    def _lacks_passphrase(self, passphrase: str | None) -> bool:
        if self._environment.has_key_ring or passphrase:
            return False
        self.message.tell("先にパスフレーズを2回入力してください。")
        self.passphrase.setFocus()
        return True

    def _passphrase(self) -> str | None:
        return None if self._environment.has_key_ring else self.passphrase.passphrase or None

    def _choices(self) -> QWidget:
        whole = QWidget()
        layout = column(whole, gap=4)
        layout.addWidget(label("市町村DX支援デスク", "heading"))
        words = "契約の決まりを知り、記録を守り、期限を数え、報告書を作る机です。どこから始めますか。"
        layout.addWidget(label(words, "quiet", wrap=True))
        self.passphrase = NewPassphrase()
        if not self._environment.has_key_ring:
            layout.addWidget(_boxed(self.passphrase))
        self.signed_on = DayEditor(SIGNED_ON, self._today)
        layout.addWidget(
            _choice(
                "空の契約から始める",
                "契約締結日を入れると、期限の計算が始まります。",
                "始める",
                self.create_empty,
                self.signed_on,
            )
        )
        demo = "架空の人と団体だけの一年分の記録で、すべての画面を試せます。"
        layout.addWidget(_choice("見本の年度を開く", demo, "見本を開く", self.create_demo))
        restore = "別の場所に保存した写しから、記録をそのまま戻します。"
        layout.addWidget(_choice("バックアップから戻す", restore, "写しを選ぶ…", self._on_restore_clicked))
        return whole

    def _page(self, content: QWidget) -> QWidget:
        middle = QWidget()
        layout = row(middle, margin=8)
        layout.addStretch(1)
        inner = column()
        inner.addStretch(1)
        content.setMaximumWidth(space(140))
        content.setMinimumWidth(space(90))
        inner.addWidget(content)
        inner.addStretch(2)
        layout.addLayout(inner, 4)
        layout.addStretch(1)
        page = scrolled(middle)
        self._pages.addWidget(page)
        return page

    def _work(self, work: Callable[[], Desk]) -> None:
        self._pages.setEnabled(False)
        self._busy.show()
        self.message.tell("")
        self._runner.database(work, self._opened, self._failed, owner=self)

    def _opened(self, desk: Desk) -> None:
        self._busy.hide()
        self._pages.setEnabled(True)
        self.desk_opened.emit(desk)

    def _failed(self, error: AppError) -> None:
        self._busy.hide()
        self._pages.show()
        self._pages.setEnabled(True)
        text = messages.explain(error, self._environment.language)
        if self._pages.currentWidget() is self._unlock_page:
            self.unlock.problem.setText(f"■ {text}")
            self.unlock.line.selectAll()
            self.unlock.setFocus()
            return
        if self._environment.existing():
            self._show_trouble(text)
        else:
            self.message.tell(text)

    def _show_trouble(self, text: str) -> None:
        from app.desktop.widgets.labels import clear

        layout = self._trouble_layout
        clear(layout)
        layout.addWidget(label("作業場所を開けません", "heading"))
        notice = frame("notice", "bad")
        column(notice, margin=3).addWidget(label(text, wrap=True, selectable=True))
        layout.addWidget(notice)
        again = button("もう一度開く", "primary")
        again.clicked.connect(self.begin)
        layout.addWidget(again)
        newest = self._environment.newest_backup()
        if newest is not None:
            back = button(f"最新のバックアップから戻す（{newest.name}）")
            back.clicked.connect(lambda: self.restore(newest))
            layout.addWidget(back)
        other = button("別のバックアップを選ぶ…")
        other.clicked.connect(self._on_restore_clicked)
        layout.addWidget(other)
        self._pages.setCurrentWidget(self._trouble_page)
        again.setFocus()

    def _on_restore_clicked(self) -> None:
        dialog = QFileDialog(self, "バックアップを選ぶ")
        dialog.fileSelected.connect(lambda chosen: self.restore(Path(chosen)))
        dialog.open()


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
    made.clicked.connect(work)
    layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    return card
