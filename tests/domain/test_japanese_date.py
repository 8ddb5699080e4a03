"""Dates and times as people type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.japanese_date import (
    DateUnreadable,
    TimeUnreadable,
    format_era,
    iso_with_weekday,
    parse_date,
    parse_moment,
    parse_time,
    parse_time_range,
    weekday_name,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1989, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-10",
        "2026/7/10",
        "2026.7.10",
        "2026年7月10日",
        "２０２６／０７／１０",
        "20260710",
        "令和8年7月10日",
        "令和８年７月１０日",
        "令和 8 年 7 月 10 日",
        "㋿8年7月10日",
        "令和8.7.10",
        "R8.7.10",
        "r8/7/10",
        "Ｒ８．７．１０",
        "R8-7-10",
        "R08.07.10",
        "令8.7.10",
        "2026−07−10",
        "2026年7月10日（金）",
        "令和8年7月10日(金曜日)",
        "R8.7.10 金",
        "2026/7/10（金・祝）",
        "7月10日",
        "７月１０日（金）",
        "7/10",
        "7/10(金)",
        " 7月 10日\u3000",
    ],
)
def test_a_day_is_read_in_every_usual_writing(text: str) -> None:
    assert parse_date(text, TODAY) == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_eras_end_and_begin_on_their_days(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("令和元年4月30日", "era"),
        ("平成31年5月1日", "era"),
        ("令和0年5月1日", "era"),
        ("昭和64年1月8日", "era"),
        ("2026-02-29", "no_such_day"),
        ("令和8年2月30日", "no_such_day"),
        ("13月1日", "no_such_day"),
        ("0月1日", "no_such_day"),
        ("7月0日", "no_such_day"),
        ("4月31日", "no_such_day"),
        ("2月29日", "no_such_day"),
        ("1988-12-31", "range"),
        ("2101-01-01", "range"),
        ("0000-01-01", "no_such_day"),
        ("2026-07-10（木）", "weekday"),
        ("７月１０日（木）", "weekday"),
        ("調整中", "unreadable"),
        ("", "unreadable"),
        ("7.10", "unreadable"),
        ("2026-7/10", "unreadable"),
        ("2026-07", "unreadable"),
        ("令和八年七月十日", "unreadable"),
        ("9" * 100_000, "unreadable"),
        ("２０２６-07-10 extra", "unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(DateUnreadable) as refused:
        parse_date(text, TODAY)
    assert refused.value.reason == reason


def test_a_wrong_weekday_is_named_with_the_right_one() -> None:
    with pytest.raises(DateUnreadable) as refused:
        parse_date("令和8年7月10日（土）", TODAY)
    assert refused.value.values == {"day": "2026-07-10", "given": "土", "actual": "金"}


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("6月2日", date(2026, 5, 20), date(2026, 6, 2)),
        ("3月31日", date(2026, 11, 23), date(2027, 3, 31)),
        ("12月28日", date(2027, 1, 5), date(2026, 12, 28)),
        ("６月２日（火）", date(2027, 3, 25), date(2026, 6, 2)),  # nearer by number, but 2027 has a Wednesday
        ("６月２日", date(2027, 3, 25), date(2027, 6, 2)),
        ("2月29日", date(2028, 1, 10), date(2028, 2, 29)),
    ],
)
def test_a_day_without_year_is_the_nearest_one_that_fits_the_weekday(text: str, today: date, day: date) -> None:
    assert parse_date(text, today) == day


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_break_reading(today: date) -> None:
    with pytest.raises(DateUnreadable):
        parse_date("7月10日", today)


@given(DAYS)
def test_a_written_day_reads_back(day: date) -> None:
    for text in (format_era(day), day.isoformat(), iso_with_weekday(day), f"{format_era(day)}（{weekday_name(day)}）"):
        assert parse_date(text, TODAY) == day


@given(DAYS, st.integers(1, 6))
def test_a_full_day_with_any_other_weekday_is_refused(day: date, shift: int) -> None:
    wrong = weekday_name(day + timedelta(days=shift) if day.year < 2100 else day - timedelta(days=shift))
    with pytest.raises(DateUnreadable, match="weekday"):
        parse_date(f"{format_era(day)}（{wrong}）", TODAY)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.integers(-182, 182))
def test_a_day_without_year_is_never_farther_than_half_a_year(day: date, away: int) -> None:
    today = day + timedelta(days=away)
    if (day.month, day.day) != (2, 29) and 1990 <= today.year <= 2099:
        assert abs(parse_date(f"{day.month}月{day.day}日", today) - today) <= timedelta(days=183)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert 1989 <= parse_date(text, TODAY).year <= 2100
    except DateUnreadable:
        return


def test_the_first_year_of_an_era_is_written_as_such() -> None:
    assert format_era(date(2019, 5, 1)) == "令和元年5月1日"
    assert format_era(date(2019, 4, 30)) == "平成31年4月30日"
    assert format_era(date(1900, 1, 1)) == "1900年1月1日"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("13:30", time(13, 30)),
        ("１３：３０", time(13, 30)),
        ("13時30分", time(13, 30)),
        ("13時半", time(13, 30)),
        ("13 時", time(13)),
        ("9:05", time(9, 5)),
        ("9時5分", time(9, 5)),
        ("午後1時30分", time(13, 30)),
        ("午前 9:00", time(9)),
        ("午後0時", time(12)),
        ("午前0時15分", time(0, 15)),
        ("正午", time(12)),
        ("13:30:00", time(13, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_read_in_every_usual_writing(text: str, moment: time) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24:00", "midnight"),
        ("24時", "midnight"),
        ("24:30", "midnight"),
        ("25:00", "no_such_time"),
        ("12:60", "no_such_time"),
        ("12時60分", "no_such_time"),
        ("午後12時", "no_such_time"),
        ("午後13時", "no_such_time"),
        ("13:30:15", "seconds"),
        ("1330", "unreadable"),
        ("13", "unreadable"),
        ("13:3", "unreadable"),
        ("", "unreadable"),
        ("午後", "unreadable"),
        ("-1:00", "unreadable"),
        (":" * 100_000, "unreadable"),
    ],
)
def test_what_is_no_time_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(TimeUnreadable) as refused:
        parse_time(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("１３：３０～１４：３０", (time(13, 30), time(14, 30))),
        ("13時00分〜14時30分", (time(13), time(14, 30))),
        ("9時00分〜11時00分", (time(9), time(11))),
        ("10:30-12:30", (time(10, 30), time(12, 30))),
        ("10:00～11:30", (time(10), time(11, 30))),
        ("10:00~11:30", (time(10), time(11, 30))),
        ("10:00－11:30", (time(10), time(11, 30))),
        ("10:00–11:30", (time(10), time(11, 30))),
        ("10:00—11:30", (time(10), time(11, 30))),
        ("10:00ー11:30", (time(10), time(11, 30))),
        ("10時から11時半まで", (time(10), time(11, 30))),
        ("午前10時～午後1時", (time(10), time(13))),
    ],
)
def test_a_span_is_read_with_any_dash(text: str, span: tuple[time, time]) -> None:
    assert parse_time_range(text) == span


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("23:00～1:00", "order"),
        ("10:00～10:00", "order"),
        ("10:00", "unreadable"),
        ("10:00～11:00～12:00", "unreadable"),
        ("10:00～", "unreadable"),
        ("22:00～24:00", "midnight"),
        ("~" * 100_000, "unreadable"),
    ],
)
def test_a_span_that_does_not_fit_one_day_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TimeUnreadable) as refused:
        parse_time_range(text)
    assert refused.value.reason == reason


@given(st.times(), st.times())
def test_a_written_span_reads_back(one: time, other: time) -> None:
    starts_at, ends_at = sorted((one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)))
    if starts_at < ends_at:
        written = f"{starts_at.hour}時{starts_at.minute}分～{ends_at:%H:%M}"
        assert parse_time_range(written) == (starts_at, ends_at)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026/10/19 16:46:00", datetime(2026, 10, 19, 7, 46, tzinfo=UTC)),
        ("2026/10/19 16:46:30", datetime(2026, 10, 19, 7, 46, 30, tzinfo=UTC)),
        ("令和8年10月19日　16時46分", datetime(2026, 10, 19, 7, 46, tzinfo=UTC)),
        ("2026-10-19T16:46:00", datetime(2026, 10, 19, 7, 46, tzinfo=UTC)),
        ("2026-10-19T07:46:00+00:00", datetime(2026, 10, 19, 7, 46, tzinfo=UTC)),
        ("2026-10-19T07:46:00Z", datetime(2026, 10, 19, 7, 46, tzinfo=UTC)),
        ("2026/01/01 0:00", datetime(2025, 12, 31, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_without_zone_is_one_in_japan(text: str, moment: datetime) -> None:
    assert parse_moment(text, TODAY) == moment


@pytest.mark.parametrize("text", ["2026/10/19", "16:46", "", "2026/10/19 16:46 extra", "1500-01-01T00:00:00+00:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises((DateUnreadable, TimeUnreadable)):
        parse_moment(text, TODAY)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_moment_at_the_end_of_the_calendar_is_out_of_range(text: str) -> None:
    with pytest.raises(DateUnreadable) as refused:
        parse_moment(text, TODAY)
    assert refused.value.reason == "range"
