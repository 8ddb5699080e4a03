"""What the desktop asks of the services: the one interface between the window and the work."""

from __future__ import annotations  # what is only named in a signature is loaded when it is first used

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from app.contract.clauses_text import ContractText
    from app.domain.contract import Contract
    from app.domain.imports import ImportProfile
    from app.domain.record import Field, Record
    from app.services.calendar.desk import CalendarDesk
    from app.services.contract.board_views import ClauseLine, EvidenceLine, ForecastPage, RoomLine
    from app.services.contract.desk import ContractDesk
    from app.services.hearings.analysis import AnalysisDesk
    from app.services.hearings.desk import HearingDesk
    from app.services.imports.preview import ImportPreview
    from app.services.imports.service import ImportResult
    from app.services.matching.desk import MatchingDesk
    from app.services.notices.delivering import DeliveryRound
    from app.services.plans.desk import PlanDesk
    from app.services.registers.desk import RegisterDesk
    from app.services.reports.desk import ReportDesk
    from app.services.timetable.desk import TimetableDesk
    from app.services.views import (
        ActionInfo,
        BackupLine,
        Count,
        Deadline,
        DocumentKind,
        DueStep,
        FindingText,
        HistoryLine,
        HomePage,
        ListStart,
        MadeBundle,
        MadeDocument,
        Missing,
        NoticeLine,
        Offer,
        Option,
        OutboxStatus,
        Outcome,
        Row,
        Saved,
        SearchHit,
        Shown,
        Turn,
    )

