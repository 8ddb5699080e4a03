"""How the product answers each demand of the contract: the one table behind the board and docs/clauses.md.

The rules of a demand are those entered in the rule book under its id; they are not repeated here.
"""

from app.contract.clause_answer import ClauseAnswer, Screen
from app.contract.clause_evidence import every, handed_in, promise_kept
from app.contract.facts import COUNTED, DONE, ContractFacts
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.asset import AssetKind, InformationAsset
from app.domain.case import Case, CaseKind
from app.domain.commitment import Commitment
from app.domain.consultation import ConsultationAnswer
from app.domain.contact import Contact, Enquiry
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.event import CaseStudy, ContestEntry, Event, EventKind, EventStatus, Sharing
from app.domain.expert import Expert
from app.domain.form_template import FormTemplate
from app.domain.hearing import Hearing, HearingStatus
from app.domain.meeting import Meeting, MeetingKind
from app.domain.notification import Channel
from app.domain.plan import PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.session import Session, SessionStatus
from app.domain.staff import Pledge, Qualification, StaffMember
from app.domain.subcontract import Subcontract

PORTAL = "board.later_portal"
ROLES = "board.later_roles"
TABLE_2 = tuple(map(str, range(1, 11)))  # the ten deliverables are documents of their own


def _decided(case: Case, facts: ContractFacts, kind: CaseKind) -> bool:
    return case.kind == kind and bool(case.decided_on) and facts.agreed(case.consultation_id, case.decided_on)


_CONTRACT = every(Contract)
_CASES = every(Case)
_COUNTED = every(Session, lambda item, facts: item.status in COUNTED)
_HELD = every(Session, lambda item, facts: item.status in DONE)
_LISTED = every(Expert, lambda item, facts: item.is_listed)
_ACCOMPANIED = every(AccompanimentSession, lambda item, facts: item.status == AccompanimentStatus.HELD)
_HEARD = every(Hearing, lambda item, facts: item.status == HearingStatus.HELD)
_HANDED_IN = handed_in(*range(1, 11))
_APPROVED_SUCCESSORS = every(StaffMember, lambda item, facts: item.replaces_id and facts.agreed(item.approval_id))

_MATCHING = ("tests/planning/test_matching.py", "tests/services/matching/test_candidates.py")

_SETTING_UP = (
    ClauseAnswer("3.1", Screen.CONTRACT, _CONTRACT, ("contract.edit", "term_amendment.add")),
    ClauseAnswer(
        "5.1",
        Screen.PLANS,
        handed_in(1, 2) | every(PlanVersion, lambda item, facts: item.submitted_on),
        ("plan_version.draw", "plan_version.submit", "plan_task.draw", "submission.add"),
        ("1", "2"),
    ),
    ClauseAnswer(
        "5.2",
        Screen.PLANS,
        every(
            Meeting,
            lambda item, facts: item.kind == MeetingKind.KICKOFF and item.held_on and item.held_on <= facts.today,
        ),
        ("meeting.plan_kickoff", "meeting.add"),
        ("agenda",),
    ),
    ClauseAnswer(
        "5.3",
        Screen.PLANS,
        every(PlanVersion, lambda item, facts: facts.agreed(item.approval_id)),
        ("plan_version.approve", "decision.add"),
    ),
    ClauseAnswer(
        "5.4",
        Screen.CONTRACT,
        every(Meeting, lambda item, facts: item.minutes),
        ("meeting.edit",),
        ("agenda", "minutes"),
    ),
    ClauseAnswer(
        "5.5",
        Screen.CONTRACT,
        every(Meeting, lambda item, facts: facts.agreed(item.mode_decision_id)),
        ("meeting.edit", "decision.add"),
    ),
    ClauseAnswer(
        "5.6",
        Screen.PLANS,
        every(PlanVersion, lambda item, facts: (item.version or 0) > 1 and facts.agreed(item.approval_id)),
        ("plan_version.draw", "plan_version.submit", "plan_version.approve"),
        ("1", "2"),
    ),
    ClauseAnswer("6.1.a", Screen.CONTRACT, every(Contact), ("contact.add", "contact_entry.add")),
    ClauseAnswer("6.1.b1", Screen.CASES, _CASES, later=PORTAL),
    ClauseAnswer("6.1.b2", Screen.CASES, _HELD, later=PORTAL),
    ClauseAnswer(
        "6.1.b3",
        Screen.CASES,
        every(Case, lambda item, facts: item.status_since),
        ("case.start_matching", "case.decide", "case.complete", "case.close"),
    ),
    ClauseAnswer("6.1.b4", Screen.HOME, every(Channel, lambda item, facts: item.is_enabled), ("channel.add",)),
    ClauseAnswer("6.1.b5", Screen.CONTRACT, _CONTRACT, later=ROLES),
    ClauseAnswer("6.1.b6", Screen.CONTRACT, _CASES, later=PORTAL),
    ClauseAnswer("6.1.b7", Screen.REPORTS, _CASES, tests=("tests/documents/test_csv_export.py",)),
)

