"""The ranking of the contest, counted by hand: totals, averages, ranks, ties, and what is missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.contest_ranking import Mark, Ranking, ranking, two_places, whole


def marks(**points: tuple[int, ...]) -> list[Mark]:
    """Return the points of two criteria: each entry's are those of the first judge, then of the second."""
    places = (("甲", "工夫"), ("甲", "成果"), ("乙", "工夫"), ("乙", "成果"))
    return [
        Mark(entry, judge, criterion, given)
        for entry, all_points in points.items()
        for (judge, criterion), given in zip(places, all_points, strict=False)
    ]


def ranks(found: Ranking) -> dict[str, int]:
    return {each.entry_id: each.rank for each in found.standings}


def test_totals_and_averages_are_those_of_the_judges() -> None:
    found = ranking(["a"], marks(a=(8, 7, 9, 9)))
    (standing,) = found.standings
    assert standing.by_judge == (("甲", 15), ("乙", 18))
    assert (standing.total, standing.average) == (33, Fraction(33, 2))
    assert standing.by_criterion == (("工夫", Fraction(17, 2)), ("成果", Fraction(8)))
    assert found.is_complete


def test_the_best_average_is_first_and_equal_averages_share_a_rank_so_that_the_next_is_skipped() -> None:
    found = ranking(["a", "b", "c", "d"], marks(a=(5, 5), b=(9, 9), c=(9, 9), d=(10, 10)))
    assert [each.entry_id for each in found.standings] == ["d", "b", "c", "a"]
    assert ranks(found) == {"d": 1, "b": 2, "c": 2, "a": 4}
    assert found.ties == ((2, ("b", "c")),)


def test_one_judge_more_does_not_move_an_entry() -> None:
    found = ranking(["a", "b"], marks(a=(8, 8), b=(7, 8, 7, 8)))
    assert ranks(found) == {"a": 1, "b": 2}
    assert [each.total for each in found.standings] == [16, 30]


def test_a_third_of_a_point_decides_and_is_no_tie() -> None:
    thirds = [Mark("a", judge, "工夫", points) for judge, points in (("甲", 3), ("乙", 3), ("丙", 4))]
    others = [Mark("b", judge, "工夫", points) for judge, points in (("甲", 3), ("乙", 3), ("丙", 3))]
    found = ranking(["a", "b"], [*thirds, *others])
    assert ranks(found) == {"a": 1, "b": 2}
    assert found.ties == ()


def test_an_entry_that_nobody_judged_has_no_rank_and_stands_last() -> None:
    found = ranking(["a", "b"], marks(b=(0, 0)))
    assert [each.entry_id for each in found.standings] == ["b", "a"]
    assert ranks(found) == {"b": 1, "a": 0}
    assert not found.is_complete


def test_missing_points_are_named_by_judge_and_criterion() -> None:
    found = ranking(["a", "b"], marks(a=(8, 7, 9, 9), b=(8, 7, 9)))
    missing = {each.entry_id: each.missing for each in found.standings}
    assert missing == {"a": (), "b": (("乙", "成果"),)}
    assert not found.is_complete


def test_a_judge_with_one_of_two_criteria_does_not_count_until_the_sheet_is_whole() -> None:
    half = ranking(["a", "b"], marks(a=(8, 8, 9), b=(7, 8, 7, 8)))
    first = half.standings[0]
    assert (first.entry_id, first.rank, first.average, first.total) == ("a", 1, Fraction(16), 16)
    assert first.by_judge == (("甲", 16),)
    assert first.by_criterion == (("工夫", Fraction(8)), ("成果", Fraction(8)))
    assert first.missing == (("乙", "成果"),)
    finished = ranking(["a", "b"], marks(a=(8, 8, 9, 0), b=(7, 8, 7, 8)))
    assert finished.standings[1].average == Fraction(25, 2)
    assert finished.is_complete


def test_an_entry_with_unfinished_sheets_only_has_no_rank() -> None:
    found = ranking(["a", "b"], marks(a=(10,), b=(1, 1)))
    assert ranks(found) == {"b": 1, "a": 0}
    assert found.standings[1].missing == (("甲", "成果"),)
    assert found.standings[1].by_criterion == ()


def test_of_two_marks_for_the_same_thing_the_later_one_counts() -> None:
    found = ranking(["a"], [Mark("a", "甲", "工夫", 3), Mark("a", "甲", "工夫", 5)])
    assert found.standings[0].total == 5


def test_marks_of_another_contest_are_left_out() -> None:
    found = ranking(["a"], marks(a=(1, 1), other=(9, 9, 9, 9)))
    assert found.judges == ("甲",)


@pytest.mark.parametrize(
    ("value", "shown", "rounded"),
    [
        (Fraction(0), "0.00", 0),
        (Fraction(33, 2), "16.50", 17),
        (Fraction(49, 3), "16.33", 16),
        (Fraction(50, 3), "16.67", 17),
        (Fraction(1, 200), "0.01", 0),
    ],
)
def test_averages_are_shown_with_two_decimals_and_halves_go_up(value: Fraction, shown: str, rounded: int) -> None:
    assert (two_places(value), whole(value)) == (shown, rounded)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(*[st.integers(0, 20)] * 4), min_size=1))
def test_a_rank_is_one_more_than_the_number_of_better_entries(points: dict[str, tuple[int, ...]]) -> None:
    found = ranking(list(points), marks(**points))
    for entry, given_points in points.items():
        better = sum(sum(other) > sum(given_points) for other in points.values())
        assert ranks(found)[entry] == better + 1
