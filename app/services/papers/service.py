"""Makes documents from the records: what is printed, what is missing, and the bytes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.contract.deadlines import session_deadline
from app.contract.facts import DONE, ContractFacts
from app.documents.completeness import MissingField, missing_in_database, missing_in_report
from app.documents.dispatch_report import Consultation, DispatchReportFacts, SentExpert, dispatch_report
from app.documents.expert_profile import Edition
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.office_paper import office_paper
from app.domain.case import Case, Mode
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.record import Members
from app.domain.session import Session
from app.domain.support_field import in_table_order
from app.services.hearings import papers as hearing_papers
from app.services.judging.fact_loading import bare_facts, contract_of, facts_around, facts_on_demand
from app.services.matching import papers as matching_papers
from app.services.papers.expert_papers import database_facts, made_database
from app.services.papers.office_documents import KINDS as OFFICE_KINDS
from app.services.papers.office_documents import collector
from app.services.plans.kinds import KINDS as PLAN_KINDS
from app.services.plans.kinds import builder as plan_builder
from app.services.reports.kinds import KINDS as REPORT_KINDS
from app.services.reports.kinds import builder as report_builder
from app.services.surroundings import Surroundings
from app.services.views import DocumentKind, MadeDocument, Missing
from app.store.queries import Reader
from app.store.store import Store

if TYPE_CHECKING:
    from app.services.plans.papers import Wanted

KINDS = (
    DocumentKind("3", "デジタル専門人材データベース", "", tuple(edition.value for edition in Edition), ("pdf", "xlsx")),
    DocumentKind("5", "デジタル専門人材派遣結果報告書", "sessions", ("",), ("pdf",)),
    DocumentKind("7", "市町村DX推進状況調査報告書", "", ("",), ("pdf",)),
    *OFFICE_KINDS,
    *hearing_papers.KINDS,
    *matching_papers.KINDS,
    *PLAN_KINDS,
    *REPORT_KINDS,
)
SURVEY_REPORT = "7"
NO_EDITIONS = "（指定なし）"


@dataclass(frozen=True)
class Prepared:
    """A document whose facts are collected: what it lacks, the name of its file, and how it is printed."""

    lacking: tuple[Missing, ...]
    file_name: str
    print: Callable[[], Made]


class PaperService:
    """Makes documents; refuses when required content is missing, unless a draft is asked for."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def make(
        self, kind: str, for_id: str = "", edition: str = "", draft: bool = False, form: str = "pdf"
    ) -> MadeDocument:
        """Return one document; Incomplete when something that the contract asks for is missing."""
        prepared = self._prepared(kind, for_id, edition, draft, form)
        _refuse_incomplete(prepared.lacking, draft)
        made = prepared.print()
        digest = hashlib.sha256(made.data).hexdigest()
        return MadeDocument(made.data, made.pages, digest, prepared.file_name, prepared.lacking)

    def missing(self, kind: str, for_id: str = "", edition: str = "") -> tuple[Missing, ...]:
        """Return what a document still lacks, without making it."""
        return self._prepared(kind, for_id, edition, draft=True, form="pdf").lacking

    def _prepared(self, kind: str, for_id: str, edition: str, draft: bool, form: str) -> Prepared:
        known = _kind(kind, edition, form)
        with self._store.reading() as reader:
            collect = collector(kind) or hearing_papers.collector(kind) or matching_papers.collector(kind)
            if collect is not None:
                found = collect(reader, self._surroundings, for_id, self._letterhead(reader))
                paper = found.as_draft().paper if draft else found.paper
                return Prepared(found.lacking, found.file_name, partial(office_paper, paper))
            build = plan_builder(kind) or report_builder(kind)
            if build is not None:
                made = build(self._wanted(reader, for_id, edition or known.editions[0], draft))
                return Prepared(made.lacking, made.file_name, made.print)
            if kind == SURVEY_REPORT:
                return self._survey_report(reader, draft)
            if known.register == Session.REGISTER.name:
                return self._dispatch_report(reader, for_id, draft)
            return self._expert_database(reader, Edition(edition or known.editions[0]), draft, form)

    def _wanted(self, reader: Reader, for_id: str, edition: str, draft: bool) -> "Wanted":
        from app.services.plans.papers import Wanted

        facts = facts_on_demand(reader, self._surroundings)
        return Wanted(facts, for_id, edition, self._letterhead(reader), draft, self._surroundings.language)

    def _survey_report(self, reader: Reader, draft: bool) -> Prepared:
        from app.services.hearings.survey_papers import survey_paper

        made = survey_paper(reader, self._surroundings, self._letterhead(reader), draft)
        return Prepared(made.lacking, made.file_name, made.print)

    def _dispatch_report(self, reader: Reader, session_id: str, draft: bool) -> Prepared:
        session = reader.get(Session, session_id)
        facts = facts_around(reader, self._surroundings, session)
        printed = self._report_facts(reader, session, facts, draft)
        ids = {"sessions": session.id, "cases": session.case_id, "contracts": contract_of(reader).id}
        lacking = (*_unheld(session), *_missing(missing_in_report(printed), ids))
        return Prepared(lacking, f"5_派遣結果報告書_{session.number}.pdf", partial(dispatch_report, printed))

    def _report_facts(self, reader: Reader, session: Session, facts: ContractFacts, draft: bool) -> DispatchReportFacts:
        case = facts.cases.get(session.case_id) or Case(id="")
        deadline = session_deadline(session, facts)
        held_on = session.held_on or facts.today
        names = {field.code: field.name for field in facts.terms.support_fields}
        sent = [facts.experts[member.key] for member in session.expert_ids if member.key in facts.experts]
        return DispatchReportFacts(
            letterhead=letterhead(contract_of(reader), session.reported_on or facts.today),
            municipality=self._municipality(session.municipality_code),
            case_number=case.number,
            session_number=session.number,
            applied_on=case.applied_on,
            support_fields=_names(in_table_order(case.fields, facts.terms.support_fields), names),
            request=case.content,
            decided_on=case.decided_on,
            support_content=case.support_content,
            consultation=_consultation(facts.decisions.get(case.consultation_id)),
            held_on=session.held_on,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            break_minutes=session.break_minutes or 0,
            mode=session.mode.label if session.mode else "",
            is_online=session.mode == Mode.ONLINE,
            online_wish=session.online_wish,
            place=session.place,
            experts=tuple(SentExpert(expert.name, expert.affiliation) for expert in sent),
            attendees=session.attendees,
            content=session.content,
            effect=session.effect,
            materials=session.materials,
            tools=session.tools,
            next_steps=session.next_steps,
            survey_asked_on=case.survey_asked_on,
            survey_answered_on=case.survey_answered_on,
            ordinal=_ordinal(session, facts),
            cap=facts.terms.integer("dispatch.cap_per_municipality", held_on, session.municipality_code),
            due=deadline.due if deadline else None,
            draft=draft,
        )

    def _letterhead(self, reader: Reader) -> Letterhead:
        return letterhead(contract_of(reader), self._surroundings.today())

    def _municipality(self, code: str) -> str:
        return self._surroundings.municipalities.by_code(code).name if code else ""

    def _expert_database(self, reader: Reader, edition: Edition, draft: bool, form: str) -> Prepared:
        facts = bare_facts(reader, self._surroundings)
        contract = contract_of(reader)
        printed = database_facts(reader, facts, letterhead(contract, facts.today), edition, draft)
        lacking = tuple(_missing(missing_in_database(printed), {"contracts": contract.id}))
        file_name = f"3_デジタル専門人材データベース_{printed.edition.label}.{form}"
        return Prepared(lacking, file_name, partial(made_database, printed, form))


