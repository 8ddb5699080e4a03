"""Events as the window shows them: participants, the contest with its ranking, who received which case study."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.contract.facts import ContractFacts
from app.domain.event import (
    CaseStudy,
    ContestEntry,
    ContestScore,
    Event,
    EventKind,
    EventParticipant,
    Sharing,
)
from app.domain.municipality import Municipalities, Municipality
from app.planning.contest_ranking import Mark, Ranking, Standing, ranking, two_places
from app.services.judging.judging import BOOK
from app.services.judging.wording import finding_text, title_of
from app.services.plans.event_views import (
    ContestPage,
    EventLine,
    EventPage,
    ParticipantLine,
    SharingColumn,
    SharingMatrix,
    SharingRow,
    StandingLine,
)

NOT_JUDGED = "未審査"
CRITERIA = (
    "課題の明確さ",
    "取組の工夫",
    "成果・効果",
    "横展開のしやすさ",
    "継続性",
)  # usual; a contest may have its own
MOST_POINTS = 20  # under each of the usual criteria


def event_lines(facts: ContractFacts) -> tuple[EventLine, ...]:
    """Return every event with its figures, earliest first."""
    found = sorted(facts.of(Event).values(), key=lambda each: (each.held_on or date.max, each.id))
    return tuple(_event_line(each, facts) for each in found)


def participants_of(facts: ContractFacts, event_id: str) -> tuple[EventParticipant, ...]:
    """Return who registered for an event, by municipality."""
    found = [each for each in facts.of(EventParticipant).values() if each.event_id == event_id]
    return tuple(sorted(found, key=lambda each: (each.municipality_code or "9", each.organisation, each.id)))


def _event_line(event: Event, facts: ContractFacts) -> EventLine:
    registered = participants_of(facts, event.id)
    came = [each for each in registered if each.attended]
    decision = facts.decisions.get(event.consultation_id)
    return EventLine(
        id=event.id,
        kind=event.kind.value if event.kind else "",
        kind_label=event.kind.label if event.kind else "",
        title=event.title,
        held_on=event.held_on,
        mode=event.mode.label if event.mode else "",
        status=event.status.value if event.status else "",
        status_label=event.status.label if event.status else "",
        consultation=title_of(decision) if decision is not None else "",
        registered_persons=_persons(registered),
        registered_municipalities=len(_offices(registered)),
        attended_persons=_persons(came),
        attended_municipalities=len(_offices(came)),
        entries=sum(each.event_id == event.id for each in facts.of(ContestEntry).values()),
    )


def _persons(participants: Iterable[EventParticipant]) -> int:
    """Count the persons; one whose number was not entered counts once."""
    return sum(each.persons or 1 for each in participants)


def _offices(participants: Iterable[EventParticipant]) -> set[str]:
    """Return the municipalities, each once, however many of its departments take part."""
    return {each.municipality_code for each in participants if each.municipality_code}


def event_page(event: Event, facts: ContractFacts, offices: Municipalities, language: str = "ja") -> EventPage:
    """Return one event with its participants and the municipalities that did not register."""
    registered = participants_of(facts, event.id)
    there = _offices(registered)
    return EventPage(
        line=_event_line(event, facts),
        participants=tuple(
            ParticipantLine(
                each.id,
                each.municipality_code,
                facts.municipality_names.get(each.municipality_code, each.municipality_code),
                each.organisation,
                each.persons or 1,
                each.attended,
            )
            for each in registered
        ),
        absent=tuple((office.code, office.name) for office in offices if office.code not in there),
        warnings=tuple(
            finding_text(finding, facts, language)
            for booked in BOOK.rules
            if Event in booked.needs.kinds
            for finding in booked.check(facts)
            if finding.subject.register == "events" and finding.subject.id == event.id
        ),
    )


def entries_of(facts: ContractFacts, event_id: str) -> tuple[ContestEntry, ...]:
    """Return the entries of a contest in the order in which they came in."""
    return tuple(sorted(_with(facts.of(ContestEntry), event_id), key=lambda each: (each.municipality_code, each.id)))


def _with(entries: Mapping[str, ContestEntry], event_id: str) -> Iterable[ContestEntry]:
    return (each for each in entries.values() if each.event_id == event_id)


def contest_of(facts: ContractFacts, event_id: str = "") -> Event | None:
    """Return the contest asked for, the latest one without id; None when there is none."""
    if event_id:
        return facts.of(Event).get(event_id)
    found = [each for each in facts.of(Event).values() if each.kind == EventKind.CONTEST]
    return max(found, key=lambda each: (each.held_on or date.min, each.id), default=None)


def ranking_of(facts: ContractFacts, event_id: str) -> Ranking:
    """Return how the entries of a contest stand."""
    usual = {criterion: number for number, criterion in enumerate(CRITERIA)}
    scores = sorted(
        facts.of(ContestScore).values(),
        key=lambda each: (each.judge, usual.get(each.criterion, len(usual)), each.criterion, each.id),
    )
    marks = (Mark(each.entry_id, each.judge, each.criterion, each.points or 0) for each in scores)
    return ranking([entry.id for entry in entries_of(facts, event_id)], marks)


def contest_page(facts: ContractFacts, event: Event | None) -> ContestPage:
    """Return the standing of a contest in words."""
    if event is None:
        return ContestPage("", "", (), (), (), (), False)
    found = ranking_of(facts, event.id)
    entries = {entry.id: entry for entry in entries_of(facts, event.id)}
    return ContestPage(
        event_id=event.id,
        title=event.title,
        judges=found.judges,
        criteria=found.criteria,
        standings=tuple(_standing(each, entries[each.entry_id], facts) for each in found.standings),
        ties=tuple(
            f"{rank}位は{'、'.join(entries[entry].title for entry in ids)}の{len(ids)}件が同点です。"
            for rank, ids in found.ties
        ),
        is_complete=found.is_complete,
    )


def rank_words(standing: Standing) -> str:
    """Return a rank as a person reads it."""
    if not standing.rank:
        return NOT_JUDGED
    return f"{standing.rank}位（同点）" if standing.is_tied else f"{standing.rank}位"


def _standing(standing: Standing, entry: ContestEntry, facts: ContractFacts) -> StandingLine:
    comments = [
        (each.judge, each.comment)
        for each in sorted(facts.of(ContestScore).values(), key=lambda each: (each.judge, each.id))
        if each.entry_id == entry.id and each.comment.strip()
    ]
    return StandingLine(
        entry_id=entry.id,
        rank=standing.rank,
        is_tied=standing.is_tied,
        rank_label=rank_words(standing),
        municipality=facts.municipality_names.get(entry.municipality_code, entry.municipality_code),
        title=entry.title,
        by_judge=standing.by_judge,
        by_criterion=tuple((name, two_places(value)) for name, value in standing.by_criterion),
        total=standing.total,
        average=two_places(standing.average) if standing.rank else "",
        judges=len(standing.by_judge),
        lacks="、".join(f"{judge}の「{criterion}」" for judge, criterion in standing.missing),
        award=entry.award,
        comments=tuple(comments),
    )


def sharing_matrix(facts: ContractFacts, offices: Municipalities) -> SharingMatrix:
    """Return municipalities by case studies, with who has not received which (6(9)イ)."""
    studies = sorted(facts.of(CaseStudy).values(), key=lambda each: each.id)
    shared: dict[tuple[str, str], Sharing] = {}
    for each in sorted(facts.of(Sharing).values(), key=lambda each: (each.shared_on or date.max, each.id)):
        shared.setdefault((each.study_id, each.municipality_code), each)
    rows = tuple(_sharing_row(office, studies, shared) for office in offices)
    columns = tuple(
        SharingColumn(
            study.id,
            study.title,
            study.checked_on is not None,
            sum(bool(row.cells[number]) for row in rows),
            tuple((row.municipality_code, row.municipality) for row in rows if not row.cells[number]),
        )
        for number, study in enumerate(studies)
    )
    return SharingMatrix(columns, rows, sum(not row.received for row in rows))


def _sharing_row(
    office: Municipality, studies: Sequence[CaseStudy], shared: Mapping[tuple[str, str], Sharing]
) -> SharingRow:
    cells = tuple(_received(shared.get((study.id, office.code))) for study in studies)
    return SharingRow(office.code, office.name, office.area, cells, sum(map(bool, cells)))


def _received(sharing: Sharing | None) -> str:
    if sharing is None:
        return ""
    day = sharing.shared_on.isoformat() if sharing.shared_on else ""
    return f"{day}　{sharing.means}".strip() or "共有済"


def criteria_of(found: Ranking) -> tuple[str, ...]:
    """Return the criteria of a contest; those usual where nobody has judged yet."""
    return found.criteria or CRITERIA
