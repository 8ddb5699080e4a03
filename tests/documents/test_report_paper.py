"""How reports are set: headings stay with what they head, figures stand right, nothing is left out."""

from datetime import date

import pytest

from app.documents.gantt_chart import Bar
from app.documents.report_paper import (
    Band,
    Bars,
    Below,
    Chapter,
    Grid,
    Pairs,
    Part,
    Points,
    Remark,
    ReportPaper,
    Schedule,
    Stack,
    Words,
    report_paper,
)
from app.domain.errors import AppError
from tests.documents.reading import check_fonts, layout_of, text_of
from tests.documents.samples import LETTERHEAD

DAY = date(2026, 9, 29)
TABLE = Grid((("団体名", 2.0), ("回数", 1.0)), (("蕨市", "12回"), ("戸田市", "3回")), figures=(1,))
BELOW, NOTE = Below("小見出し"), Remark("数え方")
STEP = Bar("", "6(4)", "試行", "県", date(2026, 6, 1), date(2026, 7, 1))
FOLLOWING: dict[str, Part] = {
    "band": Band((("派遣", "12回", 1.0),)),
    "pairs": Pairs((("所見", "順調だった。"),)),
    "grid": TABLE,
    "empty": Grid(TABLE.columns, (), "派遣した団体はない。"),
    "words": Words("一つの段落。"),
    "points": Points(("一つの文。",)),
    "bars": Bars((("6月", 3), ("7月", 5)), "回"),
    "stack": Stack(("伴走", "派遣"), (("6月", (3, 2)),), "回"),
    "schedule": Schedule((STEP,), (), date(2026, 5, 1), date(2027, 3, 31)),
}


def paper(*chapters: Chapter, **more: object) -> ReportPaper:
    return ReportPaper(
        letterhead=LETTERHEAD,
        title="報告書",
        subtitle="（9月分）",
        reference="納品成果物 6",
        lead="次のとおり報告します。",
        on=DAY,
        chapters=chapters,
        **more,  # type: ignore[arg-type]
    )


def pages(*chapters: Chapter) -> list[list[str]]:
    """Return the lines of each page above its footer."""
    found = layout_of(report_paper(paper(*chapters)).data).split("\f")
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in found if page.strip()]
    return [[line for line in page if "市町村DX推進支援業務委託" not in line] for page in lines]


@pytest.mark.parametrize("kind", sorted(FOLLOWING))
@pytest.mark.parametrize(
    "first", [(), (Remark("数え方"),), (Below("小見出し"),), (Below("小見出し"), Remark("数え方"))]
)
def test_a_heading_is_never_the_last_thing_on_a_page(kind: str, first: tuple[Part, ...]) -> None:
    for filling in range(14, 34):
        chapters = (
            Chapter("前", "", (Points(("文。",) * filling),)),
            Chapter("後ろの節", "", (*first, FOLLOWING[kind])),
        )
        for page in pages(*chapters):
            assert "後ろの節" not in page[-1], filling
            assert page[-1] not in ("小見出し", "数え方"), filling


def test_chapters_are_numbered_and_name_their_clause() -> None:
    said = text_of(report_paper(paper(Chapter("一つ目", "6(4)", (TABLE,)), Chapter("二つ目", "", (TABLE,)))).data)
    assert said.index("1一つ目仕様書6(4)") < said.index("2二つ目")


def test_a_chapter_may_begin_a_page() -> None:
    found = pages(Chapter("一つ目", "", (TABLE,)), Chapter("二つ目", "", (TABLE,), on_new_page=True))
    assert len(found) == 2
    assert any("2" in line and "二つ目" in line for line in found[1])


def test_a_table_without_rows_is_a_sentence() -> None:
    said = text_of(report_paper(paper(Chapter("節", "", (FOLLOWING["empty"],)))).data)
    assert "派遣した団体はない。" in said
    assert "回数" not in said


def test_a_schedule_is_not_divided_when_a_page_holds_it() -> None:
    bars = tuple(Bar("", "", f"段階{number}", "", DAY, DAY) for number in range(10))
    schedule = Schedule(bars, (), date(2026, 5, 1), date(2027, 3, 31))
    for filling in range(10, 34, 2):
        found = pages(Chapter("前", "", (Points(("文。",) * filling), schedule)))
        assert (
            sum(any("段階0" in line for line in page) and any("段階9" in line for line in page) for page in found) == 1
        )


@pytest.mark.parametrize(("rows", "is_whole"), [(10, True), (11, False)])
def test_a_short_table_is_not_divided_and_a_longer_one_is(rows: int, is_whole: bool) -> None:
    grid = Grid((("段階", 1.0), ("回数", 1.0)), tuple((f"段階{number}。", "1回") for number in range(rows)))
    divided = 0
    for filling in range(10, 30, 2):
        found = pages(Chapter("前", "", (Points(("文。",) * filling), grid)))
        divided += sum(any("段階" in line for line in page) for page in found) > 1
    assert (divided == 0) is is_whole


@pytest.mark.parametrize("kind", sorted(FOLLOWING))
def test_every_part_is_printed_with_our_fonts_and_the_same_bytes(kind: str) -> None:
    made = [report_paper(paper(Chapter("節", "6", (FOLLOWING[kind],)), draft=True)).data for _ in range(2)]
    assert made[0] == made[1]
    check_fonts(made[0])
    assert "下書き" in text_of(made[0])


def test_a_sign_that_no_font_has_is_told() -> None:
    with pytest.raises(AppError) as raised:
        report_paper(paper(Chapter("節", "", (Words("文\U0001f600"),))))
    assert raised.value.code == "documents.glyph_missing"


def test_markup_is_printed_as_it_was_typed() -> None:
    assert "<b>太字</b>&amp;" in text_of(report_paper(paper(Chapter("節", "", (Words("<b>太字</b>&amp;"),)))).data)
