"""The monthly report on events, shared cases, the database, meetings, deadlines and what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from app.contract.accepting import in_force
from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.expert_listing import ExpertChange, changes_between, content_cells, handed_in, pending_notice
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.rule_book import gravest_first
from app.contract.rules.deliverables import LATE
from app.documents.report_paper import Below, Chapter, Grid, Part, Points, Words
from app.domain.decision import Decision, DecisionResult
from app.domain.event import CaseStudy, Event, EventStatus, Sharing
from app.domain.meeting import Homework, Meeting, OpenQuestion, QuestionState
from app.domain.record import Audience, Kind, Record
from app.domain.registers import REGISTERS
from app.services.calendar.entries import calendar_entries
from app.services.calendar.views import CalendarEntry
from app.services.judging.judging import BOOK
from app.services.judging.wording import finding_text
from app.services.reports.period import Period, period_of
from app.services.reports.wording import DASH, brief, day, lines, listed, said, short_day

LONGEST = 200  # characters of a text in a table
TOLD = frozenset({Severity.VIOLATION, Severity.OVERDUE, Severity.WARNING})
LATE_CODES = frozenset(code for _, code in LATE.values())
AHEAD = ("deadline", "hearing", "session", "accompaniment", "event", "meeting", "homework", "commitment", "task")


def events_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return the events of the month and the cases shared in it (6(4)キ, 6(8), 6(9))."""
    found = [each for each in facts.of(Event).values() if period.has(each.held_on)]
    rows = tuple(_event(each) for each in sorted(found, key=lambda each: (each.held_on or period.first, each.id)))
    columns = (("開催日", 1.2), ("行事", 2.6), ("方法", 0.9), ("参加", 1.2), ("結果", 3.1))
    shared = (("共有した事例", 3.6), ("共有先", 1.2), ("方法", 2.0))
    parts: tuple[Part, ...] = (
        Grid(columns, rows, "当月に開催した行事はない。"),
        Below("支援事例の共有"),
        Grid(shared, _shared(facts, period), "当月に共有した事例はない。"),
    )
    return Chapter("交流会・報告会・コンテストと事例の共有", "6(4)キ・6(8)・6(9)", parts)


def _event(event: Event) -> tuple[str, ...]:
    came = lines(
        f"{event.participants}名" if event.participants is not None else "",
        f"{event.organisations}団体" if event.organisations is not None else "",
    )
    result = "中止" if event.status == EventStatus.CANCELLED else brief(said(event, "result"), LONGEST)
    return (
        short_day(event.held_on),
        lines(said(event, "title"), said(event, "kind"), said(event, "theme")),
        said(event, "mode") or DASH,
        came or DASH,
        result or said(event, "status"),
    )


def _shared(facts: ContractFacts, period: Period) -> tuple[tuple[str, ...], ...]:
    offices: dict[str, set[str]] = defaultdict(set)
    means: dict[str, set[str]] = defaultdict(set)
    for each in facts.of(Sharing).values():
        if period.has(each.shared_on):
            offices[each.study_id].add(each.municipality_code)
            means[each.study_id].add(said(each, "means"))
    studies = facts.of(CaseStudy)
    return tuple(
        (said(studies[key], "title"), f"{len(codes)}団体", listed(sorted(filter(None, means[key]))))
        for key, codes in offices.items()
        if key in studies
    )


def database_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return what changed in the database of experts and was told, and what is still to be told (6(3))."""
    told = [each for each in handed_in(facts) if content_cells(each.content) is not None]
    parts: list[Part] = []
    for former, notice in pairwise(told):
        if period.has(notice.submitted_on):
            changes = changes_between(content_cells(former.content) or {}, content_cells(notice.content) or {})
            parts += [Below(f"{said(notice, 'title')}　{day(notice.submitted_on)}届出"), _changes(changes)]
    pending = pending_notice(facts)
    if pending is not None and period.until(pending.since.submitted_on):
        parts += [Below(f"届け出ていない変更（{day(facts.today)}現在）"), _changes(pending.changes)]
    listed_count = sum(each.is_listed for each in facts.experts.values())
    first = [f"掲載している専門人材は{listed_count}名（作成日現在）。"]
    if told and period.has(told[0].submitted_on):
        first.append(f"{day(told[0].submitted_on)}にデータベースを提出した。")
    if not parts:
        first.append("当月に届け出た変更はない。")
    return Chapter("専門人材データベースの変更", "6(3)", (Points(tuple(first)), *parts))


def _changes(changes: Iterable[ExpertChange]) -> Grid:
    rows = tuple((each.name, each.kind.label, listed(cell.label for cell in each.cells)) for each in changes)
    return Grid((("専門人材", 1.6), ("区分", 0.8), ("変わった項目", 4.0)), rows)


def meetings_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return the meetings, decisions and open questions of the month (5, 11(1))."""
    parts: tuple[Part, ...] = (
        Below("会議"),
        _meetings(facts, period),
        Below("協議・承認・指示"),
        _decisions(facts, period),
        Below("疑義"),
        _questions(facts, period),
        Below("宿題"),
        _homework(facts, period),
    )
    return Chapter("会議、協議、疑義", "5・11(1)", parts)


