"""What an answer to one demand of the contract says.

``later`` names the sentence that says why a demand is not answered yet.
"""

from dataclasses import dataclass

from app.contract.clause_evidence import Evidence
from app.domain.choice import Choice


class Screen(Choice):
    """Where a person meets the answer: a tab of the window."""

    HOME = "home", "ホーム"
    CASES = "cases", "案件"
    EXPERTS = "experts", "専門人材"
    HEARINGS = "hearings", "ヒアリング"
    PLANS = "plans", "計画"
    REPORTS = "reports", "帳票"
    CONTRACT = "contract", "契約"


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """The answer to one demand: where it is met, what shows that it is, by which use cases and documents."""

    id: str
    screen: Screen
    evidence: Evidence
    actions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    later: str = ""
    tests: tuple[str, ...] = ()  # beyond those that name its rules and their sentences
