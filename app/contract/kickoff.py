"""The kickoff meeting: until when it has to be held, and which meetings were one (specification 5(2))."""

from app.contract.facts import ContractFacts
from app.domain.due_date import DueDate, due_after_days
from app.domain.meeting import Meeting, MeetingKind


def kickoff_due(facts: ContractFacts) -> DueDate:
    """Return until when the kickoff meeting has to be held, counted from the signing of the contract (5(2))."""
    return due_after_days(facts.signed_on, facts.terms.integer("kickoff.days", facts.today), facts.calendar)


def kickoffs(facts: ContractFacts) -> tuple[Meeting, ...]:
    """Return the kickoff meetings since the signing of the contract, held or planned, earliest first."""
    return facts.once(_kickoffs)


def _kickoffs(facts: ContractFacts) -> tuple[Meeting, ...]:
    found = [
        (meeting.held_on, meeting.id, meeting)
        for meeting in facts.of(Meeting).values()
        if meeting.kind == MeetingKind.KICKOFF and meeting.held_on is not None and meeting.held_on >= facts.signed_on
    ]
    return tuple(meeting for _, _, meeting in sorted(found, key=lambda each: each[:2]))
