"""The way of a case from application to its end, of its sessions and its answers (specification 6(5), 6(6)).

Each step names the states it leads from, the state it leads to, and what must be there first. The rules add what the
contract forbids; both refuse with the clause and the remedy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.contract.counting import cap_on, used
from app.contract.eligibility import consented_from
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.hearing_steps import hearing_obstacles
from app.contract.plan_steps import plan_obstacles
from app.contract.rules.assets import is_disposed_of
from app.contract.rules.consultation import incomplete_answer
from app.contract.rules.deliverables import incomplete_report
from app.contract.rules.experts import unmet_for_listing
from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.asset import InformationAsset
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.event import CaseStudy, ContestEntry, ContestScore, Event, EventParticipant, Sharing
from app.domain.expert import Expert
from app.domain.hearing import CaseCandidate, Hearing, HearingTheme
from app.domain.plan import Indicator, PlanTask
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
        Step("answer.record", _RUNNING, None),
        Step("case.to_dispatch", frozenset(CaseStatus) - {CaseStatus.WITHDRAWN}, None),
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

# The steps that look at what has been planned, held and answered so far.
ASKING_FOR_SUPPORT = frozenset({"case.complete", "case.close", "case.withdraw", "case.rematch"})
ANSWER_STEPS = frozenset({"answer.edit", "answer.report", "answer.remove"})
# What rests on a record that people keep by hand: the register, its reference, the sentence of the refusal.
RESTING_ON: dict[type[Record], tuple[tuple[type[Record], str, str], ...]] = {
    Accompaniment: (
        (AccompanimentSession, "accompaniment_id", "accompaniments.still_needed"),
        (PlanTask, "accompaniment_id", "accompaniments.still_needed"),
        (Indicator, "accompaniment_id", "accompaniments.still_needed"),
    ),
    PlanTask: ((AccompanimentSession, "task_id", "plans.still_needed"),),
    Event: (
        (ContestEntry, "event_id", "events.still_needed"),
        (EventParticipant, "event_id", "events.still_needed"),
    ),
    ContestEntry: ((ContestScore, "entry_id", "events.still_needed"),),
    InformationAsset: ((InformationAsset, "origin_id", "assets.still_needed"),),
    CaseStudy: ((Sharing, "study_id", "events.still_needed"),),
    Hearing: (
        (HearingTheme, "hearing_id", "hearings.still_needed"),
        (CaseCandidate, "hearing_id", "hearings.still_needed"),
    ),
    HearingTheme: ((CaseCandidate, "theme_id", "hearings.still_needed"),),
}
# A survey is asked for dispatches only (6(6)キ); only a consultation is answered, and may lead to a dispatch (6(5)エ).
STEPS_OF_ONE_KIND: dict[str, CaseKind] = {
    "session.plan": CaseKind.DISPATCH,
    "case.ask_survey": CaseKind.DISPATCH,
    "case.record_survey": CaseKind.DISPATCH,
    "answer.record": CaseKind.CONSULTATION,
    "case.to_dispatch": CaseKind.CONSULTATION,
}


def obstacles(action: str, record: Record | None, facts: ContractFacts) -> tuple[Finding, ...]:
    """Return why an action cannot be taken on a record now, before anything is typed; empty when it can."""
    if isinstance(record, Case):
        return tuple(_case_obstacles(action, record, facts))
    if isinstance(record, Session):
        return tuple(_session_obstacles(action, record, facts))
    if isinstance(record, ConsultationAnswer):
        return tuple(_answer_obstacles(action, record, facts))
    if isinstance(record, Expert):
        return tuple(_expert_obstacles(action, record, facts))
    if record is None:
        return ()
    return (
        *hearing_obstacles(action, record, facts),
        *plan_obstacles(action, record, facts),
        *_still_needed(action, record, facts),
        *_still_held(action, record, facts),
    )


def _still_needed(action: str, record: Record, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse taking away what other records rest on."""
    if action != f"{record.REGISTER.table}.remove":
        return
    for kind, name, code in RESTING_ON.get(type(record), ()):
        if any(getattr(other, name) == record.id for other in facts.of(kind).values()):
            yield _refusal(record, code, STATUS_CLAUSE, others=kind.REGISTER.label)


