"""Editors of sets with few members: words of an enumeration, and the fields of Table 1 by block with levels."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.desk_port import Option
from app.desktop.theme.appearance import space
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.field_editor import CalmComboBox, FieldEditor
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import column, label
from app.desktop.workbench import Workbench
from app.domain.record import Field, Member


class ChoiceSetEditor(FieldEditor):
    """Several words of an enumeration."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make a box for each word."""
        super().__init__(field, parent)
        self._boxes: dict[str, CheckBox] = {}
        line = FlowLayout(self, gap=3)
        for member in field.choices or ():
            box = CheckBox(member.label, self)
            box.toggled.connect(lambda: self.edited.emit())
            self._boxes[member.value] = box
            line.addWidget(box)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    @property
    def is_wide(self) -> bool:
        """Take a whole row."""
        return True

    def value(self) -> object:
        """Return the members in the order of the enumeration."""
        return tuple(Member(key) for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        """Show the members."""
        chosen = {key for key, _ in members_of(value)}
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)


class SupportFieldEditor(FieldEditor):
    """The fields of Table 1, grouped by block; each with its level where the field asks for one."""

    def __init__(self, field: Field, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load the fields; a value set before they are there is shown afterwards."""
        super().__init__(field, parent)
        self._boxes: dict[str, CheckBox] = {}
        self._levels: dict[str, CalmComboBox] = {}
        self._value: tuple[Member, ...] = ()
        self._layout = column(self, gap=0.5)
        desk = bench.desk
        bench.runner.database(lambda: desk.options(field), self._fill, owner=self)

    @property
    def is_wide(self) -> bool:
        """Take a whole row."""
        return True

    def value(self) -> object:
        """Return the members with their levels."""
        if not self._boxes:
            return self._value
        return tuple(
            Member(key, str(self._levels[key].currentData() or "") if key in self._levels else "")
            for key, box in self._boxes.items()
            if box.isChecked()
        )

    def set_value(self, value: object) -> None:
        """Show the members."""
        self._value = members_of(value)
        levels = dict(self._value)
        for key, box in self._boxes.items():
            box.setChecked(key in levels)
            if key in self._levels:
                self._levels[key].setCurrentIndex(max(0, self._levels[key].findData(levels.get(key, ""))))

    def _fill(self, options: list[Option]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(0)
        across = 1 if self.field.levels is not None else 2  # beside each name stands its level
        block = ""
        place = 0
        for option in options:
            if option.note != block:
                block = option.note
                place += place % across
                heading = label(block, "label")
                heading.setContentsMargins(0, space(1.5), 0, 0)
                grid.addWidget(heading, place // across, 0, 1, 4)
                place += across
            self._add(grid, option, place // across, (place % across) * 2)
            place += 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self._layout.addLayout(grid)
        self._keep_tab_order()
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        self.set_value(self._value)

    def _keep_tab_order(self) -> None:
        """Put the boxes where the editor stands: made after everything else of the form, they would come last."""
        before: QWidget | None = self.previousInFocusChain()
        while before not in (self, None) and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        parts = [part for key, box in self._boxes.items() for part in (box, self._levels.get(key)) if part is not None]
        for former, latter in pairwise([*([] if before in (self, None) else [before]), *parts]):
            QWidget.setTabOrder(former, latter)

    def _add(self, grid: QGridLayout, option: Option, line: int, place: int) -> None:
        box = CheckBox(option.label, self)
        self._boxes[option.value] = box
        grid.addWidget(box, line, place)
        if self.field.levels is not None:
            level = CalmComboBox(self)
            level.setAccessibleName(f"{option.label}の水準")
            level.addItem("水準", "")
            for member in self.field.levels:
                level.addItem(member.label, member.value)
            level.setVisible(False)
            box.toggled.connect(level.setVisible)
            level.currentIndexChanged.connect(lambda: self.edited.emit())
            self._levels[option.value] = level
            grid.addWidget(level, line, place + 1)
        box.toggled.connect(lambda: self.edited.emit())


def members_of(value: object) -> tuple[Member, ...]:
    """Return a stored set as members."""
    if not isinstance(value, (tuple, list)):
        return ()
    return tuple(Member(*item) if isinstance(item, tuple) else Member(str(item)) for item in value)
