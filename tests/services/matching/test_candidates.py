"""Candidates for a case on a real workspace: who comes first and why, who is excluded, what has to be looked at."""

from datetime import date

import pytest

from app.services.desk import Desk
from app.services.matching.candidates import named_words, words_of
from app.services.matching.views import Candidate, CandidateList
from tests.desk_fixtures import Ready
from tests.desks import add_case, add_expert, plan

FRONT_YARD = "自治体フロントヤード改革の推進（主導できる）"
FRIDAY = date(2026, 9, 18)


def of(found: CandidateList, name: str) -> Candidate:
    (one,) = [each for each in found.candidates if each.name == name]
    return one


def term(candidate: Candidate, name: str) -> tuple[float, str]:
    (one,) = [each for each in candidate.terms if each.name == name]
    return one.points, one.words


def test_who_masters_the_field_comes_before_who_assists(desk: Desk) -> None:
    add_expert(desk, "補助", fields="自治体フロントヤード改革の推進（補助できる）")
    add_expert(desk, "主導", fields=FRONT_YARD)
    found = desk.matching.candidates(add_case(desk))
    assert [each.name for each in found.suited] == ["主導", "補助"]
    assert of(found, "補助").cautions == ("担えるのは相談分野の一部か、補助だけです。",)
    assert of(found, "主導").cautions == ()


def test_who_cannot_be_sent_stands_last_with_the_reason_and_no_points(desk: Desk) -> None:
    add_expert(desk, "未掲載", listed=False)
    add_expert(desk, "別の分野", fields="セキュリティ対策の徹底（主導できる）")
    add_expert(desk, "適任", fields=FRONT_YARD)
    found = desk.matching.candidates(add_case(desk))
    assert found.candidates[0].name == "適任"
    assert {each.name: (each.score, each.excluded) for each in found.candidates[1:]} == {
        "未掲載": (None, "データベースに掲載されていません（6(6)ア）。"),
        "別の分野": (None, "相談分野を担える記録がありません（6(2)ウ）。"),
    }


def test_fewer_dispatches_are_told_and_counted(ready: Ready) -> None:
    desk = ready.desk
    add_expert(desk, "新しい人", fields=FRONT_YARD)
    before = of(desk.matching.candidates(add_case(desk)), "髙木　さくら")
    assert term(before, "balance") == (20.0, "派遣は0回分です（候補の最少は0回分）。")
    plan(desk, ready.case)
    after = of(desk.matching.candidates(add_case(desk)), "髙木　さくら")
    assert (after.load, term(after, "balance")) == (1, (15.0, "派遣は1回分です（候補の最少は0回分）。"))


def test_support_of_the_municipality_counts_once_it_was_given(ready: Ready) -> None:
    session = plan(ready.desk, ready.case)
    here = add_case(ready.desk, "蕨市")
    assert "回支援しています" not in term(ready.desk.matching.candidates(here).suited[0], "record")[1]
    ready.desk.run("session.hold", session, {})
    points, words = term(ready.desk.matching.candidates(here).suited[0], "record")
    assert (points, words) == (15.0, "蕨市を1回支援しています。")
    elsewhere = add_case(ready.desk, "戸田市")
    assert term(ready.desk.matching.candidates(elsewhere).suited[0], "record")[0] < 15.0


@pytest.mark.parametrize(
    ("base", "words", "points"),
    [
        ("埼玉県蕨市", "埼玉県蕨市から蕨市まで片道約5分です。", 10.0),
        ("蕨市", "蕨市から蕨市まで片道約5分です。", 10.0),
        ("戸田市", "戸田市から蕨市まで片道約5分です。", 10.0),
        ("大阪府大阪市", "大阪府大阪市から蕨市まで片道150分以上です。", 0.0),
        ("埼玉県のどこか", "埼玉県のどこかから蕨市まで片道約", None),
        ("埼玉県県北", "埼玉県県北から蕨市まで片道約", None),
        ("神奈川県横浜市", "神奈川県横浜市から蕨市まで片道約", None),
        ("熊本県美里町", "熊本県美里町から蕨市まで片道150分以上です。", 0.0),  # there is one in Saitama, too
        ("", "居住地から移動時間を計算できません。", 5.0),
        ("海外", "居住地から移動時間を計算できません。", 5.0),
    ],
)
def test_the_way_is_reckoned_from_where_the_expert_lives(
    desk: Desk, base: str, words: str, points: float | None
) -> None:
    add_expert(desk, base=base)
    found = term(desk.matching.candidates(add_case(desk)).suited[0], "travel")
    assert found[1].startswith(words)
    assert points is None or found[0] == points


def test_the_way_does_not_matter_when_support_online_is_wished(desk: Desk) -> None:
    add_expert(desk, base="大阪府大阪市")
    found = desk.matching.candidates(add_case(desk, wished_mode="オンライン"))
    assert term(found.suited[0], "travel") == (10.0, "オンラインの希望なので、移動は問いません。")


