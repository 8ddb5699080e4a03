"""Decides what the home page says: counts with their shares, whose turn it is and since when."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from app.desktop.desk_port import Count, Desk, FindingText, HomePage, NoticeLine, Turn

MOST_TURNS = 9
MOST_NOTICES = 5
GRAVE = ("violation", "overdue", "warning")


@dataclass(frozen=True, slots=True)
class CountCard:
    """One count as its card shows it; shares are whole per cent of the target."""

    label: str
    figure: str
    detail: str
    clause: str
    done_share: int
    tone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: what needs doing, and the notices that nobody has read."""

    page: HomePage
    unread: int
    notices: tuple[NoticeLine, ...]


def read_home(desk: Desk) -> Seen:
    """Return the page with the newest unread notices."""
    unread = desk.unread_notices()
    newest = desk.notices() if unread else ()
    shown = [notice for notice in newest if notice.read_at is None and notice.withdrawn_at is None]
    return Seen(desk.home(), unread, tuple(shown[:MOST_NOTICES]))


def count_card(count: Count) -> CountCard:
    """Return the card of a count; a count without a target has no share (-1)."""
    parts = []
    if count.target and count.minimum and count.minimum != count.target:
        parts.append(f"目標{count.target:,}{count.unit}（下限{count.minimum:,}）")
    elif count.minimum and count.minimum == count.target:
        parts.append(f"{count.target:,}{count.unit}以上")
    elif count.target:
        parts.append(f"目標{count.target:,}{count.unit}")
    if count.planned:
        parts.append(f"予定・対応中{count.planned:,}{count.unit}")
    share = min(100, count.done * 100 // count.target) if count.target else -1
    reached = bool(count.target) and count.done >= count.target
    return CountCard(
        count.label,
        f"{count.done:,}{count.unit}",
        "　".join(parts),
        count.clause,
        share,
        "good" if reached else "accent",
    )


def grave(findings: tuple[FindingText, ...]) -> tuple[FindingText, ...]:
    """Return the findings that a person needs to see first."""
    return tuple(finding for finding in findings if finding.severity in GRAVE)


def findings_title(found: int | None) -> str:
    """Return how many findings there are; None while the contract is still being judged."""
    if found is None:
        return "確認が必要なことを調べています…"
    return f"確認が必要なこと　{found:,}件" if found else "確認が必要なことはありません"


def waiting_words(turn: Turn, on: date) -> str:
    """Return since when somebody's turn lasts."""
    if turn.since_on is None:
        return ""
    days = (on - turn.since_on).days
    if days > 0:
        return f"{turn.since_on.month}月{turn.since_on.day}日から{days}日"
    return "本日から" if days == 0 else f"{turn.since_on.month}月{turn.since_on.day}日の予定"
