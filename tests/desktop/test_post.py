"""The outbox is sent in the background while the window is open."""

from pytestqt.qtbot import QtBot

from app.desktop.post import PostTimer
from app.desktop.task_runner import TaskRunner
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from tests.desktop.fake_desk import TODAY, FakeDesk


class Postman(FakeDesk):
    """Counts its rounds, and fails the first."""

    rounds = 0

    def deliver_now(self) -> object:
        self.rounds += 1
        if self.rounds == 1:
            raise AppError("desktop.bug", reference="TEST")
        return None


def test_a_round_follows_the_other_and_a_failure_does_not_end_them(qtbot: QtBot) -> None:
    desk, runner = Postman(), TaskRunner()
    post = PostTimer(Workbench(desk, runner, TODAY), runner)  # type: ignore[arg-type]
    for number in (1, 2):
        post.send()
        post.send()  # while one is under way, no other begins
        qtbot.waitUntil(lambda: runner.is_idle)
        assert desk.rounds == number
