"""Seeks the best timetable: first everything that is counted, then evenness; and says why something is left over."""

from app.planning.linear_program import Answer, Status, Watch
from app.planning.timetable import Problem, Timetable, cost_of
from app.planning.timetable_causes import causes_of
from app.planning.timetable_model import NUDGE, TimetableModel
from app.planning.timetable_people import with_people

WATCH = Watch()
BELOW_ONE = 0.99 - NUDGE  # two answers this near have the same whole cost


def best_timetable(problem: Problem, watch: Watch = WATCH) -> Timetable:
    """Return the timetable of the smallest cost; what cannot be placed is left over with its causes."""
    return _at_once(problem, watch) or _in_turn(problem, watch)


def _at_once(problem: Problem, watch: Watch) -> Timetable | None:
    """Return the evenest timetable with the counts that the relaxation allows at best; None when there is none.

    No timetable has smaller counts, so those of the one found need no proof of their own. The relaxation is not asked
    where visits may stay: of the days on site of these it tells too little.
    """
    if any(each.on_site and each.present is not None for each in problem.wanted):
        return None
    model = TimetableModel(problem)
    model.ask_for_counts()
    bound = model.program.bound(watch.part(0.0, 0.1))
    counts = model.counts_at(bound) if bound is not None else None
    if counts is None:
        return None
    model.keep_counts(counts)
    model.ask_for_evenness()
    even = model.program.solve(BELOW_ONE, watch.part(0.1, 1.0))
    return _timetable(problem, model, even, even) if even.is_found else None


def _in_turn(problem: Problem, watch: Watch) -> Timetable:
    """Return the timetable of the smallest cost, its counts sought and proven before its evenness."""
    model = TimetableModel(problem)
    model.ask_for_counts()
    counted = model.program.solve(BELOW_ONE, watch.part(0.0, 0.5))
    if not counted.is_found:
        return Timetable(counted.status, unplaced=tuple(each.code for each in problem.wanted))
    if counted.status is not Status.OPTIMAL:
        return _timetable(problem, model, counted, counted)
    model.keep_counts(model.counts(counted))
    model.ask_for_evenness()
    even = model.program.solve(BELOW_ONE, watch.part(0.5, 1.0))
    return _timetable(problem, model, even if even.is_found else counted, even)


def _timetable(problem: Problem, model: TimetableModel, answer: Answer, last: Answer) -> Timetable:
    missed = tuple(code for code, column in model.unattended.items() if answer.chosen(column))
    placements, attending = with_people(problem, model.placements(answer), frozenset(missed))
    placed = {each.code for each in placements}
    unplaced = tuple(each.code for each in problem.wanted if each.code not in placed)
    return Timetable(
        status=last.status,
        placements=placements,
        unplaced=unplaced,
        causes=causes_of(problem, placements, unplaced, attending, missed),
        cost=cost_of(problem, placements, len(missed)),
        gap=last.gap,
        attending=attending,
    )
