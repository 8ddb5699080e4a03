"""No report shows what stays with the contractor: fields for its own eyes, and costs (11(3))."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.cost import Cost
from app.domain.record import Audience, Kind, Record
from app.domain.registers import RECORDS
from app.services.plans.papers import PlanPaper, Wanted
from app.services.reports.accompaniment_report import accompaniment_report_paper
from app.services.reports.completion_report import completion_report_paper
from app.services.reports.monthly import monthly_report_paper
from app.services.reports.overview_paper import overview_paper
from tests.documents.reading import text_of
from tests.factories import make_case, make_session, make_submission, orderly
from tests.factories_support import (
    accompanied,
    answered,
    make_accompaniment_session,
    make_answer,
    make_contact,
    make_contract,
    named_facts,
)
from tests.services.reports.wanted import wanted

MARK = "門外不出"
YEN = 98_765
SURVEY = {"survey_asked_on": date(2026, 9, 20), "survey_answered_on": date(2026, 9, 25), "survey_score": 5}


def marked(record: Record) -> Record:
    """Return a record whose texts and numbers for the contractor alone all hold the mark."""
    own = [field for field in record.REGISTER.fields if field.audience is Audience.CONTRACTOR and not field.many]
    texts = {field.name: MARK for field in own if field.kind in (Kind.TEXT, Kind.LONG_TEXT)}
    numbers = {field.name: YEN for field in own if field.kind is Kind.INTEGER}
    return replace(record, **texts, **numbers)


def own_kinds() -> set[type[Record]]:
    """Return the kinds of record that have something for the contractor alone."""
    return {kind for kind in RECORDS if any(f.audience is Audience.CONTRACTOR for f in kind.REGISTER.fields)}


@pytest.mark.parametrize(
    ("build", "for_id"),
    [
        (monthly_report_paper, "2026-09"),
        (accompaniment_report_paper, ""),
        (accompaniment_report_paper, "accompaniment-1"),
        (completion_report_paper, ""),
        (overview_paper, ""),
    ],
)
def test_nothing_of_the_contractor_alone_is_printed(build: Callable[[Wanted], PlanPaper], for_id: str) -> None:
    records = [
        make_contract(),
        *accompanied(make_accompaniment_session()),
        *answered(make_answer(case_id="case-2"), id="case-2"),
        *orderly(make_session()),
        make_case(**SURVEY),
        make_submission(deliverable=3, title="デジタル専門人材データベース"),
        make_contact(),
        Cost(id="cost", incurred_on=date(2026, 9, 18), session_id="session-1"),
    ]
    changed = [marked(record) for record in records]
    assert {type(record) for record in changed} >= own_kinds() & {type(record) for record in records}
    assert sum(MARK in repr(record) for record in changed) >= 5
    assert str(YEN) in repr(changed[-1])
    said = text_of(build(wanted(named_facts(*changed, today=date(2026, 10, 5)), for_id)).print().data)
    assert MARK not in said
    assert str(YEN) not in said.replace(",", "")
