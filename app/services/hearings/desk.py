"""The hearings' side of the desk: the prefecture's schedule, the board, the sheets, the clocks (specification 6(7))."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from app.domain.case import Mode
from app.domain.hearing import Hearing, HearingStatus
from app.domain.japanese_date import JAPAN, iso_with_weekday
from app.services.actions.hearings import USUAL_MINUTES, USUAL_START, ending
from app.services.actions.running import ActionService
from app.services.actions.saving import TypingService
from app.services.hearings.board import BoardReader, board_of, hearing_facts, plain_boards, span_of
from app.services.hearings.months import MonthReader
from app.services.hearings.schedule_taking import ScheduleService
from app.services.hearings.sheets import SheetService
from app.services.hearings.views import (
    HearingBoard,
    HearingClocks,
    HearingMonth,
    HearingSheet,
    SchedulePreview,
)
from app.services.registers.records import RecordService
from app.services.surroundings import Surroundings
from app.services.views import MadeDocument, Outcome, Saved
from app.services.workspace.safety import SafetyService
from app.store.store import Store

CALENDAR_NAME = "市町村DXヒアリング"


class HearingDesk:
    """Reached as ``desk.hearings``; every method is one unit of work and may be called from any thread."""

    def __init__(
        self,
        store: Store,
        surroundings: Surroundings,
        records: RecordService,
        actions: ActionService,
        typing: TypingService,
        safety: SafetyService,
    ) -> None:
        """Read from this store; write through these actions and ``typing``, after copies that ``safety`` makes."""
        self._store = store
        self._surroundings = surroundings
        self._actions = actions
        self._board = BoardReader(store, surroundings)
        self._sheets = SheetService(store, surroundings, records, actions, typing)
        self._months = MonthReader(store, surroundings)
        self._schedules = ScheduleService(store, surroundings, safety.back_up_before_import)

    # The prefecture's schedule

    def preview_schedule(self, data: bytes, file_name: str) -> SchedulePreview:
        """Return line by line what taking a schedule over would do; nothing is written.

        AppError ``imports.*`` or ``schedule.*`` when the file as a whole cannot be read.
        """
        return self._schedules.preview(data, file_name)

    def take_schedule(self, preview: SchedulePreview) -> Outcome:
        """Take over what a preview shows, after a backup, as one change that one undo takes back.

        AppError ``schedule.store_changed`` when the records changed so that the preview no longer holds.
        """
        return self._schedules.take(preview)

    # The board

    def board(self, from_on: date, until_on: date) -> HearingBoard:
        """Return the hearings between two days, both included, with clashes, the unscheduled, and the progress."""
        return self._board.board(from_on, until_on)

    def place(
        self, target: str, day: date, starts_at: time | None = None, seen: Mapping[str, str] | None = None
    ) -> Outcome:
        """Put a hearing (by its id), or a municipality (by its code), on a day; RefusedInWords says what forbids it.

        A hearing keeps its length; without a start it keeps its own, else 10:00. A municipality whose hearing is being
        arranged gets that hearing; one that has a planned one moves it; another gets a new one, online.
        """
        hearing_id = self._hearing_of(target) if self._is_municipality(target) else target
        if hearing_id:
            done = self._actions.run("hearing.move", hearing_id, {"held_on": day, "starts_at": starts_at}, seen)
            return self._named(done)
        start = starts_at or USUAL_START
        entries = {"held_on": day, "starts_at": start, "ends_at": ending(start, USUAL_MINUTES), "mode": Mode.ONLINE}
        return self._named(self._actions.run("hearing.add", None, {"municipality_code": target, **entries}))

    def _named(self, done: Outcome) -> Outcome:
        """Return what placing a hearing did in words: 飯能市のヒアリングを2026-07-03（金）10:00に置きました."""
        with self._store.reading() as reader:
            hearing = reader.get(Hearing, done.changed[0])
        office = self._surroundings.municipalities.by_code(hearing.municipality_code).name
        when = f"{iso_with_weekday(hearing.held_on)}{hearing.starts_at:%H:%M}" if hearing.held_on else ""
        return replace(done, summary=f"{office}のヒアリングを{when}に置きました")

    def _is_municipality(self, target: str) -> bool:
        return any(office.code == target for office in self._surroundings.municipalities)

    def _hearing_of(self, code: str) -> str:
        """Return the hearing of a municipality that can be moved: the one being arranged, else the planned one."""
        with self._store.reading() as reader:
            hearings = reader.find(Hearing, municipality_code=code)
        for status in (HearingStatus.ARRANGING, HearingStatus.PLANNED):
            for hearing in hearings:
                if hearing.status is status:
                    return hearing.id
        return ""

    # The sheet

    def sheet(self, hearing_id: str) -> HearingSheet:
        """Return one hearing with the fifteen fields of Table 1, its candidates, and the marks for saving."""
        return self._sheets.sheet(hearing_id)

    def save_sheet(
        self,
        hearing_id: str,
        changes: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
        visit: str = "",
    ) -> Saved:
        """Save what was typed, at once and as one small change; InvalidEntry names what cannot be taken.

        ``changes`` maps a field of the hearing (``content``, ``needs``, ``municipality_persons``…), or
        ``<code of a field of Table 1>.<field of the theme>`` (``front-yard.issues``), to the entry as typed. A theme
        is made with its first entry. Savings in a row under the same ``visit`` are one step of undo and of the history.
        """
        return self._sheets.save(hearing_id, changes, seen, visit)

    # Clocks, reports, the calendar; minutes and list are documents: "hearing-minutes", "hearing-schedule"

    def calendar_file(self) -> MadeDocument:
        """Return the hearings as iCalendar (.ics): municipality, way and room, and no person."""
        from app.documents.calendar_file import calendar_file
        from app.services.hearings.papers import calendar_events

        with self._store.reading() as reader:
            facts = hearing_facts(reader, self._surroundings)
        board = board_of(facts, plain_boards(facts, self._surroundings), self._surroundings, span_of(facts))
        made_at = datetime.combine(facts.today, time(), JAPAN)
        data = calendar_file(calendar_events(board.entries), CALENDAR_NAME, made_at)
        digest = hashlib.sha256(data).hexdigest()
        return MadeDocument(data, 0, digest, f"{CALENDAR_NAME}_{facts.today.isoformat()}.ics")

    def clocks(self) -> HearingClocks:
        """Return the period, the completion and the clock of the survey report."""
        return self._months.clocks()

    def month(self, month: date) -> HearingMonth:
        """Return the section of the monthly report on the hearings of a month (6(7)エ)."""
        return self._months.month(month)
