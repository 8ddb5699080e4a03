"""The texts of a month: one record for each month, written while typing, undone like everything else."""

from datetime import date

import pytest

from app.domain.monthly_note import MonthlyNote
from app.services.desk import Desk
from app.services.reports.views import ReportState
from tests.desks import Office, refusal


def note(desk: Desk, key: str = "2026-08") -> MonthlyNote:
    record = desk.record("monthly-notes", desk.reports.texts(key).note_id)
    assert isinstance(record, MonthlyNote)
    return record


def states(desk: Desk) -> dict[str, ReportState]:
    return {each.key: each.state for each in desk.reports.months()}


def test_the_first_text_makes_the_record_and_the_next_one_changes_it(desk: Desk) -> None:
    first = desk.reports.write("2026-08", {"opinion": "順調だった。"})
    second = desk.reports.write("2026-08", {"issues": "なし"}, first.heads)
    assert first.outcome.changed[0] == second.outcome.changed[0]
    assert (note(desk).month, note(desk).opinion, note(desk).issues) == (date(2026, 8, 1), "順調だった。", "なし")
    assert desk.ids("monthly-notes") == [first.outcome.changed[0]]


def test_a_text_that_somebody_else_changed_is_not_overwritten(desk: Desk) -> None:
    first = desk.reports.write("2026-08", {"opinion": "一"})
    desk.reports.write("2026-08", {"opinion": "二"}, first.heads)
    with refusal("store.changed_meanwhile"):
        desk.reports.write("2026-08", {"opinion": "三"}, first.heads)
    assert note(desk).opinion == "二"


def test_two_records_of_one_month_are_refused(desk: Desk) -> None:
    desk.run("monthly_note.add", None, {"month": "2026-08-20", "opinion": "一"})
    assert note(desk).month == date(2026, 8, 1)
    with refusal("reports.note_known"):
        desk.run("monthly_note.add", None, {"month": "2026-08-01"})


@pytest.mark.parametrize("month", ["2026-04-30", "2027-04-01"])
def test_a_month_beside_the_contract_is_refused(desk: Desk, month: str) -> None:
    with refusal("reports.month_outside"):
        desk.run("monthly_note.add", None, {"month": month})


@pytest.mark.parametrize("month", ["2026-05-01", "2027-03-31"])
def test_the_first_and_the_last_month_of_the_contract_are_taken(desk: Desk, month: str) -> None:
    assert desk.run("monthly_note.add", None, {"month": month}).changed


def test_texts_that_were_removed_can_be_begun_anew(desk: Desk) -> None:
    first = desk.reports.write("2026-08", {"opinion": "一"})
    desk.run("monthly_note.remove", first.outcome.changed[0], {})
    assert desk.reports.texts("2026-08").opinion == ""
    again = desk.reports.write("2026-08", {"focus": "二"})
    assert (again.outcome.changed[0], note(desk).opinion, note(desk).focus) == (first.outcome.changed[0], "", "二")


def test_a_text_is_undone(desk: Desk) -> None:
    desk.reports.write("2026-08", {"opinion": "一"})
    desk.undo()
    assert desk.reports.texts("2026-08").note_id == ""


def test_the_months_have_their_state_and_due_day(office: Office) -> None:
    desk = office.open()  # 2026-09-30, no report handed in
    desk.reports.write("2026-09", {"opinion": "一"})
    desk.run(
        "submission.add",
        None,
        {"deliverable": "6", "title": "月例業務報告書（2026年6月分）", "submitted_on": "2026-07-10"},
    )
    found = states(desk)
    assert (len(found), min(found), max(found)) == (11, "2026-05", "2027-03")
    assert found["2026-05"] == ReportState.OVERDUE
    assert found["2026-06"] == ReportState.SUBMITTED
    assert found["2026-09"] == ReportState.DRAFTING
    assert found["2026-10"] == ReportState.NOT_STARTED
    months = {each.key: each for each in desk.reports.months()}
    assert months["2026-09"].deadline.stated_on == date(2026, 10, 10)
    assert months["2026-09"].deadline.safe_on == date(2026, 10, 9)
    assert months["2027-03"].deadline.stated_on == date(2027, 3, 31)
    assert [months[key].has_begun for key in ("2026-09", "2026-10")] == [True, False]


def test_a_text_of_spaces_is_no_beginning(desk: Desk) -> None:
    desk.reports.write("2026-10", {"opinion": "　\n"})
    assert states(desk)["2026-10"] == ReportState.NOT_STARTED


def test_the_months_that_have_ended_are_told(desk: Desk, demonstration: Desk) -> None:
    assert desk.reports.ended_months()[-1] == "2026-09"
    assert demonstration.reports.ended_months()[-1] == "2026-12"
    assert demonstration.reports.month_meant() == "2026-12"
