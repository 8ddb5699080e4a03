"""The page カレンダー: everything that lies on a day, by month or week and by kind; as a file, and 今週 on paper."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QMenu, QWidget

from app.desktop.tabs.plans.calendar_words import (
    count_words,
    day_heading,
    entries_on,
    entry_tip,
    entry_tone,
    grid_days,
    grid_items,
    line_words,
    target_of,
)
from app.desktop.theme.appearance import space
from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.widgets.calendar_grid import CalendarGrid
from app.desktop.widgets.calendar_layout import span, title_words, turned
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, column, frame, label
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.workbench import RecordLink, Workbench
from app.platform.atomic_file import write_atomically
from app.services.plans.views import CalendarEntry
from app.services.plans.views import CalendarPage as Calendar

BESIDE = 190  # the least width for calendar and day side by side, in quarters of the font's height
WEEK_LINES = 3  # lines of text of an entry where there is room for them
MODES = (("month", "月"), ("week", "週"))
HINT = "矢印で日を選び、Spaceで予定を選び、Enterで開きます。PageUp・PageDownで前後の月や週へ。"
WITHIN = Qt.ShortcutContext.WidgetShortcut
LIST_SHARE = 1000  # of the height, beside which nothing is left empty
ENTRY = int(Qt.ItemDataRole.UserRole)


class CalendarPage(FreshPage):
    """The grid at the left, the chosen day at the right; each entry leads to its record."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the month of today."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._day = bench.on
        self.page: Calendar | None = None
        self.kinds: dict[str, CheckBox] = {}
        self.grid = CalendarGrid("予定表")
        self.list = QListWidget()
        self.list.setAccessibleName("この日の予定")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.modes = ModeBar("予定表の見方", MODES)
        self.title = label("", "heading")
        self._lay_out()
        self._connect()
        desk = bench.desk
        bench.runner.database(lambda: desk.calendar.kinds(), self._show_kinds, owner=self)

    @property
    def by_week(self) -> bool:
        """Tell whether a week is shown, not a month."""
        return self.modes.mode == "week"

    @property
    def chosen_kinds(self) -> tuple[str, ...]:
        """Return the kinds that are shown; none when all of them are."""
        chosen = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        return () if len(chosen) == len(self.kinds) else chosen or ("",)

    def refresh(self) -> None:
        """Read the shown days again."""
        desk, (first, last), kinds = self._bench.desk, span(self._day, self.by_week), self.chosen_kinds
        self._question.ask(lambda: desk.calendar.entries(first, last, kinds), self._show)

    def go_to(self, day: date) -> None:
        """Show the month or the week of a day."""
        self._day = day
        self.title.setText(title_words(day, self.by_week))
        self.refresh()

    def save_calendar(self, path: Path, *, whole: bool) -> None:
        """Write what is shown, or all of the contract's time, as a calendar file."""
        desk, (first, last), kinds = self._bench.desk, span(self._day, self.by_week), self.chosen_kinds

        def work() -> None:
            schedule = desk.plans.gantt() if whole else None
            days = (schedule.from_on, schedule.until_on) if schedule is not None else (first, last)
            write_atomically(path, desk.calendar.ics(*days, kinds).data)

        self._bench.runner.background(work, lambda _: None, owner=self)

    def print_week(self) -> None:
        """Show the week of the chosen day as it is printed for the Monday meeting."""
        day = self.grid.day or self._day
        PaperDialog(self._bench, "今週の予定", "week", day.isoformat(), self).open()

    def _lay_out(self) -> None:
        right = QWidget()
        beside = column(right, margin=2, gap=1)
        self._heading = label("", "title", wrap=True)
        beside.addWidget(self._heading)
        self._none = label("予定はありません。", "quiet")
        beside.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.list, LIST_SHARE)
        beside.addStretch(1)
        beside.addWidget(label(HINT, "caption", wrap=True))
        splitter = TurningSplitter(BESIDE)
        splitter.addWidget(self.grid)
        splitter.addWidget(right)
        right.setMinimumSize(space(48), space(60))
        splitter.share((200, 80), (150, 60))
        layout = column(self, gap=0)
        layout.addWidget(self._tools())
        layout.addWidget(splitter, 1)

    def _tools(self) -> QWidget:
        bar = frame("bar")
        whole = column(bar, margin=3, gap=1)
        tools = FlowLayout()
        for word, tip, steps in (("‹", "前へ", -1), ("›", "次へ", 1)):
            turn = button(word, tip=tip)
            turn.setAccessibleName(tip)
            turn.clicked.connect(lambda _=False, by=steps: self._turn(by))
            tools.addWidget(turn)
        today = button("今日")
        today.clicked.connect(lambda: self.go_to(self._bench.on))
        self._count = label("", "quiet")
        for part in (today, self.title, self.modes, self._count, filler()):
            tools.addWidget(part)
        week = button("今週の1枚", "primary", "選んだ日の週を、月曜の会議で配る1枚のPDFにします")
        week.clicked.connect(self.print_week)
        for made in (week, self._export()):
            tools.addWidget(made)
        self._filters = FlowLayout(gap=3)
        whole.addLayout(tools)
        whole.addLayout(self._filters)
        return bar

    def _export(self) -> QWidget:
        made = button("iCalendarを保存 ▾", tip="ほかの予定表に取り込めるファイル（.ics）を保存します")
        menu = QMenu(made)
        menu.addAction("表示している期間…").triggered.connect(lambda: self._ask_path(whole=False))
        menu.addAction("契約期間の全部…").triggered.connect(lambda: self._ask_path(whole=True))
        made.setMenu(menu)
        return made

    def _ask_path(self, *, whole: bool) -> None:
        dialog = QFileDialog(self, "iCalendarを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        name = "契約期間" if whole else title_words(self._day, self.by_week)
        dialog.selectFile(f"予定表_{name}.ics")
        dialog.fileSelected.connect(lambda chosen: self.save_calendar(Path(chosen), whole=whole))
        dialog.open()

    def _connect(self) -> None:
        self.modes.mode_chosen.connect(lambda _: self.go_to(self.grid.day or self._day))
        self.grid.day_chosen.connect(self._show_day)
        self.grid.day_left.connect(self.go_to)
        self.grid.day_opened.connect(self._open_day)
        self.grid.item_chosen.connect(self._choose_line)
        self.grid.item_opened.connect(lambda id: self._open(self._entry(id)))
        self.list.itemActivated.connect(lambda item: self._open(item.data(ENTRY)))
        self.title.setText(title_words(self._day, self.by_week))
        for key, steps in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(key), self.grid, context=WITHIN).activated.connect(partial(self._turn, steps))

    def _show_kinds(self, kinds: tuple[tuple[str, str], ...]) -> None:
        for kind, word in kinds:
            box = CheckBox(word)
            box.setChecked(True)
            box.setAccessibleName(f"{word}を表示")
            box.toggled.connect(lambda _: self.refresh())
            self.kinds[kind] = box
            self._filters.addWidget(box)
        for word, work in (("すべて", partial(self._check_all, True)), ("すべて外す", partial(self._check_all, False))):
            made = button(word, "link")
            made.clicked.connect(work)
            self._filters.addWidget(made)

    def _check_all(self, is_on: bool) -> None:
        for box in self.kinds.values():
            box.blockSignals(True)
            box.setChecked(is_on)
            box.blockSignals(False)
        self.refresh()

    def _show(self, page: Calendar) -> None:
        self.page = page
        month = None if self.by_week else self._day
        self._count.setText(count_words(page.entries))
        self.grid.show_days(grid_days(page.days, month), grid_items(page), self._day, WEEK_LINES if self.by_week else 1)

    def _show_day(self, day: date) -> None:
        self._day = day
        page = self.page
        if page is None:
            return
        closed = next((each.closed_reason for each in page.days if each.on == day), "")
        self._heading.setText(day_heading(day, closed))
        self.list.clear()
        found = entries_on(page, day)
        for entry in found:
            item = QListWidgetItem(f"{TONE_SHAPES.get(entry_tone(entry), '')} {line_words(entry)}".strip())
            item.setData(ENTRY, entry)
            item.setToolTip(entry_tip(entry))
            self.list.addItem(item)
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))

    def _turn(self, steps: int) -> None:
        self.go_to(turned(self._day, self.by_week, steps))

    def _open_day(self, day: date) -> None:
        self._day = day
        self.modes.choose("week")

    def _choose_line(self, id: str) -> None:
        entry = self._entry(id)
        for line in range(self.list.count()):
            if entry is not None and self.list.item(line).data(ENTRY) == entry:
                self.list.setCurrentRow(line)

    def _entry(self, id: str) -> CalendarEntry | None:
        uid = id.rsplit("@", 1)[0]
        entries = self.page.entries if self.page is not None else ()
        return next((entry for entry in entries if entry.uid == uid), None)

    def _open(self, entry: CalendarEntry | None) -> None:
        if entry is None:
            return
        register, record = target_of(entry)
        if register:
            self._bench.link_opened.emit(RecordLink(register, record))
