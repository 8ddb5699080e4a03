"""Which reports of the contract there are, and what makes each; the builders are loaded when one is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.views import DocumentKind

if TYPE_CHECKING:
    from app.services.plans.papers import PlanPaper, Wanted

MONTHLY = "6"
MONTH = "month"
KINDS = (DocumentKind(MONTHLY, "月例業務報告書", "", ("",), ("pdf",), may_name=MONTH),)
_NAMES = frozenset(kind.kind for kind in KINDS)


def builder(kind: str) -> "Callable[[Wanted], PlanPaper] | None":
    """Return what makes a report of the contract; None for another paper."""
    if kind not in _NAMES:
        return None
    from app.services.reports import monthly

    return {MONTHLY: monthly.monthly_report_paper}[kind]