def _meetings(facts: ContractFacts, period: Period) -> Grid:
    found = [each for each in facts.of(Meeting).values() if period.has(each.held_on) and _has_come(each, facts)]
    rows = tuple(
        (
            short_day(each.held_on),
            lines(said(each, "title"), said(each, "mode")),
            said(each, "decided") or DASH,
            short_day(each.minutes_sent_on) if each.minutes_sent_on else "未送付",
        )
        for each in sorted(found, key=lambda each: (each.held_on or period.first, each.id))
    )
    columns = (("開催日", 1.1), ("会議", 2.2), ("決定事項", 4.2), ("議事録", 1.1))
    return Grid(columns, rows, "当月に開いた会議はない。")


def _has_come(meeting: Meeting, facts: ContractFacts) -> bool:
    return meeting.held_on is not None and meeting.held_on <= facts.today


def _decisions(facts: ContractFacts, period: Period) -> Grid:
    found = [each for each in facts.decisions.values() if period.has(each.decided_on)]
    rows = tuple(
        (each.number, short_day(each.decided_on), said(each, "kind"), said(each, "subject"), said(each, "result"))
        for each in sorted(found, key=_when)
    )
    columns = (("番号", 1.5), ("年月日", 1.1), ("区分", 0.8), ("件名", 4.4), ("結果", 0.9))
    return Grid(columns, rows, "当月の協議・承認・指示はない。")


def _when(decision: Decision) -> tuple[str, str]:
    return str(decision.decided_on), decision.number


def _questions(facts: ContractFacts, period: Period) -> Grid:
    rows = []
    for each in sorted(facts.of(OpenQuestion).values(), key=lambda each: (each.number, each.id)):
        answer = facts.decisions.get(each.answer_id)
        answered_on = answer.decided_on if answer is not None else None
        is_open = each.state != QuestionState.ANSWERED
        if is_open or period.has(answered_on):
            state = lines(said(each, "state"), short_day(each.asked_on if is_open else answered_on))
            rows.append((each.number, said(each, "clause"), brief(said(each, "question"), LONGEST), state))
    columns = (("番号", 1.4), ("条項", 0.9), ("疑義", 4.9), ("状態", 1.2))
    return Grid(columns, tuple(rows), "照会中の疑義はない。")


def _homework(facts: ContractFacts, period: Period) -> Grid:
    found = [each for each in facts.of(Homework).values() if each.done_on is None or period.has(each.done_on)]
    rows = tuple(
        (said(each, "owner"), said(each, "task"), short_day(each.due_on), short_day(each.done_on))
        for each in sorted(found, key=lambda each: (str(each.due_on), each.owner, each.id))
    )
    return Grid((("担当者", 1.6), ("内容", 4.4), ("期日", 1.1), ("完了日", 1.1)), rows, "残っている宿題はない。")


