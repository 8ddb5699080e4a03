"""The choice for 85 dispatches among twelve experts, beside HiGHS alone on the very same program."""

from random import Random

from app.benchmark.figure import Figure
from app.benchmark.rounds import medians, timed
from app.planning.fairness import PROVEN, Opening, best_plan, plan_program
from app.planning.linear_program import quiet_solver

LIMIT = 1.5
DISPATCHES, EXPERTS, FEWEST_ABLE, MOST_ABLE = 85, 12, 2, 7


def assignment_of_a_year() -> list[Figure]:
    """Return the figure of the assignment."""
    openings = a_year()
    program = plan_program(openings, {})[0]
    highs = quiet_solver(PROVEN)
    program.pass_to(highs)
    given = highs.getLp()

    def alone() -> None:
        bare = quiet_solver(PROVEN)
        bare.passModel(given)
        bare.run()

    found = medians({"ours": timed(lambda: best_plan(openings, {})), "bare": timed(alone)})
    return [Figure("assignment", "solver", "ms", found["ours"]["ms"], found["bare"]["ms"], LIMIT, True, DISPATCHES)]


def a_year() -> tuple[Opening, ...]:
    """Return the dispatches of a year, each with those able to do it and how suitable they are."""
    random = Random(DISPATCHES)  # noqa: S311 (a likeness of a year, no secret)
    experts = [f"expert-{number}" for number in range(EXPERTS)]
    return tuple(
        Opening(
            f"{number}",
            {
                expert: random.randint(200, 1000) / 10
                for expert in random.sample(experts, random.randint(FEWEST_ABLE, MOST_ABLE))
            },
        )
        for number in range(DISPATCHES)
    )
