"""The outbox is sent in the background while the window is open."""

from pytestqt.qtbot import QtBot

from app.desktop.post import PostTimer
from app.desktop.task_runner import TaskRunner
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.services.notices.delivering import DeliveryRound
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY


class Postman(FakeDesk):
    """Counts its rounds, and fails the first; in the third something is sent."""

    rounds = 0

    def deliver_now(self) -> DeliveryRound:
        self.rounds += 1
        if self.rounds == 1:
            raise AppError("desktop.bug", reference="TEST")
        return DeliveryRound(sent=1) if self.rounds == 3 else DeliveryRound()


def test_a_round_follows_the_other_and_a_failure_does_not_end_them(qtbot: QtBot) -> None:
    desk, runner = Postman(), TaskRunner()
    bench = Workbench(desk, runner, TODAY)  # type: ignore[arg-type]
    changed: list[frozenset[str]] = []
    bench.registers_changed.connect(changed.append)
    post = PostTimer(bench, runner)
    for number in (1, 2, 3):
        assert changed == []
        post.send()
        post.send()  # while one is under way, no other begins
        qtbot.waitUntil(lambda: runner.is_idle)
        assert desk.rounds == number
    assert changed == [frozenset({"deliveries"})]  # the pages hear of a round in which something was sent
