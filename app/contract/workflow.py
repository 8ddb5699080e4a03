"""The way of a dispatch from application to its end, and of its sessions (specification 6(6)).

Each step names the states it leads from, the state it leads to, and what must be there first. The rules add what the
contract forbids; both refuse with the clause and the remedy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.rules.deliverables import incomplete_report
from app.contract.rules.experts import unmet_for_listing
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.expert import Expert
from app.domain.record import Record
from app.domain.session import Session, SessionStatus

CLAUSE = "6(6)ア"
STATUS_CLAUSE = "6(1)イ(ウ)"


State = TypeVar("State", CaseStatus, SessionStatus)


@dataclass(frozen=True)
class Step(Generic[State]):
    """One step of a case or session: where from, where to (None: the state stays)."""

    action: str
    sources: frozenset[State]
    target: State | None = None


_OPEN = frozenset(
    {CaseStatus.RECEIVED, CaseStatus.MATCHING, CaseStatus.CONSULTING, CaseStatus.DECIDED, CaseStatus.SUPPORTING}
)
_RUNNING = frozenset({CaseStatus.DECIDED, CaseStatus.SUPPORTING})

CASE_STEPS: dict[str, Step[CaseStatus]] = {
    step.action: step
    for step in (
        Step("case.edit", _OPEN),
        Step("case.start_matching", frozenset({CaseStatus.RECEIVED}), CaseStatus.MATCHING),
        Step("case.match", frozenset({CaseStatus.MATCHING})),
        Step("case.consult", frozenset({CaseStatus.MATCHING}), CaseStatus.CONSULTING),
        Step("case.rematch", frozenset({CaseStatus.CONSULTING, CaseStatus.DECIDED}), CaseStatus.MATCHING),
        Step("case.decide", frozenset({CaseStatus.CONSULTING}), CaseStatus.DECIDED),
        Step("session.plan", _RUNNING, None),
        Step("case.complete", frozenset({CaseStatus.SUPPORTING}), CaseStatus.COMPLETED),
        Step("case.continue", frozenset({CaseStatus.COMPLETED}), CaseStatus.SUPPORTING),
        Step("case.ask_survey", frozenset({CaseStatus.SUPPORTING, CaseStatus.COMPLETED})),
        Step(
            "case.record_survey",
            frozenset({CaseStatus.SUPPORTING, CaseStatus.COMPLETED, CaseStatus.CLOSED}),
        ),
        Step("case.close", frozenset({CaseStatus.COMPLETED}), CaseStatus.CLOSED),
        Step("case.withdraw", _OPEN, CaseStatus.WITHDRAWN),
        Step("case.reopen", frozenset({CaseStatus.WITHDRAWN}), CaseStatus.RECEIVED),
    )
}

SESSION_STEPS: dict[str, Step[SessionStatus]] = {
    step.action: step
    for step in (
        Step("session.edit", frozenset({SessionStatus.PLANNED, SessionStatus.HELD})),
        Step("session.hold", frozenset({SessionStatus.PLANNED}), SessionStatus.HELD),
        Step("session.report", frozenset({SessionStatus.HELD}), SessionStatus.REPORTED),
        Step("session.correct", frozenset({SessionStatus.REPORTED}), SessionStatus.HELD),
        Step("session.cancel", frozenset({SessionStatus.PLANNED}), SessionStatus.CANCELLED),
        Step("session.restore", frozenset({SessionStatus.CANCELLED}), SessionStatus.PLANNED),
    )
}

CONSULTATION_STEPS = frozenset({"case.edit", "case.withdraw", "case.reopen"})


def obstacles(action: str, record: Record | None, facts: ContractFacts) -> tuple[Finding, ...]:
    """Return why an action cannot be taken on a record now, before anything is typed; empty when it can."""
    if isinstance(record, Case):
        return tuple(_case_obstacles(action, record, facts))
    if isinstance(record, Session):
        return tuple(_session_obstacles(action, record, facts))
    if isinstance(record, Expert):
        return tuple(_expert_obstacles(action, record, facts))
    return ()


def _refusal(
    record: Record, code: str, clause: str, field: str = "", rule: str = "6.1.b3", **values: object
) -> Finding:
    subject = Subject(record.REGISTER.name, record.id)
    return Finding(rule, clause, Severity.VIOLATION, subject, code, values, field_name=field)


def _case_obstacles(action: str, case: Case, facts: ContractFacts) -> Iterator[Finding]:
    step = CASE_STEPS.get(action)
    if step is None:
        return
    if case.kind == CaseKind.CONSULTATION and action not in CONSULTATION_STEPS:
        yield _refusal(case, "contract.consultation_waits", "6(5)ア", case=case.number)
        return
    if case.status not in step.sources:
        yield _not_now(case, step, case.status)
        return
    sessions = facts.sessions_by_case.get(case.id, ())
    if action == "case.consult":
        yield from _ready_to_consult(case, facts)
    elif action == "case.decide":
        yield from _candidates_listed(case, facts)
    elif action == "session.plan":
        yield from _room_for_another(case, facts)
    elif action == "case.complete":
        yield from _all_held(case, sessions)
    elif action == "case.close":
        yield from _all_reported(case, sessions)
    elif action in ("case.withdraw", "case.rematch") and any(item.status in DONE for item in sessions):
        yield _refusal(case, "contract.support_has_begun", CLAUSE, case=case.number)
    elif action == "case.withdraw" and any(item.status == SessionStatus.PLANNED for item in sessions):
        yield _refusal(case, "contract.sessions_still_planned", CLAUSE, case=case.number)


def _not_now(record: Record, step: Step[State], status: State | None) -> Finding:
    return _refusal(
        record,
        "contract.not_in_this_state",
        STATUS_CLAUSE,
        status=status.label if status else "",
        sources="・".join(state.label for state in type(next(iter(step.sources))) if state in step.sources),
    )


def _ready_to_consult(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    if not case.expert_ids:
        yield _refusal(case, "contract.no_candidate", CLAUSE, "expert_ids", "6.6.a", case=case.number)
    if not case.support_content.strip():
        yield _refusal(case, "contract.no_support_content", CLAUSE, "support_content", "6.6.a", case=case.number)
    yield from _candidates_listed(case, facts)


def _candidates_listed(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse candidates who are not in the database: only listed experts are matched (6(6)ア, 6(3))."""
    for member in case.expert_ids:
        expert = facts.experts.get(member.key)
        if expert is None or not expert.is_listed:
            name = expert.name if expert else member.key
            yield _refusal(case, "contract.expert_not_in_database", "6(6)ア・6(3)", "expert_ids", "6.6.a", expert=name)


