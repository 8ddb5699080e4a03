"""Decides what the page 日程案 asks and shows; no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.desktop.widgets.plain_table import PlainRow
from app.domain.errors import AppError
from app.domain.japanese_date import DateUnreadable, parse_date
from app.domain.whole_number import NumberUnreadable, parse_whole_number
from app.services.timetable.views import Change, ProposedHearing, TimetableProposal, TimetableRequest

LINE_HEADERS = ("変更", "日", "時間", "市町村", "地域", "方法", "同席者", "会議室", "今の日程", "理由")
UNSOLVED_HEADERS = ("市町村", "地域", "置けない理由", "どうするか")
TONES = {Change.NEW: "good", Change.MOVED: "accent", Change.PEOPLE: "accent", Change.KEPT: "muted"}
WORDS = {
    "from_on": "最初の日",
    "until_on": "最後の日",
    "per_day": "1日の件数",
    "attendees": "同席者の人数",
    "reserve_open_days": "末尾に空けておく開庁日",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asks of the timetable."""

    request: TimetableRequest


def read_wishes(texts: Mapping[str, str], today: date) -> Wishes:
    """Return the wishes as typed; AppError ``desktop.wish_unreadable`` names what cannot be read."""
    days = {name: _day(name, texts.get(name, ""), today) for name in ("from_on", "until_on")}
    counts = {name: _count(name, texts.get(name, "")) for name in ("per_day", "attendees", "reserve_open_days")}
    return Wishes(
        TimetableRequest(
            from_on=days["from_on"],
            until_on=days["until_on"],
            per_day=counts["per_day"],
            attendees=counts["attendees"],
            reserve_open_days=counts["reserve_open_days"],
        )
    )


def line_rows(proposal: TimetableProposal) -> list[PlainRow]:
    """Return the lines of a proposal by day; what changes nothing is muted."""
    return [PlainRow(line.municipality_code, _line(line), TONES[line.change]) for line in proposal.lines]


def unsolved_rows(proposal: TimetableProposal) -> list[PlainRow]:
    """Return each municipality that has no place, with its causes and what to do."""
    return [
        PlainRow(
            each.municipality_code,
            (
                each.municipality,
                each.area,
                "　".join(cause.message for cause in each.causes),
                "　".join(dict.fromkeys(cause.remedy for cause in each.causes)),
            ),
        )
        for each in proposal.unsolved
    ]


def proposal_tone(proposal: TimetableProposal) -> str:
    """Return the tone of the whole."""
    if proposal.unsolved:
        return "warn"
    return "good" if proposal.status == "optimal" else "accent"


def take_words(proposal: TimetableProposal) -> str:
    """Return the word of the button that takes a proposal over."""
    count = len(proposal.changes)
    return f"この案を採用（{count}件）" if count else "変更はありません"


def _line(line: ProposedHearing) -> tuple[str, ...]:
    return (
        line.change.label,
        f"{line.on:%Y-%m-%d}（{'月火水木金土日'[line.on.weekday()]}）",
        line.times,
        line.municipality,
        line.area,
        line.mode_label,
        "、".join(line.attendees),
        line.room,
        line.before,
        line.reason,
    )


def _day(name: str, text: str, today: date) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text, today)
    except DateUnreadable as error:
        raise AppError("desktop.wish_unreadable", where=WORDS[name], field=WORDS[name], text=text[:40]) from error


def _count(name: str, text: str) -> int | None:
    if not text.strip():
        return None
    try:
        count = parse_whole_number(text)
    except NumberUnreadable as error:
        raise AppError("desktop.wish_unreadable", where=WORDS[name], field=WORDS[name], text=text[:40]) from error
    if not 0 <= count <= 100:
        raise AppError("desktop.wish_unreadable", where=WORDS[name], field=WORDS[name], text=text[:40])
    return count
