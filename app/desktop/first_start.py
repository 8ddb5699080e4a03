"""The first page: what is being opened, the ways to begin, and what stands in the way of opening.

It is the first window to be painted: each of its pages is built, and what it needs is loaded, when it is shown.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QScrollArea, QStackedWidget, QWidget

from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, clear, column, frame, label, row, scrolled
from app.desktop.widgets.window_room import resize_within, steps
from app.domain.errors import AppError

if TYPE_CHECKING:  # the pages are loaded when they are shown
    from app.desktop.desk_port import Desk
    from app.desktop.environment import Environment
    from app.desktop.first_choices import FirstChoices
    from app.desktop.passphrase_page import NewPassphrase, UnlockPage
    from app.desktop.widgets.field_editor import DayEditor
    from app.desktop.widgets.message_bar import MessageBar

UNPAINTED_MS = 300


class OpenedDesk(NamedTuple):
    """An open desk with what its window tells at once."""

    desk: "Desk"
    today: date
    contract: str


class StartWindow(QWidget):
    """Leads to an open desk; nothing is made before the person chose."""

    desk_opened = Signal(object)  # OpenedDesk

    def __init__(self, environment: "Environment", runner: TaskRunner, today: date) -> None:
        """Tell that something is being opened, until it is known what there is."""
        super().__init__()
        self._environment = environment
        self._runner = runner
        self._today = today
        self._has_looked = False
        self._waits_for_paint = False
        self.setWindowTitle("市町村DX支援デスク")
        self.setProperty("role", "page")
        resize_within(self, steps(220, 225))
        self._pages = QStackedWidget()
        self._pages.addWidget(_opening())
        self._layout = column(self, gap=0)
        self._layout.addWidget(self._pages, 1)
        runner.progress_changed.connect(self._show_busy)

    @cached_property
    def message(self) -> "MessageBar":
        """Return the bar that tells what is missing or went wrong."""
        from app.desktop.widgets.message_bar import MessageBar

        made = MessageBar()
        self._layout.insertWidget(0, made)
        return made

    @cached_property
    def _busy(self) -> QProgressBar:
        made = QProgressBar()
        made.setRange(0, 0)
        made.setTextVisible(False)
        self._layout.insertWidget(0, made)
        return made

    @cached_property
    def choices(self) -> "FirstChoices":
        """Return the page of the ways to begin."""
        from app.desktop.first_choices import FirstChoices

        made = FirstChoices(self._today, asks_passphrase=not self._environment.has_key_ring)
        made.empty_asked.connect(self.create_empty)
        made.demo_asked.connect(self.create_demo)
        made.restore_asked.connect(self._on_restore_clicked)
        self._keep(made)
        return made

    @cached_property
    def unlock(self) -> "UnlockPage":
        """Return the page that asks for the passphrase."""
        from app.desktop.passphrase_page import UnlockPage

        made = UnlockPage()
        made.passphrase_given.connect(lambda text: self._work(lambda: self._environment.unlock(text)))
        self._keep(made)
        return made

    @cached_property
    def trouble(self) -> QWidget:
        """Return the page that tells why a workspace does not open."""
        made = QWidget()
        column(made, gap=3)
        self._keep(made)
        return made

    @property
    def signed_on(self) -> "DayEditor":
        """Return the entry of the signing date."""
        return self.choices.signed_on

    @property
    def passphrase(self) -> "NewPassphrase":
        """Return the entry of a new passphrase."""
        return self.choices.passphrase

    def begin_when_painted(self) -> None:
        """Begin behind the first painting; a window that nobody sees is not waited for."""
        self._waits_for_paint = True
        QTimer.singleShot(UNPAINTED_MS, self, self._begin_waiting)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let what waited for the first painting begin."""
        super().paintEvent(event)
        if self._waits_for_paint:
            QTimer.singleShot(0, self, self._begin_waiting)

    def _begin_waiting(self) -> None:
        if self._waits_for_paint:
            self._waits_for_paint = False
            self.begin()

    def begin(self) -> None:
        """Open the workspace when there is one."""
        environment = self._environment

        def look() -> "OpenedDesk | str":
            if not environment.existing():
                return "choices"
            return "unlock" if environment.needs_passphrase() else opened(environment.unlock())

        self._runner.database(look, self._begin_with, self._failed, owner=self)

    def _begin_with(self, found: OpenedDesk | str) -> None:
        self._has_looked = True
        if isinstance(found, OpenedDesk):
            self._opened(found)
        elif found == "unlock":
            self._show_page(self.unlock)
            self.unlock.setFocus()
        else:
            self._show_page(self.choices)

    def has_looked(self) -> bool:
        """Tell whether it is known what there is to open."""
        return self._has_looked

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

    def show_trouble(self, error: AppError) -> None:
        """Tell why the workspace does not open, and offer to try again or to restore a backup."""
        self._has_looked = True
        layout = self.trouble.layout()
        assert layout is not None  # noqa: S101 (made with the page)
        clear(layout)
        layout.addWidget(label("作業場所を開けません", "heading"))
        notice = frame("notice", "bad")
        column(notice, margin=3).addWidget(label(self._words(error), wrap=True, selectable=True))
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
        self._show_page(self.trouble)
        again.setFocus()

    def _lacks_passphrase(self, passphrase: str | None) -> bool:
        if self._environment.has_key_ring or passphrase:
            return False
        self.message.tell("先にパスフレーズを2回入力してください。")
        self.passphrase.setFocus()
        return True

    def _passphrase(self) -> str | None:
        return None if self._environment.has_key_ring else self.passphrase.passphrase or None

    def _words(self, error: AppError) -> str:
        from app.platform import messages

        return messages.explain(error, self._environment.language)

    def _keep(self, content: QWidget) -> None:
        """Put a page's content into the middle of a page of its own."""
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
        self._pages.addWidget(scrolled(middle))

    def _show_page(self, content: QWidget) -> None:
        for number in range(self._pages.count()):
            page = self._pages.widget(number)
            if page is not None and page.isAncestorOf(content):
                self._pages.setCurrentWidget(page)

    def _is_shown(self, page: str) -> bool:
        content = self.__dict__.get(page)  # without building it
        current = self._pages.currentWidget()
        return content is not None and isinstance(current, QScrollArea) and current.isAncestorOf(content)

    def _work(self, work: "Callable[[], Desk]") -> None:
        self._pages.setEnabled(False)
        self.message.tell("")
        self._runner.database(lambda: opened(work()), self._opened, self._failed, owner=self)

    def _opened(self, found: OpenedDesk) -> None:
        self._pages.setEnabled(True)
        self.desk_opened.emit(found)

    def _show_busy(self, is_busy: bool) -> None:
        """Show that something takes longer than a moment."""
        if (is_busy and self.isVisible()) or "_busy" in self.__dict__:
            self._busy.setVisible(is_busy)

    def _failed(self, error: AppError) -> None:
        self._has_looked = True
        self._pages.setEnabled(True)
        if self._is_shown("unlock"):
            self.unlock.problem.setText(f"■ {self._words(error)}")
            self.unlock.line.selectAll()
            self.unlock.setFocus()
        elif self._environment.existing():
            self.show_trouble(error)
        else:
            self._show_page(self.choices)
            self.message.tell(self._words(error))

    def _on_restore_clicked(self) -> None:
        dialog = QFileDialog(self, "バックアップを選ぶ")
        dialog.fileSelected.connect(lambda chosen: self.restore(Path(chosen)))
        dialog.open()


def opened(desk: "Desk") -> OpenedDesk:
    """Return an open desk with its day and the name of its contract; for a worker thread."""
    return OpenedDesk(desk, desk.today(), contract_name(desk))


def contract_name(desk: "Desk") -> str:
    """Return the name of the workspace's contract, with a word when it is the demonstration."""
    contract = desk.contract()
    return f"【見本】{contract.name}" if contract.demonstration else contract.name


def _opening() -> QWidget:
    """Return what stands while it is not known what there is, or while a workspace is being opened."""
    page = QWidget()
    layout = column(page, margin=8, gap=2)
    layout.addStretch(1)
    for text, role in (("市町村DX支援デスク", "heading"), ("作業場所を開いています…", "quiet")):
        layout.addWidget(label(text, role), 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(2)
    return page
