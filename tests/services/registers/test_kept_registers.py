"""The registers that people keep by hand: each opens, shows, offers and refuses alike."""

import pytest

from app.domain.errors import AppError
from app.domain.registers import REGISTERS
from app.services.actions.book import ACTIONS
from app.services.desk import Desk

KEPT = sorted({action.register for action in ACTIONS.values()} & set(REGISTERS))


@pytest.mark.parametrize("register", KEPT)
def test_every_record_of_a_register_is_shown_and_its_actions_are_offered_as_they_run(
    demonstration: Desk, register: str
) -> None:
    found = demonstration.ids(register)[:3]
    assert [row.id for row in demonstration.rows(register, found)] == found
    for record_id in (None, *found):
        for offer in demonstration.offers(register, record_id):
            with pytest.raises(AppError) as raised:
                demonstration.run(offer.action.name, record_id, {"？": ""})
            assert (raised.value.code == "services.no_such_field") is offer.allowed
    for record_id in found:
        assert [each.field.name for each in demonstration.shown(register, record_id)] == [
            field.name for field in REGISTERS[register].fields
        ]
        assert demonstration.history(register, record_id)


def test_a_person_finds_each_kept_register_under_one_name() -> None:
    labels = [REGISTERS[name].label for name in KEPT]
    assert len(labels) == len(set(labels))
