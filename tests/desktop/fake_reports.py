"""The part of the desk that knows about monthly reports, with one month in hand."""

from collections.abc import Mapping

from app.services.reports.views import MonthLine, MonthTexts, ReportState
from app.services.views import Deadline, Outcome, Saved

KEY = "2026-09"


class FakeReports:
    """Answers like the reports of a contract of one month; what is written is kept."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self.texts_kept: dict[str, str] = {"opinion": "", "issues": "", "focus": ""}

    def months(self) -> tuple[MonthLine, ...]:
        return (MonthLine(KEY, "2026年9月", self._deadline, ReportState.NOT_STARTED, True, ""),)

    def ended_months(self) -> tuple[str, ...]:
        return (KEY,)

    def month_meant(self) -> str:
        return KEY

    def texts(self, key: str) -> MonthTexts:
        return MonthTexts(key, "", **self.texts_kept, heads={})

    def write(
        self, key: str, entries: Mapping[str, object], seen: Mapping[str, str] | None = None, visit: str = ""
    ) -> Saved:
        self.texts_kept.update({name: str(entry) for name, entry in entries.items()})
        return Saved(Outcome((), (), ""), {})
