"""Saves texts while they are typed: a moment after the last key, one sheet at a time, nothing given up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.desk_port import Outcome
from app.desktop.workbench import Workbench
from app.domain.errors import AppError

SAVE_AFTER_MS = 700
Marks = Mapping[str, str]
Write = Callable[[str, Mapping[str, object], Marks | None], tuple[Outcome, Marks]]


@dataclass(frozen=True, slots=True)
class TextSaved:
    """What saving a sheet changed, and its marks from now on."""

    id: str
    outcome: Outcome
    heads: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextUnsaved:
    """Why a sheet could not be saved."""

    id: str
    error: AppError


class TextSaver(QObject):
    """Keeps what is not saved yet, sheet by sheet; what is refused is kept until it is mended or given up."""

    state_changed = Signal(object)  # str
    saved = Signal(object)  # TextSaved
    failed = Signal(object)  # TextUnsaved

    def __init__(self, bench: Workbench, write: Write, parent: QObject) -> None:
        """Save by ``write``, off the UI thread: a sheet, its entries and the marks it was typed against."""
        super().__init__(parent)
        self._bench, self._write = bench, write
        self._seen: dict[str, dict[str, str]] = {}
        self._written: dict[str, Mapping[str, str]] = {}  # marks after the last saving, for one right behind it
        self._waiting: dict[str, dict[str, object]] = {}
        self._sent: tuple[str, dict[str, object]] | None = None
        self._refused: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything that was typed is saved."""
        return not self._waiting and self._sent is None

    def draft(self, id: str) -> Mapping[str, object]:
        """Return what was typed into a sheet and is not saved yet."""
        sent = self._sent[1] if self._sent is not None and self._sent[0] == id else {}
        return {**sent, **self._waiting.get(id, {})}

    def see(self, id: str, heads: Mapping[str, str]) -> None:
        """Remember against which state of a sheet is typed, unless something typed waits already."""
        if not self.draft(id):
            self._seen[id] = dict(heads)
            self._written.pop(id, None)

    def keep(self, id: str, name: str, entry: object) -> None:
        """Save an entry in a moment."""
        self._waiting.setdefault(id, {})[name] = entry
        self._refused.discard(id)
        self.state_changed.emit("入力中…")
        self._timer.start()

    def save(self) -> None:
        """Save now what is waiting; while a saving is on its way, the next one follows it."""
        self._timer.stop()
        sheet = next((each for each in self._waiting if each not in self._refused), "")
        if sheet and self._sent is None:
            self._sent = (sheet, self._waiting.pop(sheet))
            self.state_changed.emit("保存しています…")
            self._send(*self._sent)

    def save_all(self) -> None:
        """Save everything without waiting for any answer: the window closes."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for sheet, entries in waiting.items():
            self._send(sheet, entries)

    def _send(self, sheet: str, entries: dict[str, object]) -> None:
        write, seen, written = self._write, self._seen.get(sheet), self._written

        def work() -> TextSaved:
            outcome, written[sheet] = write(sheet, entries, written.get(sheet, seen))
            return TextSaved(sheet, outcome, written[sheet])

        self._bench.runner.database(
            work, self._done, lambda error: self._fail(sheet, error), owner=self, is_lasting=True
        )

    def give_up(self, id: str) -> None:
        """Drop what was typed into a sheet and could not be saved."""
        self._waiting.pop(id, None)
        self._refused.discard(id)
        self._tell()

    def insist(self, id: str) -> None:
        """Save what was typed into a sheet over what was written there meanwhile."""
        self._seen.pop(id, None)
        self._written.pop(id, None)
        self._refused.discard(id)
        self.save()

    def _done(self, found: TextSaved) -> None:
        self._sent = None
        self._seen[found.id] = dict(found.heads)
        self._tell()
        self.saved.emit(found)
        self.save()

    def _fail(self, id: str, error: AppError) -> None:
        """Keep the entries, newer ones before older ones; they are saved with the next key."""
        sent = self._sent[1] if self._sent is not None else {}
        self._sent = None
        self._waiting[id] = {**sent, **self._waiting.get(id, {})}
        self._refused.add(id)
        self._tell()
        self.failed.emit(TextUnsaved(id, error))
        self.save()

    def _tell(self) -> None:
        if self._refused:
            self.state_changed.emit("■ 保存できていません")
        else:
            self.state_changed.emit("すべて保存しました" if self.is_clean else "入力中…")