def lateness_chapter(facts: ContractFacts, period: Period) -> Chapter:
    """Return what was late or refused in the month and why, with what the contract finds about it (8, 11(1))."""
    late = [each for each in deadlines(facts) if _is_late(each, period)]
    rows = tuple((each.title, f"仕様書{each.clause}", short_day(each.due.stated_on), _handed_in(each)) for each in late)
    columns = (("期限を過ぎたもの", 4.2), ("条項", 1.2), ("期限", 1.1), ("提出", 1.6))
    refused = [
        each
        for each in facts.decisions.values()
        if period.has(each.decided_on) and each.result == DecisionResult.REFUSED
    ]
    parts: list[Part] = [Grid(columns, rows, "期限を過ぎたものはない。")]
    if refused:
        told = tuple((each.number, said(each, "subject"), said(each, "content")) for each in sorted(refused, key=_when))
        parts += [Below("承認されなかったもの"), Grid((("番号", 1.4), ("件名", 3.0), ("内容", 4.0)), told)]
    found = _findings(facts, period)
    if found:
        heads = (("条項", 1.0), ("区分", 0.8), ("内容", 4.6), ("取扱い", 2.0))
        parts += [Below(f"仕様書に照らした指摘（{day(facts.today)}現在）"), Grid(heads, found)]
    return Chapter("期限の超過と仕様書に照らした指摘", "8・11(1)", tuple(parts))


def _is_late(item: Deadline, period: Period) -> bool:
    if item.state == DeadlineState.OVERDUE:
        return period.until(item.due.stated_on)
    return item.state == DeadlineState.DONE_LATE and (
        period.has(item.submitted_on) or (period.has(item.due.stated_on) and not period.until(item.submitted_on))
    )


def _handed_in(item: Deadline) -> str:
    return f"{short_day(item.submitted_on)}に提出" if item.submitted_on else "未提出"


def _findings(facts: ContractFacts, period: Period) -> tuple[tuple[str, ...], ...]:
    """Return what the rules find about what happened in the month, in words, with the decision that settled it."""
    found = gravest_first(
        each
        for booked in BOOK.rules
        for each in booked.check(facts)
        if each.severity in TOLD and each.code not in LATE_CODES and may_be_told(each)
    )
    settled = in_force(facts)
    rows = []
    for each in found:
        record = facts.tables.get(each.subject.register, {}).get(each.subject.id)
        if record is not None and period.has(_first_day(record)):
            acceptance = settled.get(each.identity)
            decision = facts.decisions.get(acceptance.decision_id) if acceptance is not None else None
            dealt_with = f"{decision.number}で了解済" if decision is not None else "対応中"
            rows.append((each.clause, each.severity.label, finding_text(each, facts).message, dealt_with))
    return tuple(rows)


def may_be_told(finding: Finding) -> bool:
    """Tell whether an official may see a finding: nothing about registers or fields that never leave the contractor."""
    register = REGISTERS.get(finding.subject.register)
    if register is None:
        return True
    if all(field.audience is Audience.CONTRACTOR for field in register.fields):
        return False
    return not any(
        field.name == finding.field_name and field.audience is Audience.CONTRACTOR for field in register.fields
    )


def _first_day(record: Record) -> date | None:
    """Return the day of a record: its first declared day that is known."""
    days: Iterable[date | None] = (
        getattr(record, field.name) for field in record.REGISTER.fields if field.kind is Kind.DATE
    )
    return next((each for each in days if each is not None), None)


def next_month_chapter(facts: ContractFacts, period: Period, focus: str) -> Chapter:
    """Return what lies in the calendar of the next month, and what a person puts first in it."""
    parts: list[Part] = [Below("重点"), Words(focus), Below("予定")]
    if period.following > facts.terms.day("period.end", facts.today):
        return Chapter("翌月の予定", "", (*parts[:2], Words("契約期間が終わるため、翌月の業務はない。")))
    coming = period_of(period.following, facts)
    rows = tuple(
        (short_day(each.starts_on), each.times or DASH, each.kind_label, _ahead(each))
        for each in calendar_entries(facts, coming.first, coming.last, AHEAD)
        if each.state != "cancelled"
    )
    columns = (("日", 1.5), ("時間", 2.0), ("区分", 1.3), ("内容", 6.6))
    parts.append(Grid(columns, rows, "翌月に予定しているものはまだない。"))
    return Chapter(f"翌月（{coming.name}）の予定", "", tuple(parts))


def _ahead(entry: CalendarEntry) -> str:
    """Return an entry without the word for its kind, which stands beside it, and without its clause."""
    title = entry.title.removeprefix(entry.kind_label).strip()
    detail = (each for each in entry.detail.split("　") if not each.startswith("仕様書"))
    return "　".join(filter(None, (title or entry.title, *detail)))
