"""Three sides: what the last schedule said, what the new one says, and what we typed; ours is never written over."""

from datetime import date, time

import pytest

from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import HearingStatus, LineState, ScheduleLine
from app.services.desk import Desk
from app.services.hearings.views import LineKind
from tests.desks import Office, log_size, refusal
from tests.services.hearings.schedules import (
    KAWAGOE,
    WARABI,
    add_hearing,
    hearing_of,
    hold,
    kinds,
    line,
    only,
    preview,
    read,
    schedule,
    take,
    taken,
)

V1, V2 = "hearing_schedule_v1.xlsx", "hearing_schedule_v2.xlsx"


def schedule_line(desk: Desk, code: str = KAWAGOE) -> ScheduleLine:
    (found,) = desk.ids("schedule-lines", {"municipality_code": code})
    record = desk.record("schedule-lines", found)
    assert isinstance(record, ScheduleLine)
    return record


def test_a_day_typed_here_is_kept_when_the_prefecture_moves_it_and_both_are_shown(planned: Desk) -> None:
    ours = hearing_of(planned, "川越市")
    planned.run("hearing.edit", ours.id, {"held_on": "2026-06-03"})
    found = next(each for each in preview(planned, V2).lines if each.municipality == "川越市")
    assert found.kind is LineKind.KEPT_OWN
    change = next(each for each in found.changes if each.field == "period")
    assert (change.before, change.after, change.own, change.taken) == (
        "2026-06-01（月） 10:00～11:30",
        "2026-08-04（火） 10:00～11:30",
        "2026-06-03（水） 10:00～11:30",
        False,
    )
    assert "手元で入力した" in found.reasons[0]
    take(planned, V2)
    assert hearing_of(planned, "川越市").held_on == date(2026, 6, 3)
    assert schedule_line(planned).held_on == date(2026, 8, 4)


def test_what_was_kept_stays_shown_and_kept_with_the_next_file(planned: Desk) -> None:
    planned.run("hearing.edit", hearing_of(planned, "川越市").id, {"held_on": "2026-06-03"})
    take(planned, V2)
    again = next(each for each in preview(planned, V2).lines if each.municipality == "川越市")
    assert (again.kind, again.changes[0].before, again.changes[0].own) == (
        LineKind.KEPT_OWN,
        "2026-08-04（火） 10:00～11:30",
        "2026-06-03（水） 10:00～11:30",
    )
    assert not preview(planned, V2).changes_something


def test_a_day_typed_here_that_the_prefecture_then_names_too_is_agreed(planned: Desk) -> None:
    planned.run("hearing.edit", hearing_of(planned, "川越市").id, {"held_on": "2026-08-04"})
    found = next(each for each in preview(planned, V2).lines if each.municipality == "川越市")
    assert [each.field for each in found.changes] == ["note"]
    take(planned, V2)
    take(planned, V1)
    assert hearing_of(planned, "川越市").held_on == date(2026, 6, 1), "from now on it is the prefecture's day again"


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("room", "第3会議室", "第3会議室"),
        ("municipality_persons", "企画課長", "企画課長"),
        ("prefecture_persons", "戦略課C", "戦略課C"),
    ],
)
def test_texts_typed_here_are_kept_each_by_itself(desk: Desk, field: str, typed: str, shown: str) -> None:
    taken(desk, line(mode="対面（市役所）"))
    ours = hearing_of(desk, "川越市")
    desk.run("hearing.edit", ours.id, {field: typed, "mode": "online"})
    taken(desk, line(day="R8.6.12", mode="対面（別館）", theirs="情報課", prefecture="戦略課A"))
    hearing = hearing_of(desk, "川越市")
    assert getattr(hearing, field) == shown
    assert hearing.held_on == date(2026, 6, 12), "the day was not typed here"
    assert hearing.mode is Mode.ONLINE


def test_a_line_says_everything_that_it_changes_and_keeps(desk: Desk) -> None:
    taken(desk, line(mode="対面（市役所）"))
    desk.run("hearing.edit", hearing_of(desk, "川越市").id, {"room": "第3会議室"})
    found = only(read(desk, line(day="R8.6.12", mode="Web", theirs="情報課")))
    assert found.kind is LineKind.MOVED
    assert found.kinds == (
        LineKind.MOVED,
        LineKind.MODE_CHANGED,
        LineKind.DETAILS_CHANGED,
        LineKind.KEPT_OWN,
    )
    assert {each.field: each.taken for each in found.changes} == {
        "period": True,
        "mode": True,
        "room": False,
        "municipality_persons": True,
    }


