"""The timetable's side of the desk: a proposal is reckoned from the records, and taken over as one change (6(7))."""

import time as clock
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import AvailabilityPeriod, Hearing, HearingStatus, ScheduleLine
from app.domain.record import Member
from app.domain.staff import StaffMember
from app.planning.linear_program import Watch
from app.planning.timetable import Problem, Timetable
from app.planning.timetable_solving import best_timetable
from app.services.actions.running import outcome
from app.services.actions.situation import Change as Written
from app.services.judging.fact_loading import bare_facts, facts_around
from app.services.judging.judging import judge
from app.services.judging.stored_facts import StoredSource
from app.services.judging.wording import RefusedInWords, finding_text
from app.services.surroundings import Surroundings
from app.services.timetable.problem import TimetableBasis, timetable_basis, usual
from app.services.timetable.views import Change, ProposedHearing, TimetableProposal, TimetableRequest
from app.services.timetable.words import TimetableWords
from app.services.views import FindingText, Outcome
from app.store.ids import new_id, stable_id
from app.store.queries import Reader
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork

KINDS = (Hearing, AvailabilityPeriod, StaffMember)
USUAL = TimetableRequest()
SUMMARY = "日程案を採用"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a proposal rests on: what was asked, and the hearings and the problem as they were read."""

    request: TimetableRequest
    hearings: Mapping[str, Hearing]
    problem: Problem


class TimetableDesk:
    """Reached as ``desk.timetable``: proposes, and takes a proposal over; callable from any thread."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from and write to this store."""
        self._store = store
        self._surroundings = surroundings

    def propose(
        self,
        request: TimetableRequest = USUAL,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[float], None] = lambda share: None,
    ) -> TimetableProposal:
        """Return the best timetable; what cannot be placed stands in it with its causes. Nothing is written.

        ``cancelled`` is asked now and then, ``progress`` is told the share done. AppError ``timetable.*`` when the
        request itself cannot be.
        """
        begun = clock.perf_counter()
        with self._store.reading() as reader:
            basis = self._basis(reader, request)
        seconds = float(usual()["usual"]["seconds"]) if request.seconds is None else request.seconds
        found = best_timetable(basis.whole, Watch(cancelled, progress, seconds))
        return self._proposal(basis, found, request, clock.perf_counter() - begun)

    def _basis(self, reader: Reader, request: TimetableRequest) -> TimetableBasis:
        bare = bare_facts(reader, self._surroundings)
        facts = bare.with_changes(record for kind in KINDS for record in reader.find(kind))
        return timetable_basis(facts, reader.find(ScheduleLine), self._surroundings.municipalities, request)

    def _proposal(
        self, basis: TimetableBasis, found: Timetable, request: TimetableRequest, seconds: float
    ) -> TimetableProposal:
        words = TimetableWords(basis, found, self._surroundings, consultation="")
        lines, status = words.lines(), words.status()
        return TimetableProposal(
            status=status,
            status_label=words.label(status),
            lines=lines,
            unsolved=words.unsolved(),
            causes=words.causes(),
            problems=words.problems(basis.past),
            gap=found.gap,
            seconds=seconds,
            moves=sum(line.change is Change.MOVED for line in lines),
            trips=found.cost.trips,
            summary=words.summary(),
            basis=Basis(request, basis.hearings, basis.whole),
        )

    def take(self, proposal: TimetableProposal, only: Collection[str] | None = None) -> Outcome:
        """Write what a proposal changes, or ``only`` that of some municipalities; one undo takes it back.

        RefusedInWords says what the contract has against it; AppError ``timetable.outdated`` when what it was
        reckoned from has changed since, the day included. Then nothing is written.
        """
        if not isinstance(proposal.basis, Basis):
            raise TypeError("this proposal was not made by propose")
        lines = [line for line in proposal.changes if only is None or line.municipality_code in only]
        if not lines:
            raise AppError("timetable.nothing_to_take")
        with self._store.unit_of_work(self._surroundings.author, SUMMARY) as uow:
            _refuse_outdated(uow, proposal.basis, lines)
            self._refuse_another_problem(uow, proposal.basis)
            source = StoredSource(uow)
            facts = facts_around(uow, self._surroundings, None)
            change = _change(uow, proposal.basis, lines)
            judgement = judge(facts, change, source)
            judged = facts.seeing((*source.seen, *change.present))
            if judgement.refusals:
                texts = tuple(self._text(finding, judged) for finding in judgement.refusals)
                first = judgement.refusals[0]
                raise RefusedInWords(texts, first.code, dict(first.values))
            for record in change.added:
                uow.add(record)
            for record in change.saved:
                uow.save(record)
            done = uow.commit()
        warnings = tuple(self._text(finding, judged) for finding in judgement.warnings)
        return outcome(done, f"{SUMMARY}（{len(lines)}件）", (), warnings)

    def _refuse_another_problem(self, uow: UnitOfWork, basis: Basis) -> None:
        """Refuse when the days, times, people or hearings would be read differently now."""
        try:
            now = self._basis(uow, basis.request).whole
        except AppError as error:  # what was asked for is gone
            raise AppError("timetable.outdated", where=error.where) from error
        if _in_order(now) != _in_order(basis.problem):
            raise AppError("timetable.outdated")

    def _text(self, finding: Finding, facts: ContractFacts) -> FindingText:
        return finding_text(finding, facts, self._surroundings.language)


def _in_order(problem: Problem) -> Problem:
    """Return a problem with its people by id, so that a corrected name does not make it another."""
    return replace(problem, people=tuple(sorted(problem.people, key=lambda person: person.id)))


def _refuse_outdated(uow: UnitOfWork, basis: Basis, lines: Iterable[ProposedHearing]) -> None:
    for line in lines:
        known = basis.hearings.get(line.municipality_code)
        now = uow.find(Hearing, municipality_code=line.municipality_code)
        if (known is not None and known not in now) or (known is None and now):
            raise AppError("timetable.outdated", where=line.municipality)


def _change(uow: UnitOfWork, basis: Basis, lines: Iterable[ProposedHearing]) -> Written:
    added, saved = [], []
    for line in lines:
        known = basis.hearings.get(line.municipality_code)
        if line.hearing_id and known is not None:
            saved.append(_written(known, line))
        else:
            stable = stable_id("hearing", line.municipality_code)
            taken = uow.rows(Hearing.REGISTER.name, (stable,), with_deleted=True)
            fresh = Hearing(id=new_id() if taken else stable, municipality_code=line.municipality_code)
            added.append(_written(fresh, line))
    return Written(added=tuple(added), saved=tuple(saved))


def _written(hearing: Hearing, line: ProposedHearing) -> Hearing:
    """Return a hearing where a proposal puts it; what else stands in it stays."""
    mode = Mode(line.mode)
    return replace(
        hearing,
        held_on=line.on,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        mode=mode,
        room=line.room,
        consultation_id=line.consultation_id or hearing.consultation_id,
        attendee_ids=tuple(Member(key) for key in line.attendee_ids),
        status=HearingStatus.PLANNED,
    )
