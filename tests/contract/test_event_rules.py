"""Rules on events and shared case studies as cases an official could read: facts, date, finding."""

from dataclasses import replace
from datetime import date

import pytest

from app.contract.anonymity import give_aways
from app.contract.findings import Severity
from app.contract.workflow import obstacles
from app.domain.decision import DecisionResult
from app.domain.event import ContestEntry, EventKind, EventStatus
from app.domain.record import Record
from tests.factories import TODA, WARABI, make_case, make_decision, make_facts
from tests.factories_support import (
    NAMES,
    findings,
    found,
    make_contact,
    make_event,
    make_sharing,
    make_study,
    named_facts,
)

AREA = "events"
NEW_YEAR = date(2027, 1, 1)


def violated(*records: Record, today: date = date(2026, 9, 30)) -> set[str]:
    return found(named_facts(*records, today=today), AREA)


def warned_rules(*records: Record, today: date) -> set[str]:
    """Return the rules under which an event is missed."""
    facts = named_facts(*records, today=today)
    return {finding.rule for finding in findings(facts, AREA, Severity.WARNING) if finding.code == "events.not_planned"}


def test_events_not_even_planned_are_warned_of_from_new_year() -> None:
    assert warned_rules(today=date(2026, 12, 31)) == set()
    assert warned_rules(today=NEW_YEAR) == {"6.8.b", "6.4.g", "6.9.a"}


@pytest.mark.parametrize(
    ("kind", "rule"),
    [(EventKind.EXCHANGE, "6.8.b"), (EventKind.REPORT_MEETING, "6.4.g"), (EventKind.CONTEST, "6.9.a")],
)
def test_a_planned_event_is_enough_until_the_performance_deadline(kind: EventKind, rule: str) -> None:
    planned = make_event(kind=kind, held_on=date(2027, 3, 19), status=EventStatus.PLANNED)
    assert rule not in warned_rules(planned, today=NEW_YEAR)
    assert rule in warned_rules(replace(planned, held_on=date(2027, 3, 20)), today=NEW_YEAR)
    assert rule in warned_rules(replace(planned, status=EventStatus.CANCELLED), today=NEW_YEAR)


def test_no_exchange_event_held_by_the_performance_deadline_is_a_violation() -> None:
    planned = make_event(held_on=date(2027, 3, 19), status=EventStatus.PLANNED)
    held = make_event(held_on=date(2027, 3, 19))
    assert "not_held" not in violated(planned, today=date(2027, 3, 19))
    assert "not_held" in violated(planned, today=date(2027, 3, 20))
    assert "not_held" not in violated(held, make_decision(), today=date(2027, 3, 20))
    assert "not_held" in violated(make_event(kind=EventKind.OTHER), today=date(2027, 3, 20))


def without_consultation(*records: Record) -> bool:
    return "held_without_consultation" in found(named_facts(*records), AREA, Severity.WARNING)


@pytest.mark.parametrize("kind", [EventKind.EXCHANGE, EventKind.REPORT_MEETING, EventKind.CONTEST])
def test_an_event_held_without_consultation_is_warned_of(kind: EventKind) -> None:
    event = make_event(kind=kind)
    assert not without_consultation(event, make_decision(decided_on=date(2026, 9, 25)))
    assert without_consultation(event, make_decision(decided_on=date(2026, 9, 26)))
    assert without_consultation(event, make_decision(result=DecisionResult.REFUSED))
    assert without_consultation(event)
    assert not without_consultation(replace(event, status=EventStatus.PLANNED))


def test_other_support_needs_no_consultation() -> None:
    assert not without_consultation(make_event(kind=EventKind.OTHER))


def test_an_event_cannot_have_been_held_tomorrow() -> None:
    assert violated(make_event(), today=date(2026, 9, 25)) == set()
    assert violated(make_event(), today=date(2026, 9, 24)) == {"held_in_future"}


def test_an_event_after_the_performance_deadline_is_warned_of() -> None:
    late = make_event(held_on=date(2027, 3, 20), status=EventStatus.PLANNED)
    assert "after_deadline" in found(named_facts(late), AREA, Severity.WARNING)
    assert "after_deadline" not in found(named_facts(replace(late, held_on=date(2027, 3, 19))), AREA, Severity.WARNING)


