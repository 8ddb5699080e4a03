"""Takes the prefecture's schedule over: shown line by line, then written as one change that one undo takes back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import Hearing, ScheduleLine
from app.domain.imports import ImportRun
from app.domain.record import Record
from app.domain.text import shorten
from app.platform.messages import sentence
from app.services.actions.running import outcome
from app.services.actions.situation import Change
from app.services.hearings.schedule_comparison import Known, Planned, known_hearings, missing, plan, said_text
from app.services.hearings.schedule_reading import Schedule, read_schedule
from app.services.hearings.views import LineKind, ScheduleLineView, SchedulePreview
from app.services.imports.subject import Remark
from app.services.judging.fact_loading import bare_facts, facts_around
from app.services.judging.judging import judge
from app.services.judging.stored_facts import StoredSource
from app.services.judging.wording import finding_text
from app.services.surroundings import Surroundings
from app.services.views import FindingText, Outcome
from app.store.ids import new_id, stable_id
from app.store.queries import Reader
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork

SUBJECT = "hearings"
NOT_WRITTEN = frozenset({LineKind.UNREADABLE, LineKind.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Taking:
    """What taking a schedule over needs: the lines as read, and whether anything would be written."""

    schedule: Schedule
    writes: bool


class ScheduleService:
    """Previews the prefecture's schedule and takes it over."""

    def __init__(self, store: Store, surroundings: Surroundings, backup: Callable[[], object]) -> None:
        """Write to this store; ``backup`` makes a verified copy and raises AppError when it cannot."""
        self._store = store
        self._surroundings = surroundings
        self._backup = backup

    def preview(self, data: bytes, file_name: str) -> SchedulePreview:
        """Return line by line what taking a schedule over would do; nothing is written."""
        with self._store.reading() as reader:
            facts = bare_facts(reader, self._surroundings)
            schedule = read_schedule(data, file_name, self._surroundings.municipalities, _middle(facts))
            known = _known(reader)
            older = tuple(_older(reader, schedule))
        planned = self._planned(schedule, known)
        writes = any(_records(each, schedule.file_name, facts.today) for each in planned)
        return SchedulePreview(
            file_name=file_name,
            sha256=schedule.sha256,
            title=schedule.title,
            lines=tuple(self._view(each, facts) for each in planned),
            remarks=self._words((*older, *schedule.remarks)),
            plan=Taking(schedule, writes),
        )

    def take(self, preview: SchedulePreview) -> Outcome:
        """Take over what a preview shows, after a verified copy, as one change.

        AppError ``schedule.store_changed`` when the records have changed so that the preview no longer holds.
        """
        taking = preview.plan
        if not isinstance(taking, Taking):
            raise TypeError("this preview was not made by preview_schedule")
        summary = f"県の日程表を取込（{shorten(preview.file_name, 80)}）"
        if not taking.writes:
            return Outcome((), (), f"{summary}：変更はありません")
        self._backup()
        with self._store.unit_of_work(self._surroundings.author, summary) as uow:
            source = StoredSource(uow)
            facts = facts_around(uow, self._surroundings, None)
            planned = self._planned(taking.schedule, _known(uow))
            if tuple(self._view(each, facts) for each in planned) != preview.lines:
                raise AppError("schedule.store_changed", where=preview.file_name, file=preview.file_name)
            change = _change(uow, planned, taking.schedule.file_name, facts.today)
            judgement = judge(facts, change, source)
            judged = facts.seeing((*source.seen, *change.present))
            for record in change.added:
                uow.add(record)
            for record in change.saved:
                uow.save(record)
            uow.add(self._run(preview))
            done = uow.commit()
        found = (*judgement.refusals, *judgement.warnings)
        return outcome(done, summary, (), self._findings(found, judged))

    def _planned(self, schedule: Schedule, known: Known) -> tuple[Planned, ...]:
        names = {each.code: each.name for each in self._surroundings.municipalities}
        return (*plan(schedule.rows, known), *missing(schedule.rows, known, names))

    def _view(self, planned: Planned, facts: ContractFacts) -> ScheduleLineView:
        row = planned.row
        office = self._surroundings.municipalities.by_code(row.municipality_code) if row.municipality_code else None
        return ScheduleLineView(
            row=row.number,
            kind=planned.kind,
            municipality_code=row.municipality_code,
            municipality=office.name if office else shorten(row.name),
            area=office.area if office else "",
            says=said_text(row.said) if row.number and not row.problems else shorten(row.as_written, 200),
            changes=planned.changes,
            reasons=self._words(planned.reasons),
            remarks=self._words((*row.remarks, *_day_remarks(planned, facts))),
            hearing_id=planned.subject.id if planned.subject else "",
        )

    def _words(self, remarks: tuple[Remark, ...]) -> tuple[str, ...]:
        """Return what happened and what to do, in one line each."""
        language = self._surroundings.language
        return tuple(
            each.reason_in(language) + sentence(each.code, _values(each), "remedy", language) for each in remarks
        )

    def _findings(self, found: tuple[Finding, ...], facts: ContractFacts) -> tuple[FindingText, ...]:
        return tuple(finding_text(each, facts, self._surroundings.language) for each in found)

    def _run(self, preview: SchedulePreview) -> ImportRun:
        counts = preview.counts
        unchanged = counts[LineKind.UNCHANGED.value] + counts[LineKind.KEPT_OWN.value]
        beside = counts[LineKind.DUPLICATE.value] + counts[LineKind.UNREADABLE.value] + counts[LineKind.NEW.value]
        return ImportRun(
            id=new_id(),
            file_name=shorten(preview.file_name, 255),
            subject=SUBJECT,
            sha256=preview.sha256,
            imported_at=self._surroundings.clock.now(),
            row_count=counts["lines"],
            new_count=counts[LineKind.NEW.value],
            changed_count=counts["lines"] - unchanged - beside,
            duplicate_count=counts[LineKind.DUPLICATE.value],
            refused_count=counts[LineKind.UNREADABLE.value],
        )


