"""The analysis by its own definition: municipalities are counted once, with the sheets that say so."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.hearing import HearingStatus, IssueKind, Stage, Wish
from app.planning.hearing_analysis import (
    CITY,
    LARGE,
    STAGES,
    TOWN,
    Share,
    field_of,
    is_under_way,
    size_of,
    wants_support,
)
from tests.planning.hearing_tables import (
    FIELDS,
    OFFICES,
    SAITAMA,
    TODA,
    WARABI,
    YOKOZE,
    analysed,
    heard,
    told,
)

ALL = tuple(heard(code) for code in (SAITAMA, WARABI, TODA, YOKOZE))


def test_a_figure_counts_municipalities_and_carries_their_sheets() -> None:
    found = analysed(
        ALL, (told(WARABI, "bpr", stage=Stage.RUNNING), told(TODA, "bpr", stage=Stage.RUNNING), told(YOKOZE, "bpr"))
    )
    figure = found.stages.at("bpr", "running")
    assert (figure.count, set(figure.sheets)) == (2, {f"h-{WARABI}", f"h-{TODA}"})


def test_who_told_no_stage_is_in_no_share() -> None:
    found = analysed(ALL, (told(WARABI, "bpr", stage=Stage.DONE), told(TODA, "bpr", needs="ある")))
    share = found.stages.share("bpr", "done")
    assert (share.part.count, share.whole.count, share.percent) == (1, 1, 100)
    assert found.stages.share("ai", "done").percent is None


def test_only_hearings_that_were_held_count() -> None:
    planned = heard(TODA, status=HearingStatus.PLANNED)
    themes = (told(WARABI, "ai", stage=Stage.DONE), told(TODA, "ai", stage=Stage.DONE))
    found = analysed((heard(WARABI), planned), themes)
    assert found.stages.at("ai", "done").count == 1
    assert [office.code for office in found.missing] == [SAITAMA, TODA, YOKOZE]


def test_of_two_hearings_the_later_sheet_counts_field_by_field() -> None:
    later = heard(WARABI, date(2026, 7, 1), id="later")
    themes = (
        told(WARABI, "ai", stage=Stage.STUDYING),
        told(WARABI, "bpr", stage=Stage.STUDYING),
        told(WARABI, "ai", hearing="later", stage=Stage.RUNNING),
    )
    found = analysed((later, heard(WARABI)), themes)
    assert found.stage(WARABI, "ai") is Stage.RUNNING
    assert found.stage(WARABI, "bpr") is Stage.STUDYING
    assert found.stages.at("ai", "studying").count == 0
    assert found.stages.at("ai", "running").sheets == ("later",)
    assert found.heard.count == 1


def test_an_empty_theme_is_no_answer() -> None:
    found = analysed((heard(WARABI), heard(TODA)), (told(WARABI, "ai"), told(TODA, "ai", issues="人がいない")))
    assert found.answered.codes == {TODA}
    assert [office.code for office, _ in found.unwritten] == [WARABI]


def test_a_municipality_counts_once_for_each_kind_of_issue() -> None:
    found = analysed(ALL, (told(WARABI, "ai", "people", "money"), told(WARABI, "bpr", "people")))
    assert found.issue_kind(IssueKind.PEOPLE.value).count == 1
    assert found.issues.at("ai", "money").count == 1
    assert found.issues.whole["ai"].count == 1
    assert found.issues_by_size.at(CITY, "people").count == 1


def test_sizes_go_by_the_kind_of_municipality() -> None:
    assert [size_of(office) for office in OFFICES] == [LARGE, CITY, CITY, TOWN]
    assert analysed(ALL, ()).sizes == (LARGE, CITY, TOWN)


def test_areas_and_sizes_are_compared_by_the_share_that_is_under_way() -> None:
    themes = (
        told(WARABI, "ai", stage=Stage.DONE),
        told(TODA, "ai", stage=Stage.STUDYING),
        told(YOKOZE, "ai", stage=Stage.NOT_STARTED),
    )
    found = analysed(ALL, themes)
    by_area = found.under_way(lambda office: office.area, found.areas)
    assert (by_area["ai", "南部"].percent, by_area["ai", "秩父"].percent) == (50, 0)
    assert by_area["ai", "さいたま"].percent is None
    assert found.under_way(size_of, found.sizes)["ai", CITY].part.sheets == (f"h-{WARABI}",)


def test_a_part_is_narrowed_to_its_municipalities() -> None:
    part = analysed(ALL[:2], (told(WARABI, "ai", wish=Wish.DISPATCH),)).narrowed(lambda office: office.area == "南部")
    assert [office.code for office in part.missing] == [TODA]
    assert part.wishes.at("ai", "dispatch").count == 1
    assert part.wish("dispatch").codes == {WARABI}


def test_the_map_knows_the_fields_of_each_municipality_that_told_anything() -> None:
    themes = (
        told(WARABI, "telework", wish=Wish.DISPATCH, stage=Stage.DONE),
        told(WARABI, "ai", wish=Wish.CONSULTATION),
        told(TODA, "ai", wish=Wish.UNDECIDED),
    )
    found = analysed(ALL, themes)
    assert found.fields_where(wants_support) == {WARABI: ("ai", "telework"), TODA: ()}
    assert found.fields_where(is_under_way) == {WARABI: ("telework",), TODA: ()}


def test_percents_are_rounded_half_up() -> None:
    found = analysed(ALL, tuple(told(code, "ai", stage=Stage.DONE) for code in (WARABI,)))
    one = found.stages.at("ai", "done")
    three = analysed(ALL, tuple(told(code, "ai", stage=Stage.DONE) for code in (WARABI, TODA, YOKOZE)))
    assert Share(one, three.stages.at("ai", "done")).percent == 33
    eight = Share(one, one)
    assert eight.percent == 100


offices = st.sampled_from([office.code for office in OFFICES])
stages = st.sampled_from([*Stage, None])


@given(st.dictionaries(st.tuples(offices, st.sampled_from(FIELDS)), stages))
def test_every_table_of_stages_adds_up_to_who_told(answers: dict[tuple[str, str], Stage | None]) -> None:
    found = analysed(ALL, tuple(told(code, field, stage=stage) for (code, field), stage in answers.items()))
    for field in FIELDS:
        whole = {code for (code, each), stage in answers.items() if each == field and stage is not None}
        assert sum(found.stages.at(field, stage).count for stage in STAGES) == len(whole)
        figure = found.stages.whole.get(field)
        assert (figure.codes if figure else frozenset()) == whole
    parts = [found.narrowed(lambda office, code=office.code: office.code == code) for office in OFFICES]  # type: ignore[misc]
    for field in FIELDS:
        for stage in STAGES:
            assert sum(part.stages.at(field, stage).count for part in parts) == found.stages.at(field, stage).count
    by_size = found.stages_by(FIELDS, field_of)
    assert by_size.cells == found.stages.cells
