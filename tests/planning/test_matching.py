"""The points of candidates, term by term, on both sides of each boundary."""

from typing import Any

import pytest

from app.planning.matching import Applicant, Scale, Term, Wish, scores, telling_words

SCALE = Scale(
    points={
        Term.FIELDS: 35, Term.WORDS: 15, Term.RECORD: 15, Term.TRAVEL: 10, Term.DAYS: 5, Term.BALANCE: 20,
    },
    levels={"leading": 1.0, "capable": 0.8, "assisting": 0.35},
    enough_record=10,
    elsewhere=0.8,
    near_minutes=30,
    far_minutes=150,
    gap=4,
)  # fmt: skip
WISH = Wish(("ai", "bpr"), {"窓口": 2.0, "dx": 1.0}, True)


def make_applicant(**changes: Any) -> Applicant:
    """Return somebody of whom everything is known and nothing speaks."""
    known: dict[str, Any] = {
        "id": "a", "levels": {}, "words": frozenset(), "municipalities": 0, "here": 0, "minutes": 150.0, "weekdays": 0,
        "load": 0,
    }  # fmt: skip
    return Applicant(**{**known, **changes})


def points(term: Term, wish: Wish = WISH, **changes: Any) -> float:
    (score,) = scores(wish, (make_applicant(**changes),), SCALE)
    return score.points[term]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, 0.0),
        ({"ai": "leading"}, 17.5),
        ({"ai": "leading", "bpr": "leading"}, 35.0),
        ({"ai": "capable", "bpr": "capable"}, 28.0),
        ({"ai": "assisting", "security": "leading"}, 6.1),
    ],
)
def test_each_field_of_the_case_counts_alike_by_its_level(levels: dict[str, str], expected: float) -> None:
    assert points(Term.FIELDS, levels=levels) == pytest.approx(expected)


def test_a_case_without_fields_or_words_says_nothing_of_anybody() -> None:
    silent = Wish((), {}, True)
    assert points(Term.FIELDS, silent) == 17.5
    assert points(Term.WORDS, silent) == 7.5


@pytest.mark.parametrize(("words", "expected"), [((), 0.0), (("dx",), 5.0), (("窓口",), 10.0), (("窓口", "dx"), 15.0)])
def test_words_count_by_their_weight(words: tuple[str, ...], expected: float) -> None:
    assert points(Term.WORDS, words=frozenset(words)) == pytest.approx(expected)


@pytest.mark.parametrize(("municipalities", "expected"), [(0, 0.0), (5, 6.0), (10, 12.0), (11, 12.0), (None, 7.5)])
def test_support_elsewhere_counts_up_to_enough(municipalities: int | None, expected: float) -> None:
    assert points(Term.RECORD, municipalities=municipalities) == pytest.approx(expected)


def test_support_of_the_municipality_itself_counts_whole() -> None:
    assert points(Term.RECORD, here=1, municipalities=None) == 15.0


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0.0, 10.0), (30.0, 10.0), (90.0, 5.0), (150.0, 0.0), (900.0, 0.0), (None, 5.0)]
)
def test_the_way_counts_between_near_and_far(minutes: float | None, expected: float) -> None:
    assert points(Term.TRAVEL, minutes=minutes) == pytest.approx(expected)


def test_the_way_does_not_matter_online() -> None:
    assert points(Term.TRAVEL, Wish(("ai",), {}, False), minutes=900.0) == 10.0


@pytest.mark.parametrize(("load", "expected"), [(3, 20.0), (4, 15.0), (6, 5.0), (7, 0.0), (20, 0.0)])
def test_fewer_dispatches_than_others_count(load: int, expected: float) -> None:
    found = scores(WISH, (make_applicant(id="least", load=3), make_applicant(id="b", load=load)), SCALE)
    assert next(each for each in found if each.id == "b").points[Term.BALANCE] == pytest.approx(expected)


def test_the_best_comes_first_and_equals_by_their_load_and_id() -> None:
    # 5 points of days make up for one dispatch more.
    some = (
        make_applicant(id="a", load=1, weekdays=5),
        make_applicant(id="c", load=0),
        make_applicant(id="b", load=0),
        make_applicant(id="best", load=0, weekdays=5),
    )
    assert [(each.id, each.total) for each in scores(WISH, some, SCALE)] == [
        ("best", 25.0),
        ("b", 20.0),
        ("c", 20.0),
        ("a", 20.0),
    ]


def test_nobody_has_more_than_100_points() -> None:
    best = make_applicant(
        levels={"ai": "leading", "bpr": "leading"}, words=frozenset(WISH.words), here=2, minutes=5.0, weekdays=5
    )
    (score,) = scores(WISH, (best,), SCALE)
    assert score.total == 100.0


def test_the_total_is_the_sum_of_the_points_that_are_told() -> None:
    # 35 / 3, 15 / 9 and 10 * 38 / 120: rounded one by one they are 0.1 more than their rounded sum.
    wish = Wish(("ai", "bpr", "security"), dict.fromkeys("abcdefghi", 1.0), True)
    one = make_applicant(levels={"ai": "leading"}, words=frozenset("a"), municipalities=None, minutes=112.0)
    (score,) = scores(wish, (one,), SCALE)
    assert [score.points[term] for term in Term] == [11.7, 1.7, 7.5, 3.2, 0.0, 20.0]
    assert score.total == 44.1


def test_words_that_all_or_none_use_tell_nobody_apart() -> None:
    found = telling_words(("窓口", "支援", "防災"), ("窓口の支援", "支援", "支援"))
    assert set(found) == {"窓口"}


def test_a_rarer_word_is_heavier() -> None:
    found = telling_words(("窓口", "研修"), ("窓口と研修", "研修", "ほか"))
    assert found["窓口"] > found["研修"] > 0
