"""The tasks that the contract and the support plans ask for, drawn up from terms, promises, events and sessions.

A task has the same id on every desk, so that drawing it up twice makes it once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.contract.deadlines import signing_deadline
from app.contract.facts import ContractFacts
from app.contract.kickoff import kickoff_due, kickoffs
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.commitment import Commitment
from app.domain.event import Event, EventKind, EventStatus
from app.domain.plan import PlanTask
from app.services.plans.deliverable_rows import deliverable_rows
from app.store.ids import stable_id

CONTRACT = "contract"  # in the ids of the tasks that belong to no accompaniment
CONTRACTOR, BOTH, EXPERTS = "受託者", "県・受託者", "受託者・専門人材"
STEPS = ("現状の把握", "取組の検討", "試行", "定着とまとめ")
STEP_APART = 10  # positions between tasks, so that one can be put between two


@dataclass(frozen=True, slots=True)
class Draft:
    """One task before it is written; a milestone has its only day in ``ends_on``."""

    key: str
    clause: str
    title: str
    owner: str
    starts_on: date
    ends_on: date
    is_milestone: bool = False


def missing_tasks(facts: ContractFacts, accompaniment_id: str = "") -> tuple[PlanTask, ...]:
    """Return the tasks that are asked for and not there yet, ready to be written."""
    owner = accompaniment_id or CONTRACT
    item = facts.of(Accompaniment).get(accompaniment_id)
    if accompaniment_id and item is None:
        return ()
    drafts = _of_accompaniment(item, facts) if item is not None else _of_contract(facts)
    made = (_task(draft, owner, accompaniment_id, number) for number, draft in enumerate(drafts, start=1))
    known = facts.of(PlanTask)
    titles = {task.title.strip() for task in known.values() if item and task.accompaniment_id == item.id}
    return tuple(task for task in made if task.id not in known and task.title not in titles)


def drafted_ids(facts: ContractFacts) -> frozenset[str]:
    """Return the ids of the tasks that the contract itself asks for, there or not."""
    return frozenset(stable_id("plan-task", CONTRACT, draft.key) for draft in _of_contract(facts))


def _task(draft: Draft, owner: str, accompaniment_id: str, number: int) -> PlanTask:
    return PlanTask(
        id=stable_id("plan-task", owner, draft.key),
        accompaniment_id=accompaniment_id,
        position=number * STEP_APART,
        title=draft.title,
        clause=draft.clause,
        owner=draft.owner,
        starts_on=draft.ends_on if draft.is_milestone else draft.starts_on,
        ends_on=draft.ends_on,
        is_milestone=draft.is_milestone,
    )


def _of_contract(facts: ContractFacts) -> Iterator[Draft]:
    """Yield the schedule of the whole contract in the order of the specification."""
    signed, deadline = facts.signed_on, facts.terms.day("performance.deadline", facts.today)
    kickoff = kickoff_due(facts).safe_on
    settled = next((each.held_on for each in kickoffs(facts) if each.held_on), kickoff)
    plan_due, database_due = (signing_deadline(facts, number).safe_on for number in (1, 3))
    desk_open = _promised_on(facts, "6(5)キ", kickoff)
    dispatch_ready = _promised_on(facts, "6(6)サ", kickoff)
    hearings = (facts.terms.day(f"hearings.period_{end}", facts.today) for end in ("start", "end"))
    yield Draft("signing", "3", "契約締結", BOTH, signed, signed, is_milestone=True)
    yield Draft("plan", "5(1)", "実施計画書・実施体制図の作成", CONTRACTOR, signed, plan_due)
    yield Draft("kickoff", "5(2)", "キックオフミーティング", BOTH, settled, settled, is_milestone=True)
    yield Draft("channels", "6(1)ア", "コミュニケーション体制の構築", CONTRACTOR, signed, kickoff)
    yield Draft("forms", "6(1)イ", "案件を可視化する手段の構築", CONTRACTOR, signed, kickoff)
    yield Draft("database", "6(2)・6(3)", "専門人材の確保とデータベースの作成", CONTRACTOR, signed, database_due)
    yield Draft("accompaniment", "6(4)", "長期伴走支援", EXPERTS, settled, deadline)
    yield Draft("consultation", "6(5)", "DXよろず相談窓口", EXPERTS, desk_open, deadline)
    yield Draft("dispatch", "6(6)", "専門人材の派遣", EXPERTS, dispatch_ready, deadline)
    first, last = hearings
    yield Draft("hearings", "6(7)", "市町村ヒアリングへの同席", BOTH, first, last)
    after_hearings = facts.calendar.on_or_after(last + timedelta(days=1))
    yield from _events(facts, after_hearings, deadline)
    yield Draft("sharing", "6(9)イ", "支援事例の共有", CONTRACTOR, after_hearings, deadline)
    yield Draft("deadline", "3", "履行期限", BOTH, deadline, deadline, is_milestone=True)
    yield from _deliverables(facts)


def _promised_on(facts: ContractFacts, clause: str, otherwise: date) -> date:
    """Return the day by which the proposal promised something."""
    days = [each.due_on for each in facts.of(Commitment).values() if each.clause == clause and each.due_on]
    return min(days, default=otherwise)


def _events(facts: ContractFacts, from_on: date, until_on: date) -> Iterator[Draft]:
    """Yield each demanded event on its day, or the span in which its day is still to be agreed."""
    wanted = (
        ("exchange", EventKind.EXCHANGE, "6(8)"),
        ("contest", EventKind.CONTEST, "6(9)ア"),
        ("report_meeting", EventKind.REPORT_MEETING, "6(4)キ"),
    )
    for key, kind, clause in wanted:
        days = [
            each.held_on
            for each in facts.of(Event).values()
            if each.kind == kind and each.status != EventStatus.CANCELLED and each.held_on
        ]
        if days:
            yield Draft(key, clause, kind.label, CONTRACTOR, min(days), min(days), is_milestone=True)
        else:
            yield Draft(key, clause, f"{kind.label}（時期は県と協議）", CONTRACTOR, from_on, until_on)


def _deliverables(facts: ContractFacts) -> Iterator[Draft]:
    """Yield all ten deliverables: a milestone where the day is known, the whole span where it comes again and again."""
    deadline, end = (facts.terms.day(key, facts.today) for key in ("performance.deadline", "period.end"))
    for row in deliverable_rows(facts):
        title = f"成果物{row.number}　{row.name}"
        key = f"deliverable-{row.number}"
        if row.due_on is not None:
            yield Draft(key, row.clause, title, CONTRACTOR, row.due_on, row.due_on, is_milestone=True)
        else:
            last = end if facts.terms.deliverable(row.number).rule == "monthly" else deadline
            yield Draft(key, row.clause, f"{title}（都度）", CONTRACTOR, facts.signed_on, last)


def _of_accompaniment(item: Accompaniment, facts: ContractFacts) -> Iterator[Draft]:
    """Yield the steps of a support plan: those its sessions name, or four equal parts of the time that is left."""
    deadline = facts.terms.day("performance.deadline", facts.today)
    begun = item.hearing_on or kickoff_due(facts).stated_on
    decided = item.decided_on or facts.calendar.on_or_after(begun + timedelta(days=28))
    manager = facts.experts.get(item.manager_id)
    who = manager.name if manager else CONTRACTOR
    yield Draft("hearing", "6(4)ア", "市町村へのヒアリング", CONTRACTOR, begun, begun, is_milestone=True)
    yield Draft("plan", "6(4)ア", "実施プラン案の作成と協議", BOTH, min(begun, decided), decided)
    for title, first, last in _steps(item, facts, decided, deadline):
        yield Draft(f"step:{title}", "6(4)イ", title, who, first, last)
    report = facts.terms.day("accompaniment.report_deadline", facts.today)
    yield Draft("result", "6(4)カ", "支援結果の報告", CONTRACTOR, report, report, is_milestone=True)


def _steps(
    item: Accompaniment, facts: ContractFacts, decided: date, deadline: date
) -> Iterable[tuple[str, date, date]]:
    named: dict[str, list[date]] = {}
    for session in sessions_of(facts, item.id):
        if session.step.strip() and session.held_on and session.status != AccompanimentStatus.CANCELLED:
            named.setdefault(session.step.strip(), []).append(session.held_on)
    if named:
        return [(step, min(days), max(days)) for step, days in sorted(named.items(), key=lambda each: min(each[1]))]
    whole = max((deadline - decided).days, len(STEPS))
    edges = [decided + timedelta(days=whole * number // len(STEPS)) for number in range(len(STEPS) + 1)]
    return [
        (step, min(facts.calendar.on_or_after(edges[number] + timedelta(days=1)), edges[number + 1]), edges[number + 1])
        for number, step in enumerate(STEPS)
    ]


def sessions_of(facts: ContractFacts, accompaniment_id: str) -> tuple[AccompanimentSession, ...]:
    """Return the sessions of one accompaniment in the order they are held."""
    found = [each for each in facts.of(AccompanimentSession).values() if each.accompaniment_id == accompaniment_id]
    return tuple(sorted(found, key=lambda each: (each.held_on or date.max, str(each.starts_at), each.id)))
