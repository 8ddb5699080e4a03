"""The agenda of a meeting and the judging sheets of the contest as papers (specification 5(3), 5(4), 6(9)ア)."""

import re

from app.contract.facts import ContractFacts
from app.documents.judging_sheet import FILLED, JudgedEntry, JudgingFacts, judging_sheet
from app.documents.office_paper import Entries, Listing, OfficePaper, Section, office_paper
from app.domain.errors import AppError
from app.domain.event import ContestEntry, ContestScore, Event
from app.domain.meeting import Homework, Meeting
from app.services.papers.office_papers import day
from app.services.plans.event_views import ContestPage, StandingLine
from app.services.plans.occasions import (
    MOST_POINTS,
    contest_of,
    contest_page,
    criteria_of,
    entries_of,
    ranking_of,
)
from app.services.plans.papers import PlanPaper, Wanted, safe_name
from app.services.plans.sections import ITEM
from app.services.views import Missing

_NUMBER = re.compile(r"^[0-9０-９]{1,2}[\s　.．、)）]+")


def agenda_paper(wanted: Wanted) -> PlanPaper:
    """Return the agenda of a meeting with what is still open from the meetings before it (5(3), 5(4))."""
    meeting = wanted.facts.of(Meeting).get(wanted.for_id)
    if meeting is None:
        raise AppError("store.record_missing", where=wanted.for_id, label=Meeting.REGISTER.label)
    times = "～".join(f"{time:%H:%M}" for time in (meeting.starts_at, meeting.ends_at) if time)
    held = Entries(
        (
            ("日時", f"{day(meeting.held_on)}　{times}".rstrip()),
            ("開催方法・場所", "　".join(filter(None, (meeting.mode.label if meeting.mode else "", meeting.place)))),
            ("県の出席者", meeting.prefecture_persons),
            ("受託者の出席者", meeting.contractor_persons),
            ("その他の出席者", meeting.other_persons),
        )
    )
    sections = [Section("開催", "5(2)・5(5)", (held,)), Section("議題", "5(3)", (_items(meeting.agenda),))]
    open_tasks = _open_homework(wanted.facts, meeting)
    if open_tasks:
        columns = (("担当者", 1.3), ("内容", 3.6), ("期日", 2.1))
        sections.append(Section("前回までの未了の宿題", "", (Listing(columns, open_tasks),)))
    paper = OfficePaper(
        wanted.head, "次第", meeting.kind.label if meeting.kind else "", meeting.title, tuple(sections), wanted.draft
    )
    field = Meeting.REGISTER.field("agenda")
    lacking = () if meeting.agenda.strip() else (Missing("meetings", meeting.id, "agenda", field.label),)
    on = meeting.held_on.isoformat() if meeting.held_on else ""
    return PlanPaper(lacking, f"次第_{on}_{safe_name(meeting.title)}.pdf", lambda: office_paper(paper))


def _items(agenda: str) -> Listing:
    """Return the agenda as a table: a line that begins an item with its number, and the lines below it."""
    rows: list[tuple[str, list[str]]] = []
    for line in filter(None, (each.strip() for each in agenda.split("\n"))):
        if line.startswith(ITEM) and rows:
            rows[-1][1].append(line.removeprefix(ITEM).strip())
        else:
            rows.append((_NUMBER.sub("", line), []))
    numbered = ((str(number), title, "\n".join(below)) for number, (title, below) in enumerate(rows, start=1))
    return Listing((("", 0.45), ("議題", 2.6), ("内容", 4.2)), tuple(numbered), "議題はまだありません。")


def _open_homework(facts: ContractFacts, meeting: Meeting) -> tuple[tuple[str, str, str], ...]:
    """Return the homework of other meetings that was not done before this one."""
    found = [
        each
        for each in facts.of(Homework).values()
        if each.meeting_id != meeting.id
        and each.due_on is not None
        and (each.done_on is None or (meeting.held_on is not None and each.done_on >= meeting.held_on))
    ]
    found.sort(key=lambda each: (str(each.due_on), each.id))
    return tuple((each.owner, each.task, day(each.due_on)) for each in found)


def judging_paper(wanted: Wanted) -> PlanPaper:
    """Return the sheets of a contest, of the latest one without id (6(9)ア)."""
    facts = wanted.facts
    event = contest_of(facts, wanted.for_id)
    if event is None:
        lacking: tuple[Missing, ...] = (Missing("events", "", "kind", "コンテスト"),)
        event = Event(id="", title="コンテスト")
    else:
        lacking = _lacking(facts, event, wanted.edition)
    page = contest_page(facts, event)
    printed = JudgingFacts(
        letterhead=wanted.head,
        contest=event.title,
        held_on=event.held_on,
        criteria=criteria_of(ranking_of(facts, event.id)),
        most=MOST_POINTS,
        judges=page.judges,
        entries=_entries(facts, event.id, page, wanted.edition),
        ties=page.ties,
        edition=wanted.edition or "blank",
        draft=wanted.draft,
    )
    name = "審査結果" if wanted.edition == FILLED else "審査票"
    return PlanPaper(lacking, f"{name}_{safe_name(event.title)}.pdf", lambda: judging_sheet(printed))


def _lacking(facts: ContractFacts, event: Event, edition: str) -> tuple[Missing, ...]:
    """Return that there is no entry; for the filled sheets, every mark that is missing as well."""
    entries = entries_of(facts, event.id)
    if not entries:
        return (Missing("contest-entries", "", "event_id", "コンテストの応募"),)
    if edition != FILLED:
        return ()
    titles = {entry.id: entry.title for entry in entries}
    found = []
    for standing in ranking_of(facts, event.id).standings:
        title = titles[standing.entry_id]
        if not standing.rank:
            found.append(Missing("contest-entries", standing.entry_id, "score", f"{title}の審査票"))
        for judge, criterion in standing.missing if standing.rank else ():
            found.append(Missing("contest-entries", standing.entry_id, "score", f"{title}：{judge}の「{criterion}」"))
    return tuple(found)


def _entries(facts: ContractFacts, event_id: str, page: ContestPage, edition: str) -> tuple[JudgedEntry, ...]:
    """Return the entries as they came in for the blank sheets, in the order of the ranking for the filled ones."""
    standings = {line.entry_id: line for line in page.standings}
    if edition == FILLED:
        entries = {entry.id: entry for entry in entries_of(facts, event_id)}
        return tuple(_entry(facts, entries[line.entry_id], line) for line in page.standings)
    return tuple(_entry(facts, entry, standings[entry.id]) for entry in entries_of(facts, event_id))


def _entry(facts: ContractFacts, entry: ContestEntry, line: StandingLine) -> JudgedEntry:
    points = tuple(
        (each.judge, each.criterion, each.points or 0)
        for each in sorted(facts.of(ContestScore).values(), key=lambda each: each.id)
        if each.entry_id == entry.id
    )
    return JudgedEntry(
        office=line.municipality,
        title=entry.title,
        points=points,
        by_judge=line.by_judge,
        by_criterion=line.by_criterion,
        total=str(line.total) if line.rank else "―",
        average=line.average or "―",
        rank=line.rank_label,
        award=line.award or "―",
        comments=line.comments,
    )
