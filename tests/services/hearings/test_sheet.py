"""The sheet: typed live and saved at once, kept apart from what others wrote, one step of undo for one visit."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.domain.errors import AppError, InvalidEntry
from app.domain.hearing import Hearing, HearingTheme, IssueKind, Stage, Wish
from app.domain.record import Member
from app.services.desk import Desk
from app.services.hearings import sheets
from app.store.unit_of_work import UnitOfWork
from tests.desks import Office, log_size, refusal
from tests.services.hearings.schedules import add_staff, hearing_of

FRONT = "front-yard"


@pytest.fixture
def hearing(planned: Desk) -> str:
    return hearing_of(planned, "川越市").id


def themes(desk: Desk, hearing: str) -> dict[str, HearingTheme]:
    return {each.code: each.theme for each in desk.hearings.sheet(hearing).themes if each.theme is not None}


def test_a_new_sheet_shows_the_fifteen_fields_of_table_1_in_its_order_and_nothing_else(
    planned: Desk, hearing: str
) -> None:
    sheet = planned.hearings.sheet(hearing)
    fields = planned.terms().support_fields
    assert [(each.code, each.name, each.block) for each in sheet.themes] == [
        (field.code, field.name, field.block) for field in fields
    ]
    assert len(sheet.themes) == 15
    assert {each.theme for each in sheet.themes} == {None}
    assert sheet.entry.municipality == "川越市"


def test_what_is_typed_is_saved_at_once(planned: Desk, hearing: str) -> None:
    saved = planned.hearings.save_sheet(hearing, {"needs": "窓口の見直し", "content": "一人\nで担当"})
    assert planned.hearings.sheet(hearing).hearing.needs == "窓口の見直し"
    assert planned.hearings.sheet(hearing).hearing.content == "一人\nで担当"
    assert saved.outcome.touched == (("hearings", hearing),)


def test_the_first_entry_about_a_field_makes_its_theme(planned: Desk, hearing: str) -> None:
    saved = planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "待ち時間が長い"})
    told = themes(planned, hearing)
    assert set(told) == {FRONT}
    assert saved.outcome.touched == (("hearings", hearing), ("hearing-themes", told[FRONT].id))
    planned.hearings.save_sheet(
        hearing,
        {
            f"{FRONT}.stage": "検討中",
            f"{FRONT}.wish": "dispatch",
            f"{FRONT}.issue_kinds": ["process", "people"],
            f"{FRONT}.quote": "三度書いています",
            f"{FRONT}.said_by": "市民課長",
        },
    )
    theme = themes(planned, hearing)[FRONT]
    assert (theme.id, theme.stage, theme.wish) == (told[FRONT].id, Stage.STUDYING, Wish.DISPATCH)
    assert set(theme.issue_kinds) == {Member(IssueKind.PROCESS.value), Member(IssueKind.PEOPLE.value)}
    assert planned.hearings.sheet(hearing).themes[3].stage_label == "検討中"


def test_an_entry_that_is_emptied_before_it_was_ever_saved_makes_no_theme(planned: Desk, hearing: str) -> None:
    saved = planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": ""})
    assert themes(planned, hearing) == {}
    assert saved.outcome.changed == ()


def test_an_entry_emptied_later_leaves_the_theme_empty(planned: Desk, hearing: str) -> None:
    planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "待ち時間"})
    planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": ""})
    assert themes(planned, hearing)[FRONT].issues == ""


def test_the_savings_of_one_visit_are_one_step_of_undo_and_of_history(planned: Desk, hearing: str) -> None:
    for entries in ({"needs": "窓"}, {"needs": "窓口の"}, {"content": "取組"}, {"needs": "窓口の見直し"}):
        planned.hearings.save_sheet(hearing, entries, None, "1")
    (line,) = [each for each in planned.history("hearings", hearing) if each.field_label == "支援の希望"]
    assert (line.before, line.after) == ("", "窓口の見直し")
    assert line.reason.startswith("入力：川越市のヒアリングシート（")
    planned.undo()
    found = planned.hearings.sheet(hearing).hearing
    assert (found.needs, found.content) == ("", "")
    assert planned.undo_label() == ""
    planned.redo()
    found = planned.hearings.sheet(hearing).hearing
    assert (found.needs, found.content) == ("窓口の見直し", "取組")
    assert planned.redo_label() == ""


def test_a_theme_typed_in_one_visit_goes_and_comes_as_a_whole(planned: Desk, hearing: str) -> None:
    for text in ("待", "待ち時間"):
        planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": text}, None, "1")
    planned.undo()
    assert themes(planned, hearing) == {}
    planned.redo()
    assert themes(planned, hearing)[FRONT].issues == "待ち時間"


def test_another_visit_another_record_another_change_and_an_undo_begin_a_new_step(planned: Desk, hearing: str) -> None:
    desk, other = planned, hearing_of(planned, "蕨市").id
    desk.hearings.save_sheet(hearing, {"content": "一"}, None, "1")
    desk.hearings.save_sheet(hearing, {"content": "一二"}, None, "1")
    desk.hearings.save_sheet(hearing, {"content": "一二三"}, None, "2")
    add_staff(desk)
    desk.hearings.save_sheet(hearing, {"content": "一二三四"}, None, "2")
    desk.hearings.save_sheet(other, {"content": "別"}, None, "2")
    desk.hearings.save_sheet(other, {"content": "別の"}, None, "2")
    desk.undo()
    desk.hearings.save_sheet(other, {"content": "改めて"}, None, "2")
    steps = []
    while desk.undo_label():
        desk.undo()
        steps.append((desk.hearings.sheet(hearing).hearing.content, desk.hearings.sheet(other).hearing.content))
    assert steps == [("一二三四", ""), ("一二三", ""), ("一二三", ""), ("一二", ""), ("", "")]


def test_a_saving_without_a_visit_is_a_step_of_its_own(planned: Desk, hearing: str) -> None:
    for text in ("一", "一二"):
        planned.hearings.save_sheet(hearing, {"content": text})
    planned.undo()
    assert planned.hearings.sheet(hearing).hearing.content == "一"


def test_what_was_written_over_since_ends_the_undo_of_a_visit_and_is_told_when_it_is_next(
    planned: Desk, hearing: str
) -> None:
    planned.hearings.save_sheet(hearing, {"content": "一", "needs": "希望"}, None, "1")
    with planned._store.unit_of_work("別の人", "別の窓") as uow:
        uow.save(replace(uow.get(Hearing, hearing), content="別の人の文"))
        uow.commit()
    planned.hearings.save_sheet(hearing, {"content": "二"}, None, "1")
    planned.undo()
    assert planned.hearings.sheet(hearing).hearing.content == "別の人の文"
    with refusal("store.undo_overtaken"):
        planned.undo()


def test_every_entry_that_cannot_be_taken_is_named_and_nothing_is_saved(planned: Desk, hearing: str) -> None:
    with pytest.raises(InvalidEntry) as invalid:
        planned.hearings.save_sheet(
            hearing,
            {"needs": "書いた", "content": "あ" * 40_001, f"{FRONT}.stage": "そのうち", f"{FRONT}.said_by": "a\nb"},
        )
    assert [problem.field for problem in invalid.value.problems] == ["content", f"{FRONT}.stage", f"{FRONT}.said_by"]
    assert planned.hearings.sheet(hearing).hearing.needs == ""


@pytest.mark.parametrize("key", ["nothing", "unknown-field.issues", f"{FRONT}.hearing_id", f"{FRONT}.field", "id"])
def test_a_field_that_a_sheet_does_not_have_is_refused(planned: Desk, hearing: str, key: str) -> None:
    with refusal("services.no_such_field"):
        planned.hearings.save_sheet(hearing, {key: "x"})


def test_what_the_contract_looks_at_is_judged_when_it_is_typed_into_a_sheet(planned: Desk, hearing: str) -> None:
    person = add_staff(planned)
    planned.hearings.save_sheet(hearing, {"attendee_ids": [person], "ends_at": "12:30"})
    assert planned.hearings.sheet(hearing).entry.attendees == ("石川　千尋",)
    with refusal("hearings.outside_period"):
        planned.hearings.save_sheet(hearing, {"held_on": "2026-09-01"})
    long = planned.hearings.save_sheet(hearing, {"ends_at": "12:31"})
    assert any("151分" in warning.message for warning in long.outcome.warnings)


def test_what_was_written_elsewhere_meanwhile_is_not_written_over(planned: Desk, hearing: str) -> None:
    ours = planned
    seen = ours.hearings.sheet(hearing).heads
    ours.hearings.save_sheet(hearing, {"needs": "別の窓", "content": "別の窓"})
    with refusal("store.changed_meanwhile"):
        ours.hearings.save_sheet(hearing, {"needs": "こちら"}, seen)
    assert ours.hearings.sheet(hearing).hearing.needs == "別の窓"
    ours.hearings.save_sheet(hearing, {"municipality_persons": "課長"}, seen)


def test_what_a_colleague_wrote_is_still_not_seen_after_a_saving_of_something_else(planned: Desk, hearing: str) -> None:
    seen = dict(planned.hearings.sheet(hearing).heads)
    planned.hearings.save_sheet(hearing, {"needs": "別の窓"})
    seen |= planned.hearings.save_sheet(hearing, {"content": "こちら"}, seen).heads
    with refusal("store.changed_meanwhile"):
        planned.hearings.save_sheet(hearing, {"needs": "こちら"}, seen)


def test_what_a_colleague_told_of_a_new_theme_is_still_not_seen_after_a_saving_of_another_entry(
    planned: Desk, hearing: str
) -> None:
    seen = dict(planned.hearings.sheet(hearing).heads)
    planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "先に書いた"})
    seen |= planned.hearings.save_sheet(hearing, {f"{FRONT}.needs": "希望"}, seen).heads
    with refusal("store.changed_meanwhile"):
        planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "後から"}, seen)
    planned.hearings.save_sheet(hearing, {f"{FRONT}.needs": "希望二"}, seen)


def test_a_theme_that_a_colleague_made_is_no_conflict_with_one_of_another_field(planned: Desk, hearing: str) -> None:
    seen = planned.hearings.sheet(hearing).heads
    planned.hearings.save_sheet(hearing, {"ai.issues": "手引きがない"})
    planned.hearings.save_sheet(hearing, {"needs": "希望", f"{FRONT}.issues": "待ち時間"}, seen)
    assert set(themes(planned, hearing)) == {FRONT, "ai"}
    assert {member.key for member in planned.hearings.sheet(hearing).hearing.fields} == {FRONT, "ai"}


def test_marks_given_back_let_a_person_type_on(planned: Desk, hearing: str) -> None:
    seen = dict(planned.hearings.sheet(hearing).heads)
    for text in ("一", "一二", "一二三"):
        seen |= planned.hearings.save_sheet(hearing, {"needs": text, f"{FRONT}.needs": text}, seen).heads
    assert themes(planned, hearing)[FRONT].needs == "一二三"


def test_a_theme_made_meanwhile_is_not_written_over_by_an_older_sheet(planned: Desk, hearing: str) -> None:
    seen = planned.hearings.sheet(hearing).heads
    planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "先に書いた"})
    with refusal("store.changed_meanwhile"):
        planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "後から"}, seen)
    planned.hearings.save_sheet(hearing, {f"{FRONT}.needs": "希望"}, seen)
    assert themes(planned, hearing)[FRONT].issues == "先に書いた"


def test_two_desks_give_the_theme_of_a_field_the_same_id(
    planned: Desk, hearing: str, scheduled_template: Office
) -> None:
    planned.hearings.save_sheet(hearing, {f"{FRONT}.issues": "一"})
    first = themes(planned, hearing)[FRONT].id
    planned.undo()
    planned.run("hearing_theme.add", None, {"hearing_id": hearing, "field": FRONT, "issues": "二"})
    assert themes(planned, hearing)[FRONT].id == first


def test_a_field_stands_on_a_sheet_once(planned: Desk, hearing: str) -> None:
    planned.run("hearing_theme.add", None, {"hearing_id": hearing, "field": FRONT, "issues": "一"})
    with refusal("hearings.theme_known"):
        planned.run("hearing_theme.add", None, {"hearing_id": hearing, "field": FRONT, "issues": "二"})
    planned.run("hearing_theme.add", None, {"hearing_id": hearing, "field": "ai", "issues": "二"})
    assert set(themes(planned, hearing)) == {FRONT, "ai"}


def test_a_sheet_of_no_hearing_is_refused(planned: Desk) -> None:
    for work in (planned.hearings.sheet, lambda key: planned.hearings.save_sheet(key, {"needs": "x"})):
        with pytest.raises(AppError) as raised:
            work("nothing")
        assert raised.value.code == "store.record_missing"


def test_a_sheet_is_typed_into_on_the_day_of_the_hearing_whatever_the_clock_judges(scheduled: Office) -> None:
    scheduled.clock.day = date(2026, 6, 1)
    desk = scheduled.open()
    hearing = hearing_of(desk, "川越市").id
    desk.hearings.save_sheet(hearing, {"content": "当日の記録"})
    assert desk.hearings.sheet(hearing).hearing.content == "当日の記録"


def test_a_saving_whose_free_part_is_refused_writes_nothing_of_what_is_judged(planned: Desk, hearing: str) -> None:
    seen = planned.hearings.sheet(hearing).heads
    before = planned.hearings.sheet(hearing).hearing.ends_at
    planned.hearings.save_sheet(hearing, {"needs": "別の窓", f"{FRONT}.issues": "別の窓"})
    for entries in ({"needs": "こちら"}, {f"{FRONT}.issues": "こちら"}):
        with refusal("store.changed_meanwhile"):
            planned.hearings.save_sheet(hearing, {"ends_at": "12:00", **entries}, seen)
        assert planned.hearings.sheet(hearing).hearing.ends_at == before
    assert planned.hearings.sheet(hearing).hearing.needs == "別の窓"


def test_a_saving_whose_judged_part_is_refused_writes_nothing_of_what_is_free(planned: Desk, hearing: str) -> None:
    with refusal("hearings.outside_period"):
        planned.hearings.save_sheet(hearing, {"held_on": "2026-09-01", "needs": "窓口", f"{FRONT}.issues": "待ち時間"})
    assert planned.hearings.sheet(hearing).hearing.needs == ""
    assert themes(planned, hearing) == {}


def test_a_saving_of_both_parts_writes_both_as_one_change(planned: Desk, hearing: str) -> None:
    seen = planned.hearings.sheet(hearing).heads
    before = log_size(planned)[0]
    planned.hearings.save_sheet(hearing, {"ends_at": "12:00", "needs": "窓口", f"{FRONT}.issues": "待ち時間"}, seen)
    found = planned.hearings.sheet(hearing).hearing
    assert (f"{found.ends_at:%H:%M}", found.needs) == ("12:00", "窓口")
    assert themes(planned, hearing)[FRONT].issues == "待ち時間"
    assert log_size(planned)[0] == before + 1
    planned.undo()
    found = planned.hearings.sheet(hearing).hearing
    assert (found.ends_at != time(12), found.needs, themes(planned, hearing)) == (True, "", {})


def test_a_trouble_after_what_is_judged_was_written_leaves_nothing_of_it(
    planned: Desk, hearing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, size = planned.hearings.sheet(hearing).hearing.ends_at, log_size(planned)
    put = sheets._put

    def another_program_was_quicker(uow: UnitOfWork, *parts: object) -> None:
        assert uow.get(Hearing, hearing).ends_at == time(12)
        put(uow, *parts)
        raise AppError("store.changed_meanwhile", fields="支援の希望", groups=("needs",))

    monkeypatch.setattr(sheets, "_put", another_program_was_quicker)
    with refusal("store.changed_meanwhile"):
        planned.hearings.save_sheet(hearing, {"ends_at": "12:00", "needs": "窓口"})
    assert (planned.hearings.sheet(hearing).hearing.ends_at, log_size(planned)) == (before, size)
