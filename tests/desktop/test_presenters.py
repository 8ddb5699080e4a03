"""What the pages decide, without a screen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.desktop.deadline_words import left_words, state_words
from app.desktop.desk_port import Count, DocumentKind, MadeDocument, Missing, Turn
from app.desktop.papers import completeness
from app.desktop.passphrase_page import strength_words
from app.desktop.reading import Relation, read_record_page
from app.desktop.tab_list import TABS, tab_of
from app.desktop.tabs.cases.presenter import RELATIONS
from app.desktop.tabs.experts.presenter import consent_words, coverage_rows, coverage_words, read_coverage
from app.desktop.tabs.home.presenter import count_card, waiting_words
from app.desktop.tabs.reports.presenter import read_deliverables, rows
from app.domain.expert import Expert
from app.domain.registers import REGISTERS
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY


@pytest.fixture
def plain_desk() -> FakeDesk:
    return FakeDesk()


def make_count(**changes: object) -> Count:
    return replace(Count("派遣", "回", 34, 12, 85, 50, "6(6)オ・ケ"), **changes)  # type: ignore[arg-type]


def test_a_count_tells_its_target_its_minimum_and_what_is_planned() -> None:
    card = count_card(make_count())
    assert (card.figure, card.done_share, card.tone) == ("34回", 40, "accent")
    assert card.detail == "目標85回（下限50）　予定・対応中12回"


def test_a_count_that_reached_its_target_is_good_and_never_over_the_whole() -> None:
    assert (count_card(make_count(done=84)).tone, count_card(make_count(done=85)).tone) == ("accent", "good")
    assert count_card(make_count(done=200)).done_share == 100


def test_a_count_without_a_target_has_no_bar() -> None:
    assert count_card(make_count(target=0, minimum=0)).done_share == -1


@pytest.mark.parametrize(("days", "words"), [(8, "9月16日から8日"), (0, "本日から"), (-2, "9月26日の予定")])
def test_a_turn_tells_since_when_it_lasts(days: int, words: str) -> None:
    turn = Turn("受託者", "する", "cases", "case-1", "派-0001", TODAY - timedelta(days=days))
    assert waiting_words(turn, TODAY) == words


@pytest.mark.parametrize(("left", "words"), [(-2, "2開庁日の超過"), (0, "本日まで"), (1, "あと1開庁日"), (None, "")])
def test_what_is_left_is_told_in_open_days(plain_desk: FakeDesk, left: int | None, words: str) -> None:
    assert left_words(replace(plain_desk.deadlines()[0], open_days_left=left)) == words


def test_every_state_of_a_deadline_has_a_word(plain_desk: FakeDesk) -> None:
    first = plain_desk.deadlines()[0]
    for state in ("done", "done_late", "overdue", "soon", "due", "provisional"):
        word, tone = state_words(replace(first, state=state))
        assert word != state
        assert tone


def test_a_record_page_holds_everything_that_the_page_shows(plain_desk: FakeDesk) -> None:
    page = read_record_page(plain_desk, "cases", "case-2", RELATIONS["cases"])
    assert (page.title, page.state) == ("派-0002", "県と協議中")
    assert [related.relation.register for related in page.related] == ["sessions", "cases"]
    assert page.related[0].total == 3
    assert page.offers
    assert page.history


def test_a_record_is_not_among_its_own_neighbours(plain_desk: FakeDesk) -> None:
    same = Relation("cases", "同じ", lambda record: {}, without_self=True)
    page = read_record_page(plain_desk, "cases", "case-2", (same,))
    assert page.related[0].total == 39
    assert "case-2" not in [row.id for row in page.related[0].rows]


def test_the_coverage_names_the_fields_without_a_listed_expert(plain_desk: FakeDesk) -> None:
    plain_desk.records["experts"] = {"expert-1": plain_desk.records["experts"]["expert-1"]}
    coverage = read_coverage(plain_desk)
    assert len(coverage) == 15
    words, tone = coverage_words(coverage)
    assert (words.startswith("掲載済みの専門人材がいない分野が11あります"), tone) == (True, "bad")
    assert [row.tone for row in coverage_rows(coverage)].count("good") == 4


def test_an_expert_who_is_not_listed_does_not_cover_a_field(plain_desk: FakeDesk) -> None:
    expert = plain_desk.records["experts"]["expert-1"]
    assert isinstance(expert, Expert)
    plain_desk.records["experts"] = {"expert-1": replace(expert, is_listed=False)}
    assert all(not item.listed for item in read_coverage(plain_desk))


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({"explained_on": date(2026, 4, 18), "consented_on": date(2026, 4, 20), "is_listed": True}, "good"),
        ({"explained_on": None, "consented_on": date(2026, 4, 20), "is_listed": True}, "bad"),
        ({"explained_on": date(2026, 4, 18), "consented_on": None, "is_listed": False}, "warn"),
        ({"explained_on": date(2026, 4, 18), "consented_on": date(2026, 4, 20), "is_listed": False}, "muted"),
    ],
)
def test_the_state_of_consent_is_told_in_words(changes: dict[str, object], tone: str) -> None:
    words, found = consent_words(replace(Expert(id="e", name="架空"), **changes))  # type: ignore[arg-type]
    assert found == tone
    assert ("了承が未記録" in words) == (changes["consented_on"] is None)


def test_what_is_submitted_is_listed_on_request_only(plain_desk: FakeDesk) -> None:
    late, soon, far = plain_desk.deadlines()
    deadlines = (replace(late, state="done"), soon, far)
    assert len(rows(deadlines, show_done=False)) == 2
    assert len(rows(deadlines, show_done=True)) == 3


def test_a_report_is_made_for_its_session_and_the_database_for_the_contract(plain_desk: FakeDesk) -> None:
    found = read_deliverables(plain_desk)
    report = found.deadlines[0]
    kind = found.kind_of(report)
    assert kind is not None
    assert found.for_id(report, kind) == "session-1"
    assert found.kind_of(found.deadlines[2]) is None
    assert found.for_id(replace(report, subject_register="contract", subject_id=""), found.kinds[0]) == ""


def test_a_monthly_report_is_made_for_the_month_of_its_due_date(plain_desk: FakeDesk) -> None:
    found = read_deliverables(plain_desk)
    monthly = DocumentKind("6", "月例業務報告書", "", ("",), ("pdf",), may_name="month")
    assert found.for_id(found.deadlines[1], monthly) == "2026-09"
    assert found.for_id(found.deadlines[2], monthly) == ""


def test_a_document_tells_whether_it_is_complete() -> None:
    made = MadeDocument(b"", 1, "", "x.pdf")
    assert completeness(made)[1] == "good"
    assert completeness(replace(made, missing=(Missing("sessions", "s", "effect", "効果"),)))[1] == "warn"


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "12文字以上"),
        ("a" * 11, "▲ あと1文字"),
        ("a" * 12, "▲ 弱い"),
        ("correct-h0rse", "● 強い"),
        ("春の空 青い机 長い道 小さな犬と山", "● 強い"),
    ],
)
def test_the_strength_of_a_passphrase_is_told_in_words(text: str, beginning: str) -> None:
    assert strength_words(text).startswith(beginning)


def test_every_register_that_a_tab_shows_leads_to_it() -> None:
    assert tab_of("sessions") == "cases"
    assert tab_of("nowhere") == TABS[0].name
    shown = {register for tab in TABS for register in tab.registers}
    assert shown >= {"cases", "sessions", "experts", "decisions", "submissions"}
    assert shown - set(REGISTERS) == {"contract", "deliverables", "clauses"}
