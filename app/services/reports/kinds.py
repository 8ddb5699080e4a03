"""Which reports of the contract there are, and what makes each; the builders are loaded when one is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.views import DocumentKind

if TYPE_CHECKING:
    from app.services.plans.papers import PlanPaper, Wanted

MONTH = "month"
KINDS = (
    DocumentKind("6", "月例業務報告書", "", ("",), ("pdf",), may_name=MONTH),
    DocumentKind("8", "伴走支援実施報告書", "", ("",), ("pdf",), may_name="accompaniments"),
    DocumentKind("9", "事業実施概要説明書", "", ("",), ("pdf",)),
    DocumentKind("10", "完了報告書", "", ("",), ("pdf",)),
)
_NAMES = frozenset(kind.kind for kind in KINDS)


def builder(kind: str) -> "Callable[[Wanted], PlanPaper] | None":
    """Return what makes a report of the contract; None for another paper."""
    if kind not in _NAMES:
        return None
    from app.services.reports import accompaniment_report, completion_report, monthly, overview_paper

    return {
        "6": monthly.monthly_report_paper,
        "8": accompaniment_report.accompaniment_report_paper,
        "9": overview_paper.overview_paper,
        "10": completion_report.completion_report_paper,
    }[kind]