def test_a_case_study_is_shared_on_the_day_of_its_check_or_later() -> None:
    assert violated(make_study(), make_sharing(shared_on=date(2026, 9, 20))) == set()
    assert violated(make_study(), make_sharing(shared_on=date(2026, 9, 19))) == {"shared_unchecked"}
    assert violated(make_study(checked_on=None), make_sharing()) == {"shared_unchecked"}


def named(content: str, **changes: object) -> tuple[str, ...]:
    """Return what gives somebody away in a study of a case of 蕨市."""
    case = make_case(department="市民生活部", contact_name="架空　太郎", contact_mail="taro@example.lg.jp")
    study = make_study(content=content, **changes)
    return give_aways(study, case, [make_contact()], NAMES)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("人口7万人規模の市の窓口を見直した。", ()),
        ("蕨市の窓口を見直した。", ("蕨市",)),
        ("蕨　市 の窓口を見直した。", ("蕨市",)),
        ("戸田市の例にならった。", ()),
        ("市民生活部が中心となった。", ("市民生活部",)),
        ("情報管理室が支えた。", ("情報管理室",)),
        ("担当は架空太郎さん。", ("架空　太郎", "架空")),
        ("架空さんが進めた。", ("架空",)),
        ("連絡先はＴＡＲＯ＠example.lg.jp。", ("taro@example.lg.jp", "TARO@example.lg.jp")),
        ("電話０４８０００１２３４まで。", ("048-000-1234",)),
    ],
)
def test_names_are_found_however_they_are_written(content: str, words: tuple[str, ...]) -> None:
    assert named(content) == words


def test_an_address_or_a_number_nobody_has_recorded_is_found_too() -> None:
    assert named("問合せは someone@example.com へ。") == ("someone@example.com",)
    assert named("問合せは 03-0000-0000 へ。") == ("03-0000-0000",)
    assert named("令和8年4月1日に始め、2026-09-18に終えた。") == ()


def test_the_stem_of_a_name_of_two_characters_or_more_is_found() -> None:
    study = make_study(content="戸田での取組。")
    assert give_aways(study, make_case(municipality_code=TODA), [], NAMES) == ("戸田",)
    assert give_aways(make_study(content="蕨の若芽。"), make_case(municipality_code=WARABI), [], NAMES) == ()


def test_a_study_without_a_case_may_name_no_municipality_at_all() -> None:
    study = make_study(case_id="", content="戸田市と蕨市の取組。")
    assert set(give_aways(study, None, [], NAMES)) == {"戸田市", "蕨市"}


def test_consent_to_be_named_frees_the_municipality_and_no_person() -> None:
    content = "蕨市市民生活部の架空さんが進めた。"
    assert named(content) == ("架空", "蕨市", "市民生活部")
    assert named(content, is_named=True) == ("架空",)


def test_a_study_is_not_called_checked_while_it_gives_somebody_away() -> None:
    told = make_study(content="蕨市の窓口を見直した。")
    assert violated(told, make_case()) == {"gives_away"}
    assert violated(replace(told, checked_on=None), make_case()) == set()
    assert violated(replace(told, is_named=True), make_case()) == set()
    assert violated(make_study(), make_case()) == set()


def test_the_finding_lists_the_words_to_change() -> None:
    facts = named_facts(make_study(content="蕨市の架空さんの例。"), make_case(), make_contact())
    (finding,) = findings(facts, AREA)
    assert (finding.values["found"], finding.field_name) == ("架空、蕨市", "content")


def test_what_others_rest_on_is_not_removed() -> None:
    entry = ContestEntry(id="entry-1", event_id="event-1", municipality_code=WARABI, title="書かない窓口")
    for record, action, other in (
        (make_event(), "event.remove", entry),
        (make_study(), "case_study.remove", make_sharing()),
    ):
        assert obstacles(action, record, make_facts(record)) == ()
        (refusal,) = obstacles(action, record, make_facts(record, other))
        assert refusal.code == "events.still_needed"
