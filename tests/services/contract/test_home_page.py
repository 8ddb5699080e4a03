"""The home page says the same as the whole contract does, without reading it."""

from dataclasses import replace
from datetime import date, timedelta

from app.contract.deadlines import deadlines
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.record import Record
from app.services.contract.home_page import HOME_TURNS
from app.services.contract.overview import HOME_LINES, PENDING, counts, deadline_view, turns
from app.services.desk import Desk
from tests.desks import Office

DAY = date(2026, 9, 1)


def assert_home_says_what_the_facts_say(desk: Desk) -> None:
    facts = desk._overview.facts()
    waiting = tuple(turns(facts))
    pending = [deadline_view(item, facts) for item in deadlines(facts) if item.state in PENDING]
    home = desk.home()
    assert home.on == facts.today
    assert home.counts == tuple(counts(facts))
    assert home.turns == waiting[:HOME_TURNS]
    assert home.turn_count == len(waiting)
    assert home.deadlines == tuple(pending[:HOME_LINES])


def keep(desk: Desk, *records: Record) -> None:
    with desk._store.unit_of_work("他の端末", "届いた記録") as uow:
        for record in records:
            uow.add(record)
        uow.commit()


def make_case(number: int, **changes: object) -> Case:
    case = Case(
        id=f"00000000-0000-7000-8000-{number:012d}",
        number=f"派-{number:04d}",
        municipality_code="112241",
        applied_on=DAY - timedelta(days=number % 17),
        content="相談の内容",
        status_since=DAY - timedelta(days=number % 13),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def test_of_the_demonstration_year(demonstration: Desk) -> None:
    assert_home_says_what_the_facts_say(demonstration)
    assert demonstration.home().counts[0].done > 0


def test_of_an_empty_contract(office: Office) -> None:
    assert_home_says_what_the_facts_say(office.open())


def test_of_more_cases_in_every_state_than_the_page_shows(desk: Desk) -> None:
    states = [*CaseStatus, None]
    kinds = [*CaseKind, None]
    keep(
        desk,
        *(
            make_case(number, status=states[number % len(states)], kind=kinds[number % len(kinds)])
            for number in range(120)
        ),
    )
    assert_home_says_what_the_facts_say(desk)
    assert desk.home().turn_count > HOME_TURNS


def test_of_cases_whose_state_begins_on_no_known_day(desk: Desk) -> None:
    unknown = [make_case(number, status_since=None) for number in range(3)]
    nothing = [make_case(number, status_since=None, applied_on=None) for number in range(3, 6)]
    keep(desk, *unknown, *nothing, *(make_case(number) for number in range(6, 60)))
    assert_home_says_what_the_facts_say(desk)


def test_of_a_withdrawn_consultation_whose_answer_is_not_reported(desk: Desk) -> None:
    case = make_case(1, kind=CaseKind.CONSULTATION, status=CaseStatus.WITHDRAWN)
    answer = ConsultationAnswer(
        id="00000000-0000-7000-8000-000000000999",
        number="答-0001",
        case_id=case.id,
        answered_on=DAY - timedelta(days=40),
    )
    keep(desk, case, answer, *(make_case(number) for number in range(2, 50)))
    assert_home_says_what_the_facts_say(desk)
    assert case.id in {turn.id for turn in desk.home().turns}
