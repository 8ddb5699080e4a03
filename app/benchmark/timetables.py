"""The timetable of 63 hearings over the open days of its period, beside HiGHS alone on the very same programs."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from app.benchmark.figure import Figure
from app.benchmark.rounds import medians, timed
from app.domain.open_days import OpenDays
from app.planning.linear_program import LinearProgram, Watch, quiet_solver
from app.planning.timetable import Person, Problem, Slot, Span, Times, Wanted
from app.planning.timetable_model import TimetableModel
from app.planning.timetable_solving import BELOW_ONE, best_timetable
from app.planning.travel import Point, Travel
from app.platform.holidays import NationalHolidays
from app.services.surroundings import municipalities

LIMIT = 1.5
FIRST, LAST = date(2026, 6, 1), date(2026, 8, 31)
SLOTS = (Slot(time(9, 30), time(11, 30)), Slot(time(13), time(14, 45)), Slot(time(15, 30), time(17, 15)))
PEOPLE, VISITS = 3, 12
BUSY = 0.2  # of the times of each municipality


def timetable_of_all() -> list[Figure]:
    """Return the figure of the timetable."""
    problem = season()
    programs = _programs(problem)
    found = medians({"ours": timed(lambda: best_timetable(problem)), "bare": timed(lambda: _alone(programs))})
    hearings = len(problem.wanted)
    return [Figure("timetable", "solver", "ms", found["ours"]["ms"], found["bare"]["ms"], LIMIT, True, hearings)]


def season() -> Problem:
    """Return 63 municipalities, of which some are visited, on every open day with three slots and three people."""
    random = Random(63)  # noqa: S311 (a likeness of a season, no secret)
    calendar = OpenDays(holidays=NationalHolidays())
    span = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    days = tuple(day for day in span if calendar.is_open(day))
    whens = [Span(day, day, slot.starts_at, slot.ends_at) for day in days for slot in SLOTS]
    offices = tuple(municipalities())
    visited = {office.code for office in random.sample(offices, VISITS)}
    return Problem(
        days=days,
        slots=SLOTS,
        wanted=tuple(
            Wanted(
                office.code,
                office.area,
                Point(float(office.latitude), float(office.longitude)),
                office.code in visited,
                Times(busy=tuple(when for when in whens if random.random() < BUSY)),
            )
            for office in offices
        ),
        people=tuple(Person(f"{number}") for number in range(PEOPLE)),
        base=Point(35.857, 139.649),
        travel=Travel(1.3, 30.0),
        reserve=5,
    )


def _programs(problem: Problem) -> list[Any]:
    """Return the programs that the timetable asks, as the solver takes them: the relaxation and the whole one."""
    model = TimetableModel(problem)
    model.ask_for_counts()
    relaxed = _given(model.program)
    relaxed.integrality_ = []
    counts = model.counts_at(model.program.bound(Watch()) or 0.0)
    if counts is None:
        raise AssertionError("the season of the benchmark is one whose counts its relaxation tells")
    model.keep_counts(counts)
    model.ask_for_evenness()
    return [relaxed, _given(model.program)]


def _given(program: LinearProgram) -> Any:
    highs = quiet_solver(BELOW_ONE)
    program.pass_to(highs)
    return highs.getLp()


def _alone(programs: list[Any]) -> None:
    """Let the solver solve them, with our options and nothing else."""
    for program in programs:
        highs = quiet_solver(BELOW_ONE)
        highs.passModel(program)
        highs.run()
