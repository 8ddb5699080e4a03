"""Savings while a person types: many small changes that history and undo show as one step for each visit.

A visit lasts from the first key in a record until the person leaves it. The reason of each of its savings names what
is typed into and when the typing began, so that savings in a row share it.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from app.domain.japanese_date import JAPAN
from app.store.history import HistoryEntry

MARK = "入力："


def is_typing(reason: str) -> bool:
    """Tell whether a change was one of many savings while a person typed."""
    return reason.startswith(MARK)


@dataclass(frozen=True, slots=True)
class _Step:
    visit: str
    began: str
    number: int  # of the steps that began in the same second
    reason: str


class TypingSteps:
    """Gives the savings of one visit the same reason. Safe to ask from any thread."""

    def __init__(self) -> None:
        """Remember nothing."""
        self._lock = threading.Lock()
        self._last: _Step | None = None

    def reason(self, visit: str, words: str, now: datetime, last_reason: str) -> str:
        """Return the reason of a saving; ``last_reason`` is that of the author's last change of all.

        A visit goes on as long as nothing else was done, or taken back, in between; no visit at all never goes on.
        """
        with self._lock:
            last = self._last
            if last is None or not visit or last.visit != visit or last.reason != last_reason:
                last = self._last = _begun(last, visit, f"{MARK}{words}（{now.astimezone(JAPAN):%m/%d %H:%M:%S}から")
            return last.reason


def _begun(last: _Step | None, visit: str, began: str) -> _Step:
    """Return a new step; one that began in the same second as the last one is told apart by its number."""
    number = last.number + 1 if last is not None and last.began == began else 1
    return _Step(visit, began, number, f"{began}・{number}回目）" if number > 1 else f"{began}）")


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