_EXPERTS = (
    ClauseAnswer(
        "6.2.a",
        Screen.EXPERTS,
        every(Expert, lambda item, facts: item.expertise or item.municipal_record),
        ("expert.add", "expert.edit"),
        tests=("tests/services/actions/test_running.py",),
    ),
    ClauseAnswer("6.2.b", Screen.EXPERTS, _LISTED, ("expert.list",)),
    ClauseAnswer("6.2.c", Screen.EXPERTS, every(Expert, lambda item, facts: item.is_listed and item.fields)),
    ClauseAnswer("6.2.d", Screen.EXPERTS, every(Expert, lambda item, facts: item.is_listed and item.on_site)),
    ClauseAnswer("6.2.e", Screen.EXPERTS, every(Expert, lambda item, facts: item.engagement), ("subcontract.add",)),
    ClauseAnswer(
        "6.2.f",
        Screen.EXPERTS,
        every(Expert, lambda item, facts: item.municipal_record),
        documents=("3",),
        tests=("tests/documents/test_expert_database.py",),
    ),
    ClauseAnswer("6.3.1", Screen.EXPERTS, handed_in(3), ("submission.add",), ("3",)),
    ClauseAnswer("6.3.2", Screen.EXPERTS, handed_in(3), ("submission.notify_changes",), ("database-change",)),
    ClauseAnswer(
        "6.3.3", Screen.EXPERTS, _LISTED, documents=("3",), tests=("tests/documents/test_expert_database.py",)
    ),
    ClauseAnswer("6.3.a", Screen.EXPERTS, _LISTED, ("expert.list", "expert.unlist"), ("3",)),
    ClauseAnswer("6.3.b", Screen.EXPERTS, every(Expert, lambda item, facts: item.is_listed and item.expertise)),
    ClauseAnswer(
        "6.3.c",
        Screen.EXPERTS,
        every(Expert, lambda item, facts: item.consented_on),
        ("expert.record_explanation", "expert.record_consent"),
    ),
)

_ACCOMPANIMENT = (
    ClauseAnswer(
        "6.4.a",
        Screen.PLANS,
        every(Accompaniment, lambda item, facts: item.status == PlanStatus.DECIDED),
        ("accompaniment.add", "accompaniment.edit"),
        ("support-plan",),
    ),
    ClauseAnswer(
        "6.4.b",
        Screen.PLANS,
        every(AccompanimentSession, lambda item, facts: item.task_id or item.step),
        ("accompaniment_session.add", "plan_task.draw", "plan_task.set_baseline", "plan_task.progress"),
        ("support-plan",),
    ),
    ClauseAnswer("6.4.c", Screen.PLANS, _ACCOMPANIED, ("accompaniment_session.add",)),
    ClauseAnswer("6.4.d", Screen.PLANS, _ACCOMPANIED, ("accompaniment_session.add",)),
    ClauseAnswer("6.4.e", Screen.PLANS, every(Accompaniment, lambda item, facts: item.manager_id)),
    ClauseAnswer("6.4.f1", Screen.REPORTS, handed_in(6), ("monthly_note.add", "submission.add"), ("6",)),
    ClauseAnswer(
        "6.4.f2",
        Screen.PLANS,
        handed_in(8) | every(Accompaniment, lambda item, facts: item.reported_on),
        ("accompaniment.edit", "indicator.add", "submission.add"),
        ("8",),
    ),
    ClauseAnswer(
        "6.4.g",
        Screen.PLANS,
        every(
            Event,
            lambda item, facts: item.kind == EventKind.REPORT_MEETING and item.status != EventStatus.CANCELLED,
        ),
        ("event.add",),
    ),
    ClauseAnswer("6.4.h", Screen.CONTRACT, promise_kept("6(4)ク"), ("commitment.add",)),
)

