"""The prefecture's two schedules, to the last line: what they say, what changes, what they bring to light."""

from datetime import date

from app.domain.hearing import Hearing, HearingStatus, LineState, ScheduleLine
from app.services.desk import Desk
from app.services.hearings.views import LineKind
from tests.desks import log_size
from tests.services.hearings.expected_schedule import V1_TWICE, V2_DIFFERENCES, V2_TWICE, said
from tests.services.hearings.schedules import CODES, NAMES, hearing_of, kinds, preview, statuses, take

V1, V2 = "hearing_schedule_v1.xlsx", "hearing_schedule_v2.xlsx"


def stored(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return what our hearings say, as the expectation is written down."""
    found: dict[str, tuple[str, ...]] = {}
    for record_id in desk.ids("hearings"):
        hearing = desk.record("hearings", record_id)
        assert isinstance(hearing, Hearing)
        assert hearing.held_on is not None
        assert hearing.starts_at is not None
        assert hearing.ends_at is not None
        assert hearing.mode is not None
        found[NAMES[hearing.municipality_code]] = (
            hearing.held_on.isoformat(),
            f"{hearing.starts_at:%H:%M}",
            f"{hearing.ends_at:%H:%M}",
            hearing.mode.value,
            hearing.room,
            hearing.municipality_persons,
            hearing.prefecture_persons,
        )
    return found


def test_the_first_schedule_is_63_new_hearings_in_the_order_of_the_file(desk: Desk) -> None:
    found = preview(desk, V1)
    assert found.counts["lines"] == found.counts["new"] == 63
    assert kinds(found) == [LineKind.NEW] * 63
    assert [each.municipality for each in found.lines] == list(said())
    assert [each.row for each in found.lines][:21] == [*range(5, 25), 26]
    assert found.lines[-1].row == 70
    assert found.title.startswith("令和８年度　市町村ＤＸヒアリング　実施日程（案）")


def test_the_row_below_the_table_is_passed_over_and_told(desk: Desk) -> None:
    (remark,) = preview(desk, V1).remarks
    assert "72行目「以上」" in remark


def test_names_written_otherwise_are_told_and_spaces_around_a_name_are_not(desk: Desk) -> None:
    remarks = {each.municipality: each.remarks for each in preview(desk, V1).lines if each.remarks}
    assert set(remarks) == {"鶴ヶ島市", "ときがわ町", "東秩父村"}
    assert "秩父郡東秩父村" in remarks["東秩父村"][0]


def test_every_line_of_the_first_schedule_becomes_a_hearing_that_says_the_same(planned: Desk) -> None:
    assert stored(planned) == said()
    assert statuses(planned) == {HearingStatus.PLANNED: 63}


def test_the_second_schedule_changes_six_lines_and_no_other(planned: Desk) -> None:
    found = preview(planned, V2)
    counts = {kind: count for kind, count in found.counts.items() if count}
    assert counts == {"lines": 63, "moved": 4, "arranging": 1, "mode_changed": 1, "unchanged": 57}
    changed = {each.municipality: each for each in found.lines if each.kind is not LineKind.UNCHANGED}
    assert set(changed) == set(V2_DIFFERENCES)
    for name, (row, kind, before, after, note) in V2_DIFFERENCES.items():
        line = changed[name]
        first, noted = line.changes
        assert (line.row, line.kind.value, first.before, first.after) == (row, kind, before, after)
        assert (noted.field, noted.before, noted.after) == ("note", "", note)
        assert first.taken
        assert not line.reasons


def test_the_hearings_stand_as_the_second_schedule_says(planned: Desk) -> None:
    expected = said()
    take(planned, V2)
    assert hearing_of(planned, "越谷市").held_on == date(2026, 6, 19)
    assert hearing_of(planned, "行田市").held_on == date(2026, 7, 7)
    assert hearing_of(planned, "鳩山町").held_on == date(2026, 6, 23)
    assert hearing_of(planned, "川越市").held_on == date(2026, 8, 4)
    misato, toda = hearing_of(planned, "三郷市"), hearing_of(planned, "戸田市")
    assert misato.mode is not None
    assert misato.mode.value == "in_person"
    assert (toda.status, toda.held_on, toda.starts_at, toda.ends_at) == (HearingStatus.ARRANGING, None, None, None)
    for name in set(expected) - set(V2_DIFFERENCES):
        hearing = hearing_of(planned, name)
        assert hearing.held_on is not None
        assert hearing.held_on.isoformat() == expected[name][0]
    assert statuses(planned) == {HearingStatus.PLANNED: 62, HearingStatus.ARRANGING: 1}


def test_what_the_prefecture_said_is_kept_as_it_was_written(planned: Desk) -> None:
    take(planned, V2)
    lines = [planned.record("schedule-lines", each) for each in planned.ids("schedule-lines")]
    assert len(lines) == 63
    by_code = {each.municipality_code: each for each in lines if isinstance(each, ScheduleLine)}
    kawagoe = by_code[CODES["川越市"]]
    assert (kawagoe.file_name, kawagoe.note, kawagoe.state) == (V2, "日程変更", LineState.SET)
    assert "実施日：R8.8.4" in kawagoe.as_written
    assert kawagoe.hearing_id == hearing_of(planned, "川越市").id
    assert by_code[CODES["戸田市"]].state is LineState.ARRANGING
    assert "市町村出席者：総務課\n　情報担当" in by_code[CODES["所沢市"]].as_written


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(planned: Desk) -> None:
    for name in (V1, V2):
        take(planned, name)
        before = log_size(planned)
        again = preview(planned, name)
        assert {each.kind for each in again.lines} == {LineKind.UNCHANGED}
        assert not again.changes_something
        assert take(planned, name).changed == ()
        assert log_size(planned) == before


def test_one_undo_takes_a_whole_schedule_back_and_one_redo_brings_it_again(planned: Desk) -> None:
    before = stored(planned)
    take(planned, V2)
    assert planned.undo_label().startswith("県の日程表を取込")
    planned.undo()
    assert stored(planned) == before
    assert preview(planned, V2).counts["moved"] == 4
    planned.redo()
    assert hearing_of(planned, "川越市").held_on == date(2026, 8, 4)


def test_a_schedule_taken_back_can_be_taken_over_again(desk: Desk) -> None:
    take(desk, V1)
    desk.undo()
    assert desk.ids("hearings") == []
    assert preview(desk, V1).counts["new"] == 63
    take(desk, V1)
    assert stored(desk) == said()


def test_a_copy_of_the_workspace_is_made_before_a_schedule_is_taken_over(desk: Desk) -> None:
    before = len(desk.backups())
    take(desk, V1)
    assert len(desk.backups()) == before + 1
    assert [each.occasion for each in desk.backups()].count("取込の前") == 1
    take(desk, V1)
    assert len(desk.backups()) == before + 1


def twice(desk: Desk) -> set[tuple[str, str, str]]:
    """Return the pairs that share a person of the prefecture, each with the one to be told."""
    board = desk.hearings.board(date(2026, 6, 1), date(2026, 8, 31))
    names = {entry.hearing_id: entry.municipality for entry in board.entries}
    found = set()
    for entry in board.entries:
        for clash in entry.clashes:
            if clash.code == "prefecture_person_twice":
                first, last = sorted((entry.hearing_id, *clash.others), key=list(names).index)
                found.add((names[first], names[last], clash.message.split("の")[1].split("は")[0]))
    return found


def test_both_schedules_send_a_person_of_the_prefecture_to_two_hearings_at_once(planned: Desk) -> None:
    assert twice(planned) == V1_TWICE
    done = take(planned, V2)
    assert twice(planned) == V2_TWICE
    assert sum("同じ時刻に" in warning.message for warning in done.warnings) == 2


def test_every_hearing_on_site_waits_for_its_consultation_although_the_prefecture_planned_it(planned: Desk) -> None:
    take(planned, V2)
    on_site = [finding for finding in planned.findings() if "実地ですが" in finding.message]
    # 22 of the first schedule, without 戸田市 that has no day, with 三郷市
    assert len(on_site) == 22
    assert {finding.clause for finding in on_site} == {"6(7)イ"}


def test_an_older_schedule_is_told_before_it_brings_the_older_days_back(planned: Desk) -> None:
    take(planned, V2)
    found = preview(planned, V1)
    assert V2 in found.remarks[0]
    assert found.counts["moved"] == 5
    assert not any(V2 in remark for remark in preview(planned, V2).remarks)


def test_what_the_prefecture_notes_of_a_consultation_is_pointed_out(planned: Desk) -> None:
    found = {each.municipality: each.remarks for each in preview(planned, V2).lines}
    assert "協議済" in found["三郷市"][0]


def test_every_desk_gives_the_same_ids_to_the_same_hearings(desk: Desk, planned: Desk) -> None:
    take(desk, V1)
    for register in ("hearings", "schedule-lines"):
        assert desk.ids(register) == planned.ids(register)
