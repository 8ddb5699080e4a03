"""The bar at the top: search over everything, undo and redo with what they undo, the day of judging, the contract."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import ElidedLabel, button, label, row
from app.desktop.widgets.option_line import MOST_OFFERED, OptionLine
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import Option, SearchHit


class TopBar(QFrame):
    """Stays above every tab."""

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, bench: Workbench, contract: str, parent: QWidget | None = None) -> None:
        """Show the name of the contract."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._bench = bench
        layout = row(self, margin=2.5, gap=2)
        self.search = OptionLine(self._found, bench)
        self.search.setPlaceholderText("すべてから探す（Ctrl+K）")
        self.search.setAccessibleName("すべてから探す")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(space(30))
        self.search.setMaximumWidth(space(90))
        self.search.picked = self._go
        layout.addWidget(self.search, 2)
        self.undo = button("↶ 元に戻す")
        self.redo = button("↷ やり直す")
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(space(12))
        self.progress.setAccessibleName("処理中")
        self.progress.hide()
        layout.addWidget(self.progress)
        layout.addWidget(ElidedLabel(contract, "quiet"), 3)
        day = bench.on
        layout.addWidget(label(f"基準日 {day.isoformat()}（{'月火水木金土日'[day.weekday()]}）"))
        self.show_undo("", "")

    def show_undo(self, undo: str, redo: str) -> None:
        """Tell what undo and redo would do."""
        for made, what, keys in ((self.undo, undo, "Ctrl+Z"), (self.redo, redo, "Ctrl+Shift+Z")):
            made.setEnabled(bool(what))
            made.setToolTip(f"「{what}」（{keys}）" if what else "対象の操作はありません")
            made.setAccessibleDescription(what)

    def _found(self, text: str) -> "list[Option]":
        if not text.strip():
            return []
        from app.desktop.desk_port import Option
        from app.domain.registers import REGISTERS

        return [
            Option(f"{hit.register}\t{hit.id}", hit.title, f"{REGISTERS[hit.register].label}　{_besides(hit)}")
            for hit in self._bench.desk.search(text, MOST_OFFERED)
        ]

    def _go(self, option: "Option") -> None:
        register, found = option.value.split("\t")
        self.search.clear()
        self._bench.link_opened.emit(RecordLink(register, found))


def _besides(hit: "SearchHit") -> str:
    """Return where the words were found, without the title that stands before it."""
    return hit.snippet.removeprefix(hit.title).strip()
