"""Deliverable 8: plan, steps, sessions, indicators and what remains, for all municipalities or one (6(4)カ)."""

from dataclasses import replace
from datetime import date

import pytest

from app.contract.facts import ContractFacts
from app.domain.accompaniment import AccompanimentStatus
from app.domain.plan import Indicator, PlanTask
from app.domain.record import Record
from app.services.desk import Desk
from app.services.reports.accompaniment_report import accompaniment_report_paper
from tests.desks import refusal
from tests.documents.reading import check_fonts, check_golden, text_of
from tests.factories import TODA
from tests.factories_support import accompanied, make_accompaniment, make_accompaniment_session, named_facts
from tests.services.reports.wanted import labels, one_line, wanted

END = date(2027, 3, 25)
RESULT = {"result": "窓口の記入を三つの様式で廃止した。"}
STEP = PlanTask(
    id="task",
    accompaniment_id="accompaniment-1",
    position=1,
    title="試行",
    owner="髙木　さくら",
    starts_on=date(2026, 9, 3),
    ends_on=date(2026, 10, 30),
    baseline_starts_on=date(2026, 9, 3),
    baseline_ends_on=date(2026, 10, 16),
    began_on=date(2026, 9, 3),
    finished_on=date(2026, 10, 30),
    progress=100,
)
WAIT = Indicator(
    id="wait",
    accompaniment_id="accompaniment-1",
    name="待ち時間",
    unit="分",
    before="42",
    before_on=date(2026, 6, 30),
    target="25",
    after="24",
    after_on=date(2027, 2, 26),
)


def facts(*records: Record, **changes: object) -> ContractFacts:
    return named_facts(*accompanied(make_accompaniment_session(), **{**RESULT, **changes}), *records, today=END)


def text(known: ContractFacts, for_id: str = "") -> str:
    return text_of(accompaniment_report_paper(wanted(known, for_id)).print().data)


def test_plan_steps_sessions_results_and_indicators_are_told() -> None:
    said = text(facts(STEP, WAIT))
    for words in (
        "書かない窓口",
        "自治体フロントヤード改革の推進",
        RESULT["result"],
        one_line("9/3～10/16 9/3～10/30 10開庁日遅れ 完了"),
        one_line("42分 6/30（火） 25分 24分 2/26（金）"),
        "現状の業務を一緒に書き出した。",
        "実施プランの段階はすべて完了し、定めた指標はすべて目標に届いた。",
    ):
        assert words in said


def test_what_remains_names_steps_and_indicators() -> None:
    known = facts(replace(STEP, finished_on=None, progress=40), replace(WAIT, after="30"))
    said = text(known)
    assert "段階「試行」は" in said
    assert "指標「待ち時間」は目標25分に対し30分であった。" in said
    assert "すべて完了" not in said


def test_an_indicator_that_was_not_measured_remains_and_is_missing() -> None:
    known = facts(STEP, replace(WAIT, after="", after_on=None))
    assert "まだ測っていない" in text(known)
    assert labels(accompaniment_report_paper(wanted(known))) == ["蕨市の指標「待ち時間」の支援後の値"]


def test_a_whole_report_lacks_nothing_and_is_no_draft() -> None:
    paper = accompaniment_report_paper(wanted(facts(STEP, WAIT)))
    assert paper.lacking == ()
    assert "下書き" not in text_of(paper.print().data)


def test_what_is_missing_leads_to_where_it_is_entered() -> None:
    planned = make_accompaniment_session(id="p", held_on=date(2027, 3, 24), status=AccompanimentStatus.PLANNED)
    empty = make_accompaniment_session(id="e", content="")
    paper = accompaniment_report_paper(wanted(facts(STEP, planned, empty, result=" ")))
    assert [(each.register, each.id, each.field) for each in paper.lacking] == [
        ("accompaniments", "accompaniment-1", "result"),
        ("accompaniment-sessions", "e", "content"),
        ("accompaniment-sessions", "p", "status"),
    ]


def test_a_session_of_today_is_not_yet_missing() -> None:
    planned = make_accompaniment_session(id="p", held_on=END, status=AccompanimentStatus.PLANNED)
    assert labels(accompaniment_report_paper(wanted(facts(STEP, planned)))) == []


def test_one_municipality_is_told_without_the_others() -> None:
    other = make_accompaniment(id="accompaniment-2", municipality_code=TODA, theme="戸田の題", **RESULT)
    known = facts(STEP, other)
    assert "戸田の題" in text(known)
    alone = accompaniment_report_paper(wanted(known, "accompaniment-1"))
    assert alone.file_name == "8_伴走支援実施報告書_蕨市.pdf"
    assert "戸田" not in text(known, "accompaniment-1")
    assert all("戸田" not in each for each in labels(alone))
    with refusal("store.record_missing"):
        accompaniment_report_paper(wanted(known, "nobody"))


def test_without_anybody_accompanied_there_is_nothing_to_hand_in() -> None:
    paper = accompaniment_report_paper(wanted(named_facts(today=END)))
    assert labels(paper) == ["支援対象の市町村"]
    assert "支援した市町村はない。" in text_of(paper.print().data)


def test_the_report_reads_as_stored() -> None:
    made = accompaniment_report_paper(wanted(facts(STEP, WAIT))).print()
    check_golden("accompaniment_report", made.data)
    check_fonts(made.data)


@pytest.mark.parametrize("kind", ["8", "9", "10"])
def test_the_same_facts_give_the_same_bytes(demonstration: Desk, kind: str) -> None:
    assert len({demonstration.make(kind, draft=True).sha256 for _ in range(2)}) == 1
