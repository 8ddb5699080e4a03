"""Records of consultations, accompaniment, hearings, events and enquiries: valid by default."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.rules import rule_book
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.case import Case, CaseKind, Mode
from app.domain.consultation import AnswerMethod, ConsultationAnswer
from app.domain.contact import Contact, Enquiry, Medium, Side
from app.domain.contract import Contract
from app.domain.event import CaseStudy, Event, EventKind, EventMode, EventStatus, Sharing
from app.domain.hearing import Hearing, HearingStatus
from app.domain.record import Member, Record
from app.services.judging.wording import finding_text
from app.services.surroundings import municipalities
from tests.factories import SIGNED_ON, WARABI, make_case, make_decision, make_expert, make_facts

NAMES = {each.code: each.name for each in municipalities()}


def named_facts(*records: Record, **options: Any) -> ContractFacts:
    """Return facts of the contract that know the municipalities of the prefecture."""
    return replace(make_facts(*records, **options), municipality_names=NAMES)


def found(facts: ContractFacts, area: str, *severities: Severity) -> set[str]:
    """Return the codes of one area's findings of these severities, violations alone by default."""
    return {finding.code.removeprefix(f"{area}.") for finding in findings(facts, area, *severities)}


def findings(facts: ContractFacts, area: str, *severities: Severity) -> list[Finding]:
    """Return one area's findings of these severities, violations alone by default."""
    wanted = severities or (Severity.VIOLATION,)
    found_now = [
        finding
        for finding in rule_book().findings(facts)
        if finding.severity in wanted and finding.code.startswith(f"{area}.")
    ]
    check_words(facts, found_now)
    return found_now


def check_words(facts: ContractFacts, said: Iterable[Finding]) -> None:
    """Fail when a finding lacks its sentences in a language."""
    for finding in said:
        for language in ("ja", "en"):
            text = finding_text(finding, facts, language)
            assert text.message
            assert text.remedy


def make_consultation(**changes: Any) -> Case:
    """Return a consultation decided with the prefecture, to be answered online."""
    return make_case(
        **{"kind": CaseKind.CONSULTATION, "number": "相-M01-0001", "answer_method": AnswerMethod.ONLINE, **changes}
    )


def make_answer(**changes: Any) -> ConsultationAnswer:
    """Return an answer of one hour, ready to be reported."""
    answer = ConsultationAnswer(
        id="answer-1",
        number="答-M01-0001",
        case_id="case-1",
        municipality_code=WARABI,
        answered_on=date(2026, 9, 18),
        method=AnswerMethod.ONLINE,
        minutes=60,
        expert_ids=(Member("expert-1"),),
        content="オンライン申請の始め方を説明した。",
        effect="対象の手続きが決まった。",
        materials="手続き一覧",
    )
    return replace(answer, **changes)


def answered(*answers: ConsultationAnswer, **changes: Any) -> tuple[Record, ...]:
    """Return answers with the expert, the decision and the consultation that make them orderly."""
    return (make_expert(), make_decision(), make_consultation(**changes), *answers)


def make_accompaniment(**changes: Any) -> Accompaniment:
    """Return a plan decided with the prefecture and the municipality, managed by a listed expert."""
    accompaniment = Accompaniment(
        id="accompaniment-1",
        municipality_code=WARABI,
        theme="書かない窓口",
        fields=(Member("front-yard"),),
        manager_id="expert-1",
        hearing_on=date(2026, 6, 10),
        plan="6月に現状を調べ、9月に案を作り、2月に効果を確かめる。",
        consultation_id="decision-1",
        municipality_agreed_on=date(2026, 9, 1),
        decided_on=date(2026, 9, 2),
        status=PlanStatus.DECIDED,
    )
    return replace(accompaniment, **changes)


