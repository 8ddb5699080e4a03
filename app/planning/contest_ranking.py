"""The ranking of a contest from the judges' sheets: totals, averages, ranks with their ties, and what is missing.

Averages are exact fractions, so that a tie is a tie and never a matter of rounding. Points are whole numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Mark:
    """The points of one judge for one entry under one criterion."""

    entry_id: str
    judge: str
    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How one entry stands; ``rank`` is 0 while no judge has finished it, and only finished sheets count."""

    entry_id: str
    rank: int
    is_tied: bool
    total: int
    average: Fraction  # of the judges' totals
    by_judge: tuple[tuple[str, int], ...]  # of those who gave points under every criterion
    by_criterion: tuple[tuple[str, Fraction], ...]
    missing: tuple[tuple[str, str], ...]  # judge and criterion without points


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole contest, best first; entries that no judge has finished stand last."""

    judges: tuple[str, ...]
    criteria: tuple[str, ...]
    standings: tuple[Standing, ...]

    @property
    def ties(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return each rank that several entries share, with the entries."""
        shared: dict[int, list[str]] = {}
        for standing in self.standings:
            if standing.is_tied:
                shared.setdefault(standing.rank, []).append(standing.entry_id)
        return tuple((rank, tuple(ids)) for rank, ids in shared.items())

    @property
    def is_complete(self) -> bool:
        """Tell whether every judge gave every entry points under every criterion."""
        return bool(self.standings) and all(each.rank and not each.missing for each in self.standings)


def ranking(entry_ids: Sequence[str], marks: Iterable[Mark]) -> Ranking:
    """Return how the entries stand; of two marks for the same thing the later one counts.

    An entry is ranked by the average of its judges' totals: one judge more or less does not move it. A judge who has
    not given it points under every criterion does not count yet. Equal averages share a rank, and the next rank is
    skipped (1, 2, 2, 4).
    """
    points: dict[tuple[str, str, str], int] = {}
    judges: dict[str, None] = {}
    criteria: dict[str, None] = {}
    wanted = set(entry_ids)
    for mark in marks:
        if mark.entry_id in wanted:
            points[mark.entry_id, mark.judge, mark.criterion] = mark.points
            judges.setdefault(mark.judge)
            criteria.setdefault(mark.criterion)
    averages = {entry: _average(entry, points, tuple(judges), tuple(criteria)) for entry in entry_ids}
    judged = sorted((each for each in averages.values() if each is not None), reverse=True)
    standings = [
        _standing(entry, average, judged, points, tuple(judges), tuple(criteria)) for entry, average in averages.items()
    ]
    order = {entry: number for number, entry in enumerate(entry_ids)}
    standings.sort(key=lambda each: (each.rank or len(entry_ids) + 1, order[each.entry_id]))
    return Ranking(tuple(judges), tuple(criteria), tuple(standings))


def _average(
    entry: str, points: dict[tuple[str, str, str], int], judges: Sequence[str], criteria: Sequence[str]
) -> Fraction | None:
    totals = [total for _, total in _totals(entry, points, judges, criteria)]
    return Fraction(sum(totals), len(totals)) if totals else None


def _totals(
    entry: str, points: dict[tuple[str, str, str], int], judges: Sequence[str], criteria: Sequence[str]
) -> list[tuple[str, int]]:
    """Return the total of each judge who gave the entry points under every criterion."""
    found = []
    for judge in judges:
        given = [points.get((entry, judge, criterion)) for criterion in criteria]
        whole_sheet = [value for value in given if value is not None]
        if len(whole_sheet) == len(given):
            found.append((judge, sum(whole_sheet)))
    return found


def _standing(
    entry: str,
    average: Fraction | None,
    judged: Sequence[Fraction],
    points: dict[tuple[str, str, str], int],
    judges: Sequence[str],
    criteria: Sequence[str],
) -> Standing:
    totals = _totals(entry, points, judges, criteria)
    by_criterion = []
    for criterion in criteria if totals else ():
        given = [points[entry, judge, criterion] for judge, _ in totals]
        by_criterion.append((criterion, Fraction(sum(given), len(given))))
    missing = tuple(
        (judge, criterion) for judge in judges for criterion in criteria if (entry, judge, criterion) not in points
    )
    return Standing(
        entry,
        0 if average is None else 1 + sum(other > average for other in judged),
        average is not None and judged.count(average) > 1,
        sum(total for _, total in totals),
        average or Fraction(0),
        tuple(totals),
        tuple(by_criterion),
        missing,
    )


def two_places(value: Fraction) -> str:
    """Return an average with two decimals, halves rounded up."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def whole(value: Fraction) -> int:
    """Return an average as a whole number, halves rounded up."""
    return int(value + Fraction(1, 2))
