"""Use cases are offered exactly when they run, a form knows what it starts with, and a stale one is stopped."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.case import Case, CaseStatus, Mode
from app.domain.errors import AppError
from app.domain.record import Member
from app.domain.session import Session
from app.services.actions.book import ACTIONS
from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from tests.desk_fixtures import Ready
from tests.desks import (
    TODAY,
    Office,
    add_case,
    add_decision,
    add_expert,
    answered,
    consulted_case,
    decided_case,
    decided_consultation,
    explain_and_consent,
    hold,
    log_size,
    made,
    plan,
    refusal,
    refused,
    reported,
)

REASON = {"status_reason": "理由"}
SUBJECTS = (
    "cases",
    "sessions",
    "answers",
    "experts",
    "decisions",
    "submissions",
    "closings",
    "amendments",
    "contracts",
)


def text_of(desk: Desk, case: str) -> str:
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    return record.content


# Offers


@pytest.fixture(scope="module")
def every_state(template_with_case: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a desk with records in every state there is; the tests only look at it."""
    office = template_with_case.copy_to(tmp_path_factory.mktemp("every-state") / "workspace")
    desk = office.open()
    in_every_state(desk, *desk.ids("experts"))
    yield desk
    office.close()


def in_every_state(desk: Desk, expert: str) -> None:
    """Bring cases, sessions and experts into every state there is, and each other register into one."""
    add_case(desk)
    add_case(desk, kind="よろず相談")
    desk.run("case.start_matching", add_case(desk, "川口市"), {})
    matched = consulted_case(desk, expert, "本庄市")
    desk.run("case.rematch", matched, REASON)
    consulted_case(desk, expert, "川越市")
    desk.run("case.withdraw", add_case(desk, "行田市"), REASON)
    supporting = decided_case(desk, expert, "熊谷市")
    hold(desk, plan(desk, supporting))
    desk.run("session.cancel", plan(desk, supporting, held_on="9月25日"), REASON)
    plan(desk, supporting, held_on="10月2日")
    reported(desk, decided_case(desk, expert, "飯能市"))
    for municipality, is_surveyed in (("秩父市", False), ("加須市", True)):
        completed = decided_case(desk, expert, municipality)
        reported(desk, completed)
        desk.run("case.complete", completed, {})
        if is_surveyed:
            desk.run("case.ask_survey", completed, {})
    closed = decided_case(desk, expert, "所沢市")
    reported(desk, closed)
    desk.run("case.complete", closed, {})
    desk.run("case.ask_survey", closed, {})
    desk.run("case.close", closed, {})
    decided_consultation(desk, expert, "朝霞市")
    answered(desk, decided_consultation(desk, expert, "志木市"))
    answer = answered(desk, decided_consultation(desk, expert, "和光市"), completes_case=True)
    desk.run("answer.report", answer, {"reported_on": "9月24日"})
    capped = decided_case(desk, expert, "戸田市")
    for day in ("9月7日", "9月8日", "9月9日", "9月10日", "9月11日"):
        plan(desk, capped, held_on=day)
    add_expert(desk, "山﨑　誠")
    add_expert(desk, "𠮷田　恵", listed=False)
    explain_and_consent(desk, add_expert(desk, "渡邉　浩", listed=False))
    instruction = add_decision(desk, "9月28日", kind="指示")
    term = {"term": "dispatch.target", "value": "90", "holds_from": "9月28日", "decision_id": instruction}
    desk.run("term_amendment.add", None, term)
    desk.run("closing_day.add", None, {"closed_on": "10月30日", "reason": "点検"})
    desk.run("submission.add", None, {"deliverable": "1", "title": "実施計画書", "submitted_on": "5月15日"})


def subjects(desk: Desk) -> Iterator[tuple[str, str | None]]:
    for register in SUBJECTS:
        yield register, None
        for record_id in desk.ids(register):
            yield register, record_id


def test_an_action_is_offered_exactly_when_it_is_not_refused_for_the_state_it_meets(
    every_state: Desk,
) -> None:
    desk = every_state
    assert all(desk.ids("cases", {"status": status}) for status in CaseStatus)
    before, asked, allowed = log_size(desk), set(), set()
    for register, record_id in subjects(desk):
        for each in desk.offers(register, record_id):
            asked.add(each.action.name)
            # An entry that no form has is read after the state was asked and before anything is written.
            with pytest.raises(AppError) as raised:
                desk.run(each.action.name, record_id, {"？": ""})
            if each.allowed:
                allowed.add(each.action.name)
                assert each.refusals == ()
                assert raised.value.code == "services.no_such_field"
            else:
                assert isinstance(raised.value, RefusedInWords)
                assert raised.value.findings == each.refusals
    assert asked == allowed == {name for name, action in ACTIONS.items() if action.register in SUBJECTS}
    assert log_size(desk) == before


