"""How tasks went, as the records already tell: nobody types again that the kickoff was held or a report handed in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.contract.counting import consultation_days, dispatch_days
from app.contract.deadlines import contract_deadlines
from app.contract.facts import ContractFacts
from app.contract.hearing_progress import completed_on, first_hearings
from app.contract.kickoff import kickoffs
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.event import Event, EventKind, EventStatus, Sharing
from app.domain.plan import PlanTask
from app.planning.schedule import Span
from app.services.plans.tasks import CONTRACT, sessions_of
from app.store.ids import stable_id


@dataclass(frozen=True, slots=True)
class Actual:
    """What the records tell of one task: begun, finished, and how far it is in per cent."""

    began_on: date | None = None
    finished_on: date | None = None
    progress: int | None = None


UNKNOWN = Actual()


def span_of(task: PlanTask, known: Actual = UNKNOWN) -> Span:
    """Return a task as its schedule sees it; what was typed wins over what the records tell."""
    ends_on = task.ends_on or date.max
    return Span(
        starts_on=task.starts_on or ends_on,
        ends_on=ends_on,
        baseline_ends_on=task.baseline_ends_on,
        began_on=task.began_on or known.began_on,
        finished_on=task.finished_on or known.finished_on,
        progress=known.progress if task.progress is None else task.progress,
    )


def actuals(facts: ContractFacts, accompaniment_id: str = "") -> Mapping[str, Actual]:
    """Return what the records tell of the tasks of the whole contract, or of one accompaniment, by their ids."""
    item = facts.of(Accompaniment).get(accompaniment_id)
    if item is not None:
        return _of_accompaniment(item, facts)
    told = {key: tell(facts) for key, tell in _TOLD.items()}
    told.update(_of_deliverables(facts))
    return {stable_id("plan-task", CONTRACT, key): actual for key, actual in told.items()}


def _done(on: date | None) -> Actual:
    return Actual(on, on, 100) if on is not None else UNKNOWN


def _running(days: Iterable[date | None], target: int, today: date) -> Actual:
    """Return something done again and again: begun on its first day, so far along of its target."""
    past = [day for day in days if day is not None and day <= today]
    if not past:
        return UNKNOWN
    return Actual(min(past), None, min(100 * len(past) // target, 100) if target else None)


def _kickoff(facts: ContractFacts) -> Actual:
    held = [each.held_on for each in kickoffs(facts) if each.held_on is not None and each.held_on <= facts.today]
    return _done(min(held, default=None))


def _hearings(facts: ContractFacts) -> Actual:
    held = first_hearings(facts).values()
    running = _running(held, facts.terms.integer("hearings.target", facts.today), facts.today)
    finished = completed_on(facts)
    return replace(running, finished_on=finished, progress=100) if finished is not None else running


def _accompaniment(facts: ContractFacts) -> Actual:
    days = [each.held_on for each in facts.of(AccompanimentSession).values() if each.status == AccompanimentStatus.HELD]
    return _running(days, facts.terms.integer("accompaniment.target", facts.today), facts.today)


def _consultation(facts: ContractFacts) -> Actual:
    days = [day for case in facts.cases.values() for day in consultation_days(case, facts)]
    return _running(days, facts.terms.integer("consultation.target", facts.today), facts.today)


def _dispatch(facts: ContractFacts) -> Actual:
    days = dispatch_days(facts).held
    return _running(days, facts.terms.integer("dispatch.target", facts.today), facts.today)


def _event(kind: EventKind) -> Callable[[ContractFacts], Actual]:
    def held(facts: ContractFacts) -> Actual:
        days = [
            each.held_on
            for each in facts.of(Event).values()
            if each.kind == kind and each.status == EventStatus.HELD and each.held_on is not None
        ]
        return _done(min(days, default=None))

    return held


def _sharing(facts: ContractFacts) -> Actual:
    return _running((each.shared_on for each in facts.of(Sharing).values()), 0, facts.today)


def _deadline(facts: ContractFacts) -> Actual:
    day = facts.terms.day("performance.deadline", facts.today)
    return _done(day) if day < facts.today else UNKNOWN


_TOLD: Mapping[str, Callable[[ContractFacts], Actual]] = {
    "signing": lambda facts: _done(facts.signed_on),
    "kickoff": _kickoff,
    "hearings": _hearings,
    "accompaniment": _accompaniment,
    "consultation": _consultation,
    "dispatch": _dispatch,
    "exchange": _event(EventKind.EXCHANGE),
    "contest": _event(EventKind.CONTEST),
    "report_meeting": _event(EventKind.REPORT_MEETING),
    "sharing": _sharing,
    "deadline": _deadline,
    "deliverable-4": _consultation,
    "deliverable-5": _dispatch,
}


def _of_deliverables(facts: ContractFacts) -> dict[str, Actual]:
    """Return when each deliverable was handed in, and with it what was worked on for it."""
    days: dict[int, list[date | None]] = {}
    for item in contract_deadlines(facts):
        if item.deliverable:
            days.setdefault(item.deliverable, []).append(item.submitted_on)
    told = {}
    for number, submitted in days.items():
        if len(submitted) == 1:
            told[f"deliverable-{number}"] = _done(submitted[0])
        else:
            told[f"deliverable-{number}"] = _running(submitted, len(submitted), facts.today)
    both = [told.get(f"deliverable-{number}", UNKNOWN).finished_on for number in (1, 2)]
    handed_in = max((day for day in both if day is not None), default=None) if None not in both else None
    told["plan"] = replace(_done(handed_in), began_on=facts.signed_on)
    told["database"] = replace(told.get("deliverable-3", UNKNOWN), began_on=facts.signed_on)
    return told


def _of_accompaniment(item: Accompaniment, facts: ContractFacts) -> Mapping[str, Actual]:
    def key(name: str) -> str:
        return stable_id("plan-task", item.id, name)

    told = {
        key("hearing"): _done(item.hearing_on),
        key("plan"): replace(_done(item.decided_on), began_on=item.hearing_on),
        key("result"): _done(item.reported_on),
    }
    by_task: dict[str, list[AccompanimentSession]] = {}
    for session in sessions_of(facts, item.id):
        if session.task_id and session.status != AccompanimentStatus.CANCELLED:
            by_task.setdefault(session.task_id, []).append(session)
    return {**told, **{task_id: _of_sessions(found) for task_id, found in by_task.items()}}


def _of_sessions(sessions: Sequence[AccompanimentSession]) -> Actual:
    """Return a step as its sessions tell it: finished with the last one when all were held."""
    held = [each.held_on for each in sessions if each.status == AccompanimentStatus.HELD and each.held_on]
    if not held:
        return Actual(progress=0)
    finished = max(held) if len(held) == len(sessions) else None
    return Actual(min(held), finished, 100 * len(held) // len(sessions))
