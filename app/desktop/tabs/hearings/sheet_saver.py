"""Saves a sheet while it is typed: a moment after the last key, one saving at a time, nothing given up."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.workbench import Workbench
from app.domain.errors import AppError, InvalidEntry
from app.services.hearings.views import HearingSheet, SheetSaved

SAVE_AFTER_MS = 700
CHANGED_MEANWHILE = "store.changed_meanwhile"


class SheetSaver(QObject):
    """Keeps what is not saved yet; a refused entry is told and kept until it is mended."""

    state_changed = Signal(object)  # str
    saved = Signal(object)  # SheetSaved
    failed = Signal(object)  # AppError

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        """Start without a sheet."""
        super().__init__(parent)
        self._bench = bench
        self._hearing = ""
        self._seen: dict[str, str] = {}
        self._written: dict[str, dict[str, str]] = {}  # marks after the last saving, for one right behind it
        self._waiting: dict[str, object] = {}
        self._sent: dict[str, object] = {}
        self._refused: dict[str, object] = {}  # kept until they are mended, insisted on, or given up
        self._insists = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything that was typed is saved."""
        return not self._waiting and not self._sent and not self._refused

    @property
    def unsaved(self) -> Mapping[str, object]:
        """Return the entries that are not saved, newer ones before older ones."""
        return {**self._refused, **self._sent, **self._waiting}

    def begin(self, sheet: HearingSheet) -> None:
        """Save to this sheet from now on."""
        self._hearing, self._seen = sheet.hearing.id, dict(sheet.heads)
        self._written.pop(sheet.hearing.id, None)

    def keep(self, key: str, entry: object) -> None:
        """Save an entry in a moment."""
        self._waiting[key] = entry
        self._refused.pop(key, None)
        self.state_changed.emit("入力中…")
        self._timer.start()

    def save(self) -> None:
        """Save now what is waiting; while a saving is on its way, it follows that one."""
        self._timer.stop()
        if not self._waiting or self._sent or not self._hearing:
            return
        self._sent, self._waiting = self._waiting, {}
        self.state_changed.emit("保存しています…")
        self._send(dict(self._sent))

    def save_all(self) -> None:
        """Save everything without waiting for any answer: the window closes."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        if waiting and self._hearing:
            self._send(waiting)

    def _send(self, changes: dict[str, object]) -> None:
        hearings, hearing, seen, written = self._bench.desk.hearings, self._hearing, dict(self._seen), self._written
        insists, self._insists = self._insists, False

        def work() -> SheetSaved:
            marks = None if insists else {**seen, **written.get(hearing, {})}
            found = hearings.save_sheet(hearing, changes, marks)
            written[hearing] = {**written.get(hearing, {}), **found.heads}
            return found

        self._bench.runner.database(
            work, lambda found: self._done(hearing, found), self._fail, owner=self, is_lasting=True
        )

    def _done(self, hearing: str, found: SheetSaved) -> None:
        self._sent = {}
        if hearing == self._hearing:
            self._seen.update(found.heads)
        self._tell()
        self.saved.emit(found)
        self.save()

    def insist(self) -> None:
        """Save what was refused over what was written there meanwhile."""
        self._waiting, self._refused = {**self._refused, **self._waiting}, {}
        self._insists = True
        self.save()

    def give_up(self) -> None:
        """Drop what was refused."""
        self._refused = {}
        self._tell()

    def _fail(self, error: AppError) -> None:
        """Set aside what the refusal names, or all of it where it names nothing; the rest is saved."""
        sent, self._sent = self._sent, {}
        aside = {key: sent[key] for key in sent if key in _named(error, sent)} or sent
        self._refused |= {key: entry for key, entry in aside.items() if key not in self._waiting}
        self._waiting = {**{key: entry for key, entry in sent.items() if key not in aside}, **self._waiting}
        self._tell()
        self.failed.emit(error)
        self.save()

    def _tell(self) -> None:
        if self._refused:
            self.state_changed.emit("■ 保存できていません")
        else:
            self.state_changed.emit("すべて保存しました" if self.is_clean else "入力中…")


def is_conflict(error: AppError) -> bool:
    """Tell whether somebody else wrote meanwhile what was typed over."""
    return error.code == CHANGED_MEANWHILE


def _named(error: AppError, sent: Mapping[str, object]) -> set[str]:
    """Return the keys that a refusal is about."""
    if isinstance(error, InvalidEntry):
        return {problem.field for problem in error.problems}
    groups = error.values.get("groups", ()) if is_conflict(error) else ()
    names = set(groups) if isinstance(groups, tuple) else set()
    return {key for key in sent if key.rpartition(".")[2] in names}
