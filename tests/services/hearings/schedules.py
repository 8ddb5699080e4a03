"""Schedules for the tests: the two samples, and small ones made up on the spot."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.hearing import Hearing, HearingStatus
from app.services.desk import Desk
from app.services.hearings.views import LineKind, ScheduleLineView, SchedulePreview
from app.services.surroundings import municipalities
from app.services.views import Outcome
from tests.documents.tabular_files import workbook

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CODES = {office.name: office.code for office in municipalities()}
NAMES = {office.code: office.name for office in municipalities()}
HEADERS = ("No.", "団体名", "実施日", "時間", "実施方法", "市町村出席者", "県出席者", "備考")
KAWAGOE, WARABI = CODES["川越市"], CODES["蕨市"]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def preview(desk: Desk, name: str) -> SchedulePreview:
    return desk.hearings.preview_schedule(sample(name), name)


def take(desk: Desk, name: str) -> Outcome:
    return desk.hearings.take_schedule(preview(desk, name))


def line(
    name: object = "川越市",
    day: object = "R8.6.10",
    times: object = "10:00～11:30",
    mode: object = "オンライン",
    theirs: object = "総務課",
    prefecture: object = "戦略課B",
    note: object = "",
) -> tuple[Any, ...]:
    """Return the cells of one line of a schedule."""
    return (1, name, day, times, mode, theirs, prefecture, note)


def schedule(*lines: Sequence[Any], headers: Sequence[Any] = HEADERS) -> bytes:
    """Return a schedule with a title, a blank row and these lines."""
    return workbook(("令和８年度　ヒアリング日程",), (), tuple(headers), *(tuple(each) for each in lines))


def read(desk: Desk, *lines: Sequence[Any], name: str = "日程.xlsx") -> SchedulePreview:
    return desk.hearings.preview_schedule(schedule(*lines), name)


def in_file(found: SchedulePreview) -> list[ScheduleLineView]:
    """Return the lines that stand in the file, without the municipalities that are missing there."""
    return [each for each in found.lines if each.row]


def only(found: SchedulePreview) -> ScheduleLineView:
    (one,) = in_file(found)
    return one


def kinds(found: SchedulePreview) -> list[LineKind]:
    return [each.kind for each in in_file(found)]


def taken(desk: Desk, *lines: Sequence[Any], name: str = "日程.xlsx") -> Outcome:
    return desk.hearings.take_schedule(read(desk, *lines, name=name))


def hearing_of(desk: Desk, office: str) -> Hearing:
    """Return the one hearing of a municipality."""
    (found,) = desk.ids("hearings", {"municipality_code": CODES[office]})
    record = desk.record("hearings", found)
    assert isinstance(record, Hearing)
    return record


def add_hearing(desk: Desk, office: str = "川越市", **values: object) -> str:
    """Return the id of a hearing typed by hand."""
    entries = {"held_on": "2026-06-10", "starts_at": "10:00", "ends_at": "11:30", "mode": "online"}
    done = desk.run("hearing.add", None, {"municipality_code": CODES[office], **entries, **values})
    return done.changed[0]


def statuses(desk: Desk) -> dict[HearingStatus | None, int]:
    found: dict[HearingStatus | None, int] = {}
    for record_id in desk.ids("hearings"):
        record = desk.record("hearings", record_id)
        assert isinstance(record, Hearing)
        found[record.status] = found.get(record.status, 0) + 1
    return found


def add_staff(desk: Desk, name: str = "石川　千尋", **values: object) -> str:
    """Return the id of somebody of the contractor."""
    return desk.run("staff_member.add", None, {"name": name, "from_on": "2026-05-11", **values}).changed[0]


def hold(desk: Desk, hearing_id: str) -> None:
    """Record that a hearing was held in the presence of somebody of ours."""
    people = desk.ids("staff") or [add_staff(desk)]
    desk.run("hearing.hold", hearing_id, {"attendee_ids": people[:1]})
