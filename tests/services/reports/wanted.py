"""What a report is made for, in the tests of the reports."""

from dataclasses import replace
from typing import Any

from app.contract.facts import ContractFacts
from app.services.plans.papers import PlanPaper, Wanted
from tests.documents.samples import LETTERHEAD


def wanted(facts: ContractFacts, for_id: str = "", *, draft: bool = False) -> Wanted:
    """Return what a builder is asked with: facts, whom the report is for, a letterhead of their day."""
    return Wanted(facts, for_id, "", replace(LETTERHEAD, on=facts.today), draft, "ja")


def labels(paper: PlanPaper) -> list[str]:
    """Return what a paper lacks, in words."""
    return [each.label for each in paper.lacking]


def one_line(text: Any) -> str:
    """Return a text without its spaces, as ``text_of`` gives it."""
    return "".join(str(text).split())
