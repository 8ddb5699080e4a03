"""The papers of the plans from real records: complete or refused, the same for a locked version, one page a week."""

from datetime import date, timedelta

import pytest

from app.domain.errors import AppError
from app.services.desk import Desk
from app.services.papers.service import Incomplete
from app.services.plans.kinds import KINDS
from tests.desks import refusal
from tests.documents.reading import check_fonts, layout_of, text_of


def test_the_plan_of_the_year_is_printed_with_its_sections_and_its_chart(demonstration: Desk) -> None:
    made = demonstration.make("1")
    assert made.file_name == "1_実施計画書_第2版.pdf"
    assert made.missing == ()
    check_fonts(made.data)
    text = text_of(made.data)
    for words in ("目次", "業務概要", "方針と提案事項", "3-10", "工程表の図", "履行期限3/19", "報告期限", "協議事項"):
        assert words in text
    assert "協-M01-0903令和8年10月15日" in text


def test_an_older_version_is_printed_as_it_was(demonstration: Desk) -> None:
    first = demonstration.plans.versions("plan")[-1]
    text = text_of(demonstration.make("1", first.id).data)
    assert "第1版" in text
    assert "職員交流会（時期は県と協議）" in text
    assert "前の版からの修正" not in text


def test_a_locked_version_gives_the_same_bytes_whatever_is_recorded_later(desk: Desk) -> None:
    desk.plans.draw_tasks()
    desk.plans.new_version("plan")
    version = desk.plans.versions("plan")[0].id
    desk.plans.submit(version, date(2026, 9, 30))
    before = desk.make("1", version, draft=True)
    hearings = next(row.id for row in desk.plans.gantt().rows if row.title == "市町村ヒアリングへの同席")
    desk.run("plan_task.move", hearings, {"ends_on": "令和8年10月9日"})
    desk.run(
        "staff_member.add", None, {"name": "佐藤　明", "role": "プロジェクトリーダー", "from_on": "令和8年5月11日"}
    )
    assert desk.make("1", version, draft=True).sha256 == before.sha256


def test_a_plan_with_open_places_is_refused_and_leads_to_its_sections(desk: Desk) -> None:
    desk.plans.new_version("plan")
    with pytest.raises(Incomplete) as refused:
        desk.make("1")
    assert {each.register for each in refused.value.missing} == {"plan-sections"}
    assert "下書き" in layout_of(desk.make("1", draft=True).data)


def test_before_the_first_version_a_draft_shows_what_the_records_would_fill(desk: Desk) -> None:
    for kind, words in (("1", "業務概要"), ("2", "県内市町村")):
        with pytest.raises(Incomplete) as refused:
            desk.make(kind)
        assert refused.value.missing[0].register == "plan-versions"
        assert words in text_of(desk.make(kind, draft=True).data)
    assert desk.ids("plan-versions") == []


def test_a_version_of_the_other_paper_is_refused(demonstration: Desk) -> None:
    chart = demonstration.plans.versions("chart")[0].id
    with refusal("store.record_missing"):
        demonstration.make("1", chart)


def test_the_chart_is_printed_across_with_its_proof(demonstration: Desk) -> None:
    made = demonstration.make("2")
    check_fonts(made.data)
    text = text_of(made.data)
    for words in ("実施体制図第1版", "石川千尋", "7(1)ウ", "充足", "担当者と担当する業務", "県内市町村"):
        assert words in text
    assert made.missing == ()


def test_the_support_plan_of_a_municipality_is_printed_with_its_steps_and_figures(demonstration: Desk) -> None:
    line = demonstration.plans.support_plans()[0]
    made = demonstration.make("support-plan", line.id)
    assert made.file_name == f"実施プラン_{line.municipality}.pdf"
    text = text_of(made.data)
    for words in (
        "DX推進の実施プラン",
        line.municipality,
        "見直し案の作成",
        "5開庁日遅れ",
        "成果の指標",
        "次に行うこと",
    ):
        assert words in text


def test_a_plan_that_is_not_decided_is_a_proposal(desk: Desk) -> None:
    entries = {"municipality_code": "蕨市", "theme": "窓口", "status": "案を作成"}
    (item,) = desk.run("accompaniment.add", None, entries).changed
    with pytest.raises(Incomplete):
        desk.make("support-plan", item)
    made = desk.make("support-plan", item, draft=True)
    assert made.file_name == "実施プラン案_蕨市.pdf"
    assert "DX推進の実施プラン案" in text_of(made.data)


def test_the_judging_sheets_are_blank_for_the_hand_and_filled_with_the_ranking(demonstration: Desk) -> None:
    blank = text_of(demonstration.make("judging", edition="blank").data)
    assert "書かない窓口の段階導入" in blank
    assert "審査員A" not in blank
    filled = demonstration.make("judging", edition="filled")
    text = text_of(filled.data)
    for words in ("2位（同点）", "82.00", "246", "審査員A（県）", "2件が同点です"):
        assert words in text
    assert filled.pages == 4


def test_sheets_that_a_judge_did_not_finish_are_refused_as_a_result_and_printed_blank(desk: Desk) -> None:
    values = {"kind": "コンテスト", "title": "コンテスト", "held_on": "令和9年2月25日"}
    (event,) = desk.run("event.add", None, values).changed
    with pytest.raises(Incomplete):
        desk.make("judging")
    entry = {"event_id": event, "municipality_code": "蕨市", "title": "書かない窓口"}
    desk.run("contest_entry.add", None, entry)
    assert desk.make("judging", edition="blank").missing == ()
    with pytest.raises(Incomplete) as refused:
        desk.make("judging", edition="filled")
    assert [each.label for each in refused.value.missing] == ["書かない窓口の審査票"]


# The week


def test_the_week_is_one_page_with_the_days_what_is_due_and_whose_turn_it_is(demonstration: Desk) -> None:
    made = demonstration.make("week", "2027-01-11")
    assert made.pages == 1
    text = text_of(made.data)
    for words in (
        "今週の予定",
        "令和9年1月11日（月）～1月17日（日）",
        "10開庁日以内の期限",
        "誰の番か",
        "違反・期限超過",
    ):
        assert words in text
    assert "69／85回" in text
    assert "全44件" in text
    assert "成人の日" in text


@pytest.mark.parametrize("weeks", range(0, 46, 5))
def test_every_week_of_the_year_fits_its_page(demonstration: Desk, weeks: int) -> None:
    monday = date(2026, 5, 11) + timedelta(weeks=weeks)
    assert demonstration.make("week", monday.isoformat()).pages == 1


def test_a_crowded_week_is_cut_with_the_whole_number_told(desk: Desk) -> None:
    for number in range(70):
        values = {"title": f"打合せ{number}", "held_on": "令和8年9月30日", "starts_at": "10:00"}
        desk.run("meeting.add", None, values)
    made = desk.make("week", "2026-09-30")
    assert made.pages == 1
    text = text_of(made.data)
    assert "件（全71件）" in text  # with the report that is due on that day
    assert "打合せ0" in text


def test_a_week_of_no_day_is_refused(demonstration: Desk) -> None:
    with refusal("plans.no_such_day"):
        demonstration.make("week", "いつか")


def test_every_kind_is_known_to_the_desk_and_explains_what_may_be_named(demonstration: Desk) -> None:
    known = {kind.kind for kind in demonstration.document_kinds()}
    assert {kind.kind for kind in KINDS} <= known
    with pytest.raises(AppError):
        demonstration.make("support-plan", "nowhere")
    with pytest.raises(AppError):
        demonstration.make("agenda", "nowhere")
