"""公平な派遣: how evenly the dispatches are spread over those who could do them (specification 6(6)シ).

The load of an expert is counted in 人回: each session counts once for each expert in it. Two questions are answered for
any distribution: who carries more than they need to, since a session could go, directly or through others, to somebody
with less; and which distribution of the same sessions is the most even one of all.

Of all distributions the most even one has the smallest sum of squared loads. The loads of such sessions form the bases
of an integral polymatroid, so it also has the smallest largest load, the smallest second largest, and so on; and a
distribution is it exactly when no chain of hand-overs leads to somebody with at least two fewer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.planning.linear_program import LinearProgram, Status, Term, Watch

PROVEN = 0.5  # costs are whole numbers
TENTHS = 10  # suitability counts in tenths of a point
BEST = 100.0  # points of suitability
NO_WATCH = Watch()


@dataclass(frozen=True)
class Work:
    """Sessions that are alike: so many, each with so many experts of those able; who does how many of them now."""

    fields: tuple[str, ...]
    able: frozenset[str]
    count: int
    needed: int  # experts in each session
    done_by: Mapping[str, int] = field(default_factory=dict)
    kept_by: Mapping[str, int] = field(
        default_factory=dict
    )  # who is not able and does some all the same: they may stay

    @property
    def units(self) -> int:
        """Return the 人回 of these sessions."""
        return self.count * self.needed

    def most(self, expert: str) -> int:
        """Return how many of these sessions an expert could do: each at most once."""
        return self.count if expert in self.able else self.kept_by.get(expert, 0)

    def room(self, expert: str) -> bool:
        """Tell whether an expert could do one more of these sessions."""
        return self.done_by.get(expert, 0) < self.most(expert)


@dataclass(frozen=True, slots=True)
class Relief:
    """Somebody whose load could be smaller: whom a chain of hand-overs ends with, and both loads."""

    giver: str
    taker: str
    load: int
    least: int  # load of the taker

    @property
    def gap(self) -> int:
        """Return how many more the giver has."""
        return self.load - self.least


@dataclass(frozen=True, slots=True)
class Bound:
    """Why nobody can make the largest load smaller: these experts alone must carry so much."""

    experts: frozenset[str]
    fields: tuple[str, ...]
    forced: int  # 人回 that fall to these experts, whatever is tried

    @property
    def smallest(self) -> int:
        """Return the load that at least one of them carries."""
        return -(-self.forced // len(self.experts)) if self.experts else 0


@dataclass(frozen=True)
class Fairest:
    """The most even distribution, the nearest one to today's among all that are as even."""

    works: tuple[Work, ...]
    loads: Mapping[str, int]
    moved: int  # 人回 that somebody else does today
    bound: Bound

    @property
    def largest(self) -> int:
        """Return the largest load."""
        return max(self.loads.values(), default=0)


def loads(works: Iterable[Work], experts: Iterable[str] = ()) -> dict[str, int]:
    """Return the load of every expert in 人回; ``experts`` are those who stand in it even without any."""
    found = dict.fromkeys(experts, 0)
    for work in works:
        for expert, times in work.done_by.items():
            found[expert] = found.get(expert, 0) + times
    return found


def reliefs(works: Sequence[Work], takers: Iterable[str]) -> tuple[Relief, ...]:
    """Return for each expert with less loaded ``takers`` in reach the one of least load, widest gap first."""
    open_to = tuple(takers)
    carried = loads(works, open_to)
    ends = _ends(works, sorted(open_to, key=lambda expert: (carried[expert], expert)))
    found = [Relief(giver, taker, carried[giver], carried[taker]) for giver, taker in ends.items()]
    return tuple(sorted((each for each in found if each.gap > 0), key=lambda each: (-each.gap, each.giver)))


def _ends(works: Sequence[Work], takers: Sequence[str]) -> dict[str, str]:
    """Return for each expert the first of the takers to whom a chain of hand-overs leads.

    Walked backwards from each taker in turn, so that each work and each expert is met once.
    """
    by_able: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        for expert in work.able:
            by_able[expert].append(work)
    ends: dict[str, str] = {}
    emptied: set[int] = set()  # works whose doers have all been met
    for taker in takers:
        waiting = [] if taker in ends else [taker]
        ends.setdefault(taker, taker)
        while waiting:
            expert = waiting.pop()
            for work in by_able[expert]:
                if id(work) in emptied or not work.room(expert):
                    continue
                emptied.add(id(work))
                fresh = [other for other in work.done_by if other not in ends]
                ends.update(dict.fromkeys(fresh, taker))
                waiting += fresh
    return ends


def fairest(works: Sequence[Work], experts: Iterable[str] = (), watch: Watch = NO_WATCH) -> Fairest | None:
    """Return the most even distribution of the same sessions; None when ``watch`` stopped the proof."""
    today = loads(works, experts)
    level = handed_out([(work.units, {each: work.most(each) for each in _doers(work)}) for work in works], {})
    program = LinearProgram()
    shares: list[_Share] = []
    for number, work in enumerate(works):
        own = [_share(program, number, work, expert) for expert in _doers(work)]
        program.row(work.units, [term for share in own for term in share.terms], work.units)
        shares += own
    _weigh(program, _terms_by_expert(shares), {}, level, 1 + sum(today.values()))
    answer = program.solve(PROVEN, watch)
    if answer.status is not Status.OPTIMAL:
        return None
    done: list[dict[str, int]] = [{} for _ in works]
    for share in shares:
        times = answer.sum(share.terms)
        if times:
            done[share.work][share.expert] = times
    found = tuple(replace(work, done_by=by) for work, by in zip(works, done, strict=True))
    moved = answer.sum([(share.moved, 1.0) for share in shares])
    return Fairest(found, loads(found, today), moved, bound(found))


