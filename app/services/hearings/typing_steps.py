"""Savings while a person types: many small changes that history and undo show as one step.

The reason of each names the sheet, the field and when the typing began, so that savings in a row share it.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.japanese_date import JAPAN
from app.store.history import HistoryEntry

MARK = "入力："
PAUSE = timedelta(seconds=90)  # after which typing begins anew


def is_typing(reason: str) -> bool:
    """Tell whether a change was one of many savings while a person typed."""
    return reason.startswith(MARK)


@dataclass(frozen=True, slots=True)
class _Step:
    key: str
    reason: str
    last_at: datetime


class TypingSteps:
    """Gives savings of the same field, one soon after the other, the same reason. Safe to ask from any thread."""

    def __init__(self) -> None:
        """Remember nothing."""
        self._lock = threading.Lock()
        self._last: _Step | None = None

    def reason(self, key: str, words: str, now: datetime, last_reason: str) -> str:
        """Return the reason of a saving; ``last_reason`` is that of the author's last change of all."""
        with self._lock:
            last = self._last
            goes_on = last is not None and last.key == key and last.reason == last_reason and now - last.last_at < PAUSE
            began = f"{now.astimezone(JAPAN):%m/%d %H:%M:%S}"
            reason = last.reason if last is not None and goes_on else f"{MARK}{words}（{began}から）"
            self._last = _Step(key, reason, now)
            return reason


def joined(entries: list[HistoryEntry]) -> list[HistoryEntry]:
    """Return a history, oldest first, with the savings of one step as one change of each field.

    The step stands where it ended, from what there was before it to what it left.
    """
    found: list[HistoryEntry] = []
    places: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        key = (entry.author, entry.reason, entry.field)
        place = places.get(key)
        if place is None or not is_typing(entry.reason) or not entry.field:
            places[key] = len(found)
            found.append(entry)
            continue
        first = found[place]
        found[place] = _spanning(first, entry)
    return found


def _spanning(first: HistoryEntry, last: HistoryEntry) -> HistoryEntry:
    return HistoryEntry(
        last.at, last.author, last.reason, last.field, first.before, last.after, first.commit_no, last.site, first.event
    )
