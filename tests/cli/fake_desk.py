"""A desk that answers whatever a test says, and the environment that opens it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.planning.forecast import Goal, GoalOutlook, Outlook
from app.services.contract.board_views import ClauseLine, ForecastPage
from app.services.notices.delivering import DeliveryRound
from app.services.views import OutboxStatus

ON = date(2027, 1, 15)
COUNTED = ("dispatch_sessions", "accompaniment_sessions", "consultations", "hearings")


def nothing() -> tuple[()]:
    return ()


class FakeDesk:
    """A desk whose findings, clauses and outbox are whatever a test says."""

    def __init__(
        self,
        findings: Callable[[], Any] = nothing,
        clauses: tuple[ClauseLine, ...] = (),
        outbox: OutboxStatus | None = None,
        delivered: DeliveryRound | None = None,
    ) -> None:
        self.open_findings = findings
        self._clauses = clauses
        self._outbox = outbox
        self._delivered = delivered
        self.cancelled: list[int] = []
        self.closed = 0

    def clauses(self) -> tuple[ClauseLine, ...]:
        return self._clauses

    def forecast(self, cancel: int = 0) -> ForecastPage:
        """Return a forecast in which no week is left for reaching anything, and keep what was asked."""
        self.cancelled.append(cancel)
        goal = GoalOutlook(Goal("minimum", 50), 7, None, None, None)
        outlook = Outlook(43, 5 - min(cancel, 5), min(cancel, 5), 46, 44, 48, 2.7, (), (goal,))
        return ForecastPage(ON, dict.fromkeys(COUNTED, outlook), ())

    def outbox_status(self) -> OutboxStatus:
        assert self._outbox is not None
        return self._outbox

    def deliver_now(self) -> DeliveryRound:
        assert self._delivered is not None
        return self._delivered

    def close(self) -> None:
        self.closed += 1


def factory(opened: Callable[[], Any]) -> Callable[..., Any]:
    """Return a factory of environments that open like this."""

    def made(*, workspace: Path, as_of: date | None, language: str) -> Any:
        return SimpleNamespace(workspace=workspace, open=lambda passphrase: opened(), run_desktop=lambda: 5)

    return made