def make_accompaniment_session(**changes: Any) -> AccompanimentSession:
    """Return a session in person, held according to its plan."""
    session = AccompanimentSession(
        id="support-1",
        accompaniment_id="accompaniment-1",
        municipality_code=WARABI,
        held_on=date(2026, 9, 18),
        starts_at=time(13, 0),
        ends_at=time(16, 0),
        mode=Mode.IN_PERSON,
        expert_ids=(Member("expert-1"),),
        content="現状の業務を一緒に書き出した。",
        status=AccompanimentStatus.HELD,
    )
    return replace(session, **changes)


def accompanied(*sessions: AccompanimentSession, **changes: Any) -> tuple[Record, ...]:
    """Return sessions with the expert, the decision and the plan that make them orderly."""
    return (make_expert(), make_decision(), make_accompaniment(**changes), *sessions)


def make_hearing(**changes: Any) -> Hearing:
    """Return an online hearing of an hour and a half, held with somebody of the contractor."""
    hearing = Hearing(
        id="hearing-1",
        municipality_code=WARABI,
        held_on=date(2026, 6, 16),
        starts_at=time(10, 0),
        ends_at=time(11, 30),
        mode=Mode.ONLINE,
        attendee_ids=(Member("staff-1"),),
        status=HearingStatus.HELD,
    )
    return replace(hearing, **changes)


def hearings_with(codes: list[str], last_on: date = date(2026, 8, 20)) -> list[Hearing]:
    """Return one hearing held with each municipality, the last of them on a day."""
    days = [date(2026, 6, 16)] * (len(codes) - 1) + [last_on]
    return [
        make_hearing(id=f"hearing-{code}", municipality_code=code, held_on=day)
        for code, day in zip(codes, days, strict=True)
    ]


def make_event(**changes: Any) -> Event:
    """Return an exchange event held after its consultation."""
    event = Event(
        id="event-1",
        kind=EventKind.EXCHANGE,
        title="窓口改革の交流会",
        theme="書かない窓口",
        mode=EventMode.ONLINE,
        held_on=date(2026, 9, 25),
        consultation_id="decision-1",
        status=EventStatus.HELD,
        participants=48,
    )
    return replace(event, **changes)


def make_study(**changes: Any) -> CaseStudy:
    """Return a case study that names nobody, checked for it."""
    study = CaseStudy(
        id="study-1",
        title="窓口の手続きを半分にした事例",
        case_id="case-1",
        content="人口7万人規模の市で、窓口の業務の流れを見直した。",
        checked_on=date(2026, 9, 20),
        checked_by="事務局",
    )
    return replace(study, **changes)


def make_sharing(**changes: Any) -> Sharing:
    """Return that a municipality received the case study on the day after its check."""
    sharing = Sharing(
        id="sharing-1", study_id="study-1", municipality_code=WARABI, shared_on=date(2026, 9, 21), means="LoGoチャット"
    )
    return replace(sharing, **changes)


def make_contact(**changes: Any) -> Contact:
    """Return somebody of the municipality of the case."""
    contact = Contact(
        id="contact-1",
        side=Side.MUNICIPALITY,
        municipality_code=WARABI,
        organisation="情報管理室",
        person="架空　花子",
        phone="048-000-1234",
        mail="hanako@example.lg.jp",
    )
    return replace(contact, **changes)


def make_enquiry(**changes: Any) -> Enquiry:
    """Return a question of Monday 14 September, answered on the same day."""
    enquiry = Enquiry(
        id="enquiry-1",
        received_at=datetime(2026, 9, 14, 1, 0, tzinfo=UTC),
        municipality_code=WARABI,
        medium=Medium.MAIL,
        subject="派遣の申請の方法",
        answered_at=datetime(2026, 9, 14, 5, 0, tzinfo=UTC),
        answered_by="事務局",
    )
    return replace(enquiry, **changes)


def make_contract(**changes: Any) -> Contract:
    """Return the contract itself."""
    return replace(Contract(id="contract-1", name="見本の業務", signed_on=SIGNED_ON), **changes)