def _values(remark: Remark) -> dict[str, object]:
    return {**dict(remark.values), "label": remark.label, "value": remark.value}


def _middle(facts: ContractFacts) -> date:
    """Return the middle of the hearings' period, to which days without a year are near."""
    first = facts.terms.day("hearings.period_start", facts.today)
    last = facts.terms.day("hearings.period_end", facts.today)
    return first + (last - first) // 2


def _known(reader: Reader) -> Known:
    lines = reader.find(ScheduleLine)
    by_municipality = {line.municipality_code: line for line in lines}
    return Known(by_municipality, known_hearings(lines, reader.find(Hearing)))


def _older(reader: Reader, schedule: Schedule) -> Iterator[Remark]:
    """Warn of a file that was taken over before another one: it would bring the older days back."""
    runs = sorted(reader.find(ImportRun, subject=SUBJECT), key=lambda run: (str(run.imported_at), run.id))
    if runs and runs[-1].sha256 != schedule.sha256 and any(run.sha256 == schedule.sha256 for run in runs):
        yield Remark("schedule.older_file", value=runs[-1].file_name)


def _day_remarks(planned: Planned, facts: ContractFacts) -> Iterator[Remark]:
    """Yield what should be known of the day that a line names: closed, or outside the period."""
    said = planned.row.said
    if said.mode is Mode.IN_PERSON and "協議済" in said.note:
        yield Remark("schedule.consultation_noted")
    held_on = said.held_on
    if held_on is None:
        return
    closed = facts.calendar.closed_reason(held_on)
    if closed is not None:
        yield Remark("schedule.closed_day", value=held_on.isoformat(), values=(("reason", closed),))
    first = facts.terms.day("hearings.period_start", held_on)
    last = facts.terms.day("hearings.period_end", held_on)
    if not first <= held_on <= last:
        yield Remark("schedule.outside_period", value=held_on.isoformat())


def _records(planned: Planned, file_name: str, today: date) -> tuple[Record, ...]:
    """Return the records that a line writes: nothing when the same file is taken over again."""
    if planned.kind in NOT_WRITTEN:
        return ()
    found: list[Record] = [planned.hearing] if planned.hearing is not None else []
    line = planned.line
    if line is not None and not _is_stored(line, planned, file_name):
        found.append(replace(line, file_name=shorten(file_name, 255), taken_on=today))
    return tuple(found)


def _is_stored(line: ScheduleLine, planned: Planned, file_name: str) -> bool:
    """Tell whether a line, file included, is stored just so."""
    return planned.stored == line and line.file_name == shorten(file_name, 255)


def _change(uow: UnitOfWork, planned: tuple[Planned, ...], file_name: str, today: date) -> Change:
    """Return the records to write, the new ones with ids that every desk gives to the same thing."""
    wanted = {each.row.municipality_code: stable_id("hearing", each.row.municipality_code) for each in planned}
    taken = {record.id for record in uow.find_in(Hearing, "id", list(wanted.values()))}
    added: list[Record] = []
    saved: list[Record] = []
    for each in planned:
        hearing_id = each.subject.id if each.subject else ""
        for record in _records(each, file_name, today):
            if isinstance(record, Hearing):
                if not record.id:
                    stable = wanted[record.municipality_code]
                    hearing_id = new_id() if stable in taken else stable
                    added.append(replace(record, id=hearing_id))
                else:
                    saved.append(record)
            elif isinstance(record, ScheduleLine):
                linked = replace(record, hearing_id=hearing_id or record.hearing_id)
                if record.id:
                    saved.append(linked)
                else:
                    added.append(replace(linked, id=stable_id("schedule_line", record.municipality_code)))
    return Change(added=tuple(added), saved=tuple(saved))
