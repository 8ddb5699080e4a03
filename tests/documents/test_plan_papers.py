"""The papers of plans and events: their golden texts, their shapes, and texts as people really write them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.documents.gantt_chart import Bar, fitted, gantt_chart, months
from app.documents.implementation_plan import PaperSection, implementation_plan
from app.documents.judging_sheet import judging_sheet
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.flow import Flow
from app.documents.pdf.style import CELL, LANDSCAPE
from app.documents.plan_text import parts_of, rows_of, shares
from app.documents.support_plan import support_plan
from app.documents.team_chart import team_chart
from app.documents.week_sheet import WeekBlock, WeekDay, WeekLine, week_sheet
from app.domain.errors import AppError
from tests.documents.plan_samples import (
    BARS,
    FIRST,
    LAST,
    LINES,
    make_box,
    make_entry,
    make_judging_facts,
    make_plan_facts,
    make_support_facts,
    make_team_facts,
    make_week_facts,
)
from tests.documents.reading import check_fonts, check_golden, layout_of, text_of

PAPERS: tuple[tuple[str, Callable[[Any], Made], Callable[..., Any]], ...] = (
    ("implementation_plan", implementation_plan, make_plan_facts),
    ("team_chart", team_chart, make_team_facts),
    ("support_plan", support_plan, make_support_facts),
    ("judging_sheet", judging_sheet, make_judging_facts),
    ("week_sheet", week_sheet, make_week_facts),
)
HOSTILE = "<b>&lt;太字&gt;</b> ) Tj ET (%s {0}"


@pytest.mark.parametrize(("name", "build", "make"), PAPERS, ids=[paper[0] for paper in PAPERS])
def test_each_paper_reads_as_stored(name: str, build: Callable[[Any], Made], make: Callable[..., Any]) -> None:
    made = build(make())
    check_golden(name, made.data)
    check_fonts(made.data)
    assert build(make()).data == made.data
    assert made.pages == len(layout_of(made.data).split("\f")) - 1


@pytest.mark.parametrize(("name", "build", "make"), PAPERS, ids=[paper[0] for paper in PAPERS])
def test_a_draft_is_stamped_on_every_page_and_a_final_paper_on_none(
    name: str, build: Callable[[Any], Made], make: Callable[..., Any]
) -> None:
    draft = layout_of(build(make(draft=True)).data).split("\f")[:-1]
    assert all("下書き" in page for page in draft)
    assert "下書き" not in layout_of(build(make()).data)


# 実施計画書


def test_the_contents_name_the_page_of_every_section() -> None:
    pages = layout_of(implementation_plan(make_plan_facts()).data).split("\f")
    places = {"1　業務概要": 3, "2　業務別実施内容": 3, "3　工程表": 3, "4　協議事項": 5}
    for title, page in places.items():
        number, heading = title.split("　")
        assert re.search(rf"{number}\s+{heading}\s.*{page}\s*$", pages[1], re.MULTILINE)
        assert heading in pages[page - 1]


def test_the_first_version_has_no_corrections_to_tell() -> None:
    text = text_of(implementation_plan(make_plan_facts(version=1, changes="")).data)
    assert "第1版" in text
    assert "前の版からの修正" not in text


def test_a_plan_without_a_schedule_has_no_wide_page() -> None:
    assert implementation_plan(make_plan_facts()).pages == implementation_plan(make_plan_facts(bars=())).pages + 2


def test_what_people_typed_is_never_run_as_markup() -> None:
    section = PaperSection("1", "", HOSTILE, HOSTILE, f"{HOSTILE}\n・{HOSTILE}\n項目｜{HOSTILE}\n一｜{HOSTILE}")
    text = text_of(implementation_plan(make_plan_facts(sections=(section,))).data)
    assert text.count("".join(HOSTILE.split())) >= 5


def test_a_sign_without_shape_names_its_section() -> None:
    section = PaperSection("1", "", "業務概要", "", "本文𓀀")
    with pytest.raises(AppError) as raised:
        implementation_plan(make_plan_facts(sections=(section,)))
    assert (raised.value.code, raised.value.where) == ("documents.glyph_missing", "業務概要")


def test_very_long_sections_go_on_over_the_pages() -> None:
    rows = "\n".join(f"{number}｜{'長い内容' * 20}｜担当" for number in range(80))
    section = PaperSection("1", "", "業務概要", "", f"番号｜内容｜担当\n{rows}\n\n{'本文。' * 3_000}")
    made = implementation_plan(make_plan_facts(sections=(section,), bars=()))
    assert made.pages > 10
    assert "79長い内容" in text_of(made.data)


# The text of a section


def test_a_text_is_read_into_its_parts() -> None:
    text = "一行目\n二行目\n\n■ 見出し\n・項目1\n・項目2\n列1｜列2\n甲｜乙｜余分\n丙"
    assert [(part.kind, len(part.lines)) for part in parts_of(text)] == [
        ("words", 2),
        ("subheading", 1),
        ("items", 2),
        ("table", 2),
        ("words", 1),
    ]
    (table,) = [part for part in parts_of(text) if part.kind == "table"]
    assert rows_of(table) == (("列1", "列2", ""), ("甲", "乙", "余分"))


def test_short_columns_keep_their_words_whole_and_long_ones_share_the_rest() -> None:
    rows = (("条項", "疑義", "状態"), ("6(6)エ", "長い疑義" * 30, "未照会"))
    widths = shares(rows, 476.0)
    assert sum(widths) == pytest.approx(476.0)
    assert widths[0] > 30 + 12  # 6(6)エ at nine points, and its margins
    assert widths[2] > 27 + 12
    assert widths[1] > 300
    both = shares((("一", "二"), ("長い" * 80, "もっと長い" * 200)), 476.0)
    assert min(both) > 100


# The chart of the schedule


def blank() -> Flow:
    document = Document(Properties("図", "", "", FIRST))
    return Flow(document, LANDSCAPE)


def test_months_are_named_from_the_first_to_the_last() -> None:
    assert [month.month for month in months(FIRST, LAST)] == [5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert list(months(date(2026, 12, 31), date(2027, 1, 1))) == [date(2026, 12, 1), date(2027, 1, 1)]


def test_a_long_schedule_goes_on_over_the_pages_with_its_months() -> None:
    flow = blank()
    gantt_chart(flow, [replace(BARS[1], title=f"工程{number}") for number in range(70)], LINES, FIRST, LAST)
    assert len(flow.document.pages) == 3
    text = text_of(flow.document.data())
    assert text.count("2026年") == 3
    assert "工程69" in text


@pytest.mark.parametrize("narrow", [True, False])
def test_days_outside_the_frame_are_held_within_it(narrow: bool) -> None:
    flow = blank()
    far = Bar("", "", "先の工程", "", date(2020, 1, 1), date(2040, 1, 1), progress=50)
    gantt_chart(flow, [far], LINES, FIRST, LAST, narrow=narrow)
    drawn = " ".join(flow.page.operators)
    for x, width in re.findall(r"([\d.]+) [\d.]+ ([\d.]+) [\d.]+ re f", drawn):
        assert float(x) + float(width) <= LANDSCAPE.width


def test_a_text_is_shortened_to_its_room_and_says_so() -> None:
    assert fitted("短い", CELL, 100) == "短い"
    shortened = fitted("とても長い工程の名前" * 5, CELL, 100)
    assert shortened.endswith("…")
    assert fitted("一行目\n二行目", CELL, 300) == "一行目 二行目"


# 実施体制図


def test_a_large_team_is_drawn_smaller_and_stays_on_its_page() -> None:
    boxes = tuple(make_box("専門人材", f"人材{number}", number * 134.0, 0) for number in range(12))
    made = team_chart(make_team_facts(boxes=boxes, links=(), width=12 * 134.0, height=46.0))
    first = layout_of(made.data).split("\f")[0]
    assert "人材11" in first
    assert "実施体制図" in first


def test_a_team_without_boxes_says_so() -> None:
    empty = make_team_facts(boxes=(), links=(), width=0.0, height=0.0)
    assert "枠がまだありません" in text_of(team_chart(empty).data)


def test_a_demand_that_nobody_meets_is_told_as_lacking() -> None:
    text = text_of(team_chart(make_team_facts()).data)
    assert "充足" in text
    assert "不足" in text


# 実施プラン


def test_a_plan_without_decision_is_a_proposal_by_its_title() -> None:
    assert "実施プラン案" in text_of(support_plan(make_support_facts(decided="")).data)
    assert "実施プラン案" not in text_of(support_plan(make_support_facts()).data)


def test_an_empty_plan_says_what_is_not_there_yet() -> None:
    empty = make_support_facts(steps=(), sessions=(), figures=(), bars=(), plan="")
    text = text_of(support_plan(empty).data)
    for words in ("段階はまだ定められていません", "指標はまだ定められていません", "支援の回はまだ予定されていません"):
        assert words in text


# 審査票


def test_a_blank_sheet_shows_the_entries_and_no_points() -> None:
    text = text_of(judging_sheet(make_judging_facts(edition="blank")).data)
    assert "書かない窓口の段階導入" in text
    assert "合計40点満点" in text
    assert "35.00" not in text
    assert "最優秀賞" not in text


def test_a_sheet_with_points_missing_shows_a_dash() -> None:
    entry = make_entry(points=(("審査員A", "課題の明確さ", 18),))
    text = text_of(judging_sheet(make_judging_facts(entries=(entry,))).data)
    assert "18―18" in text


def test_many_entries_go_on_over_the_pages_with_their_head() -> None:
    entries = tuple(make_entry(title=f"取組{number}") for number in range(30))
    made = judging_sheet(make_judging_facts(edition="blank", entries=entries))
    assert made.pages == 3
    assert text_of(made.data).count("取組の工夫") == 3


def test_a_contest_without_entries_says_so() -> None:
    assert "応募はまだありません" in text_of(judging_sheet(make_judging_facts(entries=())).data)


# 今週


def crowded(count: int, length: int = 8) -> tuple[WeekLine, ...]:
    return tuple(WeekLine(f"予定{number}：{'長' * length}") for number in range(count))


@pytest.mark.parametrize("count", [0, 1, 7, 20, 60, 300])
@pytest.mark.parametrize("length", [4, 60, 400])
def test_the_week_is_one_page_however_much_there_is(count: int, length: int) -> None:
    lines = crowded(count, length)
    monday = date(2026, 9, 21)
    days = tuple(WeekDay(monday + timedelta(days=number), "", lines) for number in range(7))
    block = WeekBlock("一覧", lines, "ありません。")
    made = week_sheet(make_week_facts(days=days, below=block, blocks=(block, block, block)))
    assert made.pages == 1
    text = text_of(made.data)
    assert text.count(f"全{count}件") >= 4
    if count >= 60:
        assert f"件（全{count}件）" in text


def test_nothing_is_drawn_below_the_foot_of_the_week() -> None:
    lines = crowded(300, 60)
    days = tuple(WeekDay(date(2026, 9, 21) + timedelta(days=number), "", lines) for number in range(7))
    block = WeekBlock("一覧", lines, "")
    made = week_sheet(make_week_facts(days=days, below=block, blocks=(block, block, block)))
    last = layout_of(made.data).rstrip("\f\n").split("\n")[-1]
    assert last.replace(" ", "").endswith("1/1")


@pytest.mark.parametrize(("letters", "is_whole"), [(4, True), (14, True), (40, False)])
@pytest.mark.parametrize("draft", [False, True])
def test_the_head_of_the_week_keeps_its_days_apart_from_the_contractor(
    letters: int, is_whole: bool, draft: bool
) -> None:
    name = "株" * letters
    facts = make_week_facts()
    facts = replace(facts, letterhead=replace(facts.letterhead, contractor=name), draft=draft)
    head = next(line for line in layout_of(week_sheet(facts).data).split("\n") if "今週の予定" in line)
    assert re.search(r"～\d+月\d+日（.）\s+株", head)
    assert (name in head) is is_whole
    assert ("…" in head) is not is_whole


def test_what_is_late_is_marked_by_a_sign_and_an_empty_day_by_words() -> None:
    text = text_of(week_sheet(make_week_facts()).data)
    assert "▲宿題" in text
    assert "敬老の日" in text
    assert "予定はありません" in text
    assert "全3件" in text
