"""Deliverable 7: what 6(7)オ asks for, who is missing, the map, the same bytes for the same facts."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.survey_report import SurveyReportFacts, survey_report
from app.documents.survey_results import main_results
from app.domain.hearing import HearingStatus, Stage, Wish
from app.domain.support_field import SupportField
from app.domain.tile_map import Tile, TileMap
from tests.documents.reading import check_fonts, check_golden, layout_of, text_of
from tests.documents.samples import LETTERHEAD
from tests.planning.hearing_tables import SAITAMA, TODA, WARABI, YOKOZE, analysed, heard, told

NAMES = {"bpr": "BPR の取組の徹底", "ai": "自治体の AI の利用促進", "telework": "テレワークの推進"}
FIELD_ROWS = tuple(SupportField(code, name, "重点取組", ()) for code, name in NAMES.items())
LAYOUT = TileMap((Tile(SAITAMA, 0, 1), Tile(WARABI, 1, 1), Tile(TODA, 1, 0), Tile(YOKOZE, 0, 0)))
THEMES = (
    told(SAITAMA, "bpr", "people", stage=Stage.DONE, wish=Wish.NONE),
    told(SAITAMA, "ai", "money", stage=Stage.RUNNING, wish=Wish.DISPATCH),
    told(WARABI, "bpr", "people", "skill", stage=Stage.STUDYING, wish=Wish.DISPATCH),
    told(WARABI, "ai", stage=Stage.NOT_STARTED, wish=Wish.CONSULTATION),
    told(TODA, "bpr", "people", stage=Stage.RUNNING, wish=Wish.ACCOMPANIMENT),
    told(TODA, "telework", stage=Stage.PLANNED),
)


def facts(*codes: str, **more: object) -> SurveyReportFacts:
    """Return the facts of a report after hearings with some municipalities."""
    hearings = tuple(heard(code, date(2026, 6, 10 + number)) for number, code in enumerate(codes))
    base = SurveyReportFacts(
        letterhead=LETTERHEAD,
        analysis=analysed(hearings, THEMES),
        fields=FIELD_ROWS,
        layout=LAYOUT,
        first=date(2026, 6, 1),
        last=date(2026, 8, 31),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_the_report_reads_as_stored() -> None:
    check_golden("survey_report", survey_report(facts(SAITAMA, WARABI, TODA, YOKOZE)).data)


def test_a_draft_before_the_first_hearing_reads_as_stored() -> None:
    check_golden("survey_report_empty", survey_report(facts(draft=True)).data)


@pytest.mark.parametrize(
    "section",
    [
        "調査の概要",
        "主な結果",
        "推進状況の概要",
        "分野別の取組の段階",
        "規模別・地域別の比較",
        "課題",
        "支援の希望",
        "資料1",
        "資料2",
    ],
)
def test_every_part_that_the_contract_asks_for_is_there(section: str) -> None:
    assert section in text_of(survey_report(facts(SAITAMA)).data)


def test_until_everybody_was_heard_the_count_stands_on_every_page_and_the_missing_are_named() -> None:
    found = survey_report(facts(SAITAMA, WARABI, draft=True))
    layout = layout_of(found.data)
    assert "2／4団体" in text_of(found.data)
    assert "ヒアリング未実施（2団体、集計に含まない）：戸田市、横瀬町" in text_of(found.data)
    assert layout.count("4団体中2団体まで") == found.pages - 1
    assert layout.count("下書き") == found.pages


def test_who_was_heard_without_a_word_is_named() -> None:
    text = text_of(survey_report(facts(SAITAMA, WARABI, TODA, YOKOZE)).data)
    assert "分野の記入がない団体（1団体）：横瀬町" in text
    assert "全4団体" in text


def test_a_planned_hearing_is_not_counted() -> None:
    planned = heard(WARABI, status=HearingStatus.PLANNED)
    text = text_of(survey_report(replace(facts(), analysis=analysed((planned,), THEMES))).data)
    assert "0／4団体" in text


def test_the_main_results_name_figures_and_never_a_share_of_too_few() -> None:
    told_by_three = list(main_results(facts(SAITAMA, WARABI, TODA).analysis, NAMES))
    assert any("人材・体制（3団体）" in each for each in told_by_three)
    assert any("支援を希望したのは3団体" in each for each in told_by_three)
    assert not any("割合が高い分野" in each for each in told_by_three)
    assert list(main_results(facts().analysis, NAMES)) == []


def test_the_fonts_are_embedded_and_the_same_facts_give_the_same_bytes() -> None:
    made = survey_report(facts(SAITAMA, WARABI))
    check_fonts(made.data)
    assert made.data == survey_report(facts(SAITAMA, WARABI)).data
    assert made.pages == len(layout_of(made.data).split("\f")) - 1
