"""The desk: an open workspace, and everything that the doors may ask of it."""

from __future__ import annotations  # what is only named in a signature is loaded when it is first used

from typing import TYPE_CHECKING

from app.domain.contract import Contract
from app.services.desk_parts import DeskParts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from app.contract.clauses_text import ContractText
    from app.contract.terms import Terms
    from app.domain.due_date import DueDate
    from app.domain.imports import ImportProfile
    from app.domain.notification import NoticeSide
    from app.domain.record import Field, Record
    from app.platform.paths import WorkspacePaths
    from app.platform.secret_ring import SecretRing
    from app.services.contract.board_views import AcceptedText, ClauseLine, ForecastPage, TermOnDay
    from app.services.imports.preview import ImportPreview
    from app.services.imports.service import ImportResult
    from app.services.notices.delivering import DeliveryRound
    from app.services.surroundings import Surroundings
    from app.services.views import (
        ActionInfo,
        BackupLine,
        Deadline,
        DocumentKind,
        Exported,
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
        SearchHit,
        Shown,
    )
    from app.services.workspace.auditing import Audit
    from app.services.workspace.first_lists import FirstLists
    from app.services.workspace.late_store import LateStore
    from app.store.store import Store


class Desk(DeskParts):
    """An open workspace; every method is one unit of work and may be called from any thread."""

    def __init__(
        self,
        store: Store | LateStore,
        surroundings: Surroundings,
        paths: WorkspacePaths,
        on_close: Callable[[], None],
        secrets: SecretRing | None = None,
        first: FirstLists | None = None,
    ) -> None:
        """Serve from this store; ``on_close`` gives back what the opening took, the store included.

        ``secrets`` keeps the passwords of the channels, the system's key ring unless another is given; ``first``
        answers the first lists as long as the store has not been opened.
        """
        super().__init__(store, surroundings, paths, secrets)
        self.problem = ""  # what went wrong on opening without keeping the workspace closed, in words
        self._on_close = on_close
        self._first = first

    def prepare(self) -> None:
        """Open and check the store before anybody needs it; AppError says why it cannot be opened."""
        self._late_store.get()

    def keep_safe(self) -> str:
        """Make the backup of the day if it is not there; return what went wrong in words."""
        return self._safety.back_up_daily(self._surroundings.language)

    def keep_safe_before_closing(self) -> None:
        """Make the backup of the day if it is not there and something was opened: a short visit has one, too.

        What goes wrong does not hold up the closing; the next visit tries again, and says so.
        """
        if self._late_store.is_open:
            self.keep_safe()

    # Reading

    def today(self) -> date:
        """Return the day on which everything is judged."""
        return self._surroundings.today()

    def contract(self) -> Contract:
        """Return the contract of the workspace."""
        known = self._first.contract if self._first is not None else None
        return known or self._store.get(Contract, self._store.ids("contracts")[0])

    def ids(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", order: Sequence[str] = ()
    ) -> list[str]:
        """Return the ids of a list in order; ``where`` holds values as records do, or several of which any may hold."""
        return self._records.ids(register, where or {}, search, order)

    def list_start(
        self, register: str, where: Mapping[str, object], search: str, order: Sequence[str], rows: int
    ) -> ListStart:
        """Return the first ids of a list with its first rows, so that it is shown before all of it is known."""
        if self._first is not None and not (where or search or order):
            start = self._first.start(register, rows, self._surroundings.today)
            if start is not None:
                return start
        return self._records.list_start(register, where, search, order, rows)

    def list_ids(
        self,
        register: str,
        where: Mapping[str, object],
        search: str,
        order: Sequence[str],
        given_up: Callable[[], bool] = lambda: False,
    ) -> Sequence[str]:
        """Return all ids of a list in little memory; when it is given up meanwhile, the answer is of no use."""
        return self._records.list_ids(register, where, search, order, given_up)

    def rows(self, register: str, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids in words, in their order."""
        return self._records.rows(register, ids)

    def record(self, register: str, id: str) -> Record:
        """Return one record; AppError when there is none."""
        return self._records.record(register, id)

    def shown(self, register: str, id: str) -> tuple[Shown, ...]:
        """Return the fields of a record with their texts."""
        return self._records.shown(register, id)

    def options(self, field: Field, search: str = "") -> list[Option]:
        """Return what may be picked for a field."""
        return self._records.options(field, search)

    def resolve(self, register: str, text: str) -> str | None:
        """Return the id of the one record that a person means by an id, a number or a name."""
        return self._records.resolve(register, text)

    def search(self, text: str, most: int = 0) -> list[SearchHit]:
        """Return every record that matches."""
        return self._records.search(text, most)

    def history(self, register: str, id: str) -> tuple[HistoryLine, ...]:
        """Return who changed what, latest first."""
        return self._records.history(register, id)

    # Doing

    def actions(self) -> tuple[ActionInfo, ...]:
        """Return every use case there is."""
        from app.services.actions.book import ACTIONS
        from app.services.actions.running import info

        return tuple(info(action) for action in ACTIONS.values())

    def offers(self, register: str, id: str | None = None) -> tuple[Offer, ...]:
        """Return the actions on a record, or those that make one, with the reasons against the refused ones."""
        return self._actions.offers(register, id)

    def initial(self, action: str, id: str | None) -> dict[str, object]:
        """Return the values with which the form of an action starts."""
        return self._actions.initial(action, id)

    def heads(self, register: str, id: str) -> dict[str, str]:
        """Return the mark of each field group of a record, for a form to remember."""
        return self._store.heads(register, id)

    def run(
        self, action: str, on: str | None, values: Mapping[str, object], seen: Mapping[str, str] | None = None
    ) -> Outcome:
        """Do one use case; raises RefusedInWords, InvalidEntry or another AppError and then changes nothing."""
        return self._actions.run(action, on, values, seen)

    def undo(self) -> Outcome:
        """Take back the last change of this author; what others rested on it is told."""
        return self._telling(self._actions.undo)

    def redo(self) -> Outcome:
        """Do again what was taken back last."""
        return self._telling(self._actions.redo)

    def undo_label(self) -> str:
        """Return what undo would take back; empty for nothing."""
        return self._store.undoable(self._surroundings.author) or ""

    def redo_label(self) -> str:
        """Return what redo would do again; empty for nothing."""
        return self._store.redoable(self._surroundings.author) or ""

    def attach(self, path: Path) -> str:
        """Keep a file inside the workspace and return the id of its attachment."""
        from app.services.registers.attaching import attach

        return attach(self._store, self._surroundings.author, path)

    # Judging

    def findings(self) -> tuple[FindingText, ...]:
        """Return everything that the rules find, gravest first."""
        return self._overview.findings()

    def open_findings(self) -> tuple[FindingText, ...]:
        """Return what the rules find and no decision has put to rest, gravest first."""
        return self._overview.open_findings()

    def accepted_findings(self) -> tuple[AcceptedText, ...]:
        """Return what a decision has put to rest and is still as it was."""
        return self._overview.accepted_findings()

    def clauses(self) -> tuple[ClauseLine, ...]:
        """Return where every clause of the contract stands, with evidence and the contract's own words."""
        return self._board.clauses()

    def forecast(self, cancel: int = 0) -> ForecastPage:
        """Return where the counts will end if so many planned dispatches are called off."""
        return self._board.forecast(cancel)

    def term_on(self, key: str, day: date, municipality_code: str = "") -> TermOnDay:
        """Return what a term said on a day and why; AppError when there is none."""
        return self._board.term_on(key, day, municipality_code)

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return every due date with its explanation, earliest first."""
        return self._overview.deadlines()

    def home(self) -> HomePage:
        """Return what a person needs to see first."""
        return self._home.page()

    def status(self) -> dict[str, object]:
        """Return counts, targets and the next due dates as plain values."""
        return self._overview.status()

    def due(self, basis: date, *, open_days: int = 0, days: int = 0, months: int = 0) -> DueDate:
        """Return one due date counted from a day; exactly one amount is given."""
        from app.domain.due_date import due_after_days, due_after_months, due_after_open_days

        calendar = self._records.facts().calendar
        if open_days:
            return due_after_open_days(basis, open_days, calendar)
        return due_after_days(basis, days, calendar) if days else due_after_months(basis, months, calendar)

    # Telling

    def notices(self, limit: int = 50, side: NoticeSide | None = None) -> tuple[NoticeLine, ...]:
        """Return the notices to one side, else the contractor's, with their deliveries, newest first."""
        return self._notices.notices(limit, side) if side else self._notices.notices(limit)

    def unread_notices(self) -> int:
        """Return how many notices to the contractor nobody has read yet."""
        return self._notices.unread()

    def mark_read(self, *ids: str) -> None:
        """Record that notices were read; without ids, all of the contractor's."""
        self._notices.mark_read(*ids)

    def paste_text(self, notice_id: str) -> str:
        """Return a notice as text to paste into LoGoチャット."""
        return self._notices.paste_text(notice_id)

    def mark_pasted(self, notice_id: str) -> None:
        """Record that a person has pasted a notice."""
        self._notices.mark_pasted(notice_id)

    def deliver_now(self) -> DeliveryRound:
        """Write the reminders of the day, then send every delivery whose time has come once."""
        return self._notices.deliver_now()

    def send_again(self, delivery_id: str) -> None:
        """Let a delivery be tried at once, with its tries counted anew."""
        self._notices.send_again(delivery_id)

    def give_up(self, delivery_id: str) -> None:
        """Try a waiting delivery no more."""
        self._notices.give_up(delivery_id)

    def outbox_status(self) -> OutboxStatus:
        """Return what waits to be sent and until when, what failed and why."""
        return self._notices.outbox_status()

    # Taking in

    def import_preview(
        self, path: Path, subject: str, profile: str = "", mapping: Mapping[str, str] | None = None
    ) -> ImportPreview:
        """Return what taking a file in would do, row by row; nothing is written."""
        return self._imports.preview(path, subject, profile, mapping=mapping)

    def import_apply(self, preview: ImportPreview, partial: bool = False) -> ImportResult:
        """Take in what a preview shows: everything, or with ``partial`` everything but the refused rows."""
        return self._imports.apply(preview, partial)

    def import_profiles(self, subject: str) -> tuple[ImportProfile, ...]:
        """Return the saved column mappings of a subject."""
        return self._imports.profiles(subject)

    def save_import_profile(self, name: str, preview: ImportPreview) -> ImportProfile:
        """Keep the mapping of a preview under a name."""
        return self._imports.save_profile(name, preview)

    def refused_file(self, preview: ImportPreview, encoding: str = "utf-8-sig") -> bytes:
        """Return the file of the refused rows with their reasons, to send back."""
        from app.services.imports.refused import refused_file

        return refused_file(preview, encoding)

    def template(self, subject: str) -> bytes:
        """Return an empty form for import, with its rules."""
        if subject == "hearings":  # the prefecture's schedule, which is read its own way
            from app.services.hearings.schedule_form import schedule_form

            return schedule_form(self._surroundings.municipalities)
        from app.services.imports.template import template  # openpyxl is heavy

        return template(subject, self._records.context())

    # Handing over

    def document_kinds(self) -> tuple[DocumentKind, ...]:
        """Return the documents that can be made."""
        from app.services.papers.service import KINDS

        return KINDS

    def make(
        self, kind: str, for_id: str = "", edition: str = "", draft: bool = False, form: str = "pdf"
    ) -> MadeDocument:
        """Make one document; Incomplete names what it still needs, unless a draft is asked for."""
        return self._papers.make(kind, for_id, edition, draft, form)

    def missing(self, kind: str, for_id: str = "", edition: str = "") -> tuple[Missing, ...]:
        """Return what a document still needs before it can be handed in."""
        return self._papers.missing(kind, for_id, edition)

    def export(self, register: str, path: Path, encoding: str = "utf-8-sig") -> Exported:
        """Write one register as ``.csv`` or ``.xlsx``; its cells are harmless to a spreadsheet."""
        return self._handover.export(register, path, encoding)

    def bundle(self, encoding: str = "utf-8-sig") -> MadeBundle:
        """Return the bundle for the prefecture: registers, schema, manifest and covering note in one ZIP."""
        return self._handover.bundle(encoding)

    def contract_text(self) -> ContractText:
        """Return the contract's own words, clause by clause, with the errata beside."""
        from app.services.surroundings import contract_text

        return contract_text()

    def terms(self) -> Terms:
        """Return the terms of the contract with every amendment."""
        return self._records.facts().terms

    # Keeping

    def backup(self, path: Path) -> None:
        """Write a verified copy of the workspace."""
        self._safety.back_up(path)

    def backups(self) -> tuple[BackupLine, ...]:
        """Return the copies there are, newest first."""
        return self._safety.backups()

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the workspace in words; nothing when it is intact."""
        return self._safety.verify(self._surroundings.language)

    def audit_export(self, path: Path) -> Audit:
        """Write the whole change log into a file that proves itself."""
        from app.services.workspace.auditing import export_audit

        return export_audit(self._store, path, self._surroundings.language)

    def audit_verify(self, path: Path) -> Audit:
        """Check a file of the change log against itself and this workspace."""
        from app.services.workspace.auditing import verify_audit

        return verify_audit(path, self._surroundings.language, self._store)

    def close(self) -> None:
        """Let go of the workspace."""
        self._on_close()
