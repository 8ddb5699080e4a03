"""Lines of a schedule as offices write them: each is read, or named with its row and the reason."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import LineState
from app.platform.messages import explain
from app.services.desk import Desk
from app.services.hearings.schedule_cells import Said
from app.services.hearings.schedule_reading import Schedule, ScheduleRow, read_schedule
from app.services.hearings.views import LineKind
from app.services.surroundings import municipalities
from tests.documents.tabular_files import workbook
from tests.services.hearings.schedules import HEADERS, KAWAGOE, kinds, line, only, read, schedule

NEAR = date(2026, 7, 16)


def read_lines(*lines: Any, headers: Any = HEADERS) -> Schedule:
    return read_schedule(schedule(*lines, headers=headers), "日程.xlsx", municipalities(), NEAR)


def one(*cells: Any, headers: Any = HEADERS) -> ScheduleRow:
    (row,) = read_lines(cells, headers=headers).rows
    return row


def said(**changes: Any) -> Said:
    row = one(*line(**changes))
    assert not row.problems, [each.reason for each in row.problems]
    return row.said


def problem(**changes: Any) -> str:
    row = one(*line(**changes))
    (found,) = row.problems
    assert found.reason
    assert found.reason_in("en")
    return found.code.removeprefix("schedule.")


@pytest.mark.parametrize(
    "day",
    [
        "R8.6.10",
        "令和8年6月10日",
        "令和８年６月１０日（水）",
        "2026/06/10",
        "2026-6-10",
        "６月１０日（水）",
        "6/10",
        datetime(2026, 6, 10),  # noqa: DTZ001 (a cell of a spreadsheet knows no zone)
    ],
)
def test_a_day_is_read_however_it_is_written(day: object) -> None:
    assert said(day=day).held_on == date(2026, 6, 10)


@pytest.mark.parametrize(
    "times",
    [
        "10:00～11:30",
        "１０：００～１１：３０",
        "10時00分〜11時30分",
        "10:00-11:30",
        "10時～11時半",
        "午前10時～午前11時30分",
    ],
)
def test_times_are_read_however_they_are_written(times: str) -> None:
    found = said(times=times)
    assert (found.starts_at, found.ends_at) == (time(10), time(11, 30))


@pytest.mark.parametrize("times", ["10:00", "10:00～", "10時から", time(10)])
def test_a_start_may_stand_alone(times: object) -> None:
    found = said(times=times)
    assert (found.starts_at, found.ends_at) == (time(10), None)


@pytest.mark.parametrize("times", ["", "調整中", "時間未定"])
def test_a_day_may_stand_without_its_times_and_that_is_told(times: str) -> None:
    row = one(*line(times=times))
    assert (row.said.held_on, row.said.starts_at, row.said.ends_at) == (date(2026, 6, 10), None, None)
    assert [each.code for each in row.remarks] == ["schedule.no_times"]


@pytest.mark.parametrize(
    ("mode", "expected", "place"),
    [
        ("オンライン", Mode.ONLINE, ""),
        ("Web", Mode.ONLINE, ""),
        ("ＷＥＢ会議（Zoom）", Mode.ONLINE, ""),
        ("現地", Mode.IN_PERSON, ""),
        ("対面（市役所）", Mode.IN_PERSON, "市役所"),
        ("実地（本庁舎３階　第２会議室）", Mode.IN_PERSON, "本庁舎３階　第２会議室"),
        ("", None, ""),
        ("調整中", None, ""),
    ],
)
def test_a_mode_is_read_with_its_place(mode: str, expected: Mode | None, place: str) -> None:
    found = said(mode=mode)
    assert (found.mode, found.place) == (expected, place)


@pytest.mark.parametrize("mode", ["ハイブリッド", "対面またはオンライン", "電話"])
def test_a_mode_that_is_not_one_of_two_is_not_guessed(mode: str) -> None:
    assert problem(mode=mode) == "mode_unreadable"


@pytest.mark.parametrize("day", ["調整中", "未定", "再調整", "日程調整中", "７月上旬で調整中", "延期（日程は別途）"])
def test_a_line_without_a_day_is_being_arranged(day: str) -> None:
    found = said(day=day, times="")
    assert (found.state, found.held_on) == (LineState.ARRANGING, None)


@pytest.mark.parametrize(("day", "note"), [("中止", ""), ("取りやめ", ""), ("R8.6.10", "中止"), ("R8.6.10", "※中止")])
def test_a_line_is_called_off_by_its_day_or_its_remark(day: str, note: str) -> None:
    assert said(day=day, note=note).state is LineState.CANCELLED


def test_a_remark_that_speaks_of_another_day_being_called_off_calls_nothing_off() -> None:
    assert said(note="6/1の日程は中止し、6/10に変更").state is LineState.SET


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("", "no_day"),
        ("６月１０日（木）", "weekday"),
        ("R8.6.10（木）", "weekday"),
        ("６月２日（水）", "weekday"),  # a Wednesday in 2027 only
        ("６月３１日", "day_unreadable"),
        ("R8.13.1", "day_unreadable"),
        ("来週", "day_unreadable"),
        (46183, "day_unreadable"),
    ],
)
def test_a_day_that_cannot_be_read_is_told_by_its_reason(day: object, code: str) -> None:
    assert problem(day=day) == code


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ("11:30～10:00", "times_order"),
        ("10:00～10:00", "times_order"),
        ("午後", "times_unreadable"),
        ("25:00～26:00", "times_unreadable"),
    ],
)
def test_times_that_cannot_be_read_are_told_by_their_reason(times: str, code: str) -> None:
    assert problem(times=times) == code


def test_a_day_column_may_hold_the_times_too() -> None:
    headers = ("市町村名", "日時", "方法")
    for day in ("6月10日（水）10:00～11:30", "R8.6.10 10:00-11:30", "令和8年6月10日 10時～11時30分"):
        row = one("川越市", day, "Web", headers=headers)
        assert (row.said.held_on, row.said.starts_at, row.said.ends_at) == (date(2026, 6, 10), time(10), time(11, 30))


def test_start_and_end_may_have_columns_of_their_own() -> None:
    headers = ("自治体名", "開催日", "曜日", "開始", "終了")
    row = one("川越市", "6/10", "水", time(10), "11:30", headers=headers)
    assert (row.said.held_on, row.said.starts_at, row.said.ends_at) == (date(2026, 6, 10), time(10), time(11, 30))
    assert [each.code for each in one("川越市", "6/10", "木", "10:00", "11:00", headers=headers).problems] == [
        "schedule.weekday"
    ]


@pytest.mark.parametrize("name", ["川越市", " 川越市　", "埼玉県川越市", "川越", "かわごえし"])
def test_a_municipality_is_found_by_every_way_of_writing_it(name: str) -> None:
    assert one(*line(name=name)).municipality_code == KAWAGOE


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "no_municipality"), ("川超市", "municipality_close"), ("札幌市、函館市", "municipality_unknown")],
)
def test_a_municipality_is_never_guessed(name: str, code: str) -> None:
    assert problem(name=name) == code


def test_a_code_that_names_another_municipality_contradicts() -> None:
    headers = ("団体コード", "団体名", "実施日")
    (found,) = one("112089", "川越市", "R8.6.10", headers=headers).problems
    assert found.code == "schedule.code_contradicts"
    assert one("112011", "川越市", "R8.6.10", headers=headers).municipality_code == KAWAGOE
    assert one("112011", "", "R8.6.10", headers=headers).municipality_code == KAWAGOE


def test_a_formula_and_an_error_are_never_computed() -> None:
    assert problem(day="=DATE(2026,6,10)") == "formula"
    assert problem(times="=A1") == "formula"
    assert problem(mode='=IF(1,"Web","現地")') == "formula"


def test_a_text_that_looks_like_a_formula_is_taken_as_text_and_told() -> None:
    row = one(*line(theirs="－３名（予定）"))
    assert row.said.municipality_persons == "－３名（予定）"
    assert [each.code for each in row.remarks] == ["schedule.formula_text"]


def test_a_text_too_long_for_our_records_is_told_and_not_cut() -> None:
    for theirs, note in (("あ" * 2_001, ""), ("あ", "い" * 4_001), ("あ" * 2_000, "い" * 2_000)):
        (found,) = one(*line(theirs=theirs, note=note)).problems
        assert found.code == "entry.too_long"
    assert not one(*line(theirs="あ" * 2_000)).problems


def test_a_character_that_reverses_the_reading_is_refused() -> None:
    (found,) = one(*line(theirs="総務課\u202e")).problems
    assert found.code == "entry.character"


def test_the_header_may_stand_again_and_the_names_of_areas_between() -> None:
    found = read_lines(line(), HEADERS, ("", "【北部地域】"), line(name="蕨市"), ("以上",))
    assert len(found.rows) == 2
    (remark,) = found.remarks
    assert remark.code == "schedule.rows_passed"
    assert dict(remark.values)["count"] == 3


def test_a_misspelt_municipality_without_anything_else_is_not_passed_over() -> None:
    found = read_lines(line(), ("", "蕨帀"), ("", "架空市"))
    assert [bool(row.problems) for row in found.rows] == [False, True, True]


def test_a_merged_cell_is_used_below_and_told(desk: Desk) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("C4:C5")

    data = workbook((), (), HEADERS, line(), line(name="蕨市", day=None), change=merge)
    found = desk.hearings.preview_schedule(data, "日程.xlsx")
    first, second = (each for each in found.lines if each.row)
    assert (first.kind, second.kind) == (LineKind.NEW, LineKind.NEW)
    assert second.says.startswith("2026-06-10")
    assert any("結合セル" in remark for remark in second.remarks)


def test_two_lines_that_say_the_same_are_one_and_those_that_do_not_are_none(desk: Desk) -> None:
    same = read(desk, line(), line(day="2026/6/10", times="１０：００～１１：３０", mode="Web"))
    assert kinds(same) == [LineKind.NEW, LineKind.DUPLICATE]
    torn = read(desk, line(), line(day="R8.6.11"), line(name="蕨市"))
    assert kinds(torn) == [LineKind.UNREADABLE, LineKind.UNREADABLE, LineKind.NEW]
    assert "5行目" in torn.lines[0].reasons[0]
    assert "4行目" in torn.lines[1].reasons[0]
    unclear = read(desk, line(), line(day="？"))
    assert kinds(unclear) == [LineKind.UNREADABLE, LineKind.UNREADABLE]


def test_a_line_that_cannot_be_read_says_its_row_its_reason_and_what_to_do(desk: Desk) -> None:
    found = only(read(desk, line(day="６月１０日（木）")))
    assert (found.row, found.kind, found.municipality) == (4, LineKind.UNREADABLE, "川越市")
    assert "曜日が日付と合いません" in found.reasons[0]
    assert "県に確かめてください" in found.reasons[0]


def test_a_closed_day_and_one_outside_the_period_are_pointed_out(desk: Desk) -> None:
    assert "海の日" in " ".join(only(read(desk, line(day="R8.7.20"))).remarks)
    assert "期間の外" in " ".join(only(read(desk, line(day="R8.9.1"))).remarks)
    assert only(read(desk, line(day="R8.8.31"))).remarks == ()


def test_csv_is_read_like_a_workbook(desk: Desk) -> None:
    text = "市町村DXヒアリング日程\r\n団体名,実施日,時間,実施方法\r\n川越市,R8.6.10,10:00～11:30,Web\r\n"
    for encoding in ("utf-8-sig", "cp932"):
        found = only(desk.hearings.preview_schedule(text.encode(encoding), "日程.csv"))
        assert found.says == "2026-06-10（水） 10:00～11:30　オンライン"


def refusal(desk: Desk, data: bytes, name: str = "日程.xlsx") -> str:
    with pytest.raises(AppError) as raised:
        desk.hearings.preview_schedule(data, name)
    assert name in explain(raised.value)
    assert explain(raised.value, "en")
    return raised.value.code


def test_a_file_that_is_no_schedule_is_refused_as_a_whole(desk: Desk) -> None:
    assert refusal(desk, workbook(("氏名", "住所"), ("あ", "い"))) == "schedule.no_header"
    assert refusal(desk, workbook(("団体名", "人口"), ("川越市", 1))) == "schedule.no_header"
    assert refusal(desk, b"") == "imports.empty_file"
    assert refusal(desk, b"PK\x03\x04 broken") == "imports.damaged_workbook"


def test_a_huge_file_is_refused_before_it_is_understood(desk: Desk) -> None:
    assert refusal(desk, schedule(*(line() for _ in range(1_001)))) == "schedule.too_many_lines"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<" * (300 * 1024 * 1024))
    assert refusal(desk, packed.getvalue()).startswith("imports.")


def test_columns_and_sheets_that_are_not_read_are_told() -> None:
    def beside(book: Workbook) -> None:
        book.create_sheet("別の表").append(("何か",))

    data = workbook((*HEADERS, "電話"), (*line(), "048-000-0000"), change=beside)
    found = read_schedule(data, "日程.xlsx", municipalities(), NEAR)
    assert [each.code for each in found.remarks] == ["schedule.columns_left", "schedule.other_sheets"]
    assert [each.value for each in found.remarks] == ["電話", "別の表"]


@pytest.mark.parametrize("state", ["調整済", "調整済み", "調整完了", "日程調整済", "調整ずみ", "調整しました"])
def test_a_day_whose_arranging_is_done_is_set(state: str) -> None:
    headers = ("団体名", "実施日", "時間", "状態")
    row = one("川越市", "R8.6.10", "10:00～11:30", state, headers=headers)
    assert (row.said.state, row.said.held_on, row.said.starts_at) == (LineState.SET, date(2026, 6, 10), time(10))
    assert said(day=f"R8.6.10（{state}）").held_on == date(2026, 6, 10)


@pytest.mark.parametrize("state", ["調整中", "再調整", "調整未完了", "未調整"])
def test_a_day_whose_arranging_is_not_done_is_not_set(state: str) -> None:
    headers = ("団体名", "実施日", "時間", "状態")
    row = one("川越市", "R8.6.10", "10:00～11:30", state, headers=headers)
    assert row.said.state is LineState.ARRANGING


@pytest.mark.parametrize("times", ["10:00～11:30（調整済）", "10:00～11:30 調整済み", "10時～11時半（時間調整完了）"])
def test_times_are_read_where_their_arranging_is_done(times: str) -> None:
    found = said(times=times)
    assert (found.starts_at, found.ends_at) == (time(10), time(11, 30))


def test_times_that_are_still_arranged_are_left_open() -> None:
    assert said(times="10:00～11:30（調整中）").starts_at is None
    assert problem(times="調整済") == "times_unreadable"


@pytest.mark.parametrize(
    "note", ["中止（延期）", "延期", "中止。日程は再調整", "実施中止のため再調整", "取消の連絡あり"]
)
def test_a_day_beside_words_of_calling_off_stays_and_is_worth_checking(note: str) -> None:
    row = one(*line(note=note))
    assert (row.said.state, row.said.held_on) == (LineState.SET, date(2026, 6, 10))
    (remark,) = row.remarks
    assert remark.code == "schedule.called_off_in_words"
    assert note in remark.reason


def test_a_state_that_calls_off_in_other_words_is_worth_checking() -> None:
    row = one("川越市", "R8.6.10", "10:00～11:30", "中止（荒天）", headers=("団体名", "実施日", "時間", "状態"))
    assert [each.code for each in row.remarks] == ["schedule.called_off_in_words"]


@pytest.mark.parametrize("note", ["", "中止", "駐車場なし"])
def test_a_line_without_such_doubt_has_no_remark_about_it(note: str) -> None:
    assert one(*line(note=note)).remarks == ()
