"""Looking back: the contract judged on a day that is gone, with the records as they are known today.

What lies between that day and today is dated ahead of the day that is judged, and breaks nothing by that: it is as if
it had not happened yet. The counts and the due dates leave it alone; so do the findings, through this book.
"""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rule_book import Rule, RuleBook

STILL_TO_COME = frozenset(
    {
        "accompaniments.held_in_future",
        "assets.disposed_in_future",
        "consultations.answer_in_future",
        "consultations.decided_in_future",
        "contract.day_ahead",
        "contract.decided_in_future",
        "contract.held_in_future",
        "contract.report_in_future",
        "enquiries.answered_in_future",
        "events.held_in_future",
        "hearings.held_in_future",
        "plans.task_day_ahead",
    }
)


def looking_back(book: RuleBook) -> RuleBook:
    """Return the book of the same rules that hold nothing against a record for a day still to come."""
    back = RuleBook()
    for booked in book.rules:
        back.rule(*booked.ids, needs=booked.needs, guards=booked.guards, tells=booked.tells)(_leaving(booked.check))
    return back


def _leaving(check: Rule) -> Rule:
    def rest(facts: ContractFacts) -> Iterator[Finding]:
        return (finding for finding in check(facts) if finding.code not in STILL_TO_COME)

    rest.__name__, rest.__module__, rest.__doc__ = check.__name__, check.__module__, check.__doc__
    return rest
