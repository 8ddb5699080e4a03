"""One calendar of everything: what lies on a day, the closed days by name, and the file that leaves the house."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, time

import pytest

from app.domain.accompaniment import AccompanimentStatus
from app.domain.commitment import Commitment
from app.domain.contract import Closing
from app.domain.event import Event, EventKind
from app.domain.hearing import HearingStatus
from app.domain.meeting import Homework, Meeting, MeetingKind
from app.domain.open_days import OpenDays
from app.domain.plan import PlanTask
from app.domain.record import Audience, Kind, Record
from app.domain.session import Session, SessionStatus
from app.platform.holidays import NationalHolidays
from app.services.calendar.entries import KINDS, calendar_days, calendar_entries, told
from app.services.calendar.views import CalendarEntry
from app.services.desk import Desk
from app.services.plans.tasks import missing_tasks
from tests.desks import add_expert
from tests.factories import make_decision, make_expert, make_session
from tests.factories_office import make_commitment
from tests.factories_support import make_accompaniment_session, make_answer, make_hearing, named_facts

SPAN = (date(2026, 5, 1), date(2027, 3, 31))


def entries(*records: Record, kinds: tuple[str, ...] = (), span: tuple[date, date] = SPAN) -> list[CalendarEntry]:
    return list(calendar_entries(named_facts(*records), *span, kinds))


def only(kind: str, *records: Record) -> CalendarEntry:
    (found,) = entries(*records, kinds=(kind,))
    return found


def test_every_kind_of_record_lies_on_its_day() -> None:
    found = entries(
        make_expert(),
        make_decision(),
        make_hearing(),
        make_session(),
        make_answer(),
        make_accompaniment_session(),
        Event(id="event-1", kind=EventKind.EXCHANGE, title="交流会", held_on=date(2026, 11, 19)),
        Meeting(id="meeting-1", title="定例会", kind=MeetingKind.REGULAR, held_on=date(2026, 9, 17)),
        Homework(id="homework-1", owner="前田", task="名簿", due_on=date(2026, 9, 25)),
        make_commitment(),
        PlanTask(
            id="own", title="案内の配布", is_milestone=True, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 1)
        ),
    )
    assert set(Counter(entry.kind for entry in found)) == set(KINDS)
    assert [entry.starts_on for entry in found] == sorted(entry.starts_on for entry in found)
    assert len({entry.uid for entry in found}) == len(found)


def test_a_hearing_shows_its_times_its_room_and_no_person() -> None:
    entry = only("hearing", make_hearing(room="会議室A", municipality_persons="課長の某"))
    assert (entry.title, entry.times, entry.place) == ("ヒアリング　蕨市", "10:00～11:30", "会議室A")
    assert entry.state == "done"
    assert "某" not in repr(entry)


def test_what_is_still_arranged_has_no_day_and_what_is_called_off_says_so() -> None:
    assert entries(make_hearing(status=HearingStatus.ARRANGING), kinds=("hearing",)) == []
    assert only("session", make_session(status=SessionStatus.CANCELLED)).state == "cancelled"
    assert only("accompaniment", make_accompaniment_session(status=AccompanimentStatus.CANCELLED)).state == "cancelled"


@pytest.mark.parametrize(("status", "state"), [("planned", ""), ("held", "done"), ("reported", "done")])
def test_a_session_is_done_once_it_was_held(status: str, state: str) -> None:
    assert only("session", make_session(status=SessionStatus(status))).state == state


def test_a_deadline_on_a_closed_day_shows_the_safe_day_before_it() -> None:
    found = [each for each in entries(kinds=("deadline",)) if each.starts_on == date(2026, 10, 10)]
    (entry,) = found
    assert (entry.safe_on, entry.latest_on) == (date(2026, 10, 9), date(2026, 10, 13))
    assert "安全な期限は10月9日" in entry.detail


@pytest.mark.parametrize(("due_on", "state"), [(date(2026, 9, 29), "late"), (date(2026, 9, 30), "")])
def test_homework_and_promises_are_late_from_the_day_after(due_on: date, state: str) -> None:
    homework = Homework(id="h", owner="前田", task="名簿", due_on=due_on)
    promise = Commitment(id="c", clause="6(10)", title="手引き", owner="石川", due_on=due_on)
    assert [entry.state for entry in entries(homework, promise, kinds=("homework", "commitment"))] == [state] * 2
    done = replace(homework, done_on=due_on)
    assert only("homework", done).state == "done"


def test_the_milestones_of_the_contract_are_no_second_entry_beside_deadlines_and_events() -> None:
    facts = named_facts()
    assert calendar_entries(facts.with_changes(missing_tasks(facts)), *SPAN, ("task",)) == ()


def test_a_span_holds_both_of_its_ends() -> None:
    session = make_session(held_on=date(2026, 9, 18))
    for first, last, count in (
        (date(2026, 9, 18), date(2026, 9, 18), 1),
        (date(2026, 9, 19), date(2026, 9, 30), 0),
        (date(2026, 9, 1), date(2026, 9, 17), 0),
        (date(2026, 9, 19), date(2026, 9, 18), 0),
    ):
        assert len(entries(session, kinds=("session",), span=(first, last))) == count


# Open days and closings


def test_each_day_says_whether_the_office_is_open() -> None:
    days = calendar_days(named_facts(), date(2026, 9, 18), date(2026, 9, 24))
    assert [(day.on.day, day.closed_reason) for day in days] == [
        (18, ""),
        (19, "土曜日"),
        (20, "日曜日"),
        (21, "敬老の日"),
        (22, "国民の休日"),
        (23, "秋分の日"),
        (24, ""),
    ]
    assert [day.is_open for day in days] == [True, False, False, False, False, False, True]


def test_closed_days_with_a_name_are_entries_and_weekends_are_none() -> None:
    found = entries(kinds=("closing",), span=(date(2026, 9, 14), date(2026, 9, 30)))
    assert [(each.title, each.starts_on.day) for each in found] == [
        ("敬老の日", 21),
        ("国民の休日", 22),
        ("秋分の日", 23),
    ]


def test_the_turn_of_the_year_is_whole_wherever_the_span_cuts_it() -> None:
    whole = entries(kinds=("closing",), span=(date(2026, 12, 20), date(2027, 1, 10)))
    cut = entries(kinds=("closing",), span=(date(2026, 12, 30), date(2027, 1, 2)))
    assert [(each.starts_on, each.ends_on) for each in whole] == [
        (date(2026, 12, 29), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 2), date(2027, 1, 3)),
    ]
    assert cut == whole


def test_an_extra_closing_is_named_with_its_reason() -> None:
    closing = Closing(id="c", closed_on=date(2026, 9, 30), reason="庁舎点検")
    facts = replace(named_facts(closing), calendar=OpenDays(NationalHolidays(), {date(2026, 9, 30): closing.reason}))
    found = calendar_entries(facts, date(2026, 9, 28), date(2026, 10, 2), ("closing",))
    assert [each.title for each in found] == ["臨時の閉庁日：庁舎点検"]


# What may leave

CANARY = "ｶﾅﾘｱ秘密"


def test_a_field_that_never_leaves_the_contractor_is_never_told() -> None:
    secret = [field for field in Session.REGISTER.fields if field.audience is Audience.CONTRACTOR]
    assert secret
    for field in secret:
        assert told(_with_canary(make_session()), field.name) == ""


def test_no_secret_of_any_record_stands_in_the_calendar() -> None:
    records = [_with_canary(each) for each in (make_session(), make_hearing(), make_answer(), make_expert())]
    assert CANARY not in repr(entries(*records))


def _with_canary(record: Record) -> Record:
    texts = (Kind.TEXT, Kind.LONG_TEXT)
    secret = {
        field.name: CANARY
        for field in record.REGISTER.fields
        if field.kind in texts and field.audience is Audience.CONTRACTOR
    }
    return replace(record, **secret)


def test_an_expert_is_named_only_while_listed() -> None:
    session = make_session()
    assert "髙木　さくら" in only("session", session, make_expert()).detail
    assert "髙木" not in only("session", session, make_expert(is_listed=False)).detail


# The file


def test_the_file_holds_the_selection_with_stable_ids(demonstration: Desk) -> None:
    span = (date(2027, 1, 1), date(2027, 1, 31))
    made = demonstration.calendar.ics(*span)
    assert made.file_name == "予定表_2027-01-01_2027-01-31.ics"
    text = made.data.decode("utf-8").replace("\r\n ", "")
    shown = demonstration.calendar.entries(*span).entries
    uids = re.findall(r"^UID:(.+)@", text, re.MULTILINE)
    assert sorted(uids) == sorted(entry.uid for entry in shown)
    assert demonstration.calendar.ics(*span).data == made.data
    narrow = demonstration.calendar.ics(*span, ("accompaniment",)).data.decode("utf-8")
    assert narrow.count("BEGIN:VEVENT") == sum(entry.kind == "accompaniment" for entry in shown) == 14


def test_the_file_is_read_back_by_its_library_with_times_in_japan(demonstration: Desk) -> None:
    from icalendar import Calendar

    made = demonstration.calendar.ics(date(2027, 1, 29), date(2027, 1, 29), ("accompaniment", "closing"))
    calendar = Calendar.from_ical(made.data)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 7
    for event in events:
        starts = event.decoded("DTSTART")
        assert starts.time() == time(10, 0)
        assert str(starts.tzinfo) == "Asia/Tokyo"
        assert str(event["SUMMARY"]).startswith("伴走支援　")


def test_what_people_typed_is_escaped_in_the_file(desk: Desk) -> None:
    hostile = "定例会;BEGIN:VALARM\\n,END:VEVENT"
    desk.run("meeting.add", None, {"title": hostile, "held_on": "令和8年10月1日"})
    from icalendar import Calendar

    made = desk.calendar.ics(date(2026, 10, 1), date(2026, 10, 1), ("meeting",))
    (event,) = Calendar.from_ical(made.data).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"【会議】{hostile}"


def test_the_page_tells_what_lies_on_a_day(desk: Desk) -> None:
    add_expert(desk)
    page = desk.calendar.entries(date(2026, 10, 5), date(2026, 10, 12))
    assert [day.on for day in page.days if day.is_today] == []
    assert len(page.days) == 8
    assert [entry.title for entry in page.on(date(2026, 10, 12))] == ["スポーツの日"]
    assert dict(desk.calendar.kinds())["deadline"] == "期限"


def test_a_span_of_centuries_is_cut_to_its_limit() -> None:
    facts = named_facts()
    assert len(calendar_days(facts, date(2026, 1, 1), date(2096, 1, 1))) == 800
