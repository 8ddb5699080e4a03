"""The contract on a day that is gone: what came later had not happened, and breaks nothing by having come later."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.contract.counting import consultation_days, dispatch_days
from app.contract.hearing_progress import completed_on, first_hearings
from app.contract.looking_back import STILL_TO_COME, looking_back
from app.contract.outlook import outlooks
from app.contract.rules import rule_book
from app.domain.asset import Disposal
from app.domain.case import CaseStatus
from app.domain.event import EventStatus
from app.domain.plan import PlanTask
from app.domain.record import Record
from app.domain.session import SessionStatus
from tests.factories import TODAY, WARABI, make_case, make_session, make_submission, orderly
from tests.factories_office import make_asset
from tests.factories_support import (
    NAMES,
    answered,
    make_accompaniment_session,
    make_answer,
    make_enquiry,
    make_event,
    make_hearing,
    named_facts,
)

TOMORROW = TODAY + timedelta(days=1)
LATER = datetime(2026, 10, 1, 3, tzinfo=UTC)
AHEAD: dict[str, tuple[Record, ...]] = {
    "accompaniments.held_in_future": (make_accompaniment_session(held_on=TOMORROW),),
    "assets.disposed_in_future": (
        make_asset(disposal=Disposal.RETURNED, disposed_on=TOMORROW, disposed_by="佐藤　明"),
    ),
    "consultations.answer_in_future": answered(make_answer(answered_on=TOMORROW)),
    "consultations.decided_in_future": answered(decided_on=TOMORROW),
    "contract.day_ahead": (make_submission(submitted_on=TOMORROW),),
    "contract.decided_in_future": orderly(decided_on=TOMORROW),
    "contract.held_in_future": orderly(make_session(held_on=TOMORROW)),
    "contract.report_in_future": orderly(make_session(status=SessionStatus.REPORTED, reported_on=TOMORROW)),
    "enquiries.answered_in_future": (make_enquiry(answered_at=LATER),),
    "events.held_in_future": (make_event(status=EventStatus.HELD, held_on=TOMORROW),),
    "hearings.held_in_future": (make_hearing(held_on=date(2026, 7, 2)),),
    "plans.task_day_ahead": (PlanTask(id="task-1", title="準備", starts_on=TODAY, ends_on=TODAY, began_on=TOMORROW),),
}


@pytest.mark.parametrize("code", sorted(STILL_TO_COME))
def test_what_is_held_against_a_day_still_to_come_is_left_alone_when_that_day_is_known(code: str) -> None:
    today = date(2026, 7, 1) if code == "hearings.held_in_future" else TODAY
    facts = named_facts(*AHEAD[code], today=today)
    book = rule_book()
    assert code in {each.code for each in book.findings(facts)}
    assert {each.code for each in looking_back(book).findings(facts)} == {
        each.code for each in book.findings(facts)
    } - STILL_TO_COME


def test_every_sentence_about_a_day_still_to_come_is_known_here() -> None:
    rules = Path(__file__).parents[2] / "app" / "contract" / "rules"
    said = "\n".join(path.read_text(encoding="utf-8") for path in rules.glob("*.py"))
    words = set(re.findall(r"\w+_in_future|\w*day_ahead", said))
    assert words == {code.partition(".")[2] for code in STILL_TO_COME}


def test_a_dispatch_counts_as_held_from_its_day_on_and_as_planned_before() -> None:
    for today, held, planned in ((date(2026, 9, 17), 0, 1), (date(2026, 9, 18), 1, 0)):
        days = dispatch_days(named_facts(*orderly(make_session()), today=today))
        assert (len(days.held), len(days.planned)) == (held, planned)


def test_the_other_counts_grow_with_their_days_too() -> None:
    case = make_case(id="case-9", status=CaseStatus.SUPPORTING)
    records = (*answered(make_answer()), make_accompaniment_session(held_on=date(2026, 9, 18)), case)
    for today, held in ((date(2026, 9, 17), 0), (date(2026, 9, 18), 1)):
        facts = named_facts(*records, today=today)
        found = outlooks(facts)
        assert found["consultations"].held == found["accompaniment_sessions"].held == held
        assert len(consultation_days(facts.cases["case-1"], facts)) == held


def test_the_hearings_are_complete_on_the_day_of_the_last_one_and_not_a_day_before() -> None:
    hearings = [
        make_hearing(id=f"hearing-{code}", municipality_code=code, held_on=date(2026, 8, 27 if code == WARABI else 3))
        for code in NAMES
    ]
    before, after = (named_facts(*hearings, today=date(2026, 8, day)) for day in (26, 27))
    assert (len(first_hearings(before)), completed_on(before)) == (62, None)
    assert (len(first_hearings(after)), completed_on(after)) == (63, date(2026, 8, 27))
    assert outlooks(before)["hearings"].planned == 1
    assert completed_on(replace(after, today=date(2026, 12, 1))) == date(2026, 8, 27)
