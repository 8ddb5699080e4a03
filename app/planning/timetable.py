"""What a timetable of hearings is made of: who can when, what stays, what was placed, and what it costs.

A timetable keeps, for every hearing it places (specification 6(7)):

1. an open day of the season, a slot of the day, a time that suits the municipality; or the time it already has;
2. at most so many hearings a day, those that stand included;
3. nobody, ours or the prefecture's, and no room at two places at once: an online hearing is attended from our own
   office, one on site at the municipality's, and the way between them counts;
4. what is newly placed on site on one day lies in one area, is visited by one crew, and that crew attends nothing else
   that day but what stands;
5. hearings that stand stay as they are.

Of all such timetables the one with the smallest ``Cost`` is sought, its parts compared one after the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from app.planning.linear_program import Status
from app.planning.travel import Point, Travel

SHARED_WEEK = 60  # a week of 5 open days has 12 for each, one of 4 has 15, one of 3 has 20
WEEK_WEIGHT, DAY_WEIGHT = 16, 8  # of an uneven week and an uneven day; a week later weighs 1


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A time on a day."""

    on: date
    starts_at: time
    ends_at: time

    def overlaps(self, other: "When") -> bool:
        """Tell whether both lie on one day and share a minute."""
        return self.on == other.on and self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def gap_to(self, other: "When") -> float:
        """Return the minutes between two times of one day; negative when they overlap."""
        first, second = (self, other) if self.starts_at <= other.starts_at else (other, self)
        start, end = datetime.combine(first.on, first.ends_at), datetime.combine(first.on, second.starts_at)
        return (end - start).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of day at which hearings are placed."""

    starts_at: time
    ends_at: time

    @property
    def minutes(self) -> int:
        """Return how long it is; not above 0 when it ends before it starts."""
        return (self.ends_at.hour - self.starts_at.hour) * 60 + self.ends_at.minute - self.starts_at.minute

    def on(self, day: date) -> When:
        """Return the slot on a day."""
        return When(day, self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last; without times whole days, else these hours of each."""

    first: date
    last: date
    starts_at: time = time.min
    ends_at: time = time.max

    def touches(self, when: When) -> bool:
        """Tell whether a time shares a minute with it."""
        days = self.first <= when.on <= self.last
        return days and self.starts_at < when.ends_at and when.starts_at < self.ends_at

    def holds(self, when: When) -> bool:
        """Tell whether a time lies within it."""
        days = self.first <= when.on <= self.last
        return days and self.starts_at <= when.starts_at and when.ends_at <= self.ends_at


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody can: within a free span where any is known, and never in a busy one."""

    free: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()

    def allow(self, when: When) -> bool:
        """Tell whether a time suits."""
        if any(span.touches(when) for span in self.busy):
            return False
        return not self.free or any(span.holds(when) for span in self.free)


@dataclass(frozen=True, slots=True)
class Person:
    """One of our people."""

    id: str
    times: Times = Times()


@dataclass(frozen=True, slots=True)
class Present:
    """Where a hearing that may be moved stands now."""

    when: When
    people: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A municipality whose hearing is to be placed, or may be moved."""

    code: str
    area: str
    office: Point
    on_site: bool = False
    times: Times = Times()
    present: Present | None = None
    guests: tuple[str, ...] = ()  # of the prefecture, by name: they cannot be at two places at once either


