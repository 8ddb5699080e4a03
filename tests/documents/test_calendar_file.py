"""iCalendar as other programs read it: lasting ids, Tokyo time, whole days, and texts that stay texts."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from app.documents.calendar_file import CalendarEvent, calendar_file

AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def event(**changes: Any) -> CalendarEvent:
    values = {
        "id": "hearing-1",
        "on": date(2026, 6, 10),
        "starts_at": time(13, 30),
        "ends_at": time(15),
        "summary": "市町村DXヒアリング　蕨市",
        **changes,
    }
    return CalendarEvent(**values)


def read(*events: CalendarEvent) -> Any:
    calendar = Calendar.from_ical(calendar_file(events, "名前", AT))
    assert str(calendar["VERSION"]) == "2.0"
    assert str(calendar["X-WR-CALNAME"]) == "名前"
    return calendar.walk("VEVENT")


def test_an_event_has_its_times_in_tokyo_and_the_zone_stands_in_the_file() -> None:
    (found,) = read(event())
    assert found["DTSTART"].dt.isoformat() == "2026-06-10T13:30:00+09:00"
    assert found["DTEND"].dt.isoformat() == "2026-06-10T15:00:00+09:00"
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo" in calendar_file([event()], "名前", AT)


def test_a_start_alone_lasts_an_hour_and_no_start_is_a_whole_day() -> None:
    (alone,) = read(event(ends_at=None))
    assert alone["DTEND"].dt.isoformat() == "2026-06-10T14:30:00+09:00"
    (whole,) = read(event(starts_at=None, ends_at=None))
    assert (whole["DTSTART"].dt, whole["DTEND"].dt) == (date(2026, 6, 10), date(2026, 6, 11))
    (several,) = read(event(starts_at=None, until_on=date(2026, 6, 12)))
    assert several["DTEND"].dt == date(2026, 6, 13)


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, "CONFIRMED"), ({"is_tentative": True}, "TENTATIVE"), ({"is_cancelled": True}, "CANCELLED")],
)
def test_the_status_is_told(changes: dict[str, bool], status: str) -> None:
    (found,) = read(event(**changes))
    assert str(found["STATUS"]) == status


@pytest.mark.parametrize("text", ["一;二,三\\四", "BEGIN:VEVENT", "一\n二", "a" * 500, "あ" * 200, '"引用"'])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    (found,) = read(event(summary=text, location=text, description=text))
    assert {str(found[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")} == {text}


def test_control_characters_and_line_ends_of_the_file_cannot_be_smuggled_in() -> None:
    (found,) = read(event(summary="一\r\nUID:other\x00\x1b"))
    assert str(found["UID"]).startswith("hearing-1@")
    assert str(found["SUMMARY"]) == "一\nUID:other"


def test_every_line_fits_into_75_bytes() -> None:
    data = calendar_file([event(summary="市" * 100)], "名前", AT)
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_the_same_events_give_the_same_bytes_in_whatever_order() -> None:
    one, other = event(), event(id="hearing-2", on=date(2026, 6, 9))
    assert calendar_file([one, other], "名前", AT) == calendar_file([other, one], "名前", AT)


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read() == []