def _doers(work: Work) -> Sequence[str]:
    """Return everybody who could do some of these sessions."""
    return sorted(work.able.union(work.kept_by))


def handed_out(tasks: Iterable[tuple[int, Mapping[str, int]]], carried: Mapping[str, int]) -> int:
    """Return the largest load of those who get any, when each 人回 goes to whoever carries the least and may take it.

    Each task is a number of 人回, and how many of them each expert could take. In the most even distribution nobody
    gets one beyond this load, either: a chain would lead from them to somebody who has more here and two fewer there.
    """
    found, level = dict(carried), 0
    for units, most in tasks:
        left = dict(most)
        for _ in range(units):
            taker = min((expert for expert in left if left[expert]), key=lambda expert: (found.get(expert, 0), expert))
            left[taker] -= 1
            found[taker] = found.get(taker, 0) + 1
            level = max(level, found[taker])
    return level


@dataclass(frozen=True, slots=True)
class _Share:
    """How many sessions of a work an expert does: of their own today, and of others."""

    work: int
    expert: str
    kept: int
    moved: int

    @property
    def terms(self) -> list[Term]:
        return [(self.kept, 1.0), (self.moved, 1.0)]


def _share(program: LinearProgram, number: int, work: Work, expert: str) -> _Share:
    own = work.done_by.get(expert, 0)
    share = _Share(number, expert, program.column(own), program.column(work.most(expert) - own))
    program.costs[share.moved] = 1.0
    return share


def _terms_by_expert(shares: Iterable[_Share]) -> Mapping[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for share in shares:
        found[share.expert] += share.terms
    return found


def _weigh(
    program: LinearProgram, terms: Mapping[str, Sequence[Term]], carried: Mapping[str, int], level: int, weight: int
) -> None:
    """Charge each step of a load up to a level its growth of the squares, which outweighs every other cost."""
    for expert, own in terms.items():
        columns = []
        for load in range(carried.get(expert, 0) + 1, level + 1):
            columns.append(program.column())
            program.costs[columns[-1]] = float(weight * (2 * load - 1))
        program.row(0, [*own, *((column, -1.0) for column in columns)], 0)


def bound(works: Sequence[Work]) -> Bound:
    """Return what proves that the largest load of a most even distribution cannot be smaller."""
    carried = loads(works)
    largest = max(carried.values(), default=0)
    bound_to = {expert for expert, load in carried.items() if load == largest} if largest else set()
    by_doer: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        for expert in work.done_by:
            by_doer[expert].append(work)
    waiting = list(bound_to)
    while waiting:
        for work in by_doer[waiting.pop()]:
            fresh = {other for other in work.able.union(work.kept_by) if other not in bound_to and work.room(other)}
            bound_to |= fresh
            waiting += fresh
    return bound_of(works, frozenset(bound_to))


def bound_of(works: Iterable[Work], experts: frozenset[str]) -> Bound:
    """Return what falls to some experts whatever is tried: of each work, what the others cannot fill."""
    forced, fields = 0, list[str]()
    for work in works:
        others = work.count * len(work.able - experts)
        kept = sum(times for expert, times in work.kept_by.items() if expert not in experts)
        times = max(0, work.units - others - kept)
        forced += times
        fields += work.fields if times else ()
    return Bound(experts, tuple(dict.fromkeys(fields)), forced)


@dataclass(frozen=True, slots=True)
class Opening:
    """One dispatch that nobody was chosen for, and how suitable each able expert is, in points up to 100."""

    key: str
    able: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom to send: the most even loads of all, and among those the most suitable experts."""

    chosen: Mapping[str, str]  # expert by opening
    loads: Mapping[str, int]
    unfilled: tuple[str, ...]  # openings that nobody is able to fill


def best_plan(openings: Sequence[Opening], carried: Mapping[str, int], watch: Watch = NO_WATCH) -> Plan | None:
    """Return the best choice for every opening, on top of what is carried; None when ``watch`` stopped the proof."""
    program, columns = plan_program(openings, carried)
    answer = program.solve(PROVEN, watch)
    if answer.status is not Status.OPTIMAL:
        return None
    chosen = {key: expert for (key, expert), column in columns.items() if answer.chosen(column)}
    found = dict(carried)
    for expert in chosen.values():
        found[expert] = found.get(expert, 0) + 1
    return Plan(chosen, found, tuple(opening.key for opening in openings if not opening.able))


def plan_program(
    openings: Sequence[Opening], carried: Mapping[str, int]
) -> tuple[LinearProgram, Mapping[tuple[str, str], int]]:
    """Return the program of a plan, and the column of each opening with each expert able to fill it."""
    fillable = [opening for opening in openings if opening.able]
    program = LinearProgram()
    columns: dict[tuple[str, str], int] = {}
    terms: dict[str, list[Term]] = defaultdict(list)
    for opening in fillable:
        own: list[Term] = []
        for expert, points in sorted(opening.able.items()):
            column = columns[opening.key, expert] = program.column()
            program.costs[column] = float(round((BEST - points) * TENTHS))
            terms[expert].append((column, 1.0))
            own.append((column, 1.0))
        program.row(1, own, 1)
    level = handed_out([(1, dict.fromkeys(opening.able, 1)) for opening in fillable], carried)
    _weigh(program, terms, carried, level, 1 + len(fillable) * round(BEST * TENTHS))
    return program, columns