__all__ = [
    "ActionInfo",
    "BackupLine",
    "ClauseLine",
    "Count",
    "Deadline",
    "Desk",
    "DocumentKind",
    "DueStep",
    "EvidenceLine",
    "FindingText",
    "ForecastPage",
    "HistoryLine",
    "HomePage",
    "ListStart",
    "MadeBundle",
    "MadeDocument",
    "Missing",
    "NoticeLine",
    "Offer",
    "Option",
    "OutboxStatus",
    "Outcome",
    "RoomLine",
    "Row",
    "Saved",
    "SearchHit",
    "Shown",
    "Turn",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what the services hand over when somebody first makes one: no window waits for it."""
        if name not in __all__:
            raise AttributeError(name)
        from app.services import views
        from app.services.contract import board_views
        from app.services.registers import list_rows

        return next(getattr(module, name) for module in (list_rows, views, board_views) if hasattr(module, name))


class Desk(Protocol):
    """An open workspace; every method is one unit of work and is called from a worker thread only."""

    def prepare(self) -> None:
        """Open and check what everything but the first lists needs; AppError says why it cannot be opened."""

    def keep_safe(self) -> str:
        """Make the backup of the day if it is not there; return what went wrong in words."""

    def keep_safe_before_closing(self) -> None:
        """Make the backup of the day if it is not there; what goes wrong does not hold up the closing."""

    def contract(self) -> Contract:
        """Return the contract of the workspace."""

    @property
    def hearings(self) -> HearingDesk:
        """Return the part that knows about hearings."""

    @property
    def analysis(self) -> AnalysisDesk:
        """Return the part that says what all the hearings say together."""

    @property
    def matching(self) -> MatchingDesk:
        """Return the part that knows whom to send where, and how even the dispatches are."""

    @property
    def timetable(self) -> TimetableDesk:
        """Return the part that proposes timetables of hearings."""

    @property
    def plans(self) -> PlanDesk:
        """Return the part that knows about plans, charts, schedules, support plans and events."""

    @property
    def agreement(self) -> ContractDesk:
        """Return the part that knows about the contract itself: readings, rules on a day, changes, the closing."""

    @property
    def registers(self) -> RegisterDesk:
        """Return the part that prints any register."""

    @property
    def reports(self) -> ReportDesk:
        """Return the part that knows about the reports of the contract."""

    @property
    def calendar(self) -> CalendarDesk:
        """Return the part that knows about the calendar of everything."""

    def ids(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", order: Sequence[str] = ()
    ) -> list[str]:
        """Return the ids of a list in order."""

    def list_start(
        self, register: str, where: Mapping[str, object], search: str, order: Sequence[str], rows: int
    ) -> ListStart:
        """Return the first ids of a list with its first rows, so that it is shown before all of it is known."""

    def list_ids(
        self,
        register: str,
        where: Mapping[str, object],
        search: str,
        order: Sequence[str],
        given_up: Callable[[], bool],
    ) -> Sequence[str]:
        """Return all ids of a list in little memory; when it is given up meanwhile, the answer is of no use."""

    def rows(self, register: str, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids, in their order."""

    def record(self, register: str, id: str) -> Record:
        """Return one record."""

    def shown(self, register: str, id: str) -> tuple[Shown, ...]:
        """Return the fields of a record with their texts."""

    def options(self, field: Field, search: str = "") -> list[Option]:
        """Return what may be picked for a field."""

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        """Return the actions on a record, or those that make one."""

    def initial(self, action: str, id: str | None) -> dict[str, object]:
        """Return the values with which the form of an action starts."""

    def heads(self, register: str, id: str) -> dict[str, str]:
        """Return the mark of each field group of a record, for a form to remember."""

    def run(
        self, action: str, on: str | None, values: Mapping[str, object], seen: Mapping[str, str] | None = None
    ) -> Outcome:
        """Do one use case; refused where a field changed that the form had displayed otherwise."""

    def deliver_now(self) -> DeliveryRound:
        """Write the reminders of the day and send what is due."""

    def outbox_status(self) -> OutboxStatus:
        """Return what waits to be sent and until when, what failed and why."""

    def send_again(self, delivery_id: str) -> None:
        """Let a delivery be tried at once, with its tries counted anew."""

    def give_up(self, delivery_id: str) -> None:
        """Try a waiting delivery no more."""

    def paste_text(self, notice_id: str) -> str:
        """Return a notice as text to paste into LoGoチャット."""

    def mark_pasted(self, notice_id: str) -> None:
        """Record that a person has pasted a notice."""

    def undo(self) -> Outcome:
        """Take back the last change."""

    def redo(self) -> Outcome:
        """Do again what was taken back."""

    def undo_label(self) -> str:
        """Return what undo would take back; empty for nothing."""

    def redo_label(self) -> str:
        """Return what redo would do again; empty for nothing."""

    def history(self, register: str, id: str) -> tuple[HistoryLine, ...]:
        """Return who changed what."""

    def findings(self) -> tuple[FindingText, ...]:
        """Return everything that the rules find."""

    def open_findings(self) -> tuple[FindingText, ...]:
        """Return what the rules find and no decision has put to rest."""

    def clauses(self) -> tuple[ClauseLine, ...]:
        """Return where every clause of the contract stands."""

    def forecast(self, cancel: int = 0) -> ForecastPage:
        """Return where the counts will end if so many planned dispatches are called off."""

    def notices(self, limit: int = 50) -> tuple[NoticeLine, ...]:
        """Return the notices to the contractor, newest first."""

    def unread_notices(self) -> int:
        """Return how many notices nobody has read yet."""

    def mark_read(self, *ids: str) -> None:
        """Record that notices were read; without ids, all of them."""

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return every due date."""

    def home(self) -> HomePage:
        """Return the home page."""

    def search(self, text: str, most: int = 0) -> list[SearchHit]:
        """Return every record that matches."""

    def attach(self, path: Path) -> str:
        """Keep a file in the workspace and return the id of its record."""

    def today(self) -> date:
        """Return the day on which everything is judged."""

    def document_kinds(self) -> tuple[DocumentKind, ...]:
        """Return the documents that can be made."""

    def make(
        self, kind: str, for_id: str = "", edition: str = "", draft: bool = False, form: str = "pdf"
    ) -> MadeDocument:
        """Make one document; a draft tells what is missing."""

    def bundle(self, encoding: str = "utf-8-sig") -> MadeBundle:
        """Make the bundle for the prefecture."""

    def contract_text(self) -> ContractText:
        """Return the contract's own words, clause by clause, with the errata."""

    def backup(self, path: Path) -> None:
        """Write a verified copy of the workspace."""

    def backups(self) -> tuple[BackupLine, ...]:
        """Return the copies there are, newest first."""

    def import_preview(
        self, path: Path, subject: str, profile: str = "", mapping: Mapping[str, str] | None = None
    ) -> ImportPreview:
        """Return what taking a file in would do, row by row; nothing is written."""

    def import_apply(self, preview: ImportPreview, partial: bool = False) -> ImportResult:
        """Take in what a preview shows, or nothing."""

    def import_profiles(self, subject: str) -> tuple[ImportProfile, ...]:
        """Return the saved column mappings of a subject."""

    def save_import_profile(self, name: str, preview: ImportPreview) -> ImportProfile:
        """Keep the mapping of a preview under a name."""

    def refused_file(self, preview: ImportPreview, encoding: str = "utf-8-sig") -> bytes:
        """Return the refused rows as a file to send back."""

    def template(self, subject: str) -> bytes:
        """Return an empty form for a subject."""

    def close(self) -> None:
        """Let go of the workspace."""
