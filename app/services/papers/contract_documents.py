"""Collects what the contract's own papers print: changes of the database, proposals, the certificate of disposal."""

from collections.abc import Mapping

from app.contract.closing import ClosingStep, Left, obstacles_to_certificate
from app.contract.expert_listing import latest_notice, pending_notice
from app.contract.outlook import dispatch_outlook
from app.documents.letterhead import Letterhead
from app.domain.asset import InformationAsset
from app.domain.decision import Decision
from app.domain.proposal import MotivationProposal
from app.services.judging.fact_loading import facts_around, whole_facts
from app.services.papers import contract_papers, office_papers
from app.services.papers.collecting import Collected, Collector, lacking_fields, safe_name
from app.services.papers.contract_papers import Shortfall
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind, Missing
from app.store.queries import Reader

KINDS = (
    DocumentKind("database-change", "デジタル専門人材データベース変更通知書", "", ("",), ("pdf",), when_needed=True),
    DocumentKind("proposal", "機運醸成の提案書", "proposals", ("",), ("pdf",)),
    DocumentKind("proposals", "機運醸成の提案の一覧", "", ("",), ("pdf",), when_needed=True),
    DocumentKind("assets", "情報資産返却・廃棄・消去証明書", "", ("",), ("pdf",)),
)


def _database_change(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    """Collect what has not been told; when there is nothing, what was told last."""
    facts = facts_around(reader, around, None)
    notice = pending_notice(facts) or latest_notice(facts)
    lacking = () if notice else (Missing("submissions", "", "content", "届け出る掲載内容の変更"),)
    return Collected(contract_papers.change_notice(notice, head), lacking, "3_データベース変更通知書.pdf")


def _proposal(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    item = reader.get(MotivationProposal, record_id)
    office = around.municipalities.by_code(item.municipality_code).name
    consents = reader.find_in(Decision, "id", [item.consent_id] if item.consent_id else [])
    paper = contract_papers.proposal(item, office, consents[0] if consents else None, head)
    return Collected(paper, lacking_fields(item, "content", "consent_id"), f"機運醸成の提案_{safe_name(office)}.pdf")


def _proposals(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    facts = whole_facts(reader, around)
    items = sorted(facts.of(MotivationProposal).values(), key=lambda item: (item.municipality_code, item.id))
    outlook = dispatch_outlook(facts)
    minimum = facts.terms.integer("dispatch.minimum", facts.today)
    reason = Shortfall(outlook.held, outlook.planned, outlook.forecast, minimum)
    lacking = () if items else (Missing("proposals", "", "content", "提案の内容"),)
    paper = contract_papers.proposal_list(items, facts.municipality_names, reason, head)
    return Collected(paper, lacking, "機運醸成の提案の一覧.pdf")


def _assets(reader: Reader, around: Surroundings, record_id: str, head: Letterhead) -> Collected:
    """Collect the certificate; whatever is still open on the way to it is missing (10(4))."""
    facts = facts_around(reader, around, None)
    open_ones = tuple(
        Missing(*_where(state.step, item), f"{state.step.label}：{item.name}")
        for state in obstacles_to_certificate(facts)
        for item in state.left
    )
    assets = reader.find(InformationAsset)
    return Collected(office_papers.disposal_certificate(assets, head), open_ones, "情報資産証明書.pdf")


def _where(step: ClosingStep, item: Left) -> tuple[str, str, str]:
    """Return the register, the record and the field where something left to do is entered."""
    if step is ClosingStep.PLEDGES:
        return "pledges", "", "pledged_on"
    return ("pledges", "", "briefed_on") if step is ClosingStep.BRIEFINGS else (item.register, item.id, "disposed_on")


COLLECTORS: Mapping[str, Collector] = {
    "database-change": _database_change,
    "proposal": _proposal,
    "proposals": _proposals,
    "assets": _assets,
}
