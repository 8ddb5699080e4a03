"""Rules on how the dispatches of the year will end, and on what is proposed when they are too few (6(6)ケ)."""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.needs import all_of, each
from app.contract.outlook import dispatch_forecast, dispatches_held
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import AccompanimentSession
from app.domain.proposal import MotivationProposal
from app.domain.session import Session

STEP = 5  # the shortfall is told in steps of so many, so that an accepted one does not speak again every day


def minimum_in_reach(facts: ContractFacts) -> Iterator[Finding]:
    """Warn while fewer dispatches are to be expected than 6(6)ケ demands; a violation once the deadline has passed."""
    minimum = facts.terms.integer("dispatch.minimum", facts.today)
    deadline = facts.terms.day("performance.deadline", facts.today)
    if facts.today > deadline:
        held = dispatches_held(facts)
        if held < minimum:
            yield _finding(Severity.VIOLATION, "forecast.minimum_missed", held=held, minimum=minimum)
        return
    lacking = minimum - dispatch_forecast(facts)
    if lacking > 0:
        steps = -(-lacking // STEP) * STEP
        yield _finding(Severity.WARNING, "forecast.minimum_in_danger", minimum=minimum, lacking=steps)


def _finding(severity: Severity, code: str, **values: object) -> Finding:
    return Finding("6.6.i", "6(6)ケ", severity, Subject("contract", "dispatch.minimum"), code, values)


def proposals_follow_consent(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each proposal sent before the prefecture's agreed consent was recorded (6(6)ケ)."""
    for proposal in facts.of(MotivationProposal).values():
        if proposal.sent_on is not None and not facts.agreed(proposal.consent_id, proposal.sent_on):
            yield Finding(
                "6.6.i",
                "6(6)ケ",
                Severity.VIOLATION,
                Subject("proposals", proposal.id),
                "forecast.proposal_without_consent",
                {"municipality": proposal.municipality_code, "sent_on": proposal.sent_on.isoformat()},
                field_name="consent_id",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on the outlook."""
    book.rule("6.6.i", needs=all_of(Session, AccompanimentSession))(minimum_in_reach)
    book.rule("6.6.i", needs=each(MotivationProposal, "consent_id"), guards=True)(proposals_follow_consent)
