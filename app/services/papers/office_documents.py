"""Collects what the papers of the office print, by the kind of document: records in, a paper and its gaps out."""

from collections.abc import Mapping

from app.contract.deadlines import answer_deadline
from app.contract.facts import ContractFacts
from app.contract.team import change_proof
from app.documents.letterhead import Letterhead
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.decision import Decision
from app.domain.meeting import Homework, Meeting
from app.domain.staff import StaffMember
from app.domain.subcontract import Subcontract
from app.services.judging.fact_loading import facts_around, whole_facts
from app.services.papers import contract_documents, office_papers, sending_papers
from app.services.papers.collecting import Collected, Collector, lacking_fields, safe_name
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind
from app.store.queries import Reader

KINDS = (
    DocumentKind("4", "DXよろず相談窓口対応報告書", "answers", ("",), ("pdf",)),
    DocumentKind("minutes", "議事録", "meetings", ("",), ("pdf",)),
    DocumentKind("decisions", "協議・承認・指示簿", "", ("",), ("pdf",)),
    DocumentKind("staff-change", "従事者変更協議書", "staff", ("",), ("pdf",)),
    DocumentKind("subcontract", "再委託承認申請書", "subcontracts", ("",), ("pdf",)),
    *contract_documents.KINDS,
    *sending_papers.KINDS,
)


def _answer(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    answer = reader.get(ConsultationAnswer, record_id)
    facts = facts_around(reader, around, answer)
    case = facts.cases.get(answer.case_id) or Case(id="")
    deadline = answer_deadline(answer, facts)
    office = around.municipalities.by_code(answer.municipality_code).name
    experts = [facts.experts[member.key] for member in answer.expert_ids if member.key in facts.experts]
    consultation = facts.decisions.get(case.consultation_id)
    paper = office_papers.answer_report(
        answer, case, office, experts, consultation, deadline.due if deadline else None, head
    )
    lacking = lacking_fields(answer, "answered_on", "minutes", "content", "effect", "materials")
    return Collected(paper, lacking, f"4_よろず相談対応報告書_{answer.number}.pdf")


def _minutes(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    meeting = reader.get(Meeting, record_id)
    paper = office_papers.minutes(meeting, reader.find(Homework, meeting_id=meeting.id), head)
    held_on = meeting.held_on.isoformat() if meeting.held_on else ""
    file_name = f"議事録_{held_on}_{safe_name(meeting.title)}.pdf"
    return Collected(paper, lacking_fields(meeting, "decided", "minutes"), file_name)


def _decisions(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    return Collected(office_papers.decision_register(reader.find(Decision), head), (), "協議・承認・指示簿.pdf")


def _staff_change(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    successor = reader.get(StaffMember, record_id)
    facts: ContractFacts = whole_facts(reader, around)
    predecessor = facts.of(StaffMember).get(successor.replaces_id)
    proof = change_proof(facts, successor)
    rows = [
        (f"{row.clause}　{row.label}（{row.minimum}{row.unit}以上）", "、".join(row.before), "、".join(row.after))
        for row in (proof.rows if proof else ())
    ]
    paper = office_papers.staff_change(successor, predecessor, rows, head)
    return Collected(
        paper, lacking_fields(successor, "replaces_id", "equivalence"), f"従事者変更_{safe_name(successor.name)}.pdf"
    )


def _subcontract(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    item = reader.get(Subcontract, record_id)
    parent = reader.get(Subcontract, item.parent_id) if item.parent_id else None
    lacking = lacking_fields(item, "partner", "partner_address", "relation", "scope", "necessity", "starts_on")
    paper = office_papers.subcontract_application(item, parent, head)
    return Collected(paper, lacking, f"再委託承認申請書_{safe_name(item.partner)}.pdf")


COLLECTORS: Mapping[str, Collector] = {
    "4": _answer,
    "minutes": _minutes,
    "decisions": _decisions,
    "staff-change": _staff_change,
    "subcontract": _subcontract,
    **contract_documents.COLLECTORS,
    **sending_papers.COLLECTORS,
}


def collector(kind: str) -> Collector | None:
    """Return what collects a kind of paper; None for the deliverables with builders of their own."""
    return COLLECTORS.get(kind)