def test_words_of_the_request_are_found_in_the_profile(desk: Desk) -> None:
    add_expert(desk, "窓口の人", expertise="書かない窓口の設計")
    add_expert(desk, "防災の人", expertise="防災計画")
    found = desk.matching.candidates(add_case(desk, content="書かない窓口を始めたい。"))
    assert term(of(found, "窓口の人"), "words") == (15.0, "「窓口」が専門性や経歴にあります。")
    assert term(of(found, "防災の人"), "words")[0] == 0.0


def test_a_word_that_all_use_is_neither_counted_nor_denied(desk: Desk) -> None:
    add_expert(desk, "窓口の人", expertise="書かない窓口とチャットボット")
    add_expert(desk, "別の人", expertise="窓口の案内")
    found = desk.matching.candidates(add_case(desk, content="窓口にチャットボットを入れたい。"))
    assert term(of(found, "窓口の人"), "words") == (15.0, "「チャットボット」が専門性や経歴にあります。")
    assert term(of(found, "別の人"), "words") == (0.0, "候補の間で差のつく言葉は、専門性や経歴にありません。")


@pytest.mark.parametrize("mode", ["対面", ""])
def test_the_way_does_not_matter_for_a_consultation(desk: Desk, mode: str) -> None:
    add_expert(desk, base="大阪府大阪市")
    case = add_case(desk, kind="よろず相談", wished_mode=mode)
    (one,) = desk.matching.candidates(case).suited
    assert term(one, "travel") == (
        10.0,
        "よろず相談は電話やオンラインなどで答えるので、移動は問いません（6(5)イ）。",
    )


def test_a_level_that_nobody_recorded_is_told_as_assumed(desk: Desk) -> None:
    add_expert(desk, "記録なし", fields="自治体フロントヤード改革の推進")
    (one,) = desk.matching.candidates(add_case(desk)).suited
    assert term(one, "fields") == (28.0, "自治体フロントヤード改革の推進＝対応できるとみなす（段階の記録なし）")


def test_a_day_excludes_who_does_not_work_on_it_and_tells_who_is_elsewhere(ready: Ready) -> None:
    desk = ready.desk
    add_expert(desk, "月曜の人", fields=FRONT_YARD, days="月")
    plan(desk, ready.case)
    case = add_case(desk, "戸田市")
    assert of(desk.matching.candidates(case), "月曜の人").excluded == ""
    found = desk.matching.candidates(case, FRIDAY)
    assert of(found, "月曜の人").excluded == "金曜日は対応できる曜日ではありません。"
    assert of(found, "髙木　さくら").cautions == ("同じ日に蕨市の支援があります。",)
    assert of(desk.matching.candidates(case, date(2026, 9, 25)), "髙木　さくら").cautions == ()


def test_consent_has_to_be_there_by_the_day(desk: Desk) -> None:
    add_expert(desk)
    case = add_case(desk)
    assert desk.matching.candidates(case, date(2026, 5, 12)).suited == ()
    assert desk.matching.candidates(case, date(2026, 9, 30)).suited


def test_relations_with_vendors_have_to_be_looked_at(desk: Desk) -> None:
    add_expert(desk, "関係あり", vendor_relations="架空システム株式会社の顧問")
    add_expert(desk, "関係なし", vendor_relations="なし")
    found = desk.matching.candidates(add_case(desk))
    assert of(found, "関係あり").cautions == ("事業者との関係：架空システム株式会社の顧問",)
    assert of(found, "関係なし").cautions == ()


def test_only_a_case_that_is_being_matched_may_be_given_an_expert(desk: Desk) -> None:
    add_expert(desk)
    case = add_case(desk)
    assert not desk.matching.candidates(case).may_choose
    desk.run("case.start_matching", case, {})
    assert desk.matching.candidates(case).may_choose


def test_a_case_without_fields_or_with_nobody_to_send_is_answered(desk: Desk) -> None:
    case = add_case(desk, fields="")
    assert desk.matching.candidates(case).candidates == ()
    add_expert(desk)
    (one,) = desk.matching.candidates(case).suited
    assert term(one, "fields") == (17.5, "案件に相談分野がありません。")


def test_the_points_of_every_candidate_are_the_sum_of_their_terms(demonstration: Desk) -> None:
    for case in demonstration.ids("cases")[:30]:
        for each in demonstration.matching.candidates(case).suited:
            assert each.score == pytest.approx(sum(term.points for term in each.terms))
            assert all(0 <= term.points <= term.most for term in each.terms)
            assert sum(term.most for term in each.terms) == 100


def test_words_are_taken_from_any_text() -> None:
    asked = "ＡＩチャットボットの導入と標準化移行、eL-QR"
    assert words_of(asked) == ("ai", "チャットボット", "導入", "標準", "準化", "化移", "移行", "el-qr")
    assert words_of("") == ()
    assert named_words("行政手続のオンライン化", {"行政", "政手", "手続", "オンライン"}) == ("行政手続", "オンライン")
