"""The papers of the office: made from records, refused while something is missing, with what they must show."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import Case
from app.domain.record import Member
from app.services.desk import Desk
from app.services.papers.service import Incomplete
from tests.desk_fixtures import Ready
from tests.desks import add_decision, answered, decided_consultation, hold, plan
from tests.documents.reading import text_of


def test_minutes_put_decisions_and_homework_before_everything_else(demonstration: Desk) -> None:
    meeting = demonstration.ids("meetings")[0]
    text = text_of(demonstration.make("minutes", meeting).data)
    places = [text.index(word) for word in ("決定事項", "宿題", "議事の要旨")]
    assert places == sorted(places)
    assert "前田拓海" in text.replace("　", "")
    assert "LoGoチャットのトークルームを63団体分作る" in text


def test_minutes_without_a_summary_are_refused_and_lead_to_the_field(desk: Desk) -> None:
    made = desk.run("meeting.add", None, {"title": "定例会", "held_on": "9月17日", "decided": "次回は10月"})
    (meeting,) = made.changed
    with pytest.raises(Incomplete) as refused:
        desk.make("minutes", meeting)
    (lacking,) = refused.value.missing
    assert (lacking.register, lacking.id, lacking.field) == ("meetings", meeting, "minutes")
    assert "下書き" in text_of(desk.make("minutes", meeting, draft=True).data)


def test_the_register_of_decisions_lists_them_all_oldest_first(desk: Desk) -> None:
    later = desk.record("decisions", add_decision(desk, "9月20日"))
    earlier = desk.record("decisions", add_decision(desk, "9月10日"))
    text = text_of(desk.make("decisions").data)
    assert text.index(earlier.number) < text.index(later.number)  # type: ignore[attr-defined]
    assert "全2件" in text


def test_an_application_to_subcontract_shows_the_four_items_of_the_contract(desk: Desk) -> None:
    entries = {
        "partner": "合同会社彩の杜デザイン（架空）",
        "partner_address": "さいたま市浦和区",
        "relation": "資本関係なし",
        "scope": "研修資料の作成",
        "necessity": "専門の編集者が要るため",
        "starts_on": "令和9年1月12日",
    }
    (item,) = desk.run("subcontract.add", None, entries).changed
    text = text_of(desk.make("subcontract", item).data)
    for words in list(entries.values())[:5]:
        assert words in text
    (partial,) = desk.run("subcontract.add", None, {"partner": "架空社", "starts_on": "令和9年1月12日"}).changed
    with pytest.raises(Incomplete) as refused:
        desk.make("subcontract", partial)
    assert [item.field for item in refused.value.missing] == ["partner_address", "relation", "scope", "necessity"]


def test_the_answer_to_a_consultation_is_reported_with_its_clock(ready: Ready) -> None:
    desk = ready.desk
    answer = answered(desk, decided_consultation(desk, ready.expert, "志木市"))
    text = text_of(desk.make("4", answer).data)
    for words in ("DXよろず相談窓口対応報告書", "志木市", "具体的な支援内容", "支援による効果", "5日目"):
        assert words in text


def test_a_certificate_of_disposal_is_refused_while_something_is_still_held(desk: Desk) -> None:
    entries = {"name": "ヒアリング結果", "received_from": "戦略課", "received_on": "5月14日", "purpose": "課題の把握"}
    (asset,) = desk.run("information_asset.add", None, entries).changed
    with pytest.raises(Incomplete):
        desk.make("assets")
    disposal = {"disposal": "返却", "disposed_on": "9月30日", "disposed_by": "石川　千尋"}
    desk.run("information_asset.edit", asset, disposal)
    assert "返却" in text_of(desk.make("assets").data)
    assert desk.today() == date(2026, 9, 30)


def test_a_survey_names_what_was_supported_and_leaves_room_for_the_answer(ready: Ready) -> None:
    desk = ready.desk
    with pytest.raises(Incomplete) as refused:
        desk.make("survey", ready.case)
    assert [item.label for item in refused.value.missing] == ["実施した派遣"]
    hold(desk, plan(desk, ready.case))
    case = desk.record("cases", ready.case)
    text = text_of(desk.make("survey", ready.case).data)
    for words in ("蕨市", case.number, "自治体フロントヤード改革の推進", "令和8年9月18日", "課題の解決状況", "ご意見"):  # type: ignore[attr-defined]
        assert words in text
    assert "受託者メモ" not in text


def test_a_survey_is_not_asked_of_a_consultation_and_an_empty_one_names_nobody(ready: Ready) -> None:
    desk = ready.desk
    with pytest.raises(Incomplete):
        desk.make("survey", decided_consultation(desk, ready.expert, "志木市"))
    empty = text_of(desk.make("survey").data)
    assert "蕨市" not in empty
    assert "―" not in empty  # it is filled in by hand


def test_a_survey_names_a_field_that_table_1_does_not_know_by_its_code(ready: Ready) -> None:
    desk = ready.desk
    hold(desk, plan(desk, ready.case))
    case = desk.record("cases", ready.case)
    assert isinstance(case, Case)
    with desk._store.unit_of_work("他の端末", "届いた記録") as uow:
        uow.save(replace(case, fields=(*case.fields, Member("9-9"))))
        uow.commit()
    assert "自治体フロントヤード改革の推進、9-9" in text_of(desk.make("survey", ready.case).data)


def test_a_covering_letter_lists_what_was_handed_in_on_the_latest_day_or_one_of_it(desk: Desk) -> None:
    with pytest.raises(Incomplete):
        desk.make("cover")
    keys = []
    for number, title, on in (
        ("1", "実施計画書（初版）", "5月15日"),
        ("2", "実施体制図（初版）", "5月18日"),
        ("3", "名簿", "5月18日"),
    ):
        entries = {"deliverable": number, "title": title, "submitted_on": on}
        keys += desk.run("submission.add", None, entries).changed
    text = text_of(desk.make("cover").data)
    assert ("実施体制図（初版）" in text, "名簿" in text, "実施計画書（初版）" in text) == (True, True, False)
    assert "令和8年5月18日" in text
    one = text_of(desk.make("cover", keys[0]).data)
    assert ("実施計画書（初版）" in one, "名簿" in one, "令和8年5月15日" in one) == (True, False, True)
