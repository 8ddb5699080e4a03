"""Everything that lies on a day, taken from its records: the one list behind the calendar, its file and the week.

A text comes from a field only where the field may leave the contractor, and an expert is named only while listed in the
database (6(3)ウ): what stands here may stand in a calendar file.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import groupby

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.choice import Choice
from app.domain.commitment import Commitment
from app.domain.consultation import ConsultationAnswer
from app.domain.event import Event, EventStatus
from app.domain.hearing import Hearing, HearingStatus
from app.domain.meeting import Homework, Meeting
from app.domain.open_days import YEAR_END
from app.domain.plan import PlanTask
from app.domain.record import Audience, Members, Record
from app.domain.session import SessionStatus
from app.services.calendar.views import CalendarDay, CalendarEntry
from app.services.plans.sections import one_line
from app.services.plans.support_steps import step_of
from app.services.plans.tasks import drafted_ids
from app.store.ids import stable_id

DONE, LATE, CANCELLED = "done", "late", "cancelled"
KINDS: dict[str, str] = {
    "closing": "閉庁日",
    "deadline": "期限",
    "hearing": "ヒアリング",
    "session": "派遣",
    "answer": "よろず相談",
    "accompaniment": "伴走支援",
    "event": "行事",
    "meeting": "会議",
    "homework": "宿題",
    "commitment": "提案事項",
    "task": "節目",
}
LONGEST_SPAN_DAYS = 800
ONE_DAY = timedelta(days=1)
Span = tuple[date, date]


def calendar_days(facts: ContractFacts, from_on: date, until_on: date) -> tuple[CalendarDay, ...]:
    """Return the days of a span with whether the office is open, and why not; at most 800 of them."""
    count = min((until_on - from_on).days + 1, LONGEST_SPAN_DAYS)
    days = (from_on + timedelta(days=number) for number in range(max(count, 0)))
    return tuple(
        CalendarDay(day, not (reason := facts.calendar.closed_reason(day)), reason or "", day == facts.today)
        for day in days
    )


def calendar_entries(
    facts: ContractFacts, from_on: date, until_on: date, kinds: Sequence[str] = ()
) -> tuple[CalendarEntry, ...]:
    """Return what lies on the days of a span in the order of days, times and kinds; without kinds everything."""
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    order = {kind: number for number, kind in enumerate(KINDS)}
    found = [
        entry
        for kind in wanted
        for entry in _READERS[kind](facts, (from_on, until_on))
        if entry.starts_on <= until_on and entry.ends_on >= from_on
    ]
    found.sort(key=lambda each: (each.starts_on, each.starts_at or time(), order[each.kind], each.title, each.uid))
    return tuple(found)


def told(record: Record, name: str) -> str:
    """Return the text of a field in words; empty for one that never leaves the contractor."""
    field = record.REGISTER.field(name)
    if field.audience is Audience.CONTRACTOR:
        return ""
    value = getattr(record, name)
    return value.label if isinstance(value, Choice) else one_line(str(value or ""))


def _entry(
    record: Record,
    kind: str,
    on: date,
    title: str,
    detail: Sequence[str] = (),
    *,
    place: str = "",
    state: str = "",
    times: tuple[time | None, time | None] = (None, None),
) -> CalendarEntry:
    return CalendarEntry(
        uid=record.id,
        kind=kind,
        kind_label=KINDS[kind],
        starts_on=on,
        ends_on=on,
        starts_at=times[0],
        ends_at=times[1],
        title=title,
        detail="　".join(filter(None, detail)),
        place=place,
        register=record.REGISTER.name,
        record_id=record.id,
        state=state,
    )


def _office(facts: ContractFacts, code: str) -> str:
    return facts.municipality_names.get(code, code)


def _experts(facts: ContractFacts, members: Members) -> str:
    """Return the experts by name, those alone who are listed and have agreed to be named."""
    found = (facts.experts.get(member.key) for member in members)
    return "、".join(told(expert, "name") for expert in found if expert is not None and expert.is_listed)


def _closings(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    """Yield the closed days that have a name, each run of days of the same name once, whole at both ends."""
    first, last = span
    while (name := _closing_name(facts, first)) and _closing_name(facts, first - ONE_DAY) == name:
        first -= ONE_DAY
    while (name := _closing_name(facts, last)) and _closing_name(facts, last + ONE_DAY) == name:
        last += ONE_DAY
    count = min((last - first).days + 1, LONGEST_SPAN_DAYS)
    days = (first + timedelta(days=number) for number in range(max(count, 0)))
    for name, run in groupby(days, key=lambda day: _closing_name(facts, day)):
        if name:
            found = list(run)
            yield _closing(found[0], found[-1], name)


def _closing_name(facts: ContractFacts, day: date) -> str:
    """Return the name of a closed day; empty for an open one, and for a Saturday or Sunday without one."""
    reason = facts.calendar.closed_reason(day) or ""
    if day.weekday() < 5:
        return reason
    if day in facts.calendar.holidays:
        return facts.calendar.holidays[day]
    return YEAR_END if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3) else ""


def _closing(first: date, last: date, name: str) -> CalendarEntry:
    uid = stable_id("closing", first.isoformat(), name)
    label = KINDS["closing"]
    return CalendarEntry(uid, "closing", label, first, last, None, None, name, "", "", "closings", "", "")


def _deadlines(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    states = {DeadlineState.DONE: DONE, DeadlineState.DONE_LATE: DONE, DeadlineState.OVERDUE: LATE}
    for item in deadlines(facts):
        due = item.due
        safe = f"安全な期限は{due.safe_on.month}月{due.safe_on.day}日" if due.safe_on != due.stated_on else ""
        yield CalendarEntry(
            uid=stable_id("deadline", item.clause, str(item.deliverable), item.subject.id, item.title),
            kind="deadline",
            kind_label=KINDS["deadline"],
            starts_on=due.stated_on,
            ends_on=due.stated_on,
            starts_at=None,
            ends_at=None,
            title=item.title,
            detail="　".join(filter(None, (f"仕様書{item.clause}", item.state.label, safe))),
            place="",
            register=item.subject.register if item.subject.id else "",
            record_id=item.subject.id,
            state=states.get(item.state, ""),
            safe_on=due.safe_on,
            latest_on=due.latest_on,
        )


def _hearings(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(Hearing).values():
        if each.held_on is not None and each.status != HearingStatus.ARRANGING:
            yield _entry(
                each,
                "hearing",
                each.held_on,
                f"ヒアリング　{_office(facts, each.municipality_code)}",
                (told(each, "mode"), told(each, "status")),
                place=told(each, "room"),
                state=_state(each.status, HearingStatus.HELD, HearingStatus.CANCELLED),
                times=(each.starts_at, each.ends_at),
            )


def _state(status: Choice | None, done: Choice, cancelled: Choice) -> str:
    return DONE if status == done else CANCELLED if status == cancelled else ""


def _sessions(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.sessions.values():
        if each.held_on is not None:
            done = SessionStatus.HELD if each.status == SessionStatus.HELD else SessionStatus.REPORTED
            yield _entry(
                each,
                "session",
                each.held_on,
                f"派遣　{_office(facts, each.municipality_code)}",
                (told(each, "number"), told(each, "mode"), _experts(facts, each.expert_ids), told(each, "status")),
                place=told(each, "place"),
                state=_state(each.status, done, SessionStatus.CANCELLED),
                times=(each.starts_at, each.ends_at),
            )


def _answers(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(ConsultationAnswer).values():
        if each.answered_on is not None:
            detail = (told(each, "number"), told(each, "method"), _experts(facts, each.expert_ids))
            title = f"よろず相談の回答　{_office(facts, each.municipality_code)}"
            yield _entry(each, "answer", each.answered_on, title, detail, state=DONE)


def _accompaniments(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(AccompanimentSession).values():
        if each.held_on is not None:
            yield _entry(
                each,
                "accompaniment",
                each.held_on,
                f"伴走支援　{_office(facts, each.municipality_code)}",
                (step_of(each, facts), told(each, "mode"), _experts(facts, each.expert_ids), told(each, "status")),
                state=_state(each.status, AccompanimentStatus.HELD, AccompanimentStatus.CANCELLED),
                times=(each.starts_at, each.ends_at),
            )


def _events(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(Event).values():
        if each.held_on is not None:
            state = _state(each.status, EventStatus.HELD, EventStatus.CANCELLED)
            detail = (told(each, "kind"), told(each, "mode"), told(each, "theme"))
            place = told(each, "place")
            yield _entry(each, "event", each.held_on, told(each, "title"), detail, place=place, state=state)


def _meetings(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(Meeting).values():
        if each.held_on is not None:
            detail = (told(each, "kind"), told(each, "mode"))
            times = (each.starts_at, each.ends_at)
            state = DONE if each.held_on < facts.today else ""
            place = told(each, "place")
            yield _entry(
                each, "meeting", each.held_on, told(each, "title"), detail, place=place, state=state, times=times
            )


def _homework(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(Homework).values():
        if each.due_on is not None:
            state = _state_of_due(each.due_on, each.done_on, facts.today)
            yield _entry(each, "homework", each.due_on, told(each, "task"), (told(each, "owner"),), state=state)


def _state_of_due(due_on: date, done_on: date | None, today: date) -> str:
    return DONE if done_on is not None else LATE if due_on < today else ""


def _commitments(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    for each in facts.of(Commitment).values():
        if each.due_on is not None:
            state = _state_of_due(each.due_on, each.done_on, facts.today)
            detail = (f"仕様書{told(each, 'clause')}", told(each, "owner"))
            yield _entry(each, "commitment", each.due_on, told(each, "title"), detail, state=state)


def _tasks(facts: ContractFacts, span: Span) -> Iterator[CalendarEntry]:
    """Yield the milestones that people set themselves; those of the contract are deadlines and events already."""
    known = drafted_ids(facts)
    for each in facts.of(PlanTask).values():
        if each.is_milestone and each.ends_on is not None and not each.accompaniment_id and each.id not in known:
            state = _state_of_due(each.ends_on, each.finished_on, facts.today)
            yield _entry(each, "task", each.ends_on, told(each, "title"), (told(each, "owner"),), state=state)


_READERS: dict[str, Callable[[ContractFacts, Span], Iterator[CalendarEntry]]] = {
    "closing": _closings,
    "deadline": _deadlines,
    "hearing": _hearings,
    "session": _sessions,
    "answer": _answers,
    "accompaniment": _accompaniments,
    "event": _events,
    "meeting": _meetings,
    "homework": _homework,
    "commitment": _commitments,
    "task": _tasks,
}
