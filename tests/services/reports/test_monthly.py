"""Deliverable 6: what the report of a month says, what it lacks, and what it never shows (Table 2, 6(4)カ, 6(7)エ)."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.contract.findings import Finding, Severity, Subject
from app.domain.accompaniment import AccompanimentStatus
from app.domain.case import CaseStatus
from app.domain.decision import DecisionResult
from app.domain.hearing import HearingTheme, Wish
from app.domain.monthly_note import MonthlyNote
from app.domain.record import Record
from app.domain.session import SessionStatus
from app.services.desk import Desk
from app.services.papers.service import Incomplete
from app.services.reports.affairs_chapters import may_be_told
from app.services.reports.monthly import monthly_report_paper
from tests.documents.reading import check_fonts, check_golden, text_of
from tests.factories import make_decision, make_facts, make_session, make_submission, orderly
from tests.factories_support import (
    accompanied,
    answered,
    make_accompaniment_session,
    make_answer,
    make_event,
    make_hearing,
    make_sharing,
    make_study,
    named_facts,
)
from tests.services.reports.wanted import labels, one_line, wanted

SEPTEMBER = "2026-09"
OCTOBER = date(2026, 10, 5)
NOTE = MonthlyNote(
    id="note",
    month=date(2026, 9, 1),
    opinion="派遣が順調に進んだ。",
    issues="相談の受付が月末に偏った。週ごとに声を掛ける。",
    focus="小規模な町村への声掛け",
)


def lacking(*records: Record, month: str = SEPTEMBER, today: date = OCTOBER) -> list[str]:
    return labels(monthly_report_paper(wanted(named_facts(*records, today=today), month)))


def text(*records: Record, month: str = SEPTEMBER, today: date = OCTOBER, draft: bool = False) -> str:
    return text_of(monthly_report_paper(wanted(named_facts(*records, today=today), month, draft=draft)).print().data)


def test_a_month_without_activity_still_has_its_report() -> None:
    said = text(NOTE)
    assert lacking(NOTE) == []
    for words in ("当月に実施した派遣はない。", "当月に回答した相談はない。", "2026年9月に実施したヒアリングはない。"):
        assert words in said
    assert "下書き" not in said


def test_the_texts_of_a_person_are_asked_for_and_printed() -> None:
    assert lacking() == ["所見", "課題と対応", "翌月の重点"]
    said = text(NOTE)
    assert NOTE.opinion in said
    assert NOTE.issues in said
    assert NOTE.focus in said
    other = replace(NOTE, month=date(2026, 8, 1))
    assert lacking(other) == ["所見", "課題と対応", "翌月の重点"]


@pytest.mark.parametrize(("today", "is_early"), [(date(2026, 9, 29), True), (date(2026, 9, 30), False)])
def test_a_month_that_runs_is_not_whole(today: date, is_early: bool) -> None:
    found = [each for each in lacking(NOTE, today=today) if "月が終わっていません" in each]
    assert bool(found) is is_early


@pytest.mark.parametrize(("today", "is_early"), [(date(2027, 3, 18), True), (date(2027, 3, 19), False)])
def test_the_last_month_is_whole_with_the_performance_deadline(today: date, is_early: bool) -> None:
    note = replace(NOTE, month=date(2027, 3, 1))
    found = [each for each in lacking(note, month="2027-03", today=today) if "月が終わっていません" in each]
    assert bool(found) is is_early
    assert "契約期間が終わるため、翌月の業務はない。" in text(note, month="2027-03", today=today)


def test_what_took_place_without_words_is_told() -> None:
    records = (
        *orderly(
            make_session(content="", effect=" "), make_session(id="p", number="回-2", status=SessionStatus.PLANNED)
        ),
        *accompanied(make_accompaniment_session(content="")),
        make_hearing(held_on=date(2026, 9, 3)),
    )
    assert lacking(NOTE, *records) == [
        "ヒアリング（蕨市）の取組の状況と課題",
        "伴走支援（蕨市、9/18（金））の支援内容",
        "派遣（回-2）の実施の記録",
        "派遣（回-M01-0001）の具体的な支援内容",
        "派遣（回-M01-0001）の支援による効果",
    ]
    assert lacking(NOTE, *records, month=SEPTEMBER, today=date(2026, 9, 30))
    assert all("8月" not in each for each in lacking(replace(NOTE, month=date(2026, 8, 1)), *records, month="2026-08"))


def test_a_session_planned_for_today_is_not_yet_missing() -> None:
    planned = make_session(held_on=date(2026, 9, 30), status=SessionStatus.PLANNED)
    assert lacking(NOTE, *orderly(planned), today=date(2026, 9, 30)) == []
    assert lacking(NOTE, *orderly(planned), today=date(2026, 10, 1)) == ["派遣（回-M01-0001）の実施の記録"]


def test_accompaniment_is_told_for_each_municipality() -> None:
    planned = make_accompaniment_session(
        id="p", held_on=date(2026, 10, 20), status=AccompanimentStatus.PLANNED, content=""
    )
    said = text(NOTE, *accompanied(make_accompaniment_session(), planned))
    assert one_line("蕨市 書かない窓口") in said
    assert "現状の業務を一緒に書き出した。" in said
    assert one_line("次の予定 令和8年10月20日（火）の支援を実施する") in said
    assert "当月の支援はなかった。" in text(
        replace(NOTE, month=date(2026, 8, 1)), *accompanied(make_accompaniment_session()), month="2026-08"
    )


def test_dispatches_are_told_with_cap_goal_and_survey() -> None:
    session = make_session()
    said = text(NOTE, *orderly(session, survey_asked_on=date(2026, 9, 19)))
    assert session.content in said
    assert session.effect in said
    assert one_line("髙木 さくら") in said
    assert one_line("蕨市 1 1 0 5") in said
    assert one_line("下限（6(6)ケ） 50回 1回 0回 49回") in said
    assert one_line("依頼 1件 1件 回答 0件 0件 回答率 ― 0％") in said


def test_consultations_are_told_with_who_waits() -> None:
    late = make_answer(answered_on=date(2026, 10, 1))
    answer = text(NOTE, *answered(make_answer(reported_on=date(2026, 9, 25))))
    assert "オンライン申請の始め方を説明した。" in answer
    assert "回答を待つ相談はない。" in answer
    assert one_line("受付 0件 1件 回答 1回 1回 県への報告 1件 1件") in answer
    waiting = text(NOTE, *answered(late))
    assert "当月に回答した相談はない。" in waiting
    assert one_line("月末に回答を待つ相談 ― 1件") in waiting
    assert "10/1（木）に回答" in waiting
    assert one_line("窓口の業務を見直したい。 支援中") in text(NOTE, *answered())
    assert one_line("取下げ 1件 1件 月末に回答を待つ相談 ― 0件") in text(
        NOTE, *answered(status=CaseStatus.WITHDRAWN, status_since=date(2026, 9, 5))
    )


def test_hearings_are_told_without_saying_a_need_twice() -> None:
    need = "計画の見直しを手伝ってほしい。"
    hearing = make_hearing(held_on=date(2026, 9, 3), content="計画がある。", needs=need)
    themes = [
        HearingTheme(id=str(number), hearing_id=hearing.id, field=field, wish=Wish.DISPATCH, needs=needs)
        for number, (field, needs) in enumerate((("planning", need), ("security", "研修がほしい。")))
    ]
    said = text(NOTE, hearing, *themes)
    assert said.count(need) == 1
    assert "セキュリティ対策の徹底：研修がほしい。" in said
    assert said.count("1件のヒアリングに同席した") == 1


def test_events_and_shared_cases_are_told() -> None:
    event = make_event(result="48名で意見を交わした。", organisations=20)
    said = text(NOTE, *orderly(), event, make_study(), make_sharing(shared_on=date(2026, 9, 28)))
    assert "48名で意見を交わした。" in said
    assert make_study().title in said
    assert "当月に共有した事例はない。" in text(NOTE, make_study(), make_sharing(shared_on=date(2026, 10, 1)))


def test_what_was_late_or_refused_is_told_with_its_dates() -> None:
    late = make_session(status=SessionStatus.REPORTED, reported_on=date(2026, 10, 1))
    refused = make_decision(id="no", number="協-9", result=DecisionResult.REFUSED, subject="再委託の承認")
    said = text(NOTE, *orderly(late), refused)
    assert one_line("9/30（水） 10/1（木）に提出") in said
    assert one_line("協-9 再委託の承認") in said
    october = replace(NOTE, month=date(2026, 10, 1))
    in_time = make_session(status=SessionStatus.REPORTED, reported_on=date(2026, 9, 30))
    assert "に提出" not in text(NOTE, *orderly(in_time))
    assert one_line("9/30（水） 10/1（木）に提出") in text(october, *orderly(late), month="2026-10")


def test_findings_of_the_month_are_told_in_words() -> None:
    long = make_session(starts_at=time(9, 0), ends_at=time(18, 0), break_minutes=0)
    assert "1回の最大8時間を超えています" in text(NOTE, *orderly(long))
    august = replace(NOTE, month=date(2026, 8, 1))
    assert "1回の最大8時間を超えています" not in text(august, *orderly(long), month="2026-08")


def test_a_finding_about_what_stays_with_the_contractor_is_not_told() -> None:
    own = Finding("6.6.h", "6(6)ク", Severity.WARNING, Subject("costs", "x"), "c")
    note = Finding("6.6.h", "6(6)ク", Severity.WARNING, Subject("sessions", "x"), "c", field_name="note")
    content = Finding("6.6.h", "6(6)ク", Severity.WARNING, Subject("sessions", "x"), "c", field_name="content")
    assert [may_be_told(each) for each in (own, note, content)] == [False, False, True]


def test_the_next_month_lists_its_calendar() -> None:
    coming = make_session(id="p", number="回-M01-0009", held_on=date(2026, 10, 20), status=SessionStatus.PLANNED)
    said = text(NOTE, *orderly(make_session(), coming))
    assert one_line("翌月（2026年10月）の予定") in said
    assert one_line("10/20（火） 13:00～16:00 派遣 蕨市 回-M01-0009") in said
    assert one_line("月例業務報告書（2026年9月分）") in said


def test_the_report_reads_as_stored() -> None:
    records = (
        *orderly(make_session(), survey_asked_on=date(2026, 9, 19)),
        *accompanied(make_accompaniment_session()),
        *answered(make_answer(case_id="case-2"), id="case-2"),
        make_hearing(),
        make_event(result="48名で意見を交わした。"),
        make_submission(),
    )
    made = monthly_report_paper(wanted(named_facts(NOTE, *records, today=OCTOBER), SEPTEMBER)).print()
    check_golden("monthly_report", made.data)
    check_fonts(made.data)


def test_the_same_facts_give_the_same_bytes(demonstration: Desk) -> None:
    made = [demonstration.make("6", "2026-10", draft=True) for _ in range(2)]
    assert made[0].sha256 == made[1].sha256


def test_without_a_month_the_next_to_be_handed_in_is_made(demonstration: Desk) -> None:
    assert demonstration.make("6", draft=True).file_name == "6_月例業務報告書_2026-12.pdf"


def test_an_incomplete_report_is_refused_and_leads_to_the_texts(desk: Desk) -> None:
    with pytest.raises(Incomplete) as refused:
        desk.make("6", "2026-08")
    assert [(each.register, each.field) for each in refused.value.missing] == [
        ("monthly-notes", "opinion"),
        ("monthly-notes", "issues"),
        ("monthly-notes", "focus"),
    ]
    assert "下書き" in text_of(desk.make("6", "2026-08", draft=True).data)


def test_facts_without_names_of_municipalities_are_printed_by_code() -> None:
    facts = make_facts(NOTE, *accompanied(make_accompaniment_session()), today=OCTOBER)
    assert "112232" in text_of(monthly_report_paper(wanted(facts, SEPTEMBER)).print().data)
