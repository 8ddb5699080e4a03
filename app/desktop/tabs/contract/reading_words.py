"""Decides what the page 仕様の読み方 shows: passages that can be read in two ways, in words; no widgets."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.desktop.desk_port import Desk
from app.desktop.widgets.plain_table import PlainRow
from app.services.contract.views import ReadingLine

HEADERS = ("状態", "条項", "県に確かめること")
ANSWERED, ASKED, OPEN, UNKNOWN = "answered", "asked", "open", ""
STATES = {
    UNKNOWN: ("未登録", "muted"),
    OPEN: ("未照会", "warn"),
    ASKED: ("照会中", "accent"),
    ANSWERED: ("回答済", "good"),
}
ENTER_ALL = "open_question.enter_all"


@dataclass(frozen=True, slots=True)
class Readings:
    """Every passage to ask about, and whether those that are not asked yet can be entered at once."""

    lines: tuple[ReadingLine, ...]
    may_enter: bool


def read_readings(desk: Desk) -> Readings:
    """Return what the page shows."""
    lines = desk.agreement.readings()
    return Readings(lines, any(state_of(line) == UNKNOWN for line in lines))


def state_of(line: ReadingLine) -> str:
    """Return how far a passage is with the prefecture; an answer on record is one, whatever the list says."""
    return ANSWERED if line.answer else line.question_state


def state_words(line: ReadingLine) -> tuple[str, str]:
    """Return the word and the tone of a passage's state."""
    return STATES.get(state_of(line), STATES[UNKNOWN])


def asked_words(line: ReadingLine) -> str:
    """Return what is asked; a passage without listed answers is told by its note."""
    return line.question if line.answers else line.note


def reading_rows(lines: Iterable[ReadingLine], search: str = "") -> list[PlainRow]:
    """Return the passages in the contract's order; every word of the search must be found."""
    words = _folded(search).split()
    return [
        PlainRow(place, (state_words(line)[0], line.clause, asked_words(line)), state_words(line)[1])
        for place, line in enumerate(lines)
        if all(word in _folded(f"{line.clause} {line.passage} {line.question} {line.note}") for word in words)
    ]


def count_words(lines: Sequence[ReadingLine]) -> str:
    """Return how many passages stand in which state."""
    counts = {state: sum(state_of(line) == state for line in lines) for state in STATES}
    return "　".join(f"{word}{counts[state]}" for state, (word, _) in STATES.items() if counts[state])


def now_words(line: ReadingLine) -> str:
    """Return on what the present reading rests."""
    if line.answer:
        return "県の回答による読み方です。"
    return "県の回答があるまで、この読み方で期限と回数を確かめます。"


def answer_words(line: ReadingLine) -> str:
    """Return what the prefecture answered, and from when it holds."""
    if not line.answer:
        return "まだありません。"
    since = f"（{line.since.isoformat()}から）" if line.since else ""
    return f"{line.answer}{since}"


def question_entries(line: ReadingLine) -> dict[str, object]:
    """Return the entries of the question that a passage becomes in the list."""
    return {"clause": line.clause, "question": line.question, "reading": line.note}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
