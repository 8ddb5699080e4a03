"""The analysis of the demonstration year, and of a year that has hardly begun: every figure leads to its sheets."""

import pytest

from app.services.desk import Desk
from app.services.hearings.analysis_views import AnalysisCell
from app.services.hearings.map_tiles import TILE_SUBJECTS
from app.services.papers.service import Incomplete
from tests.desk_fixtures import Ready
from tests.desks import made, plan
from tests.documents.reading import text_of


def hold(desk: Desk, office: str, on: str, field: str = "", **told: object) -> str:
    entries = {"municipality_code": office, "held_on": on, "status": "実施済"}
    if not desk.ids("staff"):
        desk.run("staff_member.add", None, {"name": "鈴木　二", "from_on": "5月11日"})
    attended = {**entries, "attendee_ids": (desk.ids("staff")[0],)}
    hearing = made(desk.run("hearing.add", None, attended), "hearings")
    if field:
        desk.run("hearing_theme.add", None, {"hearing_id": hearing, "field": field, **told})
    return hearing


def test_every_figure_of_the_year_leads_to_as_many_municipalities_as_it_says(demonstration: Desk) -> None:
    page = demonstration.analysis.page()
    lines = demonstration.analysis.sheets(demonstration.ids("hearings"))
    offices = {line.hearing_id: line.municipality_code for line in lines}
    assert (page.heard, page.target, page.missing, page.complete) == (63, 63, (), True)
    for table in page.tables:
        assert len(table.cells) == len(table.rows)
        for row in table.cells:
            assert len(row) == len(table.columns)
            for cell in row:
                assert len({offices[sheet] for sheet in cell.sheets}) == cell.count
    for bar in (*page.issues, *page.wishes):
        assert len({offices[sheet] for sheet in bar.cell.sheets}) == bar.cell.count


def test_the_fifteen_fields_stand_in_the_order_of_table_one(demonstration: Desk) -> None:
    names = tuple(field.name for field in demonstration.terms().support_fields)
    page = demonstration.analysis.page()
    for key in ("stages", "issues", "wishes", "by_size", "by_area"):
        assert page.table(key).rows == names
    with pytest.raises(KeyError):
        page.table("nothing")


def test_areas_and_sizes_divide_the_whole_without_a_rest(demonstration: Desk) -> None:
    whole = demonstration.analysis.page()
    for parts in (
        [demonstration.analysis.page(area=area) for area in whole.areas],
        [demonstration.analysis.page(size=size) for size in whole.sizes],
    ):
        assert sum(part.target for part in parts) == 63
        for row in range(15):
            for column in range(6):
                told = sum(part.table("stages").cells[row][column].count for part in parts)
                assert told == whole.table("stages").cells[row][column].count


def test_before_the_end_the_number_of_those_heard_is_told_with_who_is_missing(desk: Desk) -> None:
    first = hold(desk, "蕨市", "6月10日", "bpr", stage="実施中", wish="専門人材派遣", issue_kinds="予算、人材・体制")
    hold(desk, "戸田市", "6月11日")
    page = desk.analysis.page()
    assert page.coverage == (
        "63団体中2団体でヒアリングを実施し、1団体について分野ごとの記入があります。残り61団体は集計に含まれません。"
    )
    assert (page.heard, page.answered, page.complete, len(page.missing)) == (2, 1, False, 62)
    (silent,) = [each for each in page.missing if each.hearing_id]
    assert (silent.municipality, silent.reason) == ("戸田市", "分野の記入なし")
    (line,) = desk.analysis.sheets([first, "gone"])
    assert (line.municipality, line.area, line.fields) == ("蕨市", "南部", ("BPR の取組の徹底",))
    most = [(bar.label, bar.cell.count) for bar in page.issues[:3]]
    assert most == [("人材・体制", 1), ("予算", 1), ("知識・技能", 0)]


def test_a_share_of_nobody_is_a_dash() -> None:
    assert AnalysisCell(0, 0, is_share=True).text == "―"
    assert AnalysisCell(1, 3, is_share=True).text == "1/3（33%）"
    assert AnalysisCell(1, 3).text == "1"


def test_the_survey_report_is_a_draft_until_everybody_was_heard(desk: Desk) -> None:
    hold(desk, "蕨市", "6月10日", "bpr", stage="実施中")
    lacking = desk.missing("7")
    assert len(lacking) == 62
    assert {(each.register, each.label) for each in lacking} >= {("hearings", "戸田市のヒアリングの実施")}
    with pytest.raises(Incomplete):
        desk.make("7")
    made_paper = desk.make("7", draft=True)
    assert made_paper.file_name == "7_DX推進状況調査報告書_1団体.pdf"
    text = text_of(made_paper.data)
    assert "1／63団体" in text
    assert "下書き" in text


def test_the_survey_report_of_the_whole_year_is_made_the_same_every_time(demonstration: Desk) -> None:
    assert demonstration.missing("7") == ()
    paper = demonstration.make("7")
    assert paper.data == demonstration.make("7").data
    assert "63／63団体" in text_of(paper.data)


@pytest.mark.parametrize("subject", TILE_SUBJECTS)
def test_every_tile_has_a_place_a_level_and_words(demonstration: Desk, subject: str) -> None:
    tiles = demonstration.analysis.tiles(subject)
    assert len({(tile.row, tile.column) for tile in tiles}) == 63
    assert all(-1 <= tile.level <= 4 and tile.text and tile.words for tile in tiles)


def test_tiles_tell_hearings_and_support_in_words(ready: Ready) -> None:
    desk = ready.desk
    hold(desk, "蕨市", "6月10日", "ai", wish="専門人材派遣")
    desk.run("hearing.add", None, {"municipality_code": "戸田市", "held_on": "8月28日", "status": "県が調整中"})
    plan(desk, ready.case)

    def words(subject: str, name: str) -> tuple[int, str]:
        return next((each.level, each.words) for each in desk.analysis.tiles(subject) if each.municipality == name)

    assert words("hearing", "蕨市") == (4, "実施済")
    assert words("hearing", "戸田市") == (1, "県が調整中")
    assert words("hearing", "川口市") == (0, "予定なし")
    assert words("wish", "蕨市") == (1, "支援を希望1分野（自治体の AI の利用促進）")
    assert words("wish", "戸田市") == (-1, "ヒアリング未実施")
    assert words("support", "蕨市") == (0, "利用なし")
    assert words("findings", "川口市") == (0, "指摘なし")
    with pytest.raises(KeyError):
        desk.analysis.tiles("weather")
