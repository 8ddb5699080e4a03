"""A value looks the same after it was stored, whatever its kind; what cannot be stored is told."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decision import DecisionKind
from app.domain.errors import AppError
from app.domain.record import Field, Kind
from app.store.values import empty, from_column, from_log, to_column, to_log


def field(kind: Kind, **options: object) -> Field:
    return Field(name="x", label="項目", kind=kind, **options)  # type: ignore[arg-type]


VALUES = {
    Kind.TEXT: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    Kind.DATE: st.none() | st.dates(),
    Kind.TIME: st.none() | st.times(),
    Kind.MOMENT: st.none() | st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    Kind.INTEGER: st.none() | st.integers(-(2**31), 2**31 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.CHOICE: st.none() | st.sampled_from(DecisionKind),
}


@given(st.sampled_from(sorted(VALUES, key=str)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_a_value_comes_back_from_its_column_and_from_the_log(drawn: tuple[Kind, object]) -> None:
    kind, value = drawn
    declared = field(kind, choices=DecisionKind if kind is Kind.CHOICE else None)
    column = to_column(declared, value)
    assert from_column(declared, column) == value
    assert from_log(declared, to_log(column)) == column
    assert isinstance(to_log(column), str | int | bool | None)


def test_moments_of_any_zone_are_stored_in_utc_and_sort_as_text() -> None:
    japan = timezone(timedelta(hours=9))
    early = to_column(field(Kind.MOMENT), datetime(2026, 7, 10, 8, 59, 59, tzinfo=japan))
    late = to_column(field(Kind.MOMENT), datetime(2026, 7, 10, 0, 0, 0, 1, tzinfo=UTC))
    assert early == "2026-07-09T23:59:59.000000Z"
    assert str(early) < str(late)


@pytest.mark.parametrize("text", ["\ud842", "前\0後"])
def test_half_a_character_and_a_nul_are_refused_with_the_field_named(text: str) -> None:
    with pytest.raises(AppError) as raised:
        to_column(field(Kind.TEXT), text)
    assert raised.value.code == "store.unstorable_text"
    assert raised.value.where == "項目"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, None),
        (Kind.TEXT, 1),
        (Kind.DATE, "2026-07-01"),
        (Kind.DATE, datetime(2026, 7, 1, tzinfo=UTC)),
        (Kind.TIME, "13:00"),
        (Kind.MOMENT, datetime(2026, 7, 1)),  # noqa: DTZ001
        (Kind.MOMENT, date(2026, 7, 1)),
        (Kind.INTEGER, True),
        (Kind.INTEGER, 1.0),
        (Kind.BOOLEAN, None),
        (Kind.BOOLEAN, 1),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(TypeError):
        to_column(field(kind), value)


def test_a_choice_that_this_version_does_not_know_is_kept_as_text() -> None:
    declared = field(Kind.CHOICE, choices=DecisionKind)
    assert from_column(declared, "later_word") == "later_word"
    assert to_column(declared, "later_word") == "later_word"


def test_nothing_written_reads_as_the_default_of_the_database() -> None:
    assert [empty(field(kind)) for kind in (Kind.TEXT, Kind.CHOICE, Kind.DATE, Kind.TIME)] == ["", "", None, None]
    assert empty(field(Kind.BOOLEAN)) is False
    assert time.fromisoformat(str(to_log(time(13, 30)))) == time(13, 30)
