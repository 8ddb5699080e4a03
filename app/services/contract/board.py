"""The contract as a whole: where every clause stands, where the counts will end, what a term said on a day."""

from datetime import date

from app.contract.clause_board import ClauseStanding
from app.contract.facts import ContractFacts
from app.contract.rule_book import BookedRule
from app.domain.record import Record
from app.platform.messages import sentence
from app.services.actions.book import ACTIONS
from app.services.contract.board_views import ClauseLine, EvidenceLine, ForecastPage, TermOnDay
from app.services.contract.forecasting import forecast_page
from app.services.judging.judging import BOOK
from app.services.judging.kept_contract import KeptContract
from app.services.judging.wording import title_among, title_of
from app.services.papers.service import KINDS as DOCUMENT_KINDS
from app.services.surroundings import Surroundings, contract_text


class BoardService:
    """Looks at the whole contract on the day of the surroundings."""

    def __init__(self, kept: KeptContract, surroundings: Surroundings) -> None:
        """Look at this contract."""
        self._kept = kept
        self._surroundings = surroundings
        self._lines: dict[str, tuple[ClauseStanding, ClauseLine]] = {}

    def forecast(self, cancel: int = 0) -> ForecastPage:
        """Return where the counts will end if so many planned dispatches are called off."""
        return forecast_page(self._kept.facts(), self._surroundings.municipalities, cancel)

    def clauses(self) -> tuple[ClauseLine, ...]:
        """Return where every clause stands, with its evidence and the contract's own words."""
        board = self._kept.board()
        return tuple(self._kept_line(item, board.facts) for item in board.standings)

    def _kept_line(self, standing: ClauseStanding, facts: ContractFacts) -> ClauseLine:
        """Return the words of a standing, worded once: another standing is another object."""
        kept = self._lines.get(standing.demand.id)
        if kept is None or kept[0] is not standing:
            kept = self._lines[standing.demand.id] = standing, self._line(standing, facts)
        return kept[1]

    def _line(self, standing: ClauseStanding, facts: ContractFacts) -> ClauseLine:
        demand, answer = standing.demand, standing.answer
        return ClauseLine(
            id=demand.id,
            clause=demand.clause,
            demand=demand.demand,
            kind=demand.kind,
            words=contract_text().whole(demand.clause),
            state=standing.state.value,
            evidence=tuple(_evidence(record, facts) for record in standing.evidence),
            evidence_count=standing.evidence_count,
            findings=self._kept.words.of(standing.findings, facts),
            rules=tuple(rule_name(booked) for booked in rules_of(demand.id)),
            screen=answer.screen.value,
            later=sentence(answer.later, {}, "message", self._surroundings.language) if answer.later else "",
            actions=tuple(ACTIONS[name].label for name in answer.actions if name in ACTIONS),
            documents=tuple(kind.title for kind in DOCUMENT_KINDS if kind.kind in answer.documents),
        )

    def term_on(self, key: str, day: date, municipality_code: str = "") -> TermOnDay:
        """Return what a term said on a day and why; AppError calendar.term_unknown or calendar.term_not_in_force."""
        return term_line(self._kept.facts(), key, day, municipality_code)


def term_line(facts: ContractFacts, key: str, day: date, municipality_code: str = "") -> TermOnDay:
    """Return what a term said on a day and why; AppError calendar.term_unknown or calendar.term_not_in_force."""
    dated, term = facts.terms.dated(key, day, municipality_code), facts.terms.term(key)
    decision = facts.decisions.get(dated.decision_id)
    return TermOnDay(
        key=key,
        clause=term.clause,
        label=term.label,
        on=day,
        value=facts.terms.text(key, day, municipality_code),
        reason=facts.terms.reason(key, day, municipality_code),
        holds_from=dated.holds_from,
        decision_id=dated.decision_id,
        decision=title_of(decision) if decision else "",
    )


def rules_of(demand_id: str) -> tuple[BookedRule, ...]:
    """Return the rules that answer a demand."""
    return tuple(booked for booked in BOOK.rules if demand_id in booked.ids)


def rule_name(booked: BookedRule) -> str:
    """Return the name of a rule with its module: dispatch.cap."""
    module = booked.check.__module__.rpartition(".")[2]
    return f"{module}.{getattr(booked.check, '__name__', '')}"


def _evidence(record: Record, facts: ContractFacts) -> EvidenceLine:
    register = record.REGISTER
    return EvidenceLine(register.name, record.id, f"{register.label}：{title_among(record, facts)}")


def plain_clauses(lines: tuple[ClauseLine, ...]) -> list[dict[str, object]]:
    """Return the board as values for JSON."""
    return [
        {
            "id": line.id,
            "clause": line.clause,
            "demand": line.demand,
            "kind": line.kind,
            "state": line.state,
            "evidence": [
                {"register": each.register, "id": each.id, "sentence": each.sentence} for each in line.evidence
            ],
            "evidence_count": line.evidence_count,
            "findings": [finding.message for finding in line.findings],
            "later": line.later,
        }
        for line in lines
    ]
