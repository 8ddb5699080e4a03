"""What the tab 計画 decides without a window: words of versions, differences, tasks, supports, events and days."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.desk_port import Missing
from app.desktop.ledgers import LEDGERS, RELATIONS
from app.desktop.tab_list import TABS, tab_of
from app.desktop.tabs.plans import calendar_words, event_words, presenter, schedule_words, support_words
from app.desktop.tabs.plans.lists import EVENT_LISTS, GROUPS, HINTS, OF_EVENTS
from app.domain.registers import REGISTERS
from app.services.plans.event_views import ContestPage, SharingColumn, SharingMatrix, SharingRow, StandingLine
from app.services.plans.views import (
    BoxView,
    CalendarDay,
    CalendarEntry,
    CalendarPage,
    DifferenceLine,
    GanttLine,
    GanttPage,
    GanttRow,
    IndicatorLine,
    PlanPage,
    ProofLine,
    SectionDifference,
    SectionView,
    SupportLine,
    VersionLine,
)

TODAY = date(2026, 9, 24)


def make_version(**changes: Any) -> VersionLine:
    version = VersionLine(
        id="v2",
        kind="plan",
        kind_label="実施計画書",
        version=2,
        label="実施計画書 第2版",
        made_on=date(2026, 9, 1),
        changes="日程の\n変更",
        submitted_on=None,
        approval_id="",
        approval="",
        state="draft",
        state_label="作成中",
        is_locked=False,
        is_newest=True,
    )
    return replace(version, **changes)


def make_section(**changes: Any) -> SectionView:
    section = SectionView("s1", "risks", "11", "", "リスク", "11(2)", "本文", "契約条件", "", "", False)
    return replace(section, **changes)


# 版と節


def test_a_version_is_told_with_its_days_and_what_it_changes() -> None:
    version = make_version(submitted_on=date(2026, 9, 3), approval="協-0001 承認", is_newest=False)
    assert presenter.version_words(make_version()) == "第2版　作成中"
    assert presenter.version_words(version) == "第2版　作成中（前の版）"
    told = presenter.version_note(version)
    assert told == "作成 2026-09-01　提出 2026-09-03　承認 協-0001 承認　修正：日程の 変更"
    assert presenter.version_note(make_version(made_on=None, changes=" ")) == ""


def test_only_a_submitted_version_tells_why_it_cannot_be_changed() -> None:
    assert presenter.locked_words(None) == ""
    assert presenter.locked_words(make_version()) == ""
    assert "新しい版を作る" in presenter.locked_words(make_version(is_locked=True))


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, ("", "")),
        ({"differs": True}, ("記録と違う", "accent")),
        ({"differs": True, "lacks": "本文がありません"}, ("要記入", "warn")),
    ],
)
def test_what_a_section_lacks_comes_before_how_it_differs(changes: dict[str, Any], marks: tuple[str, str]) -> None:
    assert presenter.section_marks(make_section(**changes)) == marks


def test_a_section_of_our_own_says_that_no_record_fills_it() -> None:
    own = make_section(filled_from="", clause="", paper_adds="")
    assert presenter.section_source(own) == "この版だけの節"
    drawn = make_section(paper_adds="工程表の図")
    assert presenter.section_source(drawn).endswith("印刷で加わるもの：工程表の図")


def test_the_completeness_counts_what_is_lacking_and_what_differs() -> None:
    lacking = (Missing("plan-sections", "s1", "body", "11　リスク"),)
    page = PlanPage((), make_version(), (make_section(differs=True),), lacking)
    assert presenter.plan_words(page) == ("提出までに必要なこと 1件　記録と違う節 1", "warn")
    assert presenter.plan_words(replace(page, sections=(), lacking=())) == ("節はすべてそろっています。", "good")


def test_the_newest_version_is_compared_with_the_one_before() -> None:
    versions = [make_version(id="v3"), make_version(id="v2"), make_version(id="v1")]
    assert presenter.compared_versions(versions) == ("v2", "v3")
    assert presenter.compared_versions(versions[:1]) == ("", "")


def lines_of(kinds: str) -> tuple[DifferenceLine, ...]:
    words = {"=": "same", "-": "removed", "+": "added"}
    return tuple(DifferenceLine(words[kind], f"行{number}") for number, kind in enumerate(kinds))


def test_changed_sections_come_first_and_are_counted_by_line() -> None:
    same = SectionDifference("a", "業務概要", "same", "変更なし", lines_of("=="))
    changed = SectionDifference("b", "リスク", "changed", "変更", lines_of("=-+="))
    rows = presenter.compared_rows([same, changed])
    assert [(row.key, row.texts[2], row.tone) for row in rows] == [("b", "2行", "warn"), ("a", "―", "muted")]
    assert presenter.compared_words([same, changed]) == "変わった節 1　変わった行 2"
    assert presenter.compared_words([same]) == "二つの版の文は同じです。"


def test_long_runs_of_unchanged_lines_are_left_out_but_for_those_beside_a_change() -> None:
    shown = presenter.shown_lines(lines_of("=====-+====="))
    assert [(line.kind, line.left_out) for line in shown] == [
        ("same", 3), ("same", 0), ("same", 0), ("removed", 0), ("added", 0), ("same", 0), ("same", 0), ("same", 3),
    ]  # fmt: skip


@given(st.text("=-+", max_size=60))
def test_no_line_of_a_difference_is_lost(kinds: str) -> None:
    lines = lines_of(kinds)
    shown = presenter.shown_lines(lines)
    assert sum(line.left_out or 1 for line in shown) == len(lines)
    told = [line.text for line in shown if not line.left_out]
    assert [line.text for line in lines if line.kind != "same" or line.text in told] == told


# 実施体制図


def make_box(id: str, parent_id: str = "", **changes: Any) -> BoxView:
    box = BoxView(
        id, "構成員", f"氏名{id}", "架空社", "受付", "contractor", "受託者", parent_id, 1, 0, 0, 0, 10, 10, ""
    )
    return replace(box, **changes)


def test_the_table_names_the_upper_box_by_its_person() -> None:
    rows = presenter.box_rows([make_box("a"), make_box("b", "a", trouble="従事を終えています", row=0)])
    assert rows[0].texts[5] == "（最上位）"
    assert (rows[1].texts[0], rows[1].texts[5], rows[1].tone) == ("1段目", "氏名a", "warn")
    assert presenter.box_words(make_box("a", trouble="終了")).splitlines()[-1] == "▲ 終了"


def test_a_demand_of_7_1_without_people_is_told_as_lacking() -> None:
    met, lacking = (
        ProofLine("7(1)ア", "責任者", "1名以上", "甲\n乙", True),
        ProofLine("7(1)ウ", "経験", "1名以上", "", False),
    )
    rows = presenter.proof_rows([met, lacking])
    assert [(row.texts[0], row.texts[4], row.tone) for row in rows] == [
        ("満たす", "甲、乙", "good"),
        ("不足", "いません", "bad"),
    ]


# 工程表


def make_row(**changes: Any) -> GanttRow:
    row = GanttRow(
        id="t1",
        title="派遣",
        clause="6(6)",
        owner="受託者",
        starts_on=date(2026, 6, 1),
        ends_on=date(2027, 3, 19),
        baseline_starts_on=date(2026, 6, 1),
        baseline_ends_on=date(2027, 3, 12),
        began_on=date(2026, 6, 3),
        finished_on=None,
        progress=40,
        is_milestone=False,
        deviation=5,
        deviation_label="当初より5開庁日遅れ",
        state="running",
        state_label="実施中",
        group="支援",
    )
    return replace(row, **changes)


def gantt(*rows: GanttRow, **changes: Any) -> GanttPage:
    page = GanttPage("", "業務全体の工程", date(2026, 5, 1), date(2027, 3, 31), rows, (), True, 0)
    return replace(page, **changes)


def test_a_task_that_goes_on_is_drawn_until_today() -> None:
    (item,) = schedule_words.items_of(gantt(make_row()), TODAY)
    assert item.actual == (date(2026, 6, 3), TODAY)
    assert item.baseline == (date(2026, 6, 1), date(2027, 3, 12))
    assert item.words == "実施中　当初より5開庁日遅れ"
    assert item.is_movable
    assert "実績 2026-06-03～継続中" in item.tip


def test_a_finished_task_is_not_moved_and_one_on_its_way_begins_no_later_than_today() -> None:
    done = make_row(state="done", finished_on=date(2026, 9, 1), deviation=0)
    coming = make_row(began_on=date(2026, 10, 1))
    items = schedule_words.items_of(gantt(done, coming), TODAY)
    assert not items[0].is_movable
    assert items[0].actual == (date(2026, 6, 3), date(2026, 9, 1))
    assert items[0].words == "実施中"
    assert items[1].actual is None


def test_a_milestone_has_one_day_and_its_sessions_are_told() -> None:
    day = date(2026, 11, 19)
    row = make_row(is_milestone=True, starts_on=day, ends_on=day, baseline_ends_on=day, began_on=None, sessions_held=2)
    (item,) = schedule_words.items_of(gantt(row), TODAY)
    assert item.baseline == (day, day)
    assert "2回実施" in item.words
    assert schedule_words.task_rows(gantt(row))[0].texts[5] == "（節目）"


def test_lines_are_told_by_word_and_only_due_dates_are_quiet() -> None:
    lines = [GanttLine(TODAY, "今日", "today"), GanttLine(date(2026, 10, 10), "月例業務報告書", "due")]
    assert [mark.is_strong for mark in schedule_words.marks_of(lines)] == [True, False]
    assert [row.texts[0] for row in schedule_words.line_rows(lines)] == ["今日", "提出期限"]


def test_an_empty_schedule_says_what_can_be_drawn() -> None:
    assert "契約条件と成果物の期限から、25件" in schedule_words.nothing_words("", 25)[1]
    assert "実施プランの各段階から、4件" in schedule_words.nothing_words("a1", 4)[1]
    assert "＋ 工程を登録" in schedule_words.nothing_words("a1", 0)[1]
    assert schedule_words.schedule_words(gantt()) == ""
    assert schedule_words.schedule_words(gantt(make_row(), make_row())) == "工程 2件　実施中 2"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((date(2026, 6, 1), date(2026, 6, 1)), "2026-06-01"),
        ((date(2026, 6, 1), date(2026, 8, 31)), "2026-06-01～08-31"),
        ((date(2026, 6, 1), date(2027, 3, 19)), "2026-06-01～2027-03-19"),
    ],
)
def test_a_span_is_told_as_short_as_it_is_clear(days: tuple[date, date], told: str) -> None:
    assert schedule_words.span_words(days) == told


# 伴走支援


def make_support(**changes: Any) -> SupportLine:
    line = SupportLine(
        "a1", "112232", "蕨市", "書かない窓口", "decided", "決定", "髙﨑　𠮷", 3, 2, 45, 4, "支援を実施する", 1
    )  # fmt: skip
    return replace(line, **changes)


def test_a_card_says_everything_in_one_sentence() -> None:
    told = support_words.card_words(make_support())
    assert told == (
        "蕨市（決定）。書かない窓口。進行管理 髙﨑　𠮷。進み 45％　支援 3回実施・2回予定。"
        "最も遅い段階は当初より4開庁日遅れ。次：支援を実施する。指摘 1件"
    )
    assert "進行管理 未定" in support_words.card_words(make_support(manager="", worst_deviation=None, warnings=0))


@pytest.mark.parametrize(("days", "tone"), [(None, ""), (-2, "good"), (0, "good"), (1, "warn")])
def test_only_what_is_behind_warns(days: int | None, tone: str) -> None:
    assert support_words.deviation_words(days)[1] == tone
    assert bool(support_words.deviation_words(days)[0]) == (days is not None)


@pytest.mark.parametrize(
    ("after", "is_reached", "told"),
    [
        ("", None, ("測定前", "muted")),
        ("改善", None, ("判定なし", "muted")),
        ("12", True, ("達成", "good")),
        ("20", False, ("未達成", "warn")),
    ],
)
def test_a_figure_is_judged_in_words(after: str, is_reached: bool | None, told: tuple[str, str]) -> None:
    line = IndicatorLine("i", "待ち時間", "分", "30", date(2026, 6, 1), "15", after, None, "", is_reached, "")
    assert support_words.reached_words(line) == told
    assert support_words.indicator_rows([line])[0].texts[2] == "30分（6/1）"


# 行事・コンテスト・事例


def make_standing(**changes: Any) -> StandingLine:
    standing = StandingLine(
        "e1", 1, False, "1位", "蕨市", "窓口", (("審査員A", 80),), (("工夫", "16.00"),), 80, "80.00", 1, "", "",
        (("審査員A", "良い"),),
    )  # fmt: skip
    return replace(standing, **changes)


def contest(*standings: StandingLine, **changes: Any) -> ContestPage:
    page = ContestPage("c1", "コンテスト", ("審査員A", "審査員B"), ("工夫",), standings, (), True)
    return replace(page, **changes)


def test_entries_that_nobody_judged_stand_last() -> None:
    unjudged = make_standing(entry_id="e2", rank=0, rank_label="未審査", by_judge=(), total=0, average="")
    rows = event_words.rank_rows(contest(unjudged, make_standing(rank=2, is_tied=True), make_standing(entry_id="e3")))
    assert [(row.key, row.tone) for row in rows] == [("e3", "good"), ("e1", "warn"), ("e2", "muted")]
    assert rows[2].texts[3:7] == ("―", "―", "―", "―")
    assert len(rows[0].texts) == len(event_words.rank_headers(contest()))


def test_an_unfinished_judging_says_that_its_ranks_may_change() -> None:
    told, tone = event_words.contest_words(contest(make_standing(lacks="審査員Bの「工夫」"), is_complete=False))
    assert ("審査が揃っていない応募 1件" in told, tone) == (True, "warn")
    assert event_words.contest_words(contest())[1] == "muted"
    tied = contest(make_standing(is_tied=True), ties=("1位は同点です。",))
    assert event_words.contest_words(tied)[0].endswith("1位は同点です。")


def matrix(*cells: tuple[str, ...]) -> SharingMatrix:
    rows = tuple(
        SharingRow(f"{number:06}", f"市{number}", "西部" if number % 2 else "東部", each, sum(map(bool, each)))
        for number, each in enumerate(cells)
    )
    studies = tuple(
        SharingColumn(
            f"s{place}",
            f"事例{place}",
            True,
            sum(bool(row.cells[place]) for row in rows),
            tuple((row.municipality_code, row.municipality) for row in rows if not row.cells[place]),
        )
        for place in range(len(cells[0]))
    )
    return SharingMatrix(studies, rows, sum(not row.received for row in rows))


def test_the_sharing_is_narrowed_by_area_and_by_who_has_not_received_a_study() -> None:
    found = matrix(("9/1", ""), ("", ""), ("9/1", "9/2"))
    assert [row.texts[1] for row in event_words.sharing_rows(found, "西部")] == ["市1"]
    assert [row.texts[1] for row in event_words.sharing_rows(found, study_id="s1")] == ["市0", "市1"]
    assert [row.tone for row in event_words.sharing_rows(found)] == ["warn", "bad", "good"]
    assert event_words.sharing_words(found)[0].endswith("一つも受け取っていない市町村 1")
    assert event_words.missing_words(found, "s1") == "「事例1」を受け取った市町村 1、まだの市町村 2：市0、市1"
    assert event_words.missing_words(found, "gone") == ""
    assert event_words.areas_of(found) == ["東部", "西部"]


# カレンダー


def make_entry(**changes: Any) -> CalendarEntry:
    entry = CalendarEntry(
        "u1", "hearing", "ヒアリング", TODAY, TODAY, time(10), time(11, 30), "ヒアリング　蕨市", "オンライン", "会議室",
        "hearings", "h1", "",
    )  # fmt: skip
    return replace(entry, **changes)


def calendar(*entries: CalendarEntry) -> CalendarPage:
    days = tuple(CalendarDay(date(2026, 9, day), True, "", False) for day in range(21, 28))
    return CalendarPage(days[0].on, days[-1].on, days, entries)


def test_an_entry_of_several_days_stands_on_each_of_them_with_its_time_on_the_first() -> None:
    entry = make_entry(starts_on=date(2026, 9, 19), ends_on=date(2026, 9, 22), starts_at=time(9))
    items = calendar_words.grid_items(calendar(entry))
    assert [(item.on.day, item.time) for item in items] == [(21, ""), (22, "")]
    assert len({item.id for item in items}) == 2


def test_closed_days_are_told_by_their_cell_alone() -> None:
    assert calendar_words.grid_items(calendar(make_entry(kind="closing"))) == []
    assert calendar_words.count_words([make_entry(kind="closing"), make_entry(state="late")]) == "1件　期限超過 1件"


def test_the_list_of_a_day_begins_with_what_has_a_time() -> None:
    whole = make_entry(uid="u2", kind="deadline", kind_label="期限", title="報告書", starts_at=None, ends_at=None)
    found = calendar_words.entries_on(calendar(whole, make_entry()), TODAY)
    assert [entry.uid for entry in found] == ["u1", "u2"]
    assert calendar_words.line_words(found[0]) == "10:00～11:30　ヒアリング　蕨市\n会議室　オンライン"
    assert calendar_words.line_words(replace(whole, state="done")).startswith("期限：報告書　［済］")


def test_a_due_date_tells_its_safe_and_its_latest_day_where_they_differ() -> None:
    due = make_entry(kind="deadline", safe_on=date(2026, 9, 18), latest_on=TODAY)
    assert calendar_words.due_words(due) == "安全な期限 2026-09-18"
    assert calendar_words.due_words(make_entry()) == ""


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({}, ("hearings", "h1")),
        ({"kind": "deadline", "register": "sessions", "record_id": "x"}, ("sessions", "x")),
        ({"kind": "deadline", "register": "", "record_id": ""}, ("deliverables", "")),
        ({"kind": "closing", "register": "closings", "record_id": ""}, ("", "")),
    ],
)
def test_an_entry_leads_to_its_record(changes: dict[str, Any], target: tuple[str, str]) -> None:
    assert calendar_words.target_of(make_entry(**changes)) == target


def test_days_are_headed_with_why_they_are_closed() -> None:
    assert calendar_words.day_heading(date(2026, 11, 3), "文化の日") == "2026年11月3日（火）　文化の日"
    days = [CalendarDay(date(2026, 9, 30), True, "", True), CalendarDay(date(2026, 10, 1), False, "休", False)]
    shown = calendar_words.grid_days(days, date(2026, 9, 1))
    assert [(day.is_inside, day.mark, day.closed) for day in shown] == [(True, "今日", ""), (False, "", "休")]
    assert all(day.is_inside for day in calendar_words.grid_days(days, None))


# Registers


def test_every_register_of_the_tab_is_listed_once_and_leads_there() -> None:
    names = [*OF_EVENTS, *(name for _, group in GROUPS for name in group)]
    assert len(names) == len(set(names))
    tab = next(tab for tab in TABS if tab.name == "plans")
    assert set(names) == tab.registers == set(HINTS)
    assert {tab_of(name) for name in names} == {"plans"}
    assert not set(names) & LEDGERS
    assert set(names) <= set(REGISTERS) & set(RELATIONS)
    assert next(iter(EVENT_LISTS)) == "events"


def test_every_register_stands_in_one_tab_alone_but_for_the_answers() -> None:
    for name in REGISTERS:
        assert sum(name in tab.registers for tab in TABS) <= 1 + (name == "answers"), name
