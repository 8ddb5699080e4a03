"""What is left before it can be certified that nothing lent is held (10(1)–10(5))."""

from datetime import UTC, date, datetime

import pytest

from app.contract.closing import ClosingStep, closing_steps, obstacles_to_certificate
from app.domain.asset import AssetKind, Disposal
from app.domain.notification import Channel
from app.domain.record import Record
from tests.factories import make_facts
from tests.factories_office import make_asset, make_copy, make_leader, make_pledge

DONE = {"disposal": Disposal.RETURNED, "disposed_on": date(2026, 9, 30), "disposed_by": "佐藤　明"}


def left(*records: Record) -> dict[ClosingStep, list[str]]:
    steps = closing_steps(make_facts(*records))
    return {state.step: [item.name for item in state.left] for state in steps if state.left}


def test_nothing_is_left_where_nothing_was_lent() -> None:
    assert left() == {}
    assert [state.step for state in closing_steps(make_facts())] == list(ClosingStep)


def test_what_is_held_stands_in_the_step_of_its_kind() -> None:
    derived = make_copy(id="asset-3", name="集計表", kind=AssetKind.DERIVATIVE)
    assert left(make_asset(), make_copy(), derived) == {
        ClosingStep.ORIGINALS: ["担当者名簿"],
        ClosingStep.COPIES: ["名簿の写し"],
        ClosingStep.DERIVATIVES: ["集計表"],
    }


def test_a_copy_whose_original_went_back_says_so() -> None:
    (state,) = (each for each in closing_steps(make_facts(make_asset(**DONE), make_copy())) if each.left)
    assert (state.step, state.left[0].note) == (ClosingStep.COPIES, "元の「担当者名簿」は処分済み")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"disposal": None}, "処分の方法がありません"),
        ({"disposed_by": ""}, "処分した人がありません"),
        ({"disposed_on": None, "disposed_by": ""}, "処分日・処分した人がありません"),
        ({"disposed_on": date(2026, 10, 1)}, "処分日を確かめてください"),
        ({"disposed_on": date(2026, 5, 19)}, "処分日を確かめてください"),
    ],
)
def test_a_disposal_recorded_in_part_is_a_step_of_its_own(changes: dict[str, object], note: str) -> None:
    (state,) = (each for each in closing_steps(make_facts(make_asset(**{**DONE, **changes}))) if each.left)
    assert (state.step, state.left[0].note) == (ClosingStep.DISPOSALS, note)


def test_pledges_and_briefings_are_asked_of_everybody_at_work() -> None:
    assert left(make_leader()) == {ClosingStep.PLEDGES: ["佐藤　明"], ClosingStep.BRIEFINGS: ["佐藤　明"]}
    assert left(make_leader(), make_pledge()) == {}
    assert left(make_leader(), make_pledge(briefed_on=None)) == {ClosingStep.BRIEFINGS: ["佐藤　明"]}


def test_accounts_are_told_and_stand_in_nobodys_way() -> None:
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    facts = make_facts(
        Channel(id="c-1", name="県へのメール", is_enabled=True, secret_set_at=moment),
        Channel(id="c-2", name="止めた送信先"),
    )
    (state,) = (each for each in closing_steps(facts) if each.left)
    assert [(item.name, item.note) for item in state.left] == [("県へのメール", "パスワードまたは署名鍵あり")]
    assert obstacles_to_certificate(facts) == ()
