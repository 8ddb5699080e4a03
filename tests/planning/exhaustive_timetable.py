"""A second solver of small timetables: it tries everything, person by person, and knows nothing of programs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from app.planning.timetable import Cost, Placement, Problem, Standing, Wanted, When, cost_of


def cheapest(problem: Problem) -> Cost:
    """Return the smallest cost there is."""
    best: Cost | None = None
    for choice in product(*(list(_options(problem, each)) for each in problem.wanted)):
        placed = [each for each in choice if each is not None]
        bound = cost_of(problem, placed)
        if (best is None or bound < best) and _days_hold(problem, placed):
            missed = _least_unattended(problem, placed)
            if missed is not None:
                cost = cost_of(problem, placed, missed)
                best = cost if best is None or cost < best else best
    assert best is not None
    return best


def _options(problem: Problem, wanted: Wanted) -> Iterator[Placement | None]:
    """Yield every place a hearing can have, its present one too, and none."""
    whens = {slot.on(day) for day in problem.days for slot in problem.slots}
    if wanted.present is not None and wanted.present.when.on in problem.days:
        whens.add(wanted.present.when)
    yield None
    for when in sorted(whens):
        if wanted.times.allow(when):
            yield Placement(wanted.code, when, wanted.on_site)


def _days_hold(problem: Problem, placed: Sequence[Placement]) -> bool:
    """Tell whether the limit, the areas and the rooms of every day are kept."""
    standing = Counter(each.when.on for each in problem.standing)
    for day, count in Counter(each.when.on for each in placed).items():
        if count > max(0, problem.per_day - standing[day]):
            return False
        today = [each for each in placed if each.when.on == day]
        trip = [each for each in today if each.on_site and not kept(problem, each)]
        areas = {problem.by_code[each.code].area for each in today if each.on_site}
        areas |= {each.area for each in problem.standing if each.on_site and each.when.on == day}
        if trip and (len(areas) > 1 or not _way_holds(problem, trip)):
            return False
    if not _guests_hold(problem, placed):
        return False
    return not problem.rooms or _rooms_suffice(problem, [each for each in placed if not each.on_site], [])


def _way_holds(problem: Problem, trip: Sequence[Placement]) -> bool:
    """Tell whether one crew can be at everything that is newly visited on a day, the way between included."""
    visited = [(problem.by_code[each.code], each.when) for each in trip]
    return not any(clash(problem, one, at, other, then) for (one, at), (other, then) in combinations(visited, 2))


def _guests_hold(problem: Problem, placed: Sequence[Placement]) -> bool:
    """Tell whether nobody of the prefecture is at two places at once, but for what stands anyway."""
    sits: list[tuple[Wanted | Standing, When]] = [(problem.by_code[each.code], each.when) for each in placed]
    stands: list[tuple[Wanted | Standing, When]] = [(each, each.when) for each in problem.standing]
    pairs = [*combinations(sits, 2), *product(sits, stands)]
    return not any(
        set(one.guests) & set(other.guests) and clash(problem, one, at, other, then)
        for (one, at), (other, then) in pairs
    )


def kept(problem: Problem, placement: Placement) -> bool:
    """Tell whether a hearing is where it was."""
    present = problem.by_code[placement.code].present
    return present is not None and present.when == placement.when


def _rooms_suffice(problem: Problem, online: Sequence[Placement], taken: list[tuple[str, When]]) -> bool:
    if not online:
        return True
    held = [(each.room, each.when) for each in problem.standing if not each.on_site]
    for room in problem.rooms:
        is_free = not any(name == room and when.overlaps(online[0].when) for name, when in (*held, *taken))
        if is_free and _rooms_suffice(problem, online[1:], [*taken, (room, online[0].when)]):
            return True
    return False


Sits = list[tuple[Wanted | Standing, When, bool]]  # hearing, time, whether as the crew of the day


def _least_unattended(problem: Problem, placed: Sequence[Placement]) -> int | None:
    """Return how few standing hearings stay without people; None when a placed one would."""
    sits: dict[str, Sits] = {person.id: [] for person in problem.people}
    for stand in problem.standing:
        for person in stand.people:
            sits.setdefault(person, []).append((stand, stand.when, False))
    groups: list[tuple[list[tuple[Wanted | Standing, When]], bool, bool]] = []
    by_day: dict[object, list[tuple[Wanted | Standing, When]]] = {}
    for each in placed:
        wanted = problem.by_code[each.code]
        if each.on_site and not kept(problem, each):
            by_day.setdefault(each.when.on, []).append((wanted, each.when))
        else:
            groups.append(([(wanted, each.when)], False, False))
    groups += [(trip, True, False) for trip in by_day.values()]
    groups += [([(stand, stand.when)], False, True) for stand in problem.standing if not stand.people]
    return _attend(problem, groups, sits)


def _attend(
    problem: Problem,
    groups: Sequence[tuple[list[tuple[Wanted | Standing, When]], bool, bool]],
    sits: Mapping[str, Sits],
) -> int | None:
    if not groups:
        return 0
    (hearings, is_trip, may_miss), *others = groups
    best: int | None = None
    for people in combinations(problem.people, problem.attendees):
        if all(_can(problem, person.id, hearings, is_trip, sits) for person in people):
            after = dict(sits)
            for person in people:
                after[person.id] = [*sits[person.id], *((hearing, when, is_trip) for hearing, when in hearings)]
            rest = _attend(problem, others, after)
            if rest is not None and (best is None or rest < best):
                best = rest
    if may_miss:
        rest = _attend(problem, others, sits)
        if rest is not None and (best is None or rest + 1 < best):
            best = rest + 1
    return best


def _can(
    problem: Problem,
    person: str,
    hearings: Sequence[tuple[Wanted | Standing, When]],
    is_trip: bool,
    sits: Mapping[str, Sits],
) -> bool:
    times = next(each.times for each in problem.people if each.id == person)
    for hearing, when in hearings:
        if not times.allow(when):
            return False
        for other, at, in_crew in sits[person]:
            if clash(problem, hearing, when, other, at):
                return False
            same_day = at.on == when.on
            if same_day and ((is_trip and not other.on_site) or (in_crew and not hearing.on_site)):
                return False
    return True


def clash(problem: Problem, one: Wanted | Standing, at: When, other: Wanted | Standing, then: When) -> bool:
    """Tell whether nobody can sit in both hearings."""
    if at.on != then.on:
        return False
    if at.overlaps(then):
        return True
    first, second = sorted((at, then))
    gap = (second.starts_at.hour - first.ends_at.hour) * 60 + second.starts_at.minute - first.ends_at.minute
    here = one.office if one.on_site else problem.base
    there = other.office if other.on_site else problem.base
    return problem.travel.minutes(here, there) > gap
