"""What the command line asks of the services: the one interface between this door and the work."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.contract.terms import Terms
from app.domain.due_date import DueDate
from app.domain.record import Record
from app.services.contract.board_views import ClauseLine, ForecastPage
from app.services.notices.delivering import DeliveryRound
from app.services.views import (
    ActionInfo,
    Deadline,
    DocumentKind,
    Exported,
    FindingText,
    HistoryLine,
    MadeBundle,
    MadeDocument,
    Missing,
    Offer,
    OutboxStatus,
    Outcome,
    Row,
    SearchHit,
    Shown,
)

if TYPE_CHECKING:
    from app.services.calendar.desk import CalendarDesk
    from app.services.contract.desk import ContractDesk
    from app.services.hearings.desk import HearingDesk
    from app.services.matching.desk import MatchingDesk
    from app.services.plans.desk import PlanDesk
    from app.services.registers.desk import RegisterDesk
    from app.services.reports.desk import ReportDesk
    from app.services.timetable.desk import TimetableDesk
    from app.services.workspace.auditing import Audit

Progress = Callable[[str], None]


class Desk(Protocol):
    """An open workspace; every method is one unit of work."""

    @property
    def agreement(self) -> "ContractDesk":
        """Return what can be asked about the contract itself."""

    @property
    def registers(self) -> "RegisterDesk":
        """Return what can be done with any register."""

    @property
    def reports(self) -> "ReportDesk":
        """Return what can be asked about the reports of the contract."""

    @property
    def hearings(self) -> "HearingDesk":
        """Return what can be asked about the hearings."""

    @property
    def timetable(self) -> "TimetableDesk":
        """Return what proposes a timetable of the hearings."""

    @property
    def matching(self) -> "MatchingDesk":
        """Return what is asked of the matching: candidates for a case, and an even spread of the dispatches."""

    @property
    def plans(self) -> "PlanDesk":
        """Return what can be asked about plans, charts, schedules, support plans and events."""

    @property
    def calendar(self) -> "CalendarDesk":
        """Return what can be asked about the calendar of everything."""

    def today(self) -> date:
        """Return the day on which everything is judged."""

    def ids(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", order: Sequence[str] = ()
    ) -> list[str]:
        """Return the ids of a list in order; ``where`` holds typed or machine values."""

    def rows(self, register: str, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids in words."""

    def record(self, register: str, id: str) -> Record:
        """Return one record; AppError when there is none."""

    def shown(self, register: str, id: str) -> tuple[Shown, ...]:
        """Return the fields of a record in words."""

    def resolve(self, register: str, text: str) -> str | None:
        """Return the id of the one record that a person means by an id, a number or a name."""

    def terms(self) -> Terms:
        """Return the terms of the contract with every amendment."""

    def search(self, text: str) -> list[SearchHit]:
        """Return every record that matches."""

    def history(self, register: str, id: str) -> tuple[HistoryLine, ...]:
        """Return who changed what."""

    def actions(self) -> tuple[ActionInfo, ...]:
        """Return every use case there is."""

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        """Return the actions on a record, or those that make one."""

    def run(self, action: str, on: str | None, values: Mapping[str, object]) -> Outcome:
        """Do one use case."""

    def undo(self) -> Outcome:
        """Take back the last change."""

    def attach(self, path: Path) -> str:
        """Keep a file in the workspace and return the id of its record."""

    def open_findings(self) -> tuple[FindingText, ...]:
        """Return what the rules find and no decision has put to rest."""

    def clauses(self) -> tuple[ClauseLine, ...]:
        """Return how every demand of the contract stands."""

    def forecast(self, cancel: int = 0) -> ForecastPage:
        """Return where the counts are going."""

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return every due date."""

    def status(self) -> Mapping[str, Any]:
        """Return counts, targets and the next due dates."""

    def due(self, basis: date, *, open_days: int = 0, days: int = 0, months: int = 0) -> DueDate:
        """Return the due date after one period."""

    def outbox_status(self) -> OutboxStatus:
        """Return what waits to be sent and until when, what failed and why."""

    def deliver_now(self) -> DeliveryRound:
        """Write the reminders of the day, then send everything whose time has come once."""

    def import_preview(self, path: Path, subject: str, profile: str = "") -> Any:
        """Read a file against the store."""

    def import_apply(self, preview: Any, partial: bool = False) -> object:
        """Take a file in."""

    def template(self, subject: str) -> bytes:
        """Return an empty form for import."""

    def refused_file(self, preview: Any, encoding: str = "utf-8-sig") -> bytes:
        """Return the file of the refused rows with their reasons."""

    def export(self, register: str, path: Path, encoding: str = "utf-8-sig") -> Exported:
        """Write one register as ``.csv`` or ``.xlsx``."""

    def document_kinds(self) -> Sequence[DocumentKind]:
        """Return the documents that can be made."""

    def make(
        self, kind: str, for_id: str = "", edition: str = "", draft: bool = False, form: str = "pdf"
    ) -> MadeDocument:
        """Make one document."""

    def missing(self, kind: str, for_id: str = "", edition: str = "") -> Sequence[Missing]:
        """Return what a document still needs."""

    def bundle(self, encoding: str = "utf-8-sig") -> MadeBundle:
        """Make the bundle for the prefecture."""

    def backup(self, path: Path) -> object:
        """Write a verified copy."""

    def verify(self) -> Sequence[str]:
        """Return what is wrong with the workspace; nothing when it is intact."""

    def audit_export(self, path: Path) -> "Audit":
        """Write the whole change log into a file that proves itself."""

    def audit_verify(self, path: Path) -> "Audit":
        """Check a file of the change log against itself and this workspace."""

    def close(self) -> None:
        """Let go of the workspace."""


class Environment(Protocol):
    """Where and when a command works, and what it may start; made in the one place where the parts meet."""

    @property
    def workspace(self) -> Path:
        """Return the folder of the workspace."""

    @property
    def language(self) -> str:
        """Return the language of sentences."""

    def existing(self) -> bool:
        """Tell whether there is a workspace."""

    @property
    def has_key_ring(self) -> bool:
        """Tell whether a new workspace keeps its key without asking a person for a passphrase."""

    def passing(self) -> AbstractContextManager["Environment"]:
        """Lend an environment whose workspace vanishes afterwards."""

    def create(self, signed_on: date, terms_text: str | None = None, passphrase: str | None = None) -> Desk:
        """Make a workspace and open it."""

    def create_demonstration(self, seed: int = ..., passphrase: str | None = None) -> Desk:
        """Make a workspace with the demonstration year and open it."""

    def open(self, passphrase: str | None = None) -> Desk:
        """Open the workspace; AppError says why it cannot be opened."""

    def restore_to(self, backup: Path, to: Path, passphrase: str | None = None) -> None:
        """Make a workspace from a backup."""

    def run_desktop(self) -> int:
        """Open the window and return the exit status."""

    def take_screenshots(
        self, desk: Any, directory: Path, theme: str, scale: float, size: tuple[int, int] | None = None
    ) -> Sequence[Path]:
        """Draw every tab and dialog."""

    def benchmark(self, only: str, rows: int, progress: Progress) -> Sequence[Any]:
        """Measure this machine."""


class EnvironmentFactory(Protocol):
    """Makes the environment of one command."""

    def __call__(self, *, workspace: Path, as_of: date | None, language: str) -> Environment:
        """Return the environment of this workspace, judged on this day, speaking this language."""
