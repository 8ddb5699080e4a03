"""Saves records while they are typed into: a moment after the last key, one saving at a time, nothing given up."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.workbench import Workbench
from app.domain.errors import AppError, InvalidEntry

if TYPE_CHECKING:
    from app.desktop.desk_port import Outcome, Saved

SAVE_AFTER_MS = 700
CHANGED_MEANWHILE = "store.changed_meanwhile"

Entries = Mapping[str, object]
Marks = Mapping[str, str]
Save = Callable[[str, Entries, Marks | None, str], "Saved"]  # the record, its entries, the marks seen, the visit


@dataclass(frozen=True, slots=True)
class RecordSaved:
    """What saving a record changed."""

    id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RecordUnsaved:
    """Why entries of a record could not be saved."""

    id: str
    error: AppError


@dataclass(slots=True)
class _Sending:
    """One saving on its way."""

    id: str
    entries: Entries
    is_insisted: bool = False
    is_done: bool = False  # told by the worker, before the answer arrives


class TypingSaver(QObject):
    """Keeps what is not saved yet, record by record; a refused entry is told, and kept until it is mended.

    What a person types from opening a record until leaving it is one visit, and so one step of undo.
    """

    state_changed = Signal(object)  # str
    saved = Signal(object)  # RecordSaved
    failed = Signal(object)  # RecordUnsaved

    def __init__(self, bench: Workbench, save: Save, parent: QObject) -> None:
        """Start with nothing to save; ``save`` writes entries of a record, on a worker thread."""
        super().__init__(parent)
        self._bench = bench
        self._write = save
        self._seen: dict[str, dict[str, str]] = {}
        self._written: dict[str, dict[str, str]] = {}  # marks after the last saving, for one right behind it
        self._waiting: dict[str, dict[str, object]] = {}
        self._insisted: dict[str, dict[str, object]] = {}
        self._refused: dict[str, dict[str, object]] = {}  # until they are mended, insisted on, or given up
        self._errors: dict[str, AppError] = {}  # why entries of a record were refused last
        self._sent: list[_Sending] = []
        self._visits: dict[str, str] = {}
        self._left: set[str] = set()  # records whose visit ends with what is still waiting
        self._numbers = count(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything that was typed is saved."""
        return not (self._waiting or self._insisted or self._refused or self._sent)

    @property
    def is_stored(self) -> bool:
        """Tell whether everything that was typed is in the store, even where that has not been answered yet."""
        return not (self._waiting or self._insisted or self._refused) and all(each.is_done for each in self._sent)

    @property
    def refusal(self) -> RecordUnsaved | None:
        """Return a record with entries that were refused, and why; None when there is none."""
        return next((RecordUnsaved(record, self._errors[record]) for record in self._refused), None)

    def draft(self, id: str) -> Entries:
        """Return the entries of a record that are not saved, newer ones in the place of older ones."""
        found = {**self._refused.get(id, {}), **self._insisted.get(id, {})}
        for sending in self._sent:
            found |= sending.entries if sending.id == id else {}
        return found | self._waiting.get(id, {})

    def see(self, id: str, heads: Marks) -> None:
        """Remember against which state of a record is typed, unless something typed waits already."""
        if not self.draft(id):
            self._seen[id] = dict(heads)
            self._written.pop(id, None)

    def keep(self, id: str, name: str, entry: object) -> None:
        """Save an entry in a moment."""
        if id not in self._visits:
            self._visits[id] = str(next(self._numbers))
        self._left.discard(id)
        self._waiting.setdefault(id, {})[name] = entry
        self._forget_refused(id, {name})
        self.state_changed.emit("入力中…")
        self._timer.start()

    def save(self) -> None:
        """Save now what is waiting; while a saving is on its way, it follows that one."""
        self._timer.stop()
        if not self._sent and self._send_next():
            self.state_changed.emit("保存しています…")

    def save_all(self) -> None:
        """Save everything without waiting for any answer: the window closes."""
        self._timer.stop()
        while self._send_next():
            pass

    def leave(self) -> None:
        """Save now, and end the visit: what is typed from now on is a step of undo of its own."""
        self._left |= set(self._visits)
        self.save()
        self._end_visits()

    def insist(self, id: str) -> None:
        """Save what was refused of a record over what was written there meanwhile."""
        if id in self._refused:
            self._insisted[id] = {**self._insisted.get(id, {}), **self._refused.pop(id)}
        self.save()

    def give_up(self, id: str) -> None:
        """Drop what was refused of a record."""
        self._refused.pop(id, None)
        self._tell()

    def _send_next(self) -> bool:
        """Send what a person insists on, else what waits; tell whether there was anything."""
        of = self._insisted or self._waiting
        record = next(iter(of), "")
        if not record:
            return False
        sending = _Sending(record, of.pop(record), is_insisted=of is self._insisted)
        self._sent.append(sending)
        self._send(sending)
        self._end_visits()
        return True

    def _end_visits(self) -> None:
        for record in self._left - set(self._waiting) - set(self._insisted):
            self._visits.pop(record, None)
            self._left.discard(record)

    def _send(self, sending: _Sending) -> None:
        record, write, written = sending.id, self._write, self._written
        seen, visit = dict(self._seen.get(record, {})), self._visits.get(record, "")

        def work() -> Saved:
            marks = None if sending.is_insisted else {**seen, **written.get(record, {})}
            found = write(record, sending.entries, marks, visit)
            written[record] = {**written.get(record, {}), **found.heads}
            sending.is_done = True
            return found

        self._bench.runner.database(
            work,
            lambda found: self._done(sending, found),
            lambda error: self._fail(sending, error),
            owner=self,
            is_lasting=True,
        )

    def _done(self, sending: _Sending, found: Saved) -> None:
        self._sent.remove(sending)
        self._seen.setdefault(sending.id, {}).update(found.heads)
        self._tell()
        self.saved.emit(RecordSaved(sending.id, found.outcome))
        self.save()

    def _fail(self, sending: _Sending, error: AppError) -> None:
        """Set aside what the refusal names, or all of it where it names nothing; the rest is saved."""
        self._sent.remove(sending)
        record, sent = sending.id, sending.entries
        named, newer = _named(error, sent) or set(sent), self.draft(record)
        for name in [name for name in sent if name not in newer]:
            into = self._refused if name in named else self._waiting
            into.setdefault(record, {})[name] = sent[name]
        self._errors[record] = error
        self._tell()
        self.failed.emit(RecordUnsaved(record, error))
        self.save()

    def _forget_refused(self, id: str, names: set[str]) -> None:
        left = {name: entry for name, entry in self._refused.pop(id, {}).items() if name not in names}
        if left:
            self._refused[id] = left

    def _tell(self) -> None:
        if self._refused:
            self.state_changed.emit("■ 保存できていません")
        else:
            self.state_changed.emit("すべて保存しました" if self.is_clean else "入力中…")


def is_conflict(error: AppError) -> bool:
    """Tell whether somebody else wrote meanwhile what was typed over."""
    return error.code == CHANGED_MEANWHILE


def _named(error: AppError, sent: Entries) -> set[str]:
    """Return the entries that a refusal is about."""
    if isinstance(error, InvalidEntry):
        return {problem.field for problem in error.problems} & set(sent)
    groups = error.values.get("groups", ()) if is_conflict(error) else ()
    names = set(groups) if isinstance(groups, tuple) else set()
    return {name for name in sent if name.rpartition(".")[2] in names}
