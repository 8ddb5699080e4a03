"""The forecast as the doors show it, and as plain values for the command line."""

from dataclasses import asdict

from app.contract.facts import ContractFacts
from app.contract.outlook import outlooks, rooms
from app.domain.municipality import Municipalities
from app.planning.forecast import GoalOutlook, Outlook
from app.services.contract.board_views import ForecastPage, RoomLine


def forecast_page(facts: ContractFacts, municipalities: Municipalities, cancel: int = 0) -> ForecastPage:
    """Return where the counts will end; ``cancel`` calls off so many planned dispatches."""
    areas = {each.code: each.area for each in municipalities}
    lines = [
        RoomLine(
            room.municipality_code,
            facts.municipality_names[room.municipality_code],
            areas.get(room.municipality_code, ""),
            room.used,
            room.cap,
            room.left,
            room.has_asked,
        )
        for room in rooms(facts)
    ]
    return ForecastPage(facts.today, outlooks(facts, cancel), tuple(sorted(lines, key=lambda line: line.area)))


def plain_forecast(page: ForecastPage) -> dict[str, object]:
    """Return the forecast as values for JSON; its needed paces are those of the first goal.

    The first goal of the dispatches is the hard minimum of 6(6)ケ; ``goals`` holds every goal.
    """
    plain: dict[str, object] = {"on": page.on.isoformat()}
    for name, outlook in page.outlooks.items():
        plain[name] = _plain_outlook(outlook, outlook.goals[0])
    plain["municipalities"] = [asdict(room) for room in page.rooms]
    plain["never_asked"] = [room.code for room in page.silent]
    return plain


def _plain_outlook(outlook: Outlook, goal: GoalOutlook) -> dict[str, object]:
    return {
        "held": outlook.held,
        "planned": outlook.planned,
        "cancelled": outlook.cancelled,
        "forecast": outlook.forecast,
        "low": outlook.low,
        "high": outlook.high,
        "pace_per_week": outlook.per_week,
        "needed_per_month": goal.needed_per_month,
        "needed_per_week": goal.needed_per_week,
        "last_safe_week": goal.last_safe_week,
        "goals": [
            {
                "goal": each.goal.name,
                "count": each.goal.count,
                "lacking": each.lacking,
                "needed_per_month": each.needed_per_month,
                "needed_per_week": each.needed_per_week,
                "last_safe_week": each.last_safe_week,
            }
            for each in outlook.goals
        ],
        "months": [{**asdict(month), "month": f"{month.month:%Y-%m}"} for month in outlook.months],
    }