def _room_for_another(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse planning when the municipality is at its cap up to the performance deadline (6(6)エ)."""
    used = len(facts.sessions_by_municipality.get(case.municipality_code, ()))
    last_day = facts.terms.day("performance.deadline", facts.today)
    limit = facts.terms.integer("dispatch.cap_per_municipality", last_day, case.municipality_code)
    if used >= limit:
        yield _refusal(case, "contract.at_cap", "6(6)エ", rule="6.6.d", used=used, cap=limit)


def _all_held(case: Case, sessions: tuple[Session, ...]) -> Iterator[Finding]:
    if not any(session.status in DONE for session in sessions):
        yield _refusal(case, "contract.nothing_held", "6(6)ク", case=case.number)
    for session in sessions:
        if session.status == SessionStatus.PLANNED:
            yield _refusal(case, "contract.session_still_planned", "6(6)ク", session=session.number)


def _all_reported(case: Case, sessions: tuple[Session, ...]) -> Iterator[Finding]:
    for session in sessions:
        if session.status == SessionStatus.HELD:
            yield _refusal(session, "contract.session_not_reported", "6(6)ク", rule="6.6.h", session=session.number)
    if case.survey_asked_on is None:
        yield _refusal(case, "contract.survey_before_closing", "6(6)キ", "survey_asked_on", "6.6.g", case=case.number)


def _session_obstacles(action: str, session: Session, facts: ContractFacts) -> Iterator[Finding]:
    step = SESSION_STEPS.get(action)
    if step is None:
        return
    if session.status not in step.sources:
        yield _not_now(session, step, session.status)
        return
    case = facts.cases.get(session.case_id)
    if action in ("session.hold", "session.restore") and case and case.status not in _RUNNING:
        yield _not_now(case, CASE_STEPS["session.plan"], case.status)
    elif action == "session.hold" and session.held_on is not None and session.held_on > facts.today:
        yield _refusal(session, "contract.not_yet_held", STATUS_CLAUSE, "held_on", held_on=session.held_on.isoformat())
    elif action == "session.report":
        yield from incomplete_report(session)


def _expert_obstacles(action: str, expert: Expert, facts: ContractFacts) -> Iterator[Finding]:
    if action == "expert.list":
        if expert.is_listed:
            yield _refusal(expert, "contract.already_listed", "6(3)ア", expert=expert.name)
        yield from unmet_for_listing(expert, facts.today)
    elif action == "expert.unlist":
        if not expert.is_listed:
            yield _refusal(expert, "contract.not_listed", "6(3)ア", expert=expert.name)
        yield from _still_planned(expert, facts)
    elif action == "expert.remove" and _is_named(expert, facts):
        yield _refusal(expert, "contract.expert_has_sessions", "6(3)ア", expert=expert.name)
    elif action == "expert.remove" and expert.is_listed:
        yield _refusal(expert, "contract.expert_still_listed", "6(3)ア", expert=expert.name)


def _is_named(expert: Expert, facts: ContractFacts) -> bool:
    """Tell whether a case or a session names an expert."""
    named = [session.expert_ids for session in facts.sessions.values()]
    named += [case.expert_ids for case in facts.cases.values()]
    return any(member.key == expert.id for members in named for member in members)


def _still_planned(expert: Expert, facts: ContractFacts) -> Iterator[Finding]:
    for session in facts.sessions.values():
        planned = session.status == SessionStatus.PLANNED
        if planned and any(member.key == expert.id for member in session.expert_ids):
            yield _refusal(expert, "contract.expert_still_planned", CLAUSE, expert=expert.name, session=session.number)
