"""A delivery that a person gives up, on a real store (6(1)イ(エ))."""

import pytest

from app.services.desk import Desk
from tests.desks import add_case, refusal


@pytest.fixture
def told(desk: Desk) -> Desk:
    channel = {
        "name": "県の窓口",
        "kind": "Webhook",
        "side": "県",
        "url": "https://hook.example.jp/x",
        "is_enabled": "はい",
    }
    desk.run("channel.add", None, channel)
    add_case(desk)
    return desk


def only(desk: Desk, means: str) -> str:
    (found,) = desk.ids("deliveries", {"means": means})
    return found


def state(desk: Desk, id: str) -> str:
    return str(getattr(desk.record("deliveries", id), "state").value)  # noqa: B009


def test_a_delivery_that_is_given_up_waits_no_more_and_can_be_sent_again(told: Desk) -> None:
    hook = only(told, "webhook")
    told.give_up(hook)
    assert state(told, hook) == "failed"
    assert (told.outbox_status().waiting, told.outbox_status().failed) == (0, 1)
    assert "手で" in told.outbox_status().problems[0].last_error
    assert told.deliver_now().sent == 0
    told.send_again(hook)
    assert state(told, hook) == "waiting"


def test_a_text_that_nobody_will_paste_is_put_aside(told: Desk) -> None:
    paste = only(told, "paste")
    told.give_up(paste)
    assert state(told, paste) == "cancelled"
    assert told.outbox_status().to_paste == 0


def test_only_what_waits_is_given_up(told: Desk) -> None:
    paste = only(told, "paste")
    told.give_up(paste)
    with refusal("notices.not_waiting"):
        told.give_up(paste)
