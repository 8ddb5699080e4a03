"""The outbox on the command line: how it stands, and sending what waits."""

import json
from datetime import UTC, datetime

import pytest

from app.cli import main
from app.services.notices.delivering import DeliveryRound
from app.services.views import DeliveryLine, OutboxStatus
from tests.cli.fake_desk import FakeDesk, factory
from tests.cli.lines import Line

LATER = datetime(2027, 1, 15, 3, 30, tzinfo=UTC)
GIVEN_UP = DeliveryLine("d1", "n1", "mail", "dx@pref.example.jp", "failed", 20, None, "宛先が\x1bありません。", None)
TRIED = DeliveryLine("d2", "n2", "webhook", "", "waiting", 2, LATER, "届きません。", None)
STATUS = OutboxStatus(waiting=3, failed=1, sent=9, to_paste=2, next_try_at=LATER, problems=(GIVEN_UP, TRIED))
EMPTY = {"waiting": 0, "failed": 0, "sent": 0, "to_paste": 0, "next_try_at": None, "problems": []}


def run(desk: FakeDesk, *argv: str) -> int:
    return main(argv, factory(lambda: desk))


def test_the_outbox_tells_what_waits_and_what_failed_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeDesk(outbox=STATUS), "outbox") == 0
    assert capsys.readouterr().out.splitlines() == [
        "送信待ち      3",
        "送信不可      1",
        "送信済        9",
        "貼り付け待ち  2",
        "次に送る時刻  2027-01-15 12:30",
        "[送信不可] メール  dx@pref.example.jp",
        "    宛先が\ufffdありません。",
        "[送信待ち] Webhook",
        "    届きません。",
    ]
    assert run(FakeDesk(outbox=STATUS), "--lang", "en", "outbox") == 0
    assert "[failed] mail  dx@pref.example.jp" in capsys.readouterr().out


def test_the_outbox_is_one_document_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeDesk(outbox=STATUS), "outbox", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["waiting"], told["failed"], told["sent"], told["to_paste"]) == (3, 1, 9, 2)
    assert datetime.fromisoformat(told["next_try_at"]) == LATER
    assert told["problems"][1] == {
        "id": "d2",
        "notice": "n2",
        "means": "webhook",
        "recipient": "",
        "state": "waiting",
        "tries": 2,
        "next_try_at": LATER.isoformat(),
        "sent_at": None,
        "last_error": "届きません。",
    }


def test_a_round_is_told_with_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    desk = FakeDesk(delivered=DeliveryRound(sent=4, retried=3, failed=2, held_back=1))
    assert run(desk, "deliver", "--json") == 1  # a message was given up
    assert json.loads(capsys.readouterr().out) == {"sent": 4, "retried": 3, "failed": 2, "held_back": 1}
    assert run(desk, "deliver") == 1
    assert capsys.readouterr().out == "送信4件、後で送り直し3件、送信不可2件、届かず保留1件\n"
    assert desk.closed == 2


def test_a_round_without_a_message_given_up_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    desk = FakeDesk(delivered=DeliveryRound(sent=4, retried=3, failed=0, held_back=1))
    assert run(desk, "deliver") == 0
    assert "送信4件" in capsys.readouterr().out


def test_a_new_workspace_has_nothing_to_send(line: Line) -> None:
    assert line.done("outbox") == EMPTY
    assert line.done("deliver") == {"sent": 0, "retried": 0, "failed": 0, "held_back": 0}
    assert line("outbox").out.splitlines()[0] == "送信待ち      0"
