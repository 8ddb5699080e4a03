"""Seeks the best timetable: first everything that is counted, then evenness; and says why something is left over."""

from collections.abc import Sequence

from app.planning.descent import Order, bound_in_parts, solve_by_descent
from app.planning.linear_program import Answer, Status, Watch
from app.planning.timetable import Problem, Timetable, cost_of
from app.planning.timetable_causes import causes_of
from app.planning.timetable_model import NUDGE, TimetableModel
from app.planning.timetable_people import with_people

WATCH = Watch()
AT_ONCE = 0.6  # of the time, before the counts are sought and proven first
BELOW_ONE = 0.99 - NUDGE  # two answers this near have the same whole cost


def best_timetable(problem: Problem, watch: Watch = WATCH) -> Timetable:
    """Return the timetable of the smallest cost; what cannot be placed is left over with its causes."""
    return _at_once(problem, watch.part(0.0, AT_ONCE)) or _in_turn(problem, watch.part(AT_ONCE, 1.0))


def _at_once(problem: Problem, watch: Watch) -> Timetable | None:
    """Return the evenest timetable with the counts that the relaxation allows at best; None when there is none.

    No timetable has smaller counts, so those of the one found need no proof of their own.
    """
    model = TimetableModel(problem)
    model.ask_for_counts()
    bound = bound_in_parts(model.program, model.areas, watch.part(0.0, 0.1))
    counts = model.counts_at(bound) if bound is not None else None
    if counts is None:
        return None
    even = _evenest(model, counts, watch.part(0.1, 1.0))
    return _timetable(problem, model, even, even) if even.is_found else None


def _in_turn(problem: Problem, watch: Watch) -> Timetable:
    """Return the timetable of the smallest cost, its counts sought and proven before its evenness."""
    model = TimetableModel(problem)
    model.ask_for_counts()
    counted = _answer(model, model.areas, watch.part(0.0, 0.5))
    if not counted.is_found:
        return Timetable(counted.status, unplaced=tuple(each.code for each in problem.wanted))
    if counted.status is not Status.OPTIMAL:
        return _timetable(problem, model, counted, counted)
    even = _evenest(model, model.counts(counted), watch.part(0.5, 1.0))
    return _timetable(problem, model, even if even.is_found else counted, even)


def _evenest(model: TimetableModel, counts: Sequence[int], watch: Watch) -> Answer:
    """Return the evenest answer with these counts: by the days on site one after the other, or of the whole program."""
    model.keep_counts(counts)
    model.ask_for_evenness()
    return _answer(model, model.weeks, watch)


def _answer(model: TimetableModel, totals: Sequence[int], watch: Watch) -> Answer:
    """Return the best answer: by setting one day on site after the other, or else of the whole program."""
    order = Order(totals, tuple(model.trips.values()))
    found = solve_by_descent(model.program, order, BELOW_ONE, watch.part(0.0, 0.5)) if order.steps else None
    return found or model.program.solve(BELOW_ONE, watch.part(0.5, 1.0))


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
