"""How a due date is told in words, with the tone of its state."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desktop.desk_port import Deadline

STATES = {
    "done": ("提出済", "good"),
    "done_late": ("遅れて提出", "warn"),
    "overdue": ("期限超過", "bad"),
    "soon": ("まもなく", "warn"),
    "due": ("期限内", "accent"),
    "provisional": ("見込み", "muted"),
    "waiting": ("待ち", "muted"),
}


def state_words(deadline: "Deadline") -> tuple[str, str]:
    """Return the word and the tone of a deadline's state."""
    return STATES.get(deadline.state, (deadline.state, "muted"))


def left_words(deadline: "Deadline") -> str:
    """Return how many open days are left, in words; empty when nothing is due any more."""
    left = deadline.open_days_left
    if left is None:
        return ""
    if left < 0:
        return f"{-left}開庁日の超過"
    return "本日まで" if left == 0 else f"あと{left}開庁日"


def spoken_day(day: date) -> str:
    """Return 2026-07-10（金） with the era: for the line beneath an input and for the panels."""
    from app.domain.japanese_date import format_era

    return f"{day.isoformat()}（{'月火水木金土日'[day.weekday()]}） {format_era(day)}"