_CONSULTATION = (
    ClauseAnswer(
        "6.5.a",
        Screen.CASES,
        every(Case, lambda item, facts: _decided(item, facts, CaseKind.CONSULTATION)),
        ("case.consult", "case.decide"),
    ),
    ClauseAnswer("6.5.b", Screen.CASES, every(ConsultationAnswer), ("answer.record",)),
    ClauseAnswer("6.5.c", Screen.CASES, every(ConsultationAnswer), ("case.match",), ("candidates",), tests=_MATCHING),
    ClauseAnswer(
        "6.5.d",
        Screen.CASES,
        every(ConsultationAnswer, lambda item, facts: item.other_scheme)
        | every(Case, lambda item, facts: item.origin_case_id),
        ("case.to_dispatch", "answer.record"),
    ),
    ClauseAnswer(
        "6.5.e",
        Screen.HOME,
        every(ConsultationAnswer),
        tests=("tests/contract/test_outlook.py",),
    ),
    ClauseAnswer(
        "6.5.f",
        Screen.CASES,
        every(ConsultationAnswer, lambda item, facts: item.reported_on),
        ("answer.report",),
    ),
    ClauseAnswer("6.5.g", Screen.CONTRACT, promise_kept("6(5)キ"), ("commitment.add",)),
)

_DISPATCH = (
    ClauseAnswer(
        "6.6.a",
        Screen.CASES,
        every(Case, lambda item, facts: _decided(item, facts, CaseKind.DISPATCH)),
        ("case.match", "case.consult", "case.decide"),
    ),
    ClauseAnswer("6.6.b", Screen.CASES, _COUNTED, ("session.plan",)),
    ClauseAnswer("6.6.c", Screen.CASES, _COUNTED, ("session.plan",)),
    ClauseAnswer("6.6.d", Screen.CASES, _COUNTED, ("session.plan", "term_amendment.add")),
    ClauseAnswer("6.6.e", Screen.HOME, _HELD, ("session.hold",), tests=("tests/planning/test_forecast.py",)),
    ClauseAnswer("6.6.f", Screen.CASES, _COUNTED, ("case.match",), ("candidates",), tests=_MATCHING),
    ClauseAnswer(
        "6.6.g",
        Screen.CASES,
        every(Case, lambda item, facts: item.survey_asked_on),
        ("case.ask_survey", "case.record_survey"),
        ("10",),
    ),
    ClauseAnswer(
        "6.6.h",
        Screen.CASES,
        every(Session, lambda item, facts: item.status == SessionStatus.REPORTED),
        ("session.report",),
        ("5",),
    ),
    ClauseAnswer(
        "6.6.i",
        Screen.HOME,
        _HELD | every(MotivationProposal, lambda item, facts: item.sent_on),
        ("motivation_proposal.prepare", "motivation_proposal.consent", "motivation_proposal.send"),
        ("proposal", "proposals"),
    ),
    ClauseAnswer("6.6.j", Screen.CONTRACT, promise_kept("6(6)コ"), ("commitment.add",)),
    ClauseAnswer("6.6.k", Screen.CONTRACT, promise_kept("6(6)サ"), ("commitment.add",)),
    ClauseAnswer(
        "6.6.l", Screen.EXPERTS, _COUNTED, documents=("fairness",), tests=("tests/planning/test_fairness.py",)
    ),
)

_HEARINGS_AND_EVENTS = (
    ClauseAnswer(
        "6.7.a",
        Screen.HEARINGS,
        _HEARD,
        ("hearing.add", "hearing.move", "hearing.hold", "availability.add"),
        ("hearing-schedule",),
    ),
    ClauseAnswer("6.7.b", Screen.HEARINGS, _HEARD, ("hearing.edit", "hearing.consult_on_site")),
    ClauseAnswer(
        "6.7.c",
        Screen.HEARINGS,
        every(Hearing, lambda item, facts: item.needs or item.fields),
        ("hearing_theme.add", "hearing_theme.to_candidate", "case_candidate.to_case"),
        ("hearing-minutes",),
    ),
    ClauseAnswer("6.7.d", Screen.REPORTS, handed_in(6), ("monthly_note.add", "submission.add"), ("6",)),
    ClauseAnswer("6.7.e", Screen.CONTRACT, handed_in(7), ("submission.add", "contract.declare_hearings"), ("7",)),
    ClauseAnswer(
        "6.8.a",
        Screen.PLANS,
        every(Event, lambda item, facts: _exchange(item)),
        ("event.add", "event_participant.add"),
    ),
    ClauseAnswer(
        "6.8.b",
        Screen.PLANS,
        every(Event, lambda item, facts: _exchange(item) and item.status == EventStatus.HELD),
        ("event.edit",),
    ),
    ClauseAnswer("6.8.c", Screen.CONTRACT, promise_kept("6(8)ウ"), ("commitment.add",)),
    ClauseAnswer(
        "6.9.a",
        Screen.PLANS,
        every(Event, lambda item, facts: item.kind == EventKind.CONTEST and item.status == EventStatus.HELD)
        | every(ContestEntry),
        ("event.add", "contest_entry.add", "contest_score.add", "contest_entry.settle"),
        ("judging",),
    ),
    ClauseAnswer(
        "6.9.b",
        Screen.PLANS,
        every(CaseStudy, lambda item, facts: item.checked_on) | every(Sharing),
        ("case_study.add", "sharing.add"),
    ),
    ClauseAnswer("6.10", Screen.CONTRACT, promise_kept("6(10)"), ("commitment.add",)),
)