def _kind(kind: str, edition: str, form: str) -> DocumentKind:
    """Return the kind of document asked for; AppError when it is not made in this edition or form."""
    known = next((item for item in KINDS if item.kind == kind), None)
    if known is None:
        raise AppError("services.no_such_document", kind=kind, kinds="、".join(item.kind for item in KINDS))
    if edition and edition not in known.editions:
        editions = "、".join(filter(None, known.editions)) or NO_EDITIONS
        raise AppError("services.no_such_edition", edition=edition, editions=editions)
    if form not in known.forms:
        raise AppError("services.no_such_form", form=form, forms="、".join(known.forms))
    return known


def letterhead(contract: Contract, on: date) -> Letterhead:
    """Return who writes to whom under which contract."""
    return Letterhead(contract=contract.name, contractor=contract.contractor, on=on)


def _refuse_incomplete(lacking: tuple[Missing, ...], draft: bool) -> None:
    """Refuse what the contract asks for; the contractor's own name is only pointed out."""
    demanded = tuple(item for item in lacking if item.register != Contract.REGISTER.name)
    if demanded and not draft:
        raise Incomplete(demanded, "、".join(dict.fromkeys(item.label for item in demanded)))


class Incomplete(AppError):
    """A document that cannot be made yet, with every entry it still needs."""

    def __init__(self, missing: tuple[Missing, ...], labels: str) -> None:
        """Keep what is missing in the order of the document."""
        super().__init__("services.document_incomplete", labels=labels, count=len(missing))
        self.missing = missing


def _unheld(session: Session) -> tuple[Missing, ...]:
    """Return what a session lacks that has not been recorded as held: there is nothing to report yet."""
    return () if session.status in DONE else (Missing("sessions", session.id, "status", "実施の記録"),)


def _missing(found: Iterable[MissingField], ids: Mapping[str, str]) -> Iterator[Missing]:
    """Lead from each missing entry to the record and field where it is entered."""
    for item in found:
        yield Missing(item.register, item.record_id or ids.get(item.register, ""), item.field, item.label)


def _names(members: Members, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(member.key, member.key) for member in members)


def _ordinal(session: Session, facts: ContractFacts) -> int:
    """Return which session of its municipality this is."""
    sessions: Iterable[Session] = facts.sessions_by_municipality.get(session.municipality_code, ())
    return next((number for number, item in enumerate(sessions, start=1) if item.id == session.id), 0)


def _consultation(decision: Decision | None) -> Consultation | None:
    if decision is None:
        return None
    return Consultation(
        number=decision.number,
        on=decision.decided_on,
        subject=decision.subject,
        prefecture_persons=decision.prefecture_persons,
        contractor_persons=decision.contractor_persons,
        content=decision.content,
        result=decision.result.label if decision.result else "",
    )
