"""今週 for the Monday meeting: the calendar of the week, what is due, whose turn it is, what is grave, the counts."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.contract.accepting import in_force, open_findings
from app.contract.deadlines import DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.documents.week_sheet import WeekBlock, WeekDay, WeekFacts, WeekLine, week_sheet
from app.domain.errors import AppError
from app.domain.japanese_date import DateUnreadable, parse_date, weekday_name
from app.domain.meeting import Homework
from app.services.calendar.entries import CANCELLED, DONE, calendar_days, calendar_entries
from app.services.calendar.views import CalendarEntry
from app.services.contract.overview import counts, open_days_left, turns
from app.services.judging.judging import BOOK
from app.services.judging.wording import finding_text
from app.services.plans.papers import PlanPaper, Wanted
from app.services.views import Turn

AHEAD_OPEN_DAYS = 10
NAMED_CASES = 3  # of those on which the same thing is to be done
PENDING = (DeadlineState.OVERDUE, DeadlineState.DUE)
SHOWN_COUNTS = ("派遣", "よろず相談", "長期伴走支援", "市町村ヒアリング")
GRAVE = (Severity.VIOLATION, Severity.OVERDUE)


def week_paper(wanted: Wanted) -> PlanPaper:
    """Return the page of the week of the day named, of today without one; AppError for what is no day."""
    facts = wanted.facts
    monday = week_of(_day(wanted.for_id, facts.today))
    printed = WeekFacts(
        letterhead=wanted.head,
        judged_on=facts.today,
        days=_days(facts, monday),
        counts=tuple(_counts(facts)),
        below=WeekBlock("未了の宿題", tuple(_homework(facts)), "未了の宿題はありません。"),
        blocks=(
            WeekBlock(f"{AHEAD_OPEN_DAYS}開庁日以内の期限", tuple(_due(facts, monday)), "期限はありません。"),
            WeekBlock("誰の番か", tuple(_turns(facts)), "待っている案件や伴走支援はありません。"),
            WeekBlock("違反・期限超過", tuple(_findings(wanted)), "違反と期限超過はありません。"),
        ),
        draft=wanted.draft,
    )
    return PlanPaper((), f"今週の予定_{monday.isoformat()}.pdf", lambda: week_sheet(printed))


def week_of(day: date) -> date:
    """Return the Monday of a week."""
    return day - timedelta(days=day.weekday())


def _day(typed: str, today: date) -> date:
    if not typed:
        return today
    try:
        return parse_date(typed, today)
    except DateUnreadable:
        raise AppError("plans.no_such_day", where=typed, typed=typed) from None


def _days(facts: ContractFacts, monday: date) -> tuple[WeekDay, ...]:
    sunday = monday + timedelta(days=6)
    entries = calendar_entries(facts, monday, sunday)
    return tuple(
        WeekDay(
            day.on,
            day.closed_reason,
            tuple(
                _line(entry)
                for entry in entries
                if entry.starts_on <= day.on <= entry.ends_on and entry.kind != "closing"
            ),
        )
        for day in calendar_days(facts, monday, sunday)
    )


def _line(entry: CalendarEntry) -> WeekLine:
    marks = {DONE: "［済］", CANCELLED: "［中止］"}
    title = entry.title if entry.title.startswith(entry.kind_label) else f"{entry.kind_label}：{entry.title}"
    beside = entry.place or ("" if entry.kind == "deadline" else entry.detail)
    text = "　".join(filter(None, (entry.times, f"{marks.get(entry.state, '')}{title}", beside)))
    return WeekLine(text, entry.state == "late")


def _counts(facts: ContractFacts) -> Iterator[tuple[str, str, float]]:
    for count in counts(facts):
        if count.label in SHOWN_COUNTS:
            least = f"（{count.minimum}{count.unit}以上）" if count.minimum and count.minimum != count.target else ""
            yield f"{count.label}{least}", f"{count.done}／{count.target}{count.unit}", 1.0


def _due(facts: ContractFacts, monday: date) -> Iterator[WeekLine]:
    """Yield what is overdue, and what is due by its safe day within ten open days of the week's beginning."""
    start = max(facts.today, monday)
    for item in deadlines(facts):
        if item.state in PENDING and facts.calendar.open_days_between(start, item.due.safe_on) <= AHEAD_OPEN_DAYS:
            left = open_days_left(facts, item.due.safe_on)
            when = f"{_short(item.due.safe_on)}（{weekday_name(item.due.safe_on)}）"
            is_late = item.state == DeadlineState.OVERDUE
            told = (
                "期限超過"
                if is_late
                else f"あと{left}開庁日"
                if left > 0
                else "今日まで"
                if left == 0
                else "安全な期限を経過"
            )
            yield WeekLine(f"{when}　{told}　{item.title}", is_late)


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"


def _turns(facts: ContractFacts) -> Iterator[WeekLine]:
    """Yield whose turn it is, the same thing on several cases in one line, longest waiting first."""
    by_step: dict[tuple[str, str], list[Turn]] = {}
    for turn in turns(facts):
        by_step.setdefault((turn.who, turn.what), []).append(turn)
    for (who, what), found in by_step.items():
        named = "、".join(turn.subject for turn in found[:NAMED_CASES])
        more = f"ほか{len(found) - NAMED_CASES}件" if len(found) > NAMED_CASES else ""
        since = f"（{_short(found[0].since_on)}から）" if found[0].since_on else ""
        yield WeekLine(f"{who}　{what}　{named}{more}{since}", count=len(found))


def _homework(facts: ContractFacts) -> Iterator[WeekLine]:
    waiting = [each for each in facts.of(Homework).values() if each.done_on is None]
    for each in sorted(waiting, key=lambda each: (each.due_on or date.max, each.owner, each.id)):
        until = f"{_short(each.due_on)}まで　" if each.due_on else ""
        is_late = each.due_on is not None and each.due_on < facts.today
        yield WeekLine(f"{until}{each.owner}　{each.task}", is_late)


def _findings(wanted: Wanted) -> Iterator[WeekLine]:
    facts = wanted.facts
    for finding in open_findings(BOOK.findings(facts), in_force(facts)):
        if finding.severity in GRAVE:
            text = finding_text(finding, facts, wanted.language)
            subject = "" if text.subject in text.message or not text.subject_id else text.subject
            yield WeekLine("　".join(filter(None, (finding.severity.label, subject, text.message))))
