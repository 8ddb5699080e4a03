"""Shows the fields of a record: short ones side by side, long ones as text, links where a field points at a record."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.desktop.desk_port import Shown
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, clear, column, label, prose, row
from app.desktop.workbench import RecordLink, Workbench
from app.domain.record import Field, Kind, Member, Record

LONG_TEXT = 400
MOST_COLUMNS = 3
COLUMN_STEPS = 40  # the least width of a column, in quarters of the font's height
WIDE = (Kind.LONG_TEXT, Kind.SUPPORT_FIELD)


class RecordDetail(QFrame):
    """The fields that say something; the empty ones are named in one line."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._bench = bench
        self.setProperty("role", "card")
        self._layout = column(self, margin=5, gap=4)
        self._short: list[QWidget] = []
        self._grid = QGridLayout()
        self._columns = 0

    def show_record(self, shown: Sequence[Shown], record: Record, hidden: frozenset[str] = frozenset()) -> None:
        """Show a record in words; ``record`` gives the ids behind its references."""
        clear(self._layout)
        self.setVisible(any(item.text and item.field.name not in hidden for item in shown))
        said = [
            item for item in shown if item.text and item.field.name not in hidden and not _is_plain_no(item, record)
        ]
        self._short = [self._block(item, record) for item in said if not _is_wide(item)]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(6))
        self._grid.setVerticalSpacing(space(3))
        self._layout.addLayout(self._grid)
        self._arrange()
        for item in said:
            if _is_wide(item):
                self._layout.addWidget(self._block(item, record))
        empty = [
            item.field.label
            for item in shown
            if not item.text and not item.field.fixed and item.field.name not in hidden
        ]
        if empty:
            self._layout.addWidget(label(f"未入力：{'、'.join(empty)}", "caption", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many fields side by side as there is room for."""
        super().resizeEvent(event)
        if self._columns != self._fitting_columns():
            self._arrange()
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Ask the page around for the height that other columns need; while a size is being set, Qt does not."""
        self._layout.invalidate()
        self.updateGeometry()

    def _fitting_columns(self) -> int:
        widest = max((block.minimumSizeHint().width() for block in self._short), default=0)
        column_width = max(space(COLUMN_STEPS), widest + self._grid.horizontalSpacing())
        margins = self._layout.contentsMargins()
        return max(1, min(MOST_COLUMNS, (self.width() - margins.left() - margins.right()) // column_width))

    def _arrange(self) -> None:
        """Lay the short fields out in the columns that fit."""
        self._columns = self._fitting_columns()
        for number, block in enumerate(self._short):
            self._grid.addWidget(block, number // self._columns, number % self._columns)
        for place in range(MOST_COLUMNS):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)

    def _block(self, item: Shown, record: Record) -> QWidget:
        block = QWidget()
        layout = column(block, gap=1)
        layout.addWidget(label(item.field.label, "label"))
        links = _links(item, record)
        if not links:
            layout.addWidget(_long(item.text) if len(item.text) > LONG_TEXT else _text(item))
        for name, link in links:
            lead = button(name, "text-link", tip="この記録を開きます")
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            box = row()
            box.addWidget(lead)
            box.addStretch(1)
            layout.addLayout(box)
        layout.addStretch(1)
        return block


def _is_plain_no(item: Shown, record: Record) -> bool:
    """Tell whether an action-set fact is simply not so, which needs no saying."""
    return item.field.fixed and item.field.kind is Kind.BOOLEAN and not getattr(record, item.field.name)


def _is_wide(item: Shown) -> bool:
    return item.field.kind in WIDE or len(item.text) > 60


def _text(item: Shown) -> QWidget:
    shown = prose(item.text) if _is_wide(item) else label(item.text, wrap=True, selectable=True)
    shown.setAccessibleName(f"{item.field.label} {item.text}")
    return shown


def _long(text: str) -> QWidget:
    """Return the beginning of a long text with a way to read on."""
    whole = QWidget()
    layout = column(whole, gap=0.5)
    shown = prose(f"{text[:LONG_TEXT]}…")
    more = button(f"続きを表示（全{len(text):,}文字）", "link")

    def unfold() -> None:
        shown.setText(text)
        more.hide()

    more.clicked.connect(unfold)
    layout.addWidget(shown)
    layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    return whole


def _links(item: Shown, record: Record) -> list[tuple[str, RecordLink]]:
    field: Field = item.field
    if field.kind is not Kind.REFERENCE or field.target in ("attachments", "contracts"):
        return []
    value = getattr(record, field.name, "")
    keys = [member.key for member in value if isinstance(member, Member)] if field.many else [str(value)]
    names = item.text.split("、") if field.many else [item.text]
    if len(keys) != len(names):
        return []
    return [(name, RecordLink(field.target, key)) for name, key in zip(names, keys, strict=True)]
