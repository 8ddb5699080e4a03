"""Which papers of plans and events there are, and what makes each; the builders are loaded when one is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.views import DocumentKind

if TYPE_CHECKING:
    from app.services.plans.papers import PlanPaper, Wanted

KINDS = (
    DocumentKind("1", "実施計画書", "", ("",), ("pdf",), may_name="plan-versions"),
    DocumentKind("2", "実施体制図", "", ("",), ("pdf",), may_name="plan-versions"),
    DocumentKind("agenda", "会議の次第", "meetings", ("",), ("pdf",)),
    DocumentKind("support-plan", "DX推進の実施プラン", "accompaniments", ("",), ("pdf",)),
    DocumentKind("judging", "コンテストの審査票", "", ("blank", "filled"), ("pdf",), may_name="events"),
    DocumentKind("week", "今週の予定", "", ("",), ("pdf",), may_name="day"),
)
_NAMES = frozenset(kind.kind for kind in KINDS)


def builder(kind: str) -> "Callable[[Wanted], PlanPaper] | None":
    """Return what makes a paper of plans and events; None for another paper."""
    if kind not in _NAMES:
        return None
    from app.services.plans import event_papers, papers, support_papers, week_paper

    return {
        "1": papers.implementation_plan_paper,
        "2": papers.team_chart_paper,
        "agenda": event_papers.agenda_paper,
        "support-plan": support_papers.support_plan_paper,
        "judging": event_papers.judging_paper,
        "week": week_paper.week_paper,
    }[kind]