def test_a_change_of_place_alone_and_of_persons_alone_have_kinds_of_their_own(desk: Desk) -> None:
    taken(desk, line(mode="対面（市役所）"))
    assert only(read(desk, line(mode="対面（別館）"))).kind is LineKind.PLACE_CHANGED
    assert only(read(desk, line(mode="対面（市役所）", theirs="情報課"))).kind is LineKind.DETAILS_CHANGED
    assert only(read(desk, line(mode="対面（市役所）", note="要確認"))).kind is LineKind.DETAILS_CHANGED
    assert only(read(desk, line(mode="Web"))).kinds == (LineKind.MODE_CHANGED, LineKind.PLACE_CHANGED)


def test_a_hearing_typed_before_the_first_schedule_is_completed_and_not_written_over(desk: Desk) -> None:
    ours = add_hearing(desk, starts_at="", ends_at="")
    found = only(read(desk, line()))
    assert (found.kind, found.hearing_id) == (LineKind.MOVED, ours)
    taken(desk, line())
    hearing = hearing_of(desk, "川越市")
    assert (hearing.id, hearing.starts_at, hearing.ends_at) == (ours, time(10), time(11, 30))
    assert hearing.prefecture_persons == "戦略課B"
    assert schedule_line(desk).hearing_id == ours


def test_a_hearing_typed_on_another_day_before_the_first_schedule_is_kept(desk: Desk) -> None:
    add_hearing(desk, held_on="2026-06-17")
    assert only(read(desk, line())).kind is LineKind.KEPT_OWN
    taken(desk, line())
    assert hearing_of(desk, "川越市").held_on == date(2026, 6, 17)


def test_a_hearing_that_was_held_is_never_moved(scheduled: Office) -> None:
    scheduled.clock.day = date(2026, 6, 2)
    desk = scheduled.open()
    hold(desk, hearing_of(desk, "川越市").id)
    found = next(each for each in preview(desk, V2).lines if each.municipality == "川越市")
    assert found.kind is LineKind.KEPT_OWN
    assert "実施済" in found.reasons[0]
    take(desk, V2)
    hearing = hearing_of(desk, "川越市")
    assert (hearing.held_on, hearing.status) == (date(2026, 6, 1), HearingStatus.HELD)


def test_a_hearing_called_off_by_the_prefecture_is_cancelled_and_keeps_its_day(planned: Desk) -> None:
    cells = line(day="中止", times="")
    assert only(read(planned, cells)).kind is LineKind.CANCELLED
    taken(planned, cells)
    hearing = hearing_of(planned, "川越市")
    assert (hearing.status, hearing.held_on) == (HearingStatus.CANCELLED, date(2026, 6, 1))
    assert only(read(planned, cells)).kind is LineKind.UNCHANGED
    assert only(read(planned, line(day="R8.8.4"))).kind is LineKind.MOVED
    taken(planned, line(day="R8.8.4"))
    assert hearing_of(planned, "川越市").status is HearingStatus.PLANNED


def test_a_hearing_called_off_here_stays_called_off(planned: Desk) -> None:
    ours = hearing_of(planned, "川越市")
    planned.run("hearing.call_off", ours.id, {})
    assert next(e for e in preview(planned, V1).lines if e.municipality == "川越市").kind is LineKind.KEPT_OWN
    take(planned, V2)
    assert hearing_of(planned, "川越市").status is HearingStatus.CANCELLED


def test_a_line_called_off_before_there_is_a_hearing_makes_none(desk: Desk) -> None:
    found = read(desk, line(day="中止"))
    assert kinds(found) == [LineKind.CANCELLED]
    desk.hearings.take_schedule(found)
    assert desk.ids("hearings") == []
    assert schedule_line(desk).state is LineState.CANCELLED
    assert only(read(desk, line(day="中止"))).kind is LineKind.UNCHANGED


def test_a_hearing_being_arranged_is_placed_again_by_the_next_schedule(planned: Desk) -> None:
    take(planned, V2)
    take(planned, V1)
    toda = hearing_of(planned, "戸田市")
    assert (toda.status, toda.held_on) == (HearingStatus.PLANNED, date(2026, 6, 26))


def test_a_day_that_we_gave_an_arranged_hearing_is_ours(planned: Desk) -> None:
    take(planned, V2)
    toda = hearing_of(planned, "戸田市")
    planned.run("hearing.edit", toda.id, {"mode": "online"})
    planned.hearings.place(toda.id, date(2026, 7, 3), time(14))
    found = next(each for each in preview(planned, V2).lines if each.municipality == "戸田市")
    assert found.kind is LineKind.KEPT_OWN
    assert not preview(planned, V2).changes_something


def test_a_hearing_removed_here_does_not_come_back_with_the_same_line_but_with_a_new_one(planned: Desk) -> None:
    planned.run("hearing.remove", hearing_of(planned, "川越市").id, {})
    found = next(each for each in preview(planned, V1).lines if each.municipality == "川越市")
    assert found.kind is LineKind.KEPT_OWN
    assert "削除" in found.reasons[0]
    take(planned, V1)
    assert planned.ids("hearings", {"municipality_code": KAWAGOE}) == []
    take(planned, V2)
    assert hearing_of(planned, "川越市").held_on == date(2026, 8, 4)


