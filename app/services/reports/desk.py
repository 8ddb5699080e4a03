"""What the 報告 tab asks about the monthly reports: the months with their state, and the texts of a person.

Everything that writes is an action of the action book (``monthly_note.add|edit|remove``), and so can be undone.
"""

from collections.abc import Mapping
from datetime import date

from app.contract.deadlines import Deadline, DeadlineState, monthly_reports
from app.contract.facts import ContractFacts
from app.domain.errors import AppError
from app.domain.monthly_note import MonthlyNote
from app.services.actions.reports import TEXTS
from app.services.actions.saving import TypingService
from app.services.contract.overview import deadline_view
from app.services.judging.fact_loading import facts_on_demand
from app.services.reports.monthly import note_of
from app.services.reports.period import REPORTED, ended_months, month_meant, month_named, period_of
from app.services.reports.views import MonthLine, MonthTexts, ReportState
from app.services.surroundings import Surroundings
from app.services.views import Saved
from app.store.group_heads import heads_of
from app.store.queries import Reader
from app.store.store import Store


class ReportDesk:
    """The reports of an open workspace; every method is one unit of work."""

    def __init__(self, store: Store, surroundings: Surroundings, typing: TypingService) -> None:
        """Read from this store; what is typed is written through ``typing``."""
        self._store = store
        self._surroundings = surroundings
        self._typing = typing

    def months(self) -> tuple[MonthLine, ...]:
        """Return every month of the contract with its report, from that of signing on (Table 2, row 6)."""
        with self._store.reading() as reader:
            facts = facts_on_demand(reader, self._surroundings)
            return tuple(_line(month, deadline, facts) for month, deadline in monthly_reports(facts))

    def ended_months(self) -> tuple[str, ...]:
        """Return the months, as 2026-10, in which nothing more can be done; the first one before any has ended."""
        with self._store.reading() as reader:
            return tuple(f"{month:%Y-%m}" for month in ended_months(facts_on_demand(reader, self._surroundings)))

    def month_meant(self) -> str:
        """Return the month that is next to be handed in, as 2026-10."""
        with self._store.reading() as reader:
            return f"{month_meant(facts_on_demand(reader, self._surroundings)):%Y-%m}"

    def texts(self, key: str) -> MonthTexts:
        """Return the three texts of a month; empty ones while nothing was written."""
        with self._store.reading() as reader:
            note = self._note(key, reader)
            heads = heads_of(reader.connection, MonthlyNote.REGISTER, note.id) if note.id else {}
            return MonthTexts(key, note.id, note.opinion, note.issues, note.focus, heads)

    def write(
        self, key: str, entries: Mapping[str, object], seen: Mapping[str, str] | None = None, visit: str = ""
    ) -> Saved:
        """Write texts of a month, the first ones too; refused where one changed that ``seen`` displayed otherwise.

        Without any mark in ``seen`` there were no texts when the typing began. Savings in a row under the same
        ``visit`` are one step of undo.
        """
        with self._store.reading() as reader:
            note = self._note(key, reader)
        if note.id and seen is not None and not seen:
            raise AppError("reports.note_known", where=note.id, month=key)
        words = f"{MonthlyNote.REGISTER.label}・{key}"
        with self._typing.unit_of_work(key, visit, words) as uow:
            if note.id:
                return self._typing.write(uow, words, "monthly_note.edit", note.id, entries, seen)
            return self._typing.write(uow, words, "monthly_note.add", None, {"month": note.month, **entries})

    def _note(self, key: str, reader: Reader) -> MonthlyNote:
        facts = facts_on_demand(reader, self._surroundings)
        return note_of(month_named(key, facts), facts)


def _line(month: date, deadline: Deadline, facts: ContractFacts) -> MonthLine:
    period, note = period_of(month, facts), note_of(month, facts)
    return MonthLine(
        key=period.key,
        label=period.name,
        deadline=deadline_view(deadline, facts),
        state=_state(note, deadline),
        has_begun=period.first <= facts.today,
        note_id=note.id,
    )


def _state(note: MonthlyNote, deadline: Deadline) -> ReportState:
    if deadline.state in REPORTED:
        return ReportState.SUBMITTED
    if deadline.state == DeadlineState.OVERDUE:
        return ReportState.OVERDUE
    is_begun = any(str(getattr(note, name)).strip() for name in TEXTS)
    return ReportState.DRAFTING if is_begun else ReportState.NOT_STARTED