def test_every_refused_offer_says_why_and_what_to_do(every_state: Desk) -> None:
    for register, record_id in subjects(every_state):
        for each in every_state.offers(register, record_id):
            for reason in each.refusals:
                assert reason.clause
                assert reason.message.endswith("。")
                assert reason.remedy.endswith("。")
                assert "{" not in reason.message + reason.remedy


def test_an_action_that_makes_a_record_is_offered_without_one_and_others_with_one(desk: Desk) -> None:
    assert [each.action.name for each in desk.offers("cases")] == ["case.add"]
    assert "case.add" not in [each.action.name for each in desk.offers("cases", add_case(desk))]


def test_asking_for_offers_on_a_record_that_is_gone_is_refused_with_a_sentence(desk: Desk) -> None:
    with refusal("store.record_missing"):
        desk.offers("cases", "no-such-record")


# What a form starts with


def test_a_form_starts_with_the_record_and_never_with_an_old_reason(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    desk.run("case.rematch", case, {"status_reason": "人材の都合"})
    start = desk.initial("case.edit", case)
    assert (start["municipality_code"], start["content"]) == ("112232", "窓口の業務を見直したい。")
    assert "status_reason" not in desk.initial("case.withdraw", case)


def test_entries_left_out_keep_what_the_form_would_start_with(ready: Ready) -> None:
    when = {"held_on": "9/18", "starts_at": "13時", "ends_at": "16時"}
    session = made(ready.desk.run("session.plan", ready.case, when), "sessions")
    record = ready.desk.record("sessions", session)
    assert isinstance(record, Session)
    assert (record.expert_ids, record.mode, record.break_minutes) == ((Member(ready.expert),), Mode.IN_PERSON, 0)


def test_dates_of_a_form_start_with_the_day_on_which_everything_is_judged(ready: Ready) -> None:
    desk = ready.desk
    assert desk.initial("case.add", None)["applied_on"] == TODAY
    session = plan(desk, ready.case)
    hold(desk, session)
    assert desk.initial("session.report", session)["reported_on"] == TODAY
    assert desk.initial("expert.record_consent", ready.expert)["consented_on"] == date(2026, 5, 13)


def test_looking_at_a_form_writes_nothing_and_uses_up_no_number(desk: Desk) -> None:
    before = log_size(desk)
    desk.initial("case.add", None)
    assert log_size(desk) == before
    record = desk.record("cases", add_case(desk))
    assert isinstance(record, Case)
    assert record.number.endswith("-0001")


def test_entries_may_be_named_by_the_label_of_their_field(desk: Desk) -> None:
    values = {"団体名": "戸田市", "申請日": "R8.9.1", "相談内容": "標準化"}
    record = desk.record("cases", made(desk.run("case.add", None, values), "cases"))
    assert isinstance(record, Case)
    assert (record.municipality_code, record.content) == ("112241", "標準化")


# A stale form


def test_a_form_is_stopped_when_its_field_was_changed_meanwhile(desk: Desk) -> None:
    case = add_case(desk)
    seen = desk.heads("cases", case)
    desk.run("case.edit", case, {"content": "先に直した。"})
    error = refused(desk, "case.edit", case, {"content": "後から直した。"}, seen)
    assert error.code == "store.changed_meanwhile"
    assert error.values["fields"] == "相談内容"
    assert text_of(desk, case) == "先に直した。"


def test_a_stale_form_passes_with_its_other_fields(desk: Desk) -> None:
    case = add_case(desk)
    seen = desk.heads("cases", case)
    desk.run("case.edit", case, {"content": "先に直した。"})
    desk.run("case.edit", case, {"department": "市民課"}, seen)
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    assert (record.content, record.department) == ("先に直した。", "市民課")


def test_a_stale_form_that_types_what_is_there_already_passes(desk: Desk) -> None:
    case = add_case(desk)
    seen = desk.heads("cases", case)
    desk.run("case.edit", case, {"content": "同じことを書いた。"})
    assert desk.run("case.edit", case, {"content": "同じことを書いた。"}, seen).changed == ()


def test_a_stale_form_of_a_set_is_stopped_too(ready: Ready) -> None:
    desk, expert = ready.desk, ready.expert
    seen = desk.heads("experts", expert)
    desk.run("expert.edit", expert, {"fields": "ICT-BCP"})
    assert refused(desk, "expert.edit", expert, {"fields": "テレワークの推進"}, seen).code == "store.changed_meanwhile"


def test_a_form_with_fresh_heads_is_never_stopped(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.edit", case, {"content": "一度目"})
    desk.run("case.edit", case, {"content": "二度目"}, desk.heads("cases", case))
    assert text_of(desk, case) == "二度目"