def test_municipalities_that_the_file_leaves_out_are_shown_and_keep_their_hearings(planned: Desk) -> None:
    found = read(planned, line(day="R8.6.1", note="日程確定"))
    missing = [each for each in found.lines if each.kind is LineKind.MISSING]
    assert len(missing) == 62
    assert {each.row for each in missing} == {0}
    assert "手元のヒアリングはそのまま" in missing[0].reasons[0]
    planned.hearings.take_schedule(found)
    assert len(planned.ids("hearings", {"status": HearingStatus.PLANNED})) == 63
    assert schedule_line(planned, WARABI).state is LineState.GONE
    assert schedule_line(planned, WARABI).held_on == date(2026, 6, 25)


def test_a_municipality_that_was_left_out_once_is_compared_with_what_was_said_of_it_last(planned: Desk) -> None:
    taken(planned, line(day="R8.6.1"))
    take(planned, V1)
    assert schedule_line(planned, WARABI).state is LineState.SET
    take(planned, V2)
    assert hearing_of(planned, "川越市").held_on == date(2026, 8, 4)
    assert hearing_of(planned, "鳩山町").held_on == date(2026, 6, 23)


def test_a_municipality_that_no_schedule_names_is_shown_as_missing_and_nothing_is_written(desk: Desk) -> None:
    found = read(desk, line())
    assert found.counts["missing"] == 62
    assert len(desk.hearings.take_schedule(found).changed) == 3, "the hearing, its line, and the note of the import"


def test_unreadable_lines_are_left_out_and_their_municipalities_are_not_missing(desk: Desk) -> None:
    found = read(desk, line(), line(name="蕨市", day="？"))
    assert kinds(found) == [LineKind.NEW, LineKind.UNREADABLE]
    assert "蕨市" not in {each.municipality for each in found.lines if each.kind is LineKind.MISSING}
    desk.hearings.take_schedule(found)
    assert desk.ids("hearings", {"municipality_code": WARABI}) == []


def test_a_preview_that_no_longer_holds_is_refused_and_nothing_is_written(desk: Desk) -> None:
    found = read(desk, line())
    add_hearing(desk, held_on="2026-06-17")
    before = log_size(desk)
    with refusal("schedule.store_changed"):
        desk.hearings.take_schedule(found)
    assert log_size(desk) == before


def test_a_full_disk_keeps_the_schedule_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise AppError("store.disk_full", where="")

    found = read(desk, line())
    monkeypatch.setattr(desk.hearings._schedules, "_backup", full)
    before = log_size(desk)
    with pytest.raises(AppError):
        desk.hearings.take_schedule(found)
    assert log_size(desk) == before


def test_a_hearing_that_takes_place_stands_for_its_municipality_before_one_that_was_called_off(planned: Desk) -> None:
    first = hearing_of(planned, "川越市")
    planned.run("hearing.call_off", first.id, {})
    second = add_hearing(planned, held_on="2026-08-04")
    found = next(each for each in preview(planned, V2).lines if each.municipality == "川越市")
    assert found.hearing_id == second
    take(planned, V2)
    assert schedule_line(planned).hearing_id == second


def test_the_import_is_noted_with_its_counts(planned: Desk) -> None:
    take(planned, V2)
    runs = [planned.record("import-runs", each) for each in planned.ids("import-runs")]
    newest = next(run for run in runs if getattr(run, "file_name", "") == V2)
    assert [getattr(newest, name) for name in ("subject", "row_count", "new_count", "changed_count")] == [
        "hearings",
        63,
        0,
        6,
    ]


def test_a_municipality_that_a_misspelt_line_may_mean_does_not_count_as_left_out(planned: Desk) -> None:
    found = read(planned, line(day="R8.6.1", note="日程確定"), line(name="わらび市", day="R8.6.25"), line(name="蕨巿"))
    unreadable = [each for each in found.lines if each.kind is LineKind.UNREADABLE]
    assert any("近い名前：蕨市" in each.reasons[0] for each in unreadable)
    assert "蕨市" not in {each.municipality for each in found.lines if each.kind is LineKind.MISSING}
    planned.hearings.take_schedule(found)
    assert schedule_line(planned, WARABI).state is LineState.SET


def test_neither_of_two_municipalities_that_a_line_names_at_once_counts_as_left_out(planned: Desk) -> None:
    headers = ("団体コード", "団体名", "実施日")
    found = planned.hearings.preview_schedule(schedule((WARABI, "川越市", "R8.6.1"), headers=headers), "日程.xlsx")
    missing = {each.municipality for each in found.lines if each.kind is LineKind.MISSING}
    assert len(missing) == 61
    assert not missing & {"川越市", "蕨市"}
