"""The page of one record of any register, read when it is asked for; its parts are built with the first record."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.desktop.reading import RecordPage, Relation, read_record_page
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.labels import column, scrolled
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import ActionInfo
    from app.desktop.widgets.record_sheet import RecordSheet


class RecordView(QWidget):
    """Shows one record of any register; changes to it go through its actions."""

    page_shown = Signal(object)  # RecordPage
    back_asked = Signal()

    def __init__(
        self, bench: Workbench, relations: Mapping[str, Sequence[Relation]], nothing: str, parent: QWidget | None = None
    ) -> None:
        """Show the related lists that ``relations`` names for a register; ``nothing`` stands while none is chosen."""
        super().__init__(parent)
        self._bench = bench
        self._relations = relations
        self._link = RecordLink("", "")
        self._parents: list[RecordLink] = []
        self._question = bench.question(self)
        self.page: RecordPage | None = None
        self._stack = QStackedWidget()
        self._empty = EmptyState(nothing)
        self._stack.addWidget(self._empty)
        column(self).addWidget(self._stack)
        bench.registers_changed.connect(self._on_registers_changed)
        bench.findings_changed.connect(self._show_findings)

    @cached_property
    def sheet(self) -> RecordSheet:
        """Return what shows a record."""
        from app.desktop.widgets.record_sheet import RecordSheet

        made = RecordSheet(self._bench)
        made.action_chosen.connect(self.run)
        made.back_asked.connect(self._on_back_clicked)
        made.related_opened.connect(self._open_related)
        self._stack.addWidget(scrolled(made))
        return made

    @property
    def extra(self) -> QVBoxLayout:
        """Return where a tab adds what is its own."""
        return self.sheet.extra

    @property
    def has_record(self) -> bool:
        """Tell whether a record is shown or on its way."""
        return bool(self._link.id)

    def show_record(self, link: RecordLink, *, beneath: bool = False) -> None:
        """Load a record; ``beneath`` keeps the way back to the one shown now."""
        if beneath and self._link.id and link != self._link:
            self._parents.append(self._link)
        elif not beneath:
            self._parents.clear()
        self._link = link
        self.reload()

    def clear(self, title: str = "", hint: str = "") -> None:
        """Show nothing, in words where they are given."""
        self._question.drop()
        self._link = RecordLink("", "")
        self.page = None
        if title:
            self._empty.tell(title, hint)
        self._stack.setCurrentIndex(0)

    def reload(self) -> None:
        """Load the record again."""
        self._bench.when_ready(self._read)

    def _read(self) -> None:
        link, desk = self._link, self._bench.desk
        if not link.id:
            return
        relations = self._relations.get(link.register, ())
        self._question.ask(lambda: read_record_page(desk, link.register, link.id, relations), self._show)

    def run(self, action: ActionInfo, given: Mapping[str, object] | None = None, field: str = "") -> None:
        """Run an action on the record: at once when there is nothing to enter, else in its dialog."""
        page, desk = self.page, self._bench.desk
        if page is None:
            return
        if not action.fields:
            self._bench.act(lambda: desk.run(action.name, page.id, {}), owner=self)
            return
        from app.desktop.widgets.action_dialog import ActionDialog

        subject = "　".join(part for part in (page.title, page.subtitle) if part)
        dialog = ActionDialog(self._bench, action, page.id, subject, given, field, parent=self)
        dialog.open()

    def enter(self, field: str) -> bool:
        """Open the allowed action that enters a field; tell whether there is one."""
        offers = self.page.offers if self.page else ()
        fitting = [offer.action for offer in offers if offer.allowed]
        found = next((action for action in fitting if field in (item.name for item in action.fields)), None)
        if found is not None:
            self.run(found, field=field)
        return found is not None

    def _show(self, page: RecordPage) -> None:
        self.page = page
        self.sheet.show_page(page, leads_back=bool(self._parents))
        self._show_findings()
        self._stack.setCurrentIndex(1)
        self.page_shown.emit(page)
        if self._link.field:
            field, self._link = self._link.field, RecordLink(self._link.register, self._link.id)
            self.enter(field)

    def _show_findings(self) -> None:
        if self.page is not None:
            self.sheet.show_findings(self._bench.findings_about(self.page.register, self.page.id))

    def _open_related(self, link: RecordLink) -> None:
        if link.register in self._relations:
            self.show_record(link, beneath=True)
        else:
            self._bench.link_opened.emit(link)

    def _on_back_clicked(self) -> None:
        if self._parents:
            self._link = self._parents.pop()
            self.reload()

    def _on_registers_changed(self, registers: frozenset[str]) -> None:
        shown = {self._link.register, *(item.register for item in self._relations.get(self._link.register, ()))}
        if shown & registers:
            self.reload()
