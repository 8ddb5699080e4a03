"""一覧の印刷: the list of a register on paper, as it is filtered and searched, to look at, save and print."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.widgets.combo_box import CalmComboBox
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.pdf_view import PdfPreview
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.domain.record import Audience, Register

if TYPE_CHECKING:
    from app.desktop.desk_port import MadeDocument

EDITIONS = ((False, "県に渡せる版（受託者だけの項目を除く）"), (True, "受託者だけの版（すべての項目）"))


NARROWED = "受託者だけの項目で絞り込んでいるため、受託者だけの版です。"


def editions_of(register: Register, narrowed_by: Collection[str] = ()) -> tuple[tuple[bool, str], ...]:
    """Return the editions in which a list can be printed, as (whether it is internal, word); the first is usual.

    A register that never leaves the contractor has the internal one only, and so has a list narrowed by a field that
    does not; one without such fields needs no choice.
    """
    if narrowed_by_own(register, narrowed_by):
        return EDITIONS[1:]
    shown = [register.field(name) for name in register.columns]
    own = [field for field in shown if field.audience is Audience.CONTRACTOR]
    if not register.exported or len(own) == len(shown):
        return EDITIONS[1:]
    return EDITIONS if own else EDITIONS[:1]


def narrowed_by_own(register: Register, names: Collection[str]) -> bool:
    """Tell whether one of the fields that narrow a list is for the contractor's eyes alone."""
    return any(each.name in names and each.audience is Audience.CONTRACTOR for each in register.fields)


class PrintDialog(QDialog):
    """Makes the list in the background and shows its pages."""

    def __init__(
        self,
        bench: Workbench,
        register: Register,
        where: Mapping[str, object],
        search: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make the list of a register, narrowed like the list on the screen."""
        super().__init__(parent)
        self._bench, self._register = bench, register
        self._where, self._search = dict(where), search
        self._question = bench.question(self)
        self.setWindowTitle(f"{register.label}の一覧を印刷")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(230, 190))
        self.editions = CalmComboBox()
        self.editions.setAccessibleName("版")
        for internal, word in editions_of(register, self._where):
            self.editions.addItem(word, internal)
        self.preview = PdfPreview(bench)
        self.problem = MessageBar()
        self._state = label("作成しています…", "quiet")
        self._lay_out()
        self.editions.currentIndexChanged.connect(lambda: self._make())
        self._make()

    def _lay_out(self) -> None:
        bar = frame("bar")
        head = row(bar, margin=4, gap=2)
        head.addWidget(label(f"{self._register.label}の一覧", "heading"))
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.editions)
        self.editions.setVisible(self.editions.count() > 1)
        foot = frame("bar")
        buttons = row(foot, margin=4, gap=2)
        buttons.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        buttons.addWidget(close)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(self.problem)
        layout.addWidget(self.preview, 1)
        layout.addWidget(foot)

    def _make(self) -> None:
        desk, name, where, search = self._bench.desk, self._register.name, self._where, self._search
        internal = bool(self.editions.currentData())
        self._state.setText("作成しています…")
        self.problem.tell("")
        self._question.ask(
            lambda: desk.registers.print(name, where, search, internal), self._show, self._fail, in_background=True
        )

    def _show(self, made: MadeDocument) -> None:
        only_ours = self._register.exported and narrowed_by_own(self._register, self._where)
        self._state.setText(NARROWED if only_ours else "")
        self.preview.show_document(made.data, made.file_name)

    def _fail(self, error: AppError) -> None:
        self._state.setText("")
        self.problem.tell(self._bench.words(error))
