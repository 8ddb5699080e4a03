"""Rules on what was promised in the proposal and what has to be asked (specification 11(1), 11(2))."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from app.contract.clause_names import clauses_named
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import all_of, each
from app.contract.questions import entered, is_answered
from app.contract.rule_book import RuleBook
from app.domain.commitment import Commitment
from app.domain.meeting import OpenQuestion, QuestionState

# The clauses that ask for a proposal and have no rule of their own, by the id of their demand.
PROPOSAL_CLAUSES: Mapping[str, str] = {
    "6.2.f": "6(2)カ",
    "6.4.h": "6(4)ク",
    "6.5.g": "6(5)キ",
    "6.6.j": "6(6)コ",
    "6.6.k": "6(6)サ",
    "6.8.c": "6(8)ウ",
    "6.10": "6(10)",
}
PATIENCE = timedelta(days=14)  # for an answer of the prefecture; the contractor's own measure


def commitments_kept(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each commitment past its day, or kept without evidence (11(2))."""
    for commitment in facts.of(Commitment).values():
        is_done = commitment.done_on is not None and commitment.done_on <= facts.today
        if not is_done and commitment.due_on is not None and commitment.due_on < facts.today:
            yield finding_on(
                commitment,
                "11.2",
                "11(2)",
                Severity.OVERDUE,
                "commitments.overdue",
                "done_on",
                title=Named(commitment.title),
                owner=commitment.owner,
                due_on=commitment.due_on.isoformat(),
            )
        if is_done and not commitment.evidence.strip() and not commitment.evidence_id:
            code = "commitments.no_evidence"
            title = Named(commitment.title)
            yield finding_on(commitment, "11.2", "11(2)", Severity.WARNING, code, "evidence", title=title)


def proposals_entered(facts: ContractFacts) -> Iterator[Finding]:
    """Note each clause that asks for a proposal and for which no commitment is recorded (11(2))."""
    named = {clause for each in facts.of(Commitment).values() for clause in clauses_named(each.clause)}
    for rule, clause in PROPOSAL_CLAUSES.items():
        if clause not in named:
            subject = Subject("contract", clause)
            yield Finding(rule, clause, Severity.NOTICE, subject, "commitments.none_for_clause", {"item": clause})


def questions_entered(facts: ContractFacts) -> Iterator[Finding]:
    """Note each passage that the contract file wants asked, and that is neither asked nor settled (11(1))."""
    questions = entered(facts.terms, facts.of(OpenQuestion).values())
    for at, passage in enumerate(facts.terms.questions):
        if at in questions or is_answered(passage, facts.terms):
            continue
        values = {"item": passage.clause, "passage": passage.text, "reading": passage.note}
        subject = Subject("contract", f"{passage.clause} {passage.text}")
        yield Finding("11.1", passage.clause, Severity.NOTICE, subject, "commitments.question_not_entered", values)


def questions_answered(facts: ContractFacts) -> Iterator[Finding]:
    """Note each question asked more than 14 days ago and not answered (11(1))."""
    for question in facts.of(OpenQuestion).values():
        if question.state == QuestionState.ANSWERED or question.asked_on is None:
            continue
        if facts.today > question.asked_on + PATIENCE:
            yield finding_on(
                question,
                "11.1",
                "11(1)",
                Severity.NOTICE,
                "commitments.question_unanswered",
                "answer_id",
                question=Named(question.number or question.clause),
                asked_on=question.asked_on.isoformat(),
                days=PATIENCE.days,
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on commitments and questions."""
    book.rule("11.2", needs=each(Commitment))(commitments_kept)
    book.rule("11.2", *PROPOSAL_CLAUSES, needs=all_of(Commitment))(proposals_entered)
    book.rule("11.1", needs=all_of(OpenQuestion))(questions_entered)
    book.rule("11.1", needs=each(OpenQuestion))(questions_answered)
