"""Editors that pick: a municipality, a record of another register, or several of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.desk_port import Option
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import FieldEditor
from app.desktop.widgets.labels import button, clear, column, label, row
from app.desktop.widgets.option_line import OptionLine
from app.desktop.workbench import Workbench
from app.domain.record import Field, Kind, Member
from app.domain.registers import REGISTERS

Maker = Callable[[Field, QWidget, Callable[[Option], None]], None]


class OptionEditor(FieldEditor):
    """One municipality or one record; a text that was typed but not picked is resolved by the services."""

    def __init__(
        self, field: Field, bench: Workbench, make: Maker | None = None, parent: QWidget | None = None
    ) -> None:
        """Pick for a field; ``make`` adds a button that records a new one in place."""
        super().__init__(field, parent)
        self._bench = bench
        self._picked = Option("", "")
        self.line = OptionLine(partial(bench.desk.options, field), bench, self)
        self.line.setAccessibleName(field.label)
        self.setFocusProxy(self.line)
        self.line.picked = self.pick
        self.line.textChanged.connect(lambda: self.edited.emit())
        layout = column(self, gap=0.5)
        box = row(gap=1)
        box.addWidget(self.line, 1)
        if make is not None:
            new = button("＋ 新規", tip="その場で新しく記録して選びます")
            new.clicked.connect(lambda: make(field, self, self.pick))
            box.addWidget(new)
        layout.addLayout(box)
        layout.addWidget(self._echo)

    def value(self) -> object:
        """Return the id or code that was picked, else the text as typed."""
        text = self.line.text().strip()
        return self._picked.value if self._picked.value and text == self._picked.label else text

    def set_value(self, value: object) -> None:
        """Show the name of what is picked, once it is known."""
        key = str(value or "")
        if not key:
            self.pick(Option("", ""))
            return
        self._picked = Option(key, key)
        self.line.setText(key)
        find_option(self._bench, self.field, key, self._show_name)

    def pick(self, option: Option) -> None:
        """Take an option."""
        self._picked = option
        self.line.setText(option.label)
        self.tell(option.note)

    def _show_name(self, option: Option) -> None:
        if self._picked.value == option.value:
            self.pick(option)


class OptionSetEditor(FieldEditor):
    """Several records: each chosen one on its own line, and a line to add more."""

    def __init__(
        self, field: Field, bench: Workbench, make: Maker | None = None, parent: QWidget | None = None
    ) -> None:
        """Pick for a field."""
        super().__init__(field, parent)
        self._bench = bench
        self._chosen: dict[str, str] = {}
        self.line = OptionLine(partial(bench.desk.options, field), bench, self)
        self.line.setAccessibleName(f"{field.label}を追加")
        self.line.setPlaceholderText("名前・かなで探して追加")
        self.setFocusProxy(self.line)
        self.line.picked = self.add
        layout = column(self, gap=1)
        self._list = column(gap=0)
        layout.addLayout(self._list)
        layout.addWidget(self.line)
        layout.addWidget(self._echo)

    @property
    def is_wide(self) -> bool:
        """Take a whole row."""
        return True

    def value(self) -> object:
        """Return the members; a text that was typed but not picked counts as one more."""
        typed = self.line.text().strip()
        return tuple(Member(key) for key in self._chosen) + ((Member(typed),) if typed else ())

    def set_value(self, value: object) -> None:
        """Show the members."""
        keys = [Member(*item).key if isinstance(item, tuple) else str(item) for item in _items(value)]
        self._chosen = dict.fromkeys(keys, "…")
        self._show()
        for key in keys:
            find_option(self._bench, self.field, key, self._show_name)

    def add(self, option: Option) -> None:
        """Take one more."""
        self._chosen[option.value] = option.label
        self.line.clear()
        self._show()
        self.edited.emit()

    def _remove(self, key: str) -> None:
        self._chosen.pop(key, None)
        self._show()
        self.line.setFocus()
        self.edited.emit()

    def _show_name(self, option: Option) -> None:
        if option.value in self._chosen:
            self._chosen[option.value] = option.label
            self._show()

    def _show(self) -> None:
        clear(self._list)
        for key, name in self._chosen.items():
            box = row(gap=1)
            box.addWidget(label(name), 1)
            remove = button("外す", "link", tip=f"{name}を外します")
            remove.setAccessibleName(f"{name}を外す")
            remove.clicked.connect(lambda _=False, gone=key: self._remove(gone))
            box.addWidget(remove)
            self._list.addLayout(box)
        self._list.setContentsMargins(0, 0, 0, space(0.5) if self._chosen else 0)


def find_option(bench: Workbench, field: Field, key: str, found: Callable[[Option], None]) -> None:
    """Find the words for a stored key and hand them over when they are there."""
    desk = bench.desk

    def work() -> Option:
        if field.kind is Kind.REFERENCE:
            title = REGISTERS[field.target].title
            rows = desk.rows(field.target, [key])
            return Option(key, " ".join(rows[0].cells.get(name, "") for name in title) if rows else key)
        matching = (option for option in desk.options(field, key) if option.value == key)
        return next(matching, Option(key, key))

    bench.runner.database(work, found, owner=bench)


def _items(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else ()
