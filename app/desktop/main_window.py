"""The window: navigation, top bar and the tabs, each built when it is first shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.desktop.errands import ERRANDS, open_errand
from app.desktop.navigation import Navigation
from app.desktop.tab import Tab
from app.desktop.tab_list import TABS, tab_of
from app.desktop.theme.appearance import Appearance, space
from app.desktop.top_bar import TopBar
from app.desktop.widgets.file_drops import dropped_file, welcome_file
from app.desktop.widgets.labels import column, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.toast import Toast
from app.desktop.widgets.window_room import resize_within, room_for, steps
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.desktop.desk_port import Outcome

ROOM_FOR_WORDS = 240  # quarters of the font's height: narrower windows show the navigation as icons


class MainWindow(QMainWindow):
    """Joins the parts; what a page does is the page's own business."""

    closed = Signal()

    def __init__(self, bench: Workbench, contract: str, appearance: Appearance) -> None:
        """Show the first tab of an open workspace."""
        super().__init__()
        self.setWindowTitle("市町村DX支援デスク")
        self.setAcceptDrops(True)
        self._bench = bench
        self._appearance = appearance
        self._built: dict[str, Tab] = {}
        self.navigation = Navigation(TABS, ERRANDS)
        self.top = TopBar(bench, contract)
        self.messages = MessageBar()
        self._pages = QStackedWidget()
        self.toast = Toast(self._lay_out())
        self._connect()
        self._add_shortcuts()
        self.show_tab(TABS[0].name)
        bench.when_ready(bench.judge)

    @property
    def current(self) -> Tab:
        """Return the tab that is shown."""
        return self._current

    def show_tab(self, name: str) -> Tab:
        """Show a tab, building it when it is the first time."""
        if name not in self._built:
            tab = next(tab for tab in TABS if tab.name == name)
            self._built[name] = tab.build(self._bench, self._pages)
            self._pages.addWidget(self._built[name])
        self._current = self._built[name]
        self._pages.setCurrentWidget(self._current)
        self.navigation.choose(name)
        self.messages.hide()
        self._built[name].setFocus()
        return self._built[name]

    def open_link(self, link: RecordLink) -> None:
        """Go to a record, in the tab that shows its register."""
        self.show_tab(tab_of(link.register)).open_link(link)

    def undo(self) -> None:
        """Take back the last change."""
        self._bench.act(self._bench.desk.undo, owner=self)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._bench.act(self._bench.desk.redo, owner=self)

    def save_typed(self) -> bool:
        """Save everything that was typed; tell whether it is stored, else show what is not: it would be lost."""
        for tab in self._built.values():
            tab.leave()
        if all(tab.is_stored for tab in self._built.values()):
            return True
        self._bench.runner.wait_for_records()
        unsaved = next((name for name, tab in self._built.items() if not tab.is_stored), "")
        if not unsaved:
            return True
        self.show_tab(unsaved).show_unsaved()
        self._bench.tell(AppError("desktop.typed_unsaved"))
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what has begun before the workspace is closed; stay while something typed is not saved."""
        if not self.save_typed():
            event.ignore()
            return
        self._bench.runner.wait_for_done()
        self.closed.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where there is little of it."""
        super().resizeEvent(event)
        self._shrink(event.size().width())

    def _shrink(self, width: int) -> None:
        self.navigation.shrink(width < space(ROOM_FOR_WORDS))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a local file to take in."""
        welcome_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the import with the dropped file."""
        from app.desktop.import_wizard.dialog import ImportDialog

        path = dropped_file(event)
        if path is not None:
            ImportDialog(self._bench, self, path, self._current.import_subject).open()

    def _lay_out(self) -> QWidget:
        whole = QWidget()
        layout = row(whole, gap=0)
        layout.addWidget(self.navigation)
        right = column(gap=0)
        right.addWidget(self.top)
        right.addWidget(self.messages)
        right.addWidget(self._pages, 1)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._shrink(room_for(self).width())
        resize_within(self, steps(340, 215))
        return whole

    def _connect(self) -> None:
        bench = self._bench
        self.navigation.tab_chosen.connect(self.show_tab)
        self.navigation.errand_chosen.connect(self._on_errand_chosen)
        self.top.undo_asked.connect(self.undo)
        self.top.redo_asked.connect(self.redo)
        self.toast.undo_asked.connect(self.undo)
        bench.link_opened.connect(self.open_link)
        bench.problem_told.connect(self.messages.tell)
        bench.outcome_reached.connect(self._on_outcome_reached)
        bench.runner.progress_changed.connect(self.top.progress.setVisible)
        self._appearance.changed.connect(self.navigation.colour)
        bench.when_ready(self._ask_undo)

    def _add_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            f"Ctrl+{number}": partial(self.show_tab, tab.name) for number, tab in enumerate(TABS, start=1)
        }
        keys |= {
            "Ctrl+F": self._find,
            "Ctrl+K": self.top.search.setFocus,
            "Ctrl+N": lambda: self.current.make_new(),
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "F1": lambda: self._on_errand_chosen("shortcuts"),
            "F5": lambda: self.current.refresh(),
        }
        for key, work in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(work)

    def _find(self) -> None:
        if not self.current.go_to_search():
            self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_errand_chosen(self, name: str) -> None:
        open_errand(name, self._bench, self._appearance, self, self._current.import_subject)

    def _on_outcome_reached(self, outcome: "Outcome") -> None:
        self.messages.hide()
        self.toast.tell(outcome.summary)
        if outcome.warnings:
            first, others = outcome.warnings[0], len(outcome.warnings) - 1
            more = f"（ほか{others}件は契約タブの指摘にあります）" if others else ""
            self.messages.tell(f"仕様書{first.clause}：{first.message}{first.remedy}{more}")
        self._ask_undo()

    def _ask_undo(self) -> None:
        desk = self._bench.desk
        self._bench.runner.database(
            lambda: (desk.undo_label(), desk.redo_label()), lambda found: self.top.show_undo(*found), owner=self
        )