def _still_held(action: str, record: Record, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse taking an asset off the register that nobody has disposed of: nothing would ask for it again (10(4))."""
    if action != "information_asset.remove" or not isinstance(record, InformationAsset):
        return
    if not is_disposed_of(record, facts):
        yield _refusal(record, "assets.still_held", "10(4)", "disposal", "10.4", asset=record.name)


def _refusal(
    record: Record, code: str, clause: str, field: str = "", rule: str = "6.1.b3", **values: object
) -> Finding:
    subject = Subject(record.REGISTER.name, record.id)
    return Finding(rule, clause, Severity.VIOLATION, subject, code, values, field_name=field)


def _case_obstacles(action: str, case: Case, facts: ContractFacts) -> Iterator[Finding]:
    step = CASE_STEPS.get(action)
    if step is None:
        return
    kind = STEPS_OF_ONE_KIND.get(action, case.kind)
    if kind is not None and case.kind != kind:
        yield _refusal(case, f"consultations.only_for_{kind.value}", STATUS_CLAUSE, case=case.number)
        return
    if case.status not in step.sources:
        yield _not_now(case, step, case.status)
        return
    if action == "case.consult":
        yield from _ready_to_consult(case, facts)
    elif action == "case.decide":
        yield from _candidates_listed(case, facts)
    elif action == "session.plan":
        yield from _room_for_another(case, facts)
    elif action == "case.to_dispatch":
        yield from _not_yet_dispatched(case, facts)
    elif action in ASKING_FOR_SUPPORT and case.kind == CaseKind.CONSULTATION:
        yield from _consultation_obstacles(action, case, facts)
    elif action in ASKING_FOR_SUPPORT:
        yield from _dispatch_obstacles(action, case, facts)


def _dispatch_obstacles(action: str, case: Case, facts: ContractFacts) -> Iterator[Finding]:
    sessions = facts.sessions_by_case.get(case.id, ())
    if action == "case.complete":
        yield from _all_held(case, sessions)
    elif action == "case.close":
        yield from _all_reported(case, sessions)
    elif action in ("case.withdraw", "case.rematch") and any(item.status in DONE for item in sessions):
        yield _refusal(case, "contract.support_has_begun", CLAUSE, case=case.number)
    elif action == "case.withdraw" and any(item.status == SessionStatus.PLANNED for item in sessions):
        yield _refusal(case, "contract.sessions_still_planned", CLAUSE, case=case.number)


def _consultation_obstacles(action: str, case: Case, facts: ContractFacts) -> Iterator[Finding]:
    answers = facts.answers_by_case.get(case.id, ())
    if action == "case.complete" and not answers:
        yield _refusal(case, "consultations.nothing_answered", "6(5)カ", case=case.number)
    elif action in ("case.withdraw", "case.rematch") and answers:
        yield _refusal(case, "consultations.answer_was_given", "6(5)ア", case=case.number)
    elif action == "case.close":
        for answer in answers:
            if answer.reported_on is None:
                code = "consultations.answer_not_reported"
                yield _refusal(answer, code, "6(5)カ", "reported_on", "6.5.f", answer=answer.number)


def choice_obstacles(case: Case, chosen: Case, facts: ContractFacts) -> Iterator[Finding]:
    """Yield why the experts chosen for a case cannot be taken over today: its state, the database, their consent.

    A form leaves a choice open until it goes before the prefecture; what takes many choices over at once asks first.
    """
    yield from _case_obstacles("case.match", case, facts)
    yield from _candidates_listed(chosen, facts)
    consented = consented_from(facts, facts.today)
    for member in chosen.expert_ids:
        expert = facts.experts.get(member.key)
        if expert is not None and expert.is_listed and consented[expert.id] > facts.today:
            code, values = "contract.choice_no_consent", {"case": case.number, "expert": expert.name}
            yield _refusal(case, code, "6(3)ウ", "expert_ids", "6.3.c", **values)


def _not_yet_dispatched(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    for other in facts.cases.values():
        if other.origin_case_id == case.id and other.status != CaseStatus.WITHDRAWN:
            yield _refusal(
                case, "consultations.already_dispatched", "6(5)エ", rule="6.5.d", case=case.number, other=other.number
            )


def _answer_obstacles(action: str, answer: ConsultationAnswer, facts: ContractFacts) -> Iterator[Finding]:
    reported, case = answer.reported_on is not None, facts.cases.get(answer.case_id)
    if action == "answer.correct":
        if not reported:
            yield _refusal(answer, "consultations.answer_not_reported", "6(5)カ", answer=answer.number)
    elif action in ANSWER_STEPS and reported:
        yield _refusal(answer, "consultations.answer_already_reported", "6(5)カ", answer=answer.number)
    elif action == "answer.report":
        yield from incomplete_answer(answer)
    elif action == "answer.remove" and case is not None and case.status not in _RUNNING:
        yield _not_now(case, CASE_STEPS["answer.record"], case.status)


def _not_now(record: Record, step: Step[State], status: State | None) -> Finding:
    return _refusal(
        record,
        "contract.not_in_this_state",
        STATUS_CLAUSE,
        status=status.label if status else "",
        sources="・".join(state.label for state in type(next(iter(step.sources))) if state in step.sources),
    )


def _ready_to_consult(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    rule, clause = ("6.5.a", "6(5)ア") if case.kind == CaseKind.CONSULTATION else ("6.6.a", CLAUSE)
    if not case.expert_ids:
        yield _refusal(case, "contract.no_candidate", clause, "expert_ids", rule, case=case.number)
    if not case.support_content.strip():
        yield _refusal(case, "contract.no_support_content", clause, "support_content", rule, case=case.number)
    if case.kind == CaseKind.CONSULTATION and case.answer_method is None:
        yield _refusal(case, "consultations.no_answer_method", "6(5)ア", "answer_method", "6.5.a", case=case.number)
    yield from _candidates_listed(case, facts)


def _candidates_listed(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse candidates who are not in the database: only listed experts are matched (6(5)ウ, 6(6)ア, 6(3))."""
    for member in case.expert_ids:
        expert = facts.experts.get(member.key)
        if expert is None or not expert.is_listed:
            name = expert.name if expert else member.key
            if case.kind == CaseKind.CONSULTATION:
                code, clause, rule = "consultations.expert_not_in_database", "6(5)ウ・6(3)", "6.5.c"
            else:
                code, clause, rule = "contract.expert_not_in_database", "6(6)ア・6(3)", "6.6.a"
            yield _refusal(case, code, clause, "expert_ids", rule, case=case.number, expert=name)


def _room_for_another(case: Case, facts: ContractFacts) -> Iterator[Finding]:
    """Refuse planning when the municipality is at its cap up to the performance deadline (6(6)エ)."""
    count = used(facts, case.municipality_code)
    limit = cap_on(facts, case.municipality_code, facts.terms.day("performance.deadline", facts.today))
    if count >= limit:
        yield _refusal(case, "contract.at_cap", "6(6)エ", rule="6.6.d", used=count, cap=limit)


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
        yield from unmet_for_listing(expert, facts)
    elif action == "expert.unlist":
        if not expert.is_listed:
            yield _refusal(expert, "contract.not_listed", "6(3)ア", expert=expert.name)
        yield from _still_planned(expert, facts)
    elif action == "expert.remove" and any(
        member.key == expert.id
        for members in (
            *(case.expert_ids for case in facts.cases.values()),
            *(session.expert_ids for session in facts.sessions.values()),
        )
        for member in members
    ):
        yield _refusal(expert, "contract.expert_has_sessions", "6(3)ア", expert=expert.name)
    elif action == "expert.remove" and (
        any(member.key == expert.id for record in _supports(facts) for member in record.expert_ids)
        or any(accompaniment.manager_id == expert.id for accompaniment in facts.of(Accompaniment).values())
    ):
        yield _refusal(expert, "consultations.expert_has_supported", "6(3)ア", expert=expert.name)
    elif action == "expert.remove" and expert.is_listed:
        yield _refusal(expert, "contract.expert_still_listed", "6(3)ア", expert=expert.name)


def _supports(facts: ContractFacts) -> Iterator[ConsultationAnswer | AccompanimentSession]:
    """Yield what else names experts: answers, and the sessions of accompaniment."""
    yield from facts.of(ConsultationAnswer).values()
    yield from facts.of(AccompanimentSession).values()


def _still_planned(expert: Expert, facts: ContractFacts) -> Iterator[Finding]:
    for case in facts.cases.values():
        running = case.kind == CaseKind.CONSULTATION and case.status in _RUNNING
        if running and any(member.key == expert.id for member in case.expert_ids):
            yield _refusal(
                expert, "consultations.expert_still_answering", "6(5)ウ", expert=expert.name, case=case.number
            )
    for session in facts.sessions.values():
        planned = session.status == SessionStatus.PLANNED
        if planned and any(member.key == expert.id for member in session.expert_ids):
            yield _refusal(expert, "contract.expert_still_planned", CLAUSE, expert=expert.name, session=session.number)
