"""The papers of the hearings: minutes, list, calendar, the section of the monthly report, and the clocks."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from app.services.desk import Desk
from app.services.papers.service import Incomplete
from tests.desks import Office
from tests.documents.reading import text_of
from tests.services.hearings.schedules import CODES, add_staff, hearing_of, hold, take

FRONT = "front-yard"


@pytest.fixture
def held(scheduled: Office) -> Desk:
    """Open on 2026-07-01 with 川越市 and 蕨市 held, the first with a theme, a candidate and words."""
    scheduled.clock.day = date(2026, 7, 1)
    desk = scheduled.open()
    kawagoe = hearing_of(desk, "川越市").id
    hold(desk, kawagoe)
    hold(desk, hearing_of(desk, "蕨市").id)
    desk.hearings.save_sheet(
        kawagoe,
        {
            "content": "手続の半分をオンラインにした。",
            "needs": "9月までに相談したい。",
            f"{FRONT}.stage": "running",
            f"{FRONT}.issues": "待ち時間が長い",
            f"{FRONT}.issue_kinds": ["process"],
            f"{FRONT}.needs": "書かない窓口の助言",
            f"{FRONT}.wish": "dispatch",
            f"{FRONT}.quote": "三度書いていただいています。",
            f"{FRONT}.said_by": "市民課長",
        },
    )
    return desk


def test_the_minutes_put_the_needs_first_and_name_who_said_what(held: Desk) -> None:
    kawagoe = hearing_of(held, "川越市").id
    held.run("hearing_theme.to_candidate", held.hearings.sheet(kawagoe).themes[3].theme.id, {})  # type: ignore[union-attr]
    made = held.make("hearing-minutes", kawagoe)
    assert made.file_name == "ヒアリング記録_川越市_2026-06-01.pdf"
    text = text_of(made.data)
    order = [
        text.index(word)
        for word in (
            "市町村ヒアリング記録",
            "9月までに相談したい。",
            "書かない窓口の助言",
            "待ち時間が長い",
            "三度書いていただいています。",
            "手続の半分をオンラインにした。",
            "石川",
        )
    ]
    assert order == sorted(order)
    for word in ("専門人材派遣", "候補", "実施中", "業務の見直し", "市民課長", "10:00～11:30", "DX推進室"):
        assert word in text


def test_the_number_of_the_case_stands_beside_the_need_it_came_from(held: Desk) -> None:
    kawagoe = hearing_of(held, "川越市").id
    theme = held.hearings.sheet(kawagoe).themes[3].theme
    assert theme is not None
    found = held.run("hearing_theme.to_candidate", theme.id, {}).changed[0]
    held.run("case_candidate.to_case", found, {})
    number = held.hearings.sheet(kawagoe).candidates[0].case_number
    assert number in text_of(held.make("hearing-minutes", kawagoe).data)


def test_minutes_that_lack_something_are_refused_by_name_and_made_as_a_draft(held: Desk) -> None:
    planned = hearing_of(held, "和光市").id
    with pytest.raises(Incomplete) as incomplete:
        held.make("hearing-minutes", planned)
    assert [item.field for item in incomplete.value.missing] == ["status", "attendee_ids", "content"]
    draft = held.make("hearing-minutes", planned, draft=True)
    assert "下書き" in text_of(draft.data)


def test_the_minutes_are_the_same_bytes_for_the_same_records(held: Desk) -> None:
    kawagoe = hearing_of(held, "川越市").id
    assert held.make("hearing-minutes", kawagoe).data == held.make("hearing-minutes", kawagoe).data


def test_the_list_names_every_hearing_and_what_has_no_day(held: Desk) -> None:
    take(held, "hearing_schedule_v2.xlsx")
    text = text_of(held.make("hearing-schedule").data)
    assert "県が調整中再調整" in text
    assert text.index("戸田市") < text.index("さいたま市")
    for office in CODES:
        assert office in text
    assert "実施済2団体" in text


def calendar(desk: Desk) -> Any:
    return Calendar.from_ical(desk.hearings.calendar_file().data)


def test_the_calendar_holds_every_hearing_in_tokyo_time_under_a_lasting_id(held: Desk) -> None:
    events = calendar(held).walk("VEVENT")
    assert len(events) == 63
    kawagoe = next(each for each in events if "川越市" in str(each["SUMMARY"]))
    assert kawagoe["DTSTART"].dt.isoformat() == "2026-06-01T10:00:00+09:00"
    assert kawagoe["DTEND"].dt.isoformat() == "2026-06-01T11:30:00+09:00"
    assert kawagoe["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert str(kawagoe["UID"]).startswith(hearing_of(held, "川越市").id)
    assert str(kawagoe["STATUS"]) == "CONFIRMED"


def test_a_hearing_called_off_stays_in_the_calendar_as_cancelled_and_one_being_arranged_leaves_it(held: Desk) -> None:
    uids = {str(each["UID"]) for each in calendar(held).walk("VEVENT")}
    take(held, "hearing_schedule_v2.xlsx")
    held.run("hearing.call_off", hearing_of(held, "和光市").id, {})
    events = calendar(held).walk("VEVENT")
    assert len(events) == 62
    assert {str(each["UID"]) for each in events} < uids
    (off,) = [each for each in events if str(each["STATUS"]) == "CANCELLED"]
    assert str(off["SUMMARY"]) == "【中止】市町村DXヒアリング　和光市"


def test_no_person_and_nothing_that_was_told_leaves_the_desk_with_the_calendar(held: Desk) -> None:
    data = held.hearings.calendar_file().data.decode().replace("\r\n ", "")
    for word in ("石川", "戦略課", "情報政策課", "総務課", "相談したい", "オンラインにした"):
        assert word not in data


def test_a_room_with_signs_of_the_format_stays_one_text(held: Desk) -> None:
    wako = hearing_of(held, "和光市").id
    held.run("hearing.edit", wako, {"room": "第1;会議室,BEGIN:VEVENT\\"})
    events = calendar(held).walk("VEVENT")
    assert len(events) == 63
    assert "第1;会議室,BEGIN:VEVENT\\" in {str(each.get("LOCATION", "")) for each in events}


def test_the_month_tells_count_municipalities_and_main_needs(held: Desk) -> None:
    june = held.hearings.month(date(2026, 6, 15))
    assert [each.municipality for each in june.hearings] == ["川越市", "蕨市"]
    assert (june.held_before, june.held_until_end, june.target) == (0, 2, 63)
    assert june.main_fields == (("自治体フロントヤード改革の推進", 1),)
    assert june.wishes == (("専門人材派遣", 1),)
    assert june.hearings[0].themes == ("自治体フロントヤード改革の推進",)
    assert june.hearings[0].needs.startswith("9月までに相談したい。\n自治体フロントヤード改革の推進：書かない窓口")
    for words in ("2026年6月は2件", "オンライン2件、実地0件", "累計は2団体（全63団体）", "川越市、蕨市"):
        assert words in june.text


def test_a_month_without_hearings_says_so(held: Desk) -> None:
    assert (
        held.hearings.month(date(2026, 5, 1)).text
        == "2026年5月に実施したヒアリングはない。累計は0団体（全63団体）である。"
    )


def test_the_clocks_run_to_the_end_of_the_period_and_the_report_is_provisional(held: Desk) -> None:
    clocks = held.hearings.clocks()
    assert (clocks.period_start, clocks.period_end) == (date(2026, 6, 1), date(2026, 8, 31))
    assert (clocks.held, clocks.target, clocks.completed_on, clocks.declared_on) == (2, 63, None, None)
    assert clocks.open_days_left == 42  # 22 of July, 20 of August
    assert clocks.report is not None
    assert (clocks.report.state, clocks.report.stated_on) == ("provisional", date(2026, 9, 30))


def test_before_the_period_every_open_day_of_it_is_left_and_after_it_none(scheduled: Office) -> None:
    assert scheduled.open().hearings.clocks().open_days_left == 64
    scheduled.close()
    scheduled.clock.day = date(2026, 9, 1)
    assert scheduled.open().hearings.clocks().open_days_left == 0


def test_a_declaration_of_the_prefecture_completes_the_hearings_and_starts_the_month(held: Desk) -> None:
    person = add_staff(held, name="前田　拓海")
    assert person
    entries = {
        "decided_on": "2026-06-30",
        "subject": "ヒアリングの完了",
        "prefecture_persons": "戦略課A",
        "contractor_persons": "石川　千尋",
        "content": "完了とする。",
    }
    decision = held.run("decision.add", None, entries).changed[0]
    action = next(each.name for each in held.actions() if any(f.name == "hearings_declared_id" for f in each.fields))
    (contract,) = held.ids("contracts")
    held.run(action, contract, {"hearings_declared_id": decision})
    clocks = held.hearings.clocks()
    assert clocks.completed_on == clocks.declared_on == date(2026, 6, 30)
    assert clocks.report is not None
    assert clocks.report.stated_on == date(2026, 7, 31)


def test_63_hearings_of_the_demonstration_year_are_complete(demonstration: Desk) -> None:
    clocks = demonstration.hearings.clocks()
    assert (clocks.held, clocks.target) == (63, 63)
    assert clocks.completed_on == date(2026, 8, 28)
    assert clocks.report is not None
    assert clocks.report.stated_on == date(2026, 9, 28)
