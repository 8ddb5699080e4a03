"""Deliverables 10 and 9: every clause of 6 with its counts, the surveys, two pages for everybody else (Table 2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contract.facts import ContractFacts
from app.domain.asset import Disposal
from app.domain.contract import TermAmendment
from app.domain.event import ContestEntry, EventKind
from app.domain.plan import Indicator, PlanTask
from app.domain.record import Record
from app.domain.session import SessionStatus
from app.services.desk import Desk
from app.services.reports.completion_report import completion_report_paper
from app.services.reports.overview_paper import overview_paper
from tests.documents.reading import check_fonts, check_golden, text_of
from tests.factories import TODA, WARABI, make_decision, make_session, make_submission, orderly
from tests.factories_office import make_asset, make_commitment, make_pledge
from tests.factories_support import (
    NAMES,
    accompanied,
    answered,
    make_accompaniment,
    make_accompaniment_session,
    make_answer,
    make_contract,
    make_event,
    make_sharing,
    make_study,
    named_facts,
)
from tests.services.reports.wanted import labels, one_line, wanted

LAST_DAY = date(2027, 3, 31)
TITLES = (
    "業務の概要",
    "業務体制の構築",
    "デジタル専門人材の確保とデータベース",
    "県職員と連携した長期伴走支援",
    "DXよろず相談窓口",
    "デジタル専門人材の派遣",
    "アンケートの結果",
    "市町村ヒアリングへの同席",
    "市町村間の職員交流会",
    "県内市町村間での支援事例の共有",
    "提案事項とその他の支援",
    "納品成果物",
    "協議・承認・指示と契約条件の変更",
    "情報資産の返却・廃棄・消去と秘密保持",
)


def facts(*records: Record, today: date = LAST_DAY) -> ContractFacts:
    return named_facts(*records, today=today)


def text(known: ContractFacts) -> str:
    return text_of(completion_report_paper(wanted(known)).print().data)


def test_every_clause_has_its_section_in_order_even_when_nothing_was_done() -> None:
    said = text(facts())
    places = [said.index(one_line(f"{number} {title}")) for number, title in enumerate(TITLES, start=1)]
    assert places == sorted(places)


def test_dispatches_are_told_by_month_field_municipality_and_expert() -> None:
    other = make_session(id="b", number="回-2", held_on=date(2026, 10, 2), status=SessionStatus.REPORTED)
    said = text(facts(*orderly(make_session(), other)))
    assert "1団体の1件の案件に対し、2回（延べ2人回）の派遣を実施した" in said
    assert one_line("2026年9月 1回") in said.replace("\n", "") or "2026年9月" in said
    assert one_line("蕨市 2 5") in said
    assert one_line("髙木 さくら 2回 1団体") in said
    assert "仕様書の下限50回に対し48回少ない。" in said


def test_dispatches_after_the_performance_deadline_are_left_out() -> None:
    late = make_session(id="b", number="回-2", held_on=date(2027, 3, 20))
    assert "1回（延べ1人回）の派遣を実施した" in text(facts(*orderly(make_session(), late)))


@pytest.mark.parametrize(
    ("count", "words"), [(49, "下限50回に対し1回少ない"), (50, "下限50回に対し同数"), (51, "下限50回に対し1回多い")]
)
def test_the_minimum_is_compared_on_both_sides(count: int, words: str) -> None:
    first = date(2026, 6, 15)
    sessions = [make_session(id=str(n), number=f"回-{n}", held_on=first + timedelta(days=n)) for n in range(count)]
    assert words in text(facts(*orderly(*sessions)))


def test_the_survey_is_told_together_and_a_late_one_holds_nothing_back() -> None:
    asked = {"survey_asked_on": date(2026, 9, 20)}
    waiting = facts(*orderly(make_session(status=SessionStatus.REPORTED, reported_on=date(2026, 9, 25)), **asked))
    assert "回答を待つ1件は、この集計に含まない。" in text(waiting)
    assert all("アンケート" not in each for each in labels(completion_report_paper(wanted(waiting))))
    given = {**asked, "survey_answered_on": date(2026, 9, 28), "survey_score": 4, "survey_comment": "蕨市で役立った。"}
    said = text(facts(*orderly(make_session(), **given)))
    assert "1件の回答を得た（回答率100％）" in said
    assert "課題の解決状況は平均4.0（5段階）、4以上の回答は1件（100％）である。" in said
    assert "●●で役立った。" in said


def test_consultations_are_told_with_their_reports_in_time_and_late() -> None:
    in_time = make_answer(reported_on=date(2026, 9, 30))
    late = make_answer(id="b", number="答-2", reported_on=date(2026, 10, 1))
    said = text(facts(*answered(in_time, late)))
    assert "1団体から1件の相談を受け付け、1件に回答した（取下げ0件、回答は延べ2回）。" in said
    assert "県への報告は期限内1件、期限後1件、未報告0件である。" in said


def test_deliverables_are_told_with_their_days() -> None:
    said = text(facts(make_submission(), *orderly(make_session())))
    assert one_line("1 実施計画書 5/18（月） 令和8年5月15日（金） 提出済") in said
    assert one_line("2 実施体制図 5/18（月） ― 期限超過") in said
    assert one_line("5 デジタル専門人材派遣結果報告書 都度 0件（期限内0件、期限後0件） 未提出1件") in said


def test_events_shared_cases_promises_amendments_and_assets_are_told() -> None:
    amendment = TermAmendment(
        id="a", term="dispatch.cap_per_municipality", value="6", holds_from=date(2026, 10, 1), decision_id="decision-1"
    )
    contest = make_event(id="contest", kind=EventKind.CONTEST, title="DXコンテスト")
    known = facts(
        make_decision(),
        make_event(result="意見を交わした。"),
        contest,
        ContestEntry(id="entry", event_id="contest", municipality_code=TODA, title="書かない窓口", award="最優秀賞"),
        make_study(),
        make_sharing(),
        make_commitment(done_on=date(2026, 9, 1)),
        amendment,
        make_asset(disposal=Disposal.RETURNED, disposed_on=date(2027, 3, 25)),
        make_pledge(),
    )
    said = text(known)
    assert "意見を交わした。" in said
    assert one_line("最優秀賞 戸田市 書かない窓口") in said
    assert one_line(f"{make_study().title} 1団体") in said
    assert "企画提案の事項1件のうち1件を実施した。" in said
    assert one_line("すべて 6 令和8年10月1日（木） 協-M01-0001") in said
    assert one_line("受領したもの 1件 1件 0件 0件 0件") in said
    assert "秘密保持の誓約は1名" in said


@pytest.mark.parametrize(("today", "is_early"), [(date(2027, 3, 18), True), (date(2027, 3, 19), False)])
def test_before_the_performance_deadline_the_report_is_not_whole(today: date, is_early: bool) -> None:
    found = [each for each in labels(completion_report_paper(wanted(facts(today=today)))) if "履行期限の前" in each]
    assert bool(found) is is_early


def test_what_was_never_recorded_or_handed_in_is_missing() -> None:
    planned = make_session(id="p", number="回-2", held_on=date(2027, 3, 1), status=SessionStatus.PLANNED)
    records = (*orderly(make_session(), planned), *accompanied(make_accompaniment_session()))
    found = labels(completion_report_paper(wanted(facts(*records))))
    assert "派遣（回-2）の実施の記録" in found
    assert "蕨市の支援結果" in found
    assert "デジタル専門人材派遣結果報告書（回-M01-0001）の提出" in found
    assert "実施計画書の提出" in found
    assert not [each for each in found if each.startswith(("完了報告書", "事業実施概要説明書", "伴走支援実施報告書"))]


def test_the_demonstration_year_can_be_drafted_and_says_what_it_lacks(demonstration: Desk) -> None:
    for kind, name in (("8", "8_伴走支援実施報告書.pdf"), ("10", "10_完了報告書.pdf")):
        made = demonstration.make(kind, draft=True)
        assert made.file_name == name
        assert made.missing
        check_fonts(made.data)


def test_the_report_reads_as_stored() -> None:
    records = (
        make_contract(),
        *orderly(make_session(), survey_asked_on=date(2026, 9, 20), survey_score=5, survey_answered_on=LAST_DAY),
        *accompanied(make_accompaniment_session(), result="記入を廃止した。"),
        *answered(make_answer(case_id="case-2"), id="case-2"),
        make_event(),
        make_submission(),
    )
    check_golden("completion_report", completion_report_paper(wanted(facts(*records))).print().data)


# 事業実施概要説明書


def accompanied_everywhere(count: int) -> list[Record]:
    """Return accompanied municipalities with an indicator and an unfinished step each."""
    found: list[Record] = []
    for number, code in enumerate(list(NAMES)[:count]):
        item = make_accompaniment(id=f"a{number}", municipality_code=code, theme="書かない窓口の実現と業務の見直し" * 3)
        step = PlanTask(
            id=f"t{number}",
            accompaniment_id=item.id,
            title="試行",
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 3, 1),
            progress=10,
        )
        figure = Indicator(
            id=f"i{number}", accompaniment_id=item.id, name="待ち時間" * 8, unit="分", before="42", after="24"
        )
        found += [item, step, figure]
    return found


@pytest.mark.parametrize("count", [0, 1, 10])
def test_the_overview_stands_on_two_pages_at_most(count: int) -> None:
    comments = [
        replace(make, id=f"c{number}", survey_asked_on=LAST_DAY, survey_answered_on=LAST_DAY, survey_score=5)
        for number, make in enumerate(
            [replace(orderly()[2], survey_comment=f"{letter}とても役に立った。" * 12) for letter in "いろはにほ"]  # type: ignore[type-var]
        )
    ]
    awards = [
        ContestEntry(id=f"e{n}", event_id="event-1", municipality_code=WARABI, title="取組" * 30, award="賞", score=n)
        for n in range(5)
    ]
    known = facts(*accompanied_everywhere(count), *comments, *awards)  # type: ignore[arg-type]
    assert overview_paper(wanted(known)).print().pages <= 2


def test_the_overview_tells_what_was_done_and_what_came_of_it(demonstration: Desk) -> None:
    made = demonstration.make("9", draft=True)
    assert made.pages == 2
    said = text_of(made.data)
    assert "45団体に専門人材を69回派遣した。" in said
    assert "窓口での平均待ち時間：42分→24分" in said
    assert "専門人材派遣は目標の85回に対し69回である。" in said


def test_an_overview_that_fell_short_of_nothing_says_so() -> None:
    said = text_of(overview_paper(wanted(facts())).print().data)
    assert "専門人材派遣は目標の85回に対し0回である。" in said
    assert "すべて達し" not in said
