"""Events: participants by municipality, the contest from sheets to award, who received which case study."""

import pytest

from app.services.desk import Desk
from tests.desks import made, refusal

WARABI, TODA = "蕨市", "戸田市"


@pytest.fixture
def contest(desk: Desk) -> Desk:
    """Return a desk with a contest of two entries."""
    event = made(
        desk.run("event.add", None, {"kind": "コンテスト", "title": "取組コンテスト", "held_on": "令和9年2月25日"}),
        "events",
    )
    for office, title in ((WARABI, "書かない窓口"), (TODA, "生成AIの手引き")):
        desk.run("contest_entry.add", None, {"event_id": event, "municipality_code": office, "title": title})
    return desk


def entry(desk: Desk, title: str) -> str:
    (found,) = [each for each in desk.ids("contest-entries") if desk.record("contest-entries", each).title == title]  # type: ignore[attr-defined]
    return found


def judge(desk: Desk, title: str, name: str, *points: int) -> None:
    for criterion, given in zip(("課題の明確さ", "取組の工夫"), points, strict=False):
        values = {"entry_id": entry(desk, title), "judge": name, "criterion": criterion, "points": str(given)}
        desk.run("contest_score.add", None, values)


def test_participants_are_counted_in_persons_and_each_municipality_once(desk: Desk) -> None:
    event = made(desk.run("event.add", None, {"title": "交流会", "held_on": "11月19日"}), "events")
    for office, unit, persons, came in (
        (WARABI, "情報政策課", "3", "はい"),
        (WARABI, "市民課", "2", ""),
        (TODA, "DX推進室", "", "はい"),
        ("", "県情報システム戦略課", "1", "はい"),
    ):
        values = {
            "event_id": event,
            "municipality_code": office,
            "organisation": unit,
            "persons": persons,
            "attended": came,
        }
        desk.run("event_participant.add", None, {name: value for name, value in values.items() if value})
    page = desk.plans.event(event)
    line = page.line
    assert (line.registered_persons, line.registered_municipalities) == (7, 2)
    assert (line.attended_persons, line.attended_municipalities) == (5, 2)
    assert len(page.absent) == 61
    assert "川越市" in {name for _, name in page.absent}
    assert [each.municipality for each in page.participants] == ["蕨市", "蕨市", "戸田市", ""]
    assert desk.plans.events() == (line,)


def test_the_judges_sheets_make_the_ranking_and_the_award_is_written_with_the_points(contest: Desk) -> None:
    judge(contest, "書かない窓口", "審査員A", 18, 17)
    judge(contest, "書かない窓口", "審査員B", 16, 16)
    judge(contest, "生成AIの手引き", "審査員A", 15, 15)
    page = contest.plans.contest()
    assert [(line.title, line.rank_label, line.average) for line in page.standings] == [
        ("書かない窓口", "1位", "33.50"),
        ("生成AIの手引き", "2位", "30.00"),
    ]
    assert page.standings[1].lacks == "審査員Bの「課題の明確さ」、審査員Bの「取組の工夫」"
    assert not page.is_complete
    first = page.standings[0].entry_id
    contest.plans.settle_entry(first, "最優秀賞")
    record = contest.record("contest-entries", first)
    assert (record.score, record.award) == (34, "最優秀賞")  # type: ignore[attr-defined]
    assert contest.plans.contest().standings[0].award == "最優秀賞"


def test_equal_points_are_told_as_a_tie(contest: Desk) -> None:
    judge(contest, "書かない窓口", "審査員A", 15, 16)
    judge(contest, "生成AIの手引き", "審査員A", 16, 15)
    page = contest.plans.contest()
    assert [line.rank_label for line in page.standings] == ["1位（同点）", "1位（同点）"]
    assert page.ties == ("1位は生成AIの手引き、書かない窓口の2件が同点です。",) or page.ties == (
        "1位は書かない窓口、生成AIの手引きの2件が同点です。",
    )


def test_an_entry_that_nobody_judged_gets_no_award(contest: Desk) -> None:
    with refusal("plans.entry_not_judged"):
        contest.plans.settle_entry(entry(contest, "書かない窓口"), "最優秀賞")


def test_an_entry_gets_no_award_while_a_judge_lacks_a_criterion(contest: Desk) -> None:
    judge(contest, "書かない窓口", "審査員A", 18, 17)
    judge(contest, "書かない窓口", "審査員B", 16)
    line = contest.plans.contest().standings[0]
    assert (line.average, line.lacks) == ("35.00", "審査員Bの「取組の工夫」")
    with refusal("plans.entry_half_judged"):
        contest.plans.settle_entry(line.entry_id, "最優秀賞")
    assert contest.record("contest-entries", line.entry_id).award == ""  # type: ignore[attr-defined]
    last = {"entry_id": line.entry_id, "judge": "審査員B", "criterion": "取組の工夫", "points": "0"}
    contest.run("contest_score.add", None, last)
    contest.plans.settle_entry(line.entry_id, "最優秀賞")
    assert contest.record("contest-entries", line.entry_id).score == 26  # type: ignore[attr-defined]


def test_an_entry_with_an_unfinished_sheet_only_gets_no_award(contest: Desk) -> None:
    judge(contest, "書かない窓口", "審査員A", 18, 17)
    judge(contest, "生成AIの手引き", "審査員A", 20)
    with refusal("plans.entry_half_judged"):
        contest.plans.settle_entry(entry(contest, "生成AIの手引き"), "最優秀賞")


def test_an_entry_left_out_by_every_judge_is_not_judged(contest: Desk) -> None:
    judge(contest, "書かない窓口", "審査員A", 18, 17)
    with refusal("plans.entry_not_judged"):
        contest.plans.settle_entry(entry(contest, "生成AIの手引き"), "最優秀賞")


def test_without_a_contest_there_is_nothing_to_rank(desk: Desk) -> None:
    assert desk.plans.contest().standings == ()


def test_the_matrix_tells_who_has_not_received_which_study(desk: Desk) -> None:
    studies = []
    for title in ("記入欄を減らす", "手引きを短く"):
        values = {"title": title, "content": "様式を見直した。", "checked_on": "9月25日", "checked_by": "佐藤"}
        studies.append(made(desk.run("case_study.add", None, values), "case-studies"))
    for office, on in ((WARABI, "9月28日"), (WARABI, "9月29日"), (TODA, "9月28日")):
        values = {"study_id": studies[0], "municipality_code": office, "shared_on": on, "means": "LoGoチャット"}
        desk.run("sharing.add", None, values)
    matrix = desk.plans.sharing()
    first = next(each for each in matrix.studies if each.study_id == studies[0])
    second = next(each for each in matrix.studies if each.study_id == studies[1])
    assert (first.received, len(first.missing), second.received, len(second.missing)) == (2, 61, 0, 63)
    assert (len(matrix.rows), matrix.without_any) == (63, 61)
    warabi = next(each for each in matrix.rows if each.municipality == WARABI)
    assert warabi.received == 1
    assert "2026-09-28　LoGoチャット" in warabi.cells


def test_the_demonstration_year_has_its_exchange_and_its_tie(demonstration: Desk) -> None:
    exchange = next(line for line in demonstration.plans.events() if line.kind == "exchange")
    assert (exchange.attended_persons, exchange.attended_municipalities) == (84, 41)
    assert exchange.registered_municipalities == 44
    page = demonstration.plans.contest()
    assert page.is_complete
    assert [line.rank for line in page.standings] == [1, 2, 2, 4, 4]
    assert [study.received for study in demonstration.plans.sharing().studies] in ([63, 48], [48, 63])
