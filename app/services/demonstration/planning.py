"""The plans of the demonstration year: versions of plan and chart, the schedule, support plans and their figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from app.contract.facts import ContractFacts
from app.contract.terms import Terms
from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.contract import Contract
from app.domain.decision import Decision, DecisionKind
from app.domain.event import Event
from app.domain.hearing import Hearing
from app.domain.meeting import Meeting, MeetingKind
from app.domain.municipality import Municipalities
from app.domain.open_days import OpenDays
from app.domain.plan import Indicator, PlanKind, PlanTask, PlanVersion
from app.domain.record import Record
from app.domain.staff import StaffMember
from app.services.plans.chart import first_boxes
from app.services.plans.kickoff_meeting import kickoff_agenda
from app.services.plans.tasks import missing_tasks
from app.services.plans.versions import first_sections

NewId = Callable[..., str]
CORRECTED_ON = date(2026, 10, 6)
CORRECTION = "伴走支援の対象市町村と、交流会・報告会・コンテストの開催日を定めたことに伴う修正"
LATER = (Accompaniment, AccompanimentSession, Event, Hearing)  # not there yet when the first version was made
FIGURES = (
    ("オンラインで完結できる手続", "手続", "12", "30", "26"),
    ("窓口での平均待ち時間", "分", "42", "25", "24"),
    ("生成AIを業務で使う職員", "名", "8", "60", "71"),
    ("紙で受け付ける申請", "件/月", "320", "150", ""),
)
SLIPPED_DAYS = (0, 7, 14)  # by how much the second step was agreed to end earlier than it does


def with_plans(
    new_id: NewId,
    signed_on: date,
    terms: Terms,
    calendar: OpenDays,
    offices: Municipalities,
    records: Sequence[Record],
) -> tuple[Record, ...]:
    """Return the records with the plans added; the sessions of accompaniment stand in their steps."""
    names = {office.code: office.name for office in offices}
    now = ContractFacts(CORRECTED_ON, signed_on, terms, calendar, municipality_names=names).with_changes(records)
    now = now.with_changes([_contract(new_id, signed_on, terms, now)])
    first = replace(now, today=signed_on + timedelta(days=4)).with_changes(
        removed=[record for record in records if isinstance(record, LATER)]
    )
    tasks = _tasks(first, now)
    agenda = kickoff_agenda(first.with_changes(missing_tasks(first)))
    steps = [step for item in now.of(Accompaniment).values() for step in _steps(item, now)]
    placed = (
        replace(each, agenda=agenda) if isinstance(each, Meeting) and each.kind == MeetingKind.KICKOFF else each
        for each in _in_their_steps(records, steps)
    )
    added = (
        *_versions(new_id, first.with_changes(missing_tasks(first)), now.with_changes(tasks)),
        *tasks,
        *steps,
        *_figures(new_id, now),
    )
    return (*placed, *added)


def _contract(new_id: NewId, signed_on: date, terms: Terms, facts: ContractFacts) -> Contract:
    """Return the contract as the plan names it."""
    contractor = next(iter(facts.of(StaffMember).values())).affiliation
    return Contract(id=new_id("contract"), name=terms.title, signed_on=signed_on, contractor=contractor)


def _tasks(first: ContractFacts, now: ContractFacts) -> tuple[PlanTask, ...]:
    """Return the schedule as it is, each task with the days agreed in the first version."""
    agreed = {task.id: task for task in missing_tasks(first)}
    done = {
        "コミュニケーション体制の構築": (first.signed_on, first.signed_on + timedelta(days=11)),
        "案件を可視化する手段の構築": (first.signed_on + timedelta(days=1), first.signed_on + timedelta(days=16)),
    }
    return tuple(
        replace(
            task,
            baseline_starts_on=agreed[task.id].starts_on,
            baseline_ends_on=agreed[task.id].ends_on,
            began_on=done.get(task.title, (None, None))[0],
            finished_on=done.get(task.title, (None, None))[1],
        )
        for task in missing_tasks(now)
    )


def _steps(item: Accompaniment, facts: ContractFacts) -> Iterator[PlanTask]:
    slipped = SLIPPED_DAYS[int(item.municipality_code[-2:]) % len(SLIPPED_DAYS)]
    for task in missing_tasks(facts, item.id):
        ends = task.ends_on or CORRECTED_ON
        if task.title == "見直し案の作成":
            ends = facts.calendar.on_or_before(ends - timedelta(days=slipped))
        yield replace(task, baseline_starts_on=task.starts_on, baseline_ends_on=ends)


def _in_their_steps(records: Sequence[Record], steps: Sequence[PlanTask]) -> Iterator[Record]:
    by_step = {(step.accompaniment_id, step.title): step.id for step in steps}
    for record in records:
        if isinstance(record, AccompanimentSession):
            yield replace(record, task_id=by_step.get((record.accompaniment_id, record.step), ""))
        else:
            yield record


def _versions(new_id: NewId, first: ContractFacts, now: ContractFacts) -> Iterator[Record]:
    """Yield the sections and boxes of the first versions, and a corrected, approved version of the plan."""
    versions = {each.kind: each for each in now.of(PlanVersion).values()}
    plan, chart = versions[PlanKind.PLAN], versions[PlanKind.CHART]
    yield from first_sections(first, plan.id, _ids(new_id, "section", "1"))
    yield from first_boxes(first, chart.id, _ids(new_id, "box", "1"))
    approval = Decision(
        id=new_id("decision", "plan", "2"),
        number="協-M01-0903",
        kind=DecisionKind.APPROVAL,
        decided_on=date(2026, 10, 15),
        subject="実施計画書（第2版）の承認",
        prefecture_persons="情報システム戦略課　A主査",
        contractor_persons="プロジェクトリーダー　B",
        content="定例会で修正箇所を説明し、承認を受けた。",
        evidence_note="定例会議事録",
    )
    corrected = PlanVersion(
        id=new_id("plan", PlanKind.PLAN.value, "2"),
        kind=PlanKind.PLAN,
        version=2,
        made_on=CORRECTED_ON,
        changes=CORRECTION,
        submitted_on=date(2026, 10, 8),
        approval_id=approval.id,
    )
    yield approval
    yield corrected
    yield from first_sections(now, corrected.id, _ids(new_id, "section", "2"))


def _ids(new_id: NewId, *key: str) -> Iterator[str]:
    return (new_id(*key, str(number)) for number in count(1))


def _figures(new_id: NewId, facts: ContractFacts) -> Iterator[Indicator]:
    """Yield two figures for each accompanied municipality, measured before and, where it has come to that, after."""
    for number, item in enumerate(facts.of(Accompaniment).values()):
        for place in range(2):
            name, unit, before, target, after = FIGURES[(number + place) % len(FIGURES)]
            yield Indicator(
                id=new_id("indicator", item.id, str(place)),
                accompaniment_id=item.id,
                name=name,
                unit=unit,
                before=before,
                before_on=date(2026, 6, 30),
                target=target,
                after=after if number % 2 == 0 else "",
                after_on=date(2027, 1, 8) if after and number % 2 == 0 else None,
                note="月ごとの集計による",
            )
