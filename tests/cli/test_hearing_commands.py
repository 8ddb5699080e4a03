"""The hearings on the command line: the schedule taken over, the board, the month's section, the calendar file."""

from pathlib import Path

import pytest

from tests.cli.lines import Line
from tests.services.hearings.schedules import line as cells
from tests.services.hearings.schedules import sample, schedule

V1, V2 = "hearing_schedule_v1.xlsx", "hearing_schedule_v2.xlsx"


def written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def take(line: Line, folder: Path, name: str) -> object:
    return line.done("hearings", "schedule", written(folder, name, sample(name)))


@pytest.fixture
def planned(line: Line, tmp_path: Path) -> Line:
    """Return command lines where the first schedule was taken over."""
    take(line, tmp_path, V1)
    return line


def test_the_second_schedule_is_told_line_by_line_and_taken_over(planned: Line, tmp_path: Path) -> None:
    path = written(tmp_path, V2, sample(V2))
    dry = planned.done("hearings", "schedule", path, "--dry-run")
    assert (dry["rows"], dry["new"], dry["changed"], dry["unchanged"], dry["refused"]) == (63, 0, 6, 57, [])
    assert dry["kinds"]["moved"] == 4
    assert not dry["taken_in"]
    done = planned.done("hearings", "schedule", path)
    assert done["taken_in"]
    moved = next(each for each in done["lines"] if each["municipality"] == "川越市")
    assert (moved["row"], moved["kind"], moved["changes"][0]["after"]) == (66, "moved", "2026-08-04（火） 10:00～11:30")
    assert planned.done("import", "hearings", path)["unchanged"] == 63


def test_one_unreadable_line_keeps_everything_out_unless_a_part_is_asked_for(line: Line, tmp_path: Path) -> None:
    path = written(tmp_path, "日程.xlsx", schedule(cells(), cells(name="蕨市", day="？")))
    stopped = line.json("hearings", "schedule", path)
    assert stopped.status == 1
    assert stopped.data["refused"][0]["row"] == 5
    assert line.done("list", "hearings") == []
    assert line.done("hearings", "schedule", path, "--partial")["taken_in"]
    assert len(line.done("list", "hearings")) == 1


def test_people_read_what_changes_in_both_languages(planned: Line, tmp_path: Path) -> None:
    path = written(tmp_path, V2, sample(V2))
    told = planned("hearings", "schedule", path, "--dry-run").out
    assert "66行目: 日時の変更  川越市" in told
    assert "日時: 2026-06-01（月） 10:00～11:30 → 2026-08-04（火） 10:00～11:30" in told
    assert "row 66" in planned("hearings", "schedule", path, "--dry-run", "--lang", "en").out


def test_the_board_is_a_table_and_a_document(planned: Line, tmp_path: Path) -> None:
    data = planned.done("hearings", "board", "--from", "2026-06-01", "--until", "2026-06-30")
    assert data["progress"] == {"held": 0, "planned": 63, "arranging": 0, "missing": 0, "total": 63}
    assert data["days"][0]["on"] == "2026-06-01"
    assert [each["municipality"] for each in data["days"][0]["hearings"]] == ["川越市", "さいたま市"]
    take(planned, tmp_path, V2)
    told = planned("hearings", "board").out
    assert "県が調整中" in told
    assert "!実地の協議なし" in told


def test_the_month_before_is_told_unless_another_is_asked_for(year: Line) -> None:
    july = year.done("hearings", "month", "--month", "2026-07")
    assert (july["month"], july["held"], july["held_until_end"], july["target"]) == ("2026-07", 22, 44, 63)
    assert july["text"] in year("hearings", "month", "--month", "2026-07").out
    assert year.done("hearings", "month")["month"] == "2026-12"


def test_the_calendar_is_written_to_a_file(year: Line, tmp_path: Path) -> None:
    year.done("hearings", "ics", str(tmp_path / "h.ics"))
    assert (tmp_path / "h.ics").read_bytes().count(b"BEGIN:VEVENT") == 63


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("schedule",), "cli.usage_hearing_file"),
        (("ics",), "cli.usage_hearing_file"),
        (("month", "--month", "7月"), "cli.usage_month"),
        (("month", "--month", "2026-13"), "cli.usage_month"),
        (("board", "--from", "いつか"), "cli.usage_day"),
        (("nothing",), "cli.usage_choice"),
    ],
)
def test_wrong_usage_is_told(year: Line, arguments: tuple[str, ...], code: str) -> None:
    told = year.json("hearings", *arguments)
    assert (told.status, told.data["error"]["code"]) == (2, code)


def test_a_file_that_is_not_there_is_refused_by_name(line: Line, tmp_path: Path) -> None:
    told = line.json("hearings", "schedule", str(tmp_path / "none.xlsx"))
    assert (told.status, told.data["error"]["code"]) == (1, "cli.unreadable")


STAFF = ("act", "staff_member.add", "--set", "name=鈴木　二", "--set", "from_on=2026-05-11")
EARLY = ("--as-of", "2026-05-20")


def test_a_timetable_is_proposed_with_its_causes_and_taken_over(line: Line) -> None:
    nobody = line.json("hearings", "plan", *EARLY)
    assert (nobody.status, nobody.data["status"], len(nobody.data["unsolved"])) == (1, "infeasible", 63)
    assert {cause["kind"] for cause in nobody.data["causes"]} == {"people"}
    line.done(*STAFF)
    found = line.done("hearings", "plan", *EARLY, "--max-per-day", "2", "--on-site", "秩父市", "--on-site", "横瀬町")
    assert (found["status"], found["gap"], found["trips"], found["unsolved"]) == ("optimal", 0, 1, [])
    assert len(found["slots"]) == 63
    refused = line.json("hearings", "plan", *EARLY, "--on-site", "秩父市", "--take")
    assert refused.status == 1
    assert "協議" in refused.data["error"]["message"]
    taken = line.done("hearings", "plan", *EARLY, "--take")
    assert taken["taken"]
    assert len(line.done("list", "hearings")) == 63
    again = line.done("hearings", "plan", *EARLY)
    assert {each["change"] for each in again["slots"]} == {"kept"}


def test_people_read_the_timetable_and_why_something_is_left_over(line: Line) -> None:
    line.done(*STAFF)
    absent = ("act", "availability.add", "--set", "municipality_code=蕨市", "--set", "from_on=2026-05-01")
    line.done(*absent, "--set", "until_on=2026-09-30", "--set", "kind=不可")
    told = line("hearings", "plan", *EARLY).out
    assert "蕨市は6月～8月に都合のつく開庁日がありません" in told
    assert "62団体を置きました" in told
    assert "さいたま市" in told
