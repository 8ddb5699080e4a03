"""What comes next in each accompaniment, who has to do it, and since when it waits (6(4)ア, 6(4)カ)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.contract.facts import ContractFacts
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.japanese_date import era_with_weekday
from app.domain.plan import PlanTask
from app.planning.schedule import TaskState, state
from app.services.plans.actuals import UNKNOWN, actuals, span_of
from app.services.plans.gantt import tasks_of
from app.services.plans.tasks import sessions_of
from app.services.views import Turn

CONTRACTOR = "受託者"
IN_SUPPORT = "専門人材・市町村"
NOTHING = "なし（報告済み）"


class Coming(NamedTuple):
    """A step, whose turn it is, and the day from which it can be done; None when that is not on record."""

    what: str
    who: str = CONTRACTOR
    since_on: date | None = None


def next_step(item: Accompaniment, facts: ContractFacts) -> str:
    """Return what comes next in words."""
    coming = coming_step(item, facts)
    return coming.what if coming is not None else NOTHING


def support_turns(facts: ContractFacts) -> Iterator[Turn]:
    """Yield who has to do the next thing in each accompaniment that is not reported or has a session ahead."""
    for item in facts.of(Accompaniment).values():
        coming = coming_step(item, facts)
        if coming is not None:
            place = facts.municipality_names.get(item.municipality_code, item.municipality_code)
            register = item.REGISTER.name
            yield Turn(coming.who, coming.what, register, item.id, f"伴走支援（{place}）", coming.since_on)


def coming_step(item: Accompaniment, facts: ContractFacts) -> Coming | None:
    """Return what comes next: the way to the plan's decision, the next session, the open step, the report."""
    if item.status != PlanStatus.DECIDED:
        return _way_to_decision(item, facts)
    sessions = sessions_of(facts, item.id)
    coming = next((each for each in sessions if each.status == AccompanimentStatus.PLANNED and each.held_on), None)
    if coming is not None and coming.held_on is not None:
        return _session(coming, coming.held_on, facts)
    if item.reported_on is not None:
        return None
    held = [each.held_on for each in sessions if each.status == AccompanimentStatus.HELD and each.held_on]
    since = max(held, default=item.decided_on)
    known = actuals(facts, item.id)
    for task in tasks_of(facts, item.id):
        stands = state(span_of(task, known.get(task.id, UNKNOWN)), facts.today)
        if stands != TaskState.DONE and not task.is_milestone:
            return Coming(f"「{task.title}」の回を予定する", since_on=since)
    return Coming("支援結果を書いて報告する", since_on=since)


def _session(session: AccompanimentSession, held_on: date, facts: ContractFacts) -> Coming:
    is_over = held_on < facts.today
    what = "実施を記録" if is_over else "支援を実施"
    step = step_of(session, facts)
    words = f"{era_with_weekday(held_on)}の{what}する{f'（{step}）' if step else ''}"
    return Coming(words, CONTRACTOR if is_over else IN_SUPPORT, held_on)


def _way_to_decision(item: Accompaniment, facts: ContractFacts) -> Coming:
    if item.hearing_on is None:
        return Coming("市町村へのヒアリングを実施する")
    if not item.plan.strip():
        return Coming("実施プラン案を作成する", since_on=item.hearing_on)
    if not item.consultation_id:
        return Coming("実施プラン案を県と協議する", since_on=item.hearing_on)
    if item.municipality_agreed_on is None:
        decision = facts.decisions.get(item.consultation_id)
        return Coming("市町村と協議する", since_on=decision.decided_on if decision is not None else item.hearing_on)
    return Coming("実施プランの決定日を記録する", since_on=item.municipality_agreed_on)


def step_of(session: AccompanimentSession, facts: ContractFacts) -> str:
    """Return the step that a session belongs to: its task where it has one, or as it was typed."""
    task = facts.of(PlanTask).get(session.task_id)
    return task.title if task is not None else session.step