@dataclass(frozen=True, slots=True)
class Standing:
    """A hearing that stays as it is; without people, somebody has still to be found for it."""

    code: str
    area: str
    office: Point
    when: When
    on_site: bool = False
    people: tuple[str, ...] = ()
    room: str = ""
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a hearing was placed; ``people`` and ``room`` are ours."""

    code: str
    when: When
    on_site: bool
    people: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is to be placed, on which days, and by whom; ``reserve`` last days are kept free where that is possible."""

    days: tuple[date, ...]
    slots: tuple[Slot, ...]
    wanted: tuple[Wanted, ...]
    people: tuple[Person, ...]
    base: Point
    travel: Travel
    standing: tuple[Standing, ...] = ()
    rooms: tuple[str, ...] = ()  # of our own, for online hearings; none: no room is needed
    attendees: int = 1
    per_day: int = 3
    reserve: int = 0

    @cached_property
    def late_days(self) -> frozenset[date]:
        """Return the days that are kept free for what has to be put off."""
        return frozenset(self.days[max(0, len(self.days) - self.reserve) :])

    @cached_property
    def by_code(self) -> Mapping[str, Wanted]:
        """Return what is wanted by its code."""
        return {each.code: each for each in self.wanted}

    @cached_property
    def weeks(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return for each week of the season its place and how many of its days are meant for hearings."""
        early = Counter(week_of(day) for day in self.days if day not in self.late_days)
        weeks = sorted({week_of(day) for day in self.days})
        return {week: (place, min(max(early[week], 1), 7)) for place, week in enumerate(weeks)}

    def conflict(self, one: "Seat", other: "Seat") -> bool:
        """Tell whether one person cannot sit in both."""
        if one.when.on != other.when.on:
            return False
        gap = one.when.gap_to(other.when)
        return gap < 0 or self.travel.minutes(self._place(one), self._place(other)) > gap

    def _place(self, seat: "Seat") -> Point:
        return seat.office if seat.office is not None else self.base


class Seat(NamedTuple):
    """Where somebody has to be: a time, and the office visited; None for our own."""

    when: When
    office: Point | None


def seat(hearing: Wanted | Standing, when: When) -> Seat:
    """Return where a hearing at a time is attended."""
    return Seat(when, hearing.office if hearing.on_site else None)


def week_of(day: date) -> tuple[int, int]:
    """Return the ISO year and week of a day."""
    year, week, _ = day.isocalendar()
    return year, week


class Cost(NamedTuple):
    """What a timetable costs, gravest first."""

    unplaced: int  # municipalities without a hearing, and standing hearings that nobody can attend
    moved: int  # hearings that are not where they were
    late: int  # hearings on the days of the reserve
    trips: int  # days on site, counted by area
    uneven: int  # how far the weeks and days are from alike; an online hearing or a day on site is one engagement


NO_COST = Cost(0, 0, 0, 0, 0)


def cost_of(problem: Problem, placements: Iterable[Placement], unattended: int = 0) -> Cost:
    """Return what a timetable costs."""
    placed = {each.code: each for each in placements}
    present = [each for each in problem.wanted if each.present is not None]
    moved = sum(each.code not in placed or placed[each.code].when != _present(each).when for each in present)
    return Cost(
        unplaced=len(problem.wanted) - len(placed) + unattended,
        moved=moved,
        late=sum(each.when.on in problem.late_days for each in placed.values()),
        trips=len(visits(problem, placed.values())),
        uneven=unevenness(problem, placed.values()),
    )


def _present(wanted: Wanted) -> Present:
    assert wanted.present is not None  # noqa: S101
    return wanted.present


def visits(problem: Problem, placements: Iterable[Placement]) -> frozenset[tuple[date, str]]:
    """Return the days on site with their areas, on days of the season."""
    days = frozenset(problem.days)
    placed = {(each.when.on, problem.by_code[each.code].area) for each in placements if each.on_site}
    stand = {(each.when.on, each.area) for each in problem.standing if each.on_site and each.when.on in days}
    return frozenset(placed | stand)


def unevenness(problem: Problem, placements: Iterable[Placement]) -> int:
    """Return how unevenly the engagements lie over the weeks and over the days."""
    placed = tuple(placements)
    days = frozenset(problem.days)
    hearings: tuple[Placement | Standing, ...] = (*placed, *problem.standing)
    online = [each.when.on for each in hearings if not each.on_site and each.when.on in days]
    engaged = Counter([*online, *(day for day, _ in visits(problem, placed))])
    by_week: Counter[tuple[int, int]] = Counter()
    for day, count in engaged.items():
        by_week[week_of(day)] += count
    uneven = sum(DAY_WEIGHT * count * (count - 1) // 2 for count in engaged.values())
    for week, count in by_week.items():
        place, open_days = problem.weeks[week]
        uneven += WEEK_WEIGHT * count * count * (SHARED_WEEK // open_days) + place * count
    return uneven


class CauseKind(Enum):
    """Why something could not be placed."""

    NO_DAY = "no_day"  # no open day of the season suits the municipality
    PEOPLE = "people"
    ROOMS = "rooms"
    LIMIT = "limit"  # so many a day
    ON_SITE = "on_site"  # one area a day, one crew, and the way between
    GUESTS = "guests"  # somebody of the prefecture would be at two places at once
    UNATTENDED = "unattended"  # a hearing that stands


@dataclass(frozen=True, slots=True)
class Cause:
    """Why municipalities could not be placed: what is lacking, in which week, and how much of it."""

    kind: CauseKind
    codes: tuple[str, ...]
    first: date | None = None  # of the week, or of the span that was looked at
    last: date | None = None
    lacking: int = 0


@dataclass(frozen=True)
class Timetable:
    """The best timetable found, and what is proven about it."""

    status: Status
    placements: tuple[Placement, ...] = ()
    unplaced: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    cost: Cost = NO_COST
    gap: float = 0.0  # in the first part of the cost that is not proven
    attending: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # people found for standing hearings
