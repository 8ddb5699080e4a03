"""The contract's own matters as the doors ask for them: readings, a rule on a day, changes to tell, the closing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from app.contract.clause_board import ClauseDemand
from app.contract.clause_names import clauses_named
from app.contract.closing import ClosingStep, StepState, closing_steps, obstacles_to_certificate
from app.contract.expert_listing import ExpertChange, content_cells, handed_in, pending_notice
from app.contract.facts import ContractFacts
from app.contract.looking_back import STILL_TO_COME
from app.contract.outlook import dispatch_outlook, rooms
from app.contract.questions import entered, is_decided, question_of
from app.contract.terms import CHOICE_UNIT, DatedValue, Erratum, Term
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.domain.meeting import OpenQuestion
from app.domain.proposal import MotivationProposal
from app.domain.text import shorten
from app.services.contract.board import rule_name, rules_of, term_line
from app.services.contract.board_views import TermOnDay
from app.services.contract.clause_list import clause_list
from app.services.contract.response_views import ResponsePage, response_page
from app.services.contract.study_views import StudyCheck, study_check
from app.services.contract.views import (
    CellLine,
    ClosingItem,
    ClosingPage,
    ClosingStepLine,
    ExpertChangeLine,
    PendingChanges,
    ProposalBoard,
    ProposalLine,
    ReadingAnswer,
    ReadingLine,
    RuleOnDay,
)
from app.services.judging.kept_contract import KeptContract
from app.services.judging.wording import finding_text, title_of
from app.services.surroundings import Surroundings, contract_text
from app.services.views import BackupLine

BACKUPS = "backups"
ACTION_OF_STEP = {
    ClosingStep.ORIGINALS: "information_asset.dispose_many",
    ClosingStep.COPIES: "information_asset.dispose_many",
    ClosingStep.DERIVATIVES: "information_asset.dispose_many",
}


class ContractDesk:
    """Looks at the whole contract on the day of the surroundings; never changes anything."""

    def __init__(
        self, kept: KeptContract, surroundings: Surroundings, backups: Callable[[], Iterable[BackupLine]] = tuple
    ) -> None:
        """Look at this contract; ``backups`` tells of the copies of the workspace."""
        self._kept = kept
        self._surroundings = surroundings
        self._backups = backups

    def _facts(self) -> ContractFacts:
        return self._kept.facts()

    # Readings (11(1))

    def readings(self) -> tuple[ReadingLine, ...]:
        """Return every passage to ask about, how it is read now and what was answered, in the contract's order."""
        facts = self._facts()
        known = entered(facts.terms, facts.of(OpenQuestion).values())
        return tuple(_reading(passage, known.get(at), facts) for at, passage in enumerate(facts.terms.questions))

    # What did the rule say on that day?

    def rule_on(self, demand_id: str, day: date) -> RuleOnDay:
        """Return the terms of a demand as they stood on a day, its words, and what its rules find on that day.

        Judged are the records as they are known today; what came later is left alone. AppError board.no_such_demand.
        """
        demand = _demand(demand_id)
        facts = replace(self._facts(), today=day)
        rules = rules_of(demand_id)
        contract = next(iter(facts.of(Contract).values()))
        is_gone = day < self._surroundings.today() or self._surroundings.looks_back(contract)
        left_alone = STILL_TO_COME if is_gone else frozenset()
        found = [
            each
            for booked in rules
            for each in booked.check(facts)
            if each.rule == demand_id and each.code not in left_alone
        ]
        language = self._surroundings.language
        return RuleOnDay(
            id=demand.id,
            clause=demand.clause,
            demand=demand.demand,
            on=day,
            words=contract_text().whole(demand.clause),
            terms=tuple(line for term in _terms_of(demand, facts) for line in _lines_on(term, day, facts)),
            rules=tuple(rule_name(booked) for booked in rules),
            findings=tuple(finding_text(finding, facts, language) for finding in found),
        )

    # Changes of the expert database (6(3))

    def pending_changes(self) -> PendingChanges | None:
        """Return what the prefecture has not been told since the database was handed in; None while it was not."""
        facts = self._facts()
        told = handed_in(facts)
        if not told:
            return None
        notice = pending_notice(facts)
        since = notice.since if notice else told[-1]
        comparable = any(content_cells(item.content) is not None for item in told)
        changes = tuple(_change(change) for change in notice.changes) if notice else ()
        return PendingChanges(since.id, since.submitted_on, comparable, changes)

    # Closing (10(4))

    def closing(self) -> ClosingPage:
        """Return every step to the certificate with what is left of it."""
        facts = self._facts()
        end = facts.terms.day("period.end", facts.today)
        copies = (ClosingItem("", "", line.path.name, line.occasion) for line in self._backups())
        steps = (
            *(_step(state) for state in closing_steps(facts)),
            ClosingStepLine(BACKUPS, "証明書の後、この端末の記録と控えを消去する", "10(4)", False, tuple(copies)),
        )
        left = facts.calendar.open_days_between(facts.today, end)
        return ClosingPage(facts.today, end, left, steps, not obstacles_to_certificate(facts))

    # Proposals to those who never asked (6(6)ケ)

    def proposals(self) -> ProposalBoard:
        """Return whether proposals are due, and where each municipality's stands, by area."""
        facts = self._facts()
        outlook = dispatch_outlook(facts)
        minimum = facts.terms.integer("dispatch.minimum", facts.today)
        made = {item.municipality_code: item for item in facts.of(MotivationProposal).values()}
        places = {each.code: each for each in self._surroundings.municipalities}
        lines = [
            _proposal(places[room.municipality_code].name, places[room.municipality_code].area, room.left,
                      room.municipality_code, made.get(room.municipality_code))
            for room in rooms(facts)
            if not room.has_asked or room.municipality_code in made
        ]  # fmt: skip
        lines.sort(key=lambda line: (line.area, line.code))
        lacking = max(0, minimum - outlook.forecast)
        return ProposalBoard(facts.today, minimum, outlook.held, outlook.forecast, lacking, tuple(lines))

    # Enquiries (9(5)) and case studies (6(9)イ)

    def responses(self) -> ResponsePage:
        """Return how fast enquiries are answered, in all, by medium and one by one."""
        return response_page(self._facts())

    def study_check(self, study_id: str) -> StudyCheck:
        """Return a case study with what could give somebody away marked; AppError store.record_missing."""
        return study_check(self._facts(), study_id)