def _exchange(event: Event) -> bool:
    return event.kind == EventKind.EXCHANGE and event.status != EventStatus.CANCELLED


_PROJECT = (
    ClauseAnswer("7.1", Screen.CONTRACT, _APPROVED_SUCCESSORS, ("staff_member.add",)),
    ClauseAnswer("7.1.a", Screen.CONTRACT, every(StaffMember), ("staff_member.add",)),
    ClauseAnswer(
        "7.1.b",
        Screen.CONTRACT,
        every(StaffMember, lambda item, facts: item.speaks_japanese or item.interpretation)
        | every(Meeting, lambda item, facts: item.interpretation),
        ("staff_member.edit", "meeting.edit"),
    ),
    ClauseAnswer(
        "7.1.c",
        Screen.CONTRACT,
        every(StaffMember, lambda item, facts: item.qualification not in (None, Qualification.NONE)),
        ("staff_member.edit",),
    ),
    ClauseAnswer(
        "7.2.a",
        Screen.CONTRACT,
        every(Subcontract, lambda item, facts: not item.covers_everything),
        ("subcontract.add",),
    ),
    ClauseAnswer(
        "7.2.b",
        Screen.CONTRACT,
        every(Subcontract, lambda item, facts: facts.agreed(item.approval_id)),
        ("subcontract.add", "subcontract.edit"),
    ),
    ClauseAnswer(
        "7.2.c",
        Screen.CONTRACT,
        every(Subcontract, lambda item, facts: item.parent_id and facts.agreed(item.approval_id)),
        ("subcontract.add",),
    ),
    ClauseAnswer("8.1", Screen.REPORTS, _HANDED_IN, ("submission.add",), TABLE_2),
    ClauseAnswer(
        "8.2", Screen.REPORTS, _HANDED_IN, documents=TABLE_2, tests=("tests/documents/test_dispatch_report.py",)
    ),
    ClauseAnswer("9.1", Screen.CONTRACT, _APPROVED_SUCCESSORS, ("staff_member.add",)),
    ClauseAnswer(
        "9.2", Screen.CASES, every(Case, lambda item, facts: item.contact_skill), ("case.edit", "contact.edit")
    ),
    ClauseAnswer("9.3", Screen.CASES, _CASES, ("case.edit",)),
    ClauseAnswer(
        "9.4",
        Screen.CONTRACT,
        every(FormTemplate, lambda item, facts: facts.agreed(item.consultation_id)),
        ("form_template.add",),
    ),
    ClauseAnswer(
        "9.5", Screen.CONTRACT, every(Enquiry, lambda item, facts: item.answered_at), ("enquiry.add", "enquiry.edit")
    ),
    ClauseAnswer("10.1", Screen.CONTRACT, every(Pledge, lambda item, facts: item.pledged_on), ("pledge.add",)),
    ClauseAnswer("10.2", Screen.CONTRACT, every(InformationAsset), ("information_asset.add",)),
    ClauseAnswer(
        "10.3",
        Screen.CONTRACT,
        every(InformationAsset, lambda item, facts: item.kind != AssetKind.ORIGINAL and item.copy_reason),
        ("information_asset.add",),
    ),
    ClauseAnswer(
        "10.4",
        Screen.CONTRACT,
        every(InformationAsset, lambda item, facts: item.disposed_on),
        ("information_asset.edit", "information_asset.dispose_many"),
        ("assets",),
    ),
    ClauseAnswer("10.5", Screen.CONTRACT, every(Pledge, lambda item, facts: item.briefed_on), ("pledge.add",)),
    ClauseAnswer(
        "11.1",
        Screen.CONTRACT,
        every(Decision),
        ("decision.add", "open_question.add", "open_question.enter_all", "reading.answer", "finding.accept"),
        ("decisions",),
    ),
    ClauseAnswer("11.2", Screen.CONTRACT, every(Commitment, lambda item, facts: item.done_on), ("commitment.edit",)),
    ClauseAnswer("11.3", Screen.CONTRACT, _CONTRACT, ("cost.add",)),
)

ANSWERS: dict[str, ClauseAnswer] = {
    answer.id: answer
    for answer in (
        *_SETTING_UP,
        *_EXPERTS,
        *_ACCOMPANIMENT,
        *_CONSULTATION,
        *_DISPATCH,
        *_HEARINGS_AND_EVENTS,
        *_PROJECT,
    )
}