def _reading(passage: Erratum, question: OpenQuestion | None, facts: ContractFacts) -> ReadingLine:
    terms, term = facts.terms, facts.terms.by_key.get(passage.term)
    answer = _answer(term) if term is not None else None
    decision = facts.decisions.get(answer.decision_id) if answer else None
    offered = term.choices if term is not None and term.unit == CHOICE_UNIT else ()
    return ReadingLine(
        clause=passage.clause,
        passage=passage.text,
        question=question_of(passage, terms),
        note=passage.note,
        term=passage.term,
        now=terms.text(term.key, facts.today) if term is not None else passage.note,
        answers=tuple(ReadingAnswer(choice.value, choice.words) for choice in offered),
        answer=term.shown(answer.value) if term is not None and answer is not None else "",
        decision_id=answer.decision_id if answer else "",
        decision=title_of(decision) if decision else "",
        since=answer.holds_from if answer else None,
        question_id=question.id if question else "",
        question_state=question.state.value if question and question.state else "",
    )


def _answer(term: Term) -> DatedValue | None:
    """Return the latest value for everybody that rests on a decision."""
    if not is_decided(term):
        return None
    return [each for each in term.values if each.decision_id and not each.municipality_code][-1]


def _demand(demand_id: str) -> ClauseDemand:
    for demand in clause_list():
        if demand.id == demand_id:
            return demand
    raise AppError("board.no_such_demand", id=shorten(demand_id))


def _terms_of(demand: ClauseDemand, facts: ContractFacts) -> list[Term]:
    """Return the terms of the clauses that a demand names, and of what stands below its items."""
    clauses = clauses_named(demand.clause)
    return [
        term
        for term in facts.terms.by_key.values()
        if any(named in clauses or _is_below(named, clauses) for named in clauses_named(term.clause))
    ]


def _is_below(named: str, clauses: frozenset[str]) -> bool:
    """Tell whether a clause is a subitem of one of these: 7(1)ウ(イ) of 7(1)ウ."""
    return any(not clause.endswith(")") and named.startswith(f"{clause}(") for clause in clauses)


def _lines_on(term: Term, day: date, facts: ContractFacts) -> list[TermOnDay]:
    """Return what a term said on a day: for everybody, and for each municipality that had a value of its own."""
    in_force = [each for each in term.values if each.holds_from is None or each.holds_from <= day]
    codes = dict.fromkeys(each.municipality_code for each in in_force)
    lines = [term_line(facts, term.key, day, code) for code in sorted(codes)]
    names = facts.municipality_names
    return [
        replace(line, label=f"{line.label}（{names.get(code, code)}）") if code else line
        for code, line in zip(sorted(codes), lines, strict=True)
    ]


def _change(change: ExpertChange) -> ExpertChangeLine:
    cells = tuple(CellLine(cell.label, cell.before, cell.after) for cell in change.cells)
    return ExpertChangeLine(change.expert_id, change.name, change.kind.value, change.kind.label, cells)


def _step(state: StepState) -> ClosingStepLine:
    left = tuple(ClosingItem(item.register, item.id, item.name, item.note) for item in state.left)
    action = ACTION_OF_STEP.get(state.step, "")
    return ClosingStepLine(state.step.value, state.step.label, state.clause, state.blocks, left, action)


def _proposal(name: str, area: str, left: int, code: str, made: MotivationProposal | None) -> ProposalLine:
    if made is None:
        return ProposalLine(code, name, area, left, "", "none", None)
    state = "sent" if made.sent_on else "consented" if made.consent_id else "drafted"
    return ProposalLine(code, name, area, left, made.id, state, made.sent_on)
