"""What waits in the outbox goes out once, is tried again with growing pauses, and waits while there is no network."""

import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import AppError, InvalidEntry
from app.domain.notification import Delivery, DeliveryState, NoticeSide
from app.services.desk import Desk
from app.services.notices.delivering import MOST_TRIES, DeliveryService, pause_after
from app.services.views import DeliveryLine
from app.services.workspace import workspaces
from app.services.workspace.workspaces import Access
from tests.desk_fixtures import Ready
from tests.desks import AUTHOR, Office, made
from tests.out_servers import PASSWORD, USER, Certificates, Hook, Mailbox, hook_server, mail_server, make_certificates

REASON = {"status_reason": "理由"}
START = datetime(2026, 9, 30, 3, 0, tzinfo=UTC)
SECRETS = (PASSWORD, "署名鍵-7")


@dataclass
class MemorySecrets:
    """A key ring that can be locked."""

    kept: dict[str, str] = field(default_factory=dict)
    is_locked: bool = False

    def get(self, name: str) -> str | None:
        if self.is_locked:
            raise AppError("platform.key_ring")
        return self.kept.get(name)

    def set(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass
class Moments:
    """A clock whose moment the test moves; its day stays."""

    at: datetime = START

    def today(self) -> "object":
        return START.date()

    def now(self) -> datetime:
        return self.at


@dataclass
class Post:
    """A desk with a decided case, a secret ring and a clock."""

    desk: Desk
    secrets: MemorySecrets
    clock: Moments
    case: str
    office: Office

    def change(self) -> None:
        """Bring the case to another state, there and back."""
        status = getattr(self.desk.record("cases", self.case), "status")  # noqa: B009
        action = "case.rematch" if status == "decided" else "case.consult"
        self.desk.run(action, self.case, REASON if action == "case.rematch" else {})

    def due(self, after: timedelta = timedelta(0)) -> tuple[int, int, int, int]:
        self.clock.at += after
        done = self.desk.deliver_now()
        return done.sent, done.retried, done.failed, done.held_back

    def delivery(self, position: int = 0) -> DeliveryLine:
        found = [
            item
            for line in self.desk.notices(100, NoticeSide.PREFECTURE)
            for item in line.deliveries
            if item.means in ("mail", "webhook")
        ]
        return found[position]


@pytest.fixture
def office_post(ready: Ready) -> Iterator[Post]:
    ready.office.close()
    secrets, clock = MemorySecrets(), Moments()
    access = Access(ready.office.ring, secrets=secrets)
    desk = workspaces.open_workspace(ready.office.root, access, clock, AUTHOR)  # type: ignore[arg-type]
    yield Post(desk, secrets, clock, ready.case, ready.office)
    desk.close()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def box(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    with mail_server(Mailbox(certificates=certificates)) as running:
        yield running


def add_mail(post: Post, port: int, **entries: object) -> str:
    values = {
        "name": "県のメール",
        "kind": "メール",
        "side": "県",
        "host": "localhost",
        "port": port,
        "security": "STARTTLS",
        "user": USER,
        "sender": "desk@example.jp",
        "recipients": "pref@example.jp",
        **entries,
    }
    channel = made(post.desk.run("channel.add", None, values), "channels")
    post.desk.run("channel.set_secret", channel, {"secret": PASSWORD})
    return channel


def add_hook(post: Post, url: str, **entries: object) -> str:
    values = {"name": "県のWebhook", "kind": "Webhook", "side": "県", "url": url, **entries}
    channel = made(post.desk.run("channel.add", None, values), "channels")
    post.desk.run("channel.set_secret", channel, {"secret": SECRETS[1]})
    return channel


# Sending


def test_a_change_reaches_the_prefecture_by_mail_once(office_post: Post, box: Mailbox) -> None:
    add_mail(office_post, box.port, recipients="pref@example.jp\nchief@example.jp")
    office_post.change()
    assert office_post.due() == (2, 0, 0, 0)
    assert office_post.due(timedelta(days=3)) == (0, 0, 0, 0)
    assert sorted(recipient for _, recipient in box.senders) == ["chief@example.jp", "pref@example.jp"]
    assert [str(message["To"]) for message in box.received] == [recipient for _, recipient in box.senders]
    assert office_post.delivery().state == "sent"
    assert office_post.delivery().sent_at == START


def test_a_change_reaches_a_webhook_once(office_post: Post) -> None:
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        assert office_post.due() == (1, 0, 0, 0)
        assert office_post.due() == (0, 0, 0, 0)
    told = json.loads(hook.bodies[0])
    assert told["about"] == {"register": "cases", "id": office_post.case}
    assert told["text"].startswith("【市町村DX支援デスク】蕨市")


def test_only_the_enabled_channels_of_a_side_are_used(office_post: Post) -> None:
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url, is_enabled=False)
        add_hook(office_post, hook.url, name="受託者", side="受託者")
        office_post.change()
        assert office_post.due()[0] == len(hook.bodies) > 0
    told = [json.loads(body) for body in hook.bodies]
    assert {each["side"] for each in told} == {"contractor"}
    assert [each["about"]["id"] for each in told if each["kind"] == "status_change"] == [office_post.case]


def test_what_was_told_before_a_channel_was_there_is_not_sent_by_it(office_post: Post) -> None:
    office_post.change()
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url)
        assert office_post.due() == (0, 0, 0, 0)


# Trying again


def test_pauses_grow_and_the_twentieth_try_is_the_last(office_post: Post) -> None:
    minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    pauses = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, *[day] * 14]
    assert [pause_after(tries) for tries in range(1, MOST_TRIES)] == pauses
    second = timedelta(seconds=1)
    with hook_server(Hook(statuses=[503] * MOST_TRIES)) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        assert office_post.due() == (0, 1, 0, 0)
        for tries, pause in enumerate(pauses, start=1):
            assert office_post.delivery().tries == tries
            assert office_post.due(pause - second) == (0, 0, 0, 0)
            last = tries == MOST_TRIES - 1
            assert office_post.due(second) == ((0, 0, 1, 0) if last else (0, 1, 0, 0))
        assert office_post.due(timedelta(days=30)) == (0, 0, 0, 0)
        assert len(hook.bodies) == MOST_TRIES
        assert (office_post.delivery().state, office_post.delivery().tries) == ("failed", MOST_TRIES)
        status = office_post.desk.outbox_status()
        assert (status.waiting, status.failed) == (0, 1)
        assert "503" in status.problems[0].last_error
        office_post.desk.send_again(office_post.delivery().id)
        assert office_post.due() == (1, 0, 0, 0)


def test_each_try_stands_in_the_history(office_post: Post) -> None:
    with hook_server(Hook(statuses=[500, 503])) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        for after in (timedelta(0), timedelta(minutes=1), timedelta(minutes=5)):
            office_post.due(after)
    lines = office_post.desk.history("deliveries", office_post.delivery().id)
    tries = [line.after for line in lines if line.field_label == "試行回数"]
    assert [line.partition("回")[0] for line in tries] == ["3", "2", "1", "0"]


@pytest.mark.parametrize("mood", ["greet:421", "rcpt:550", "rcpt:451", "data:554", "cut"])
def test_a_refused_mail_is_tried_again_as_the_same_message(office_post: Post, box: Mailbox, mood: str) -> None:
    add_mail(office_post, box.port)
    office_post.change()
    box.answers = [mood]
    assert office_post.due() == (0, 1, 0, 0)
    assert office_post.delivery().last_error
    assert "山田" not in office_post.delivery().last_error
    assert office_post.due(timedelta(minutes=1)) == (1, 0, 0, 0)
    assert (office_post.delivery().tries, office_post.delivery().last_error) == (2, "")


def test_one_bad_recipient_does_not_hold_up_another(office_post: Post, box: Mailbox) -> None:
    add_mail(office_post, box.port, recipients="a@example.jp\nb@example.jp")
    office_post.change()
    box.answers = ["rcpt:550"]
    assert office_post.due() == (1, 1, 0, 0)
    assert office_post.due(timedelta(minutes=1)) == (1, 0, 0, 0)
    assert sorted(recipient for _, recipient in box.senders) == ["a@example.jp", "b@example.jp"]


# Offline


def test_offline_waits_counts_nothing_and_goes_out_when_the_network_is_back(
    office_post: Post, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_mail(office_post, box.port, recipients="a@example.jp\nb@example.jp")
    office_post.change()
    asked: list[object] = []

    def no_route(*arguments: object, **_: object) -> socket.socket:
        asked.append(arguments)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with monkeypatch.context() as offline:
        offline.setattr(socket, "create_connection", no_route)
        assert office_post.due() == (0, 0, 0, 2)
        assert len(asked) == 1  # one question for the channel, not one for each message
        commits = office_post.desk._store.commits()[0].commit_no
        for _ in range(30):
            assert office_post.due(timedelta(minutes=1)) == (0, 0, 0, 2)
        assert office_post.desk._store.commits()[0].commit_no == commits  # nothing is written while nothing happens
        assert (office_post.delivery().state, office_post.delivery().tries) == ("waiting", 0)
        assert "ネットワーク" in office_post.desk.outbox_status().problems[0].last_error
    assert office_post.due() == (2, 0, 0, 0)
    assert len(set(box.ids())) == 2


def test_nothing_is_lost_when_the_desk_is_closed_in_between(office_post: Post, box: Mailbox) -> None:
    add_mail(office_post, box.port)
    office_post.change()
    office_post.desk.close()
    access = Access(office_post.office.ring, secrets=office_post.secrets)
    reopened = workspaces.open_workspace(office_post.office.root, access, office_post.clock, AUTHOR)  # type: ignore[arg-type]
    office_post.desk = reopened
    assert office_post.due() == (1, 0, 0, 0)


@pytest.mark.parametrize("locked", [False, True])
def test_without_its_secret_a_message_waits(office_post: Post, box: Mailbox, locked: bool) -> None:
    channel = add_mail(office_post, box.port)
    office_post.change()
    office_post.secrets.is_locked = locked
    if not locked:
        office_post.secrets.delete(channel)
    assert office_post.due() == (0, 0, 0, 1)
    assert office_post.delivery().tries == 0
    assert box.connections == 0
    office_post.secrets.is_locked = False
    office_post.secrets.set(channel, PASSWORD)
    assert office_post.due() == (1, 0, 0, 0)


# Once


def test_a_crash_between_sending_and_recording_sends_the_same_message_again_and_records_it_once(
    office_post: Post, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_mail(office_post, box.port)
    office_post.change()

    class Killed(BaseException):
        """The process ends here."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as crash:
        crash.setattr(DeliveryService, "_record", killed)
        with pytest.raises(Killed):
            office_post.due()
    assert (office_post.delivery().state, office_post.delivery().tries) == ("waiting", 0)
    assert office_post.due() == (1, 0, 0, 0)
    assert office_post.due(timedelta(days=2)) == (0, 0, 0, 0)
    first, second = box.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert (office_post.delivery().state, office_post.delivery().tries) == ("sent", 1)


def test_a_mail_taken_by_a_server_that_then_hangs_up_keeps_its_number(office_post: Post, box: Mailbox) -> None:
    add_mail(office_post, box.port)
    office_post.change()
    box.answers = ["cut after"]
    assert office_post.due() == (0, 1, 0, 0)
    assert office_post.due(timedelta(minutes=1)) == (1, 0, 0, 0)
    assert len(box.ids()) == 2
    assert len(set(box.ids())) == 1


def test_an_undo_while_a_message_is_on_its_way_brings_a_correction(
    office_post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        real = DeliveryService._send

        def slow(self: DeliveryService, *arguments: object) -> None:
            real(self, *arguments)  # type: ignore[arg-type]
            office_post.desk.undo()

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(DeliveryService, "_send", slow)
            assert office_post.due() == (1, 0, 0, 0)
        kinds = [line.kind for line in office_post.desk.notices(10, NoticeSide.PREFECTURE)]
        assert kinds[:2] == ["correction", "status_change"]
        assert office_post.due() == (1, 0, 0, 0)
    assert [json.loads(body)["kind"] for body in hook.bodies] == ["status_change", "correction"]


def test_a_withdrawn_message_does_not_go_out(office_post: Post) -> None:
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        office_post.desk.undo()
        assert office_post.due() == (0, 0, 0, 0)
    assert hook.bodies == []


def test_deliveries_of_another_desk_are_left_to_it(office_post: Post) -> None:
    with hook_server(Hook()) as hook:
        add_hook(office_post, hook.url)
        office_post.change()
        with office_post.desk._store.unit_of_work("他の端末", "届いた変更") as uow:
            for delivery in uow.find(Delivery, state=DeliveryState.WAITING):
                uow.save(replace(delivery, desk="Z99"))
            uow.commit()
        assert office_post.due() == (0, 0, 0, 0)
    assert hook.bodies == []


def test_what_a_removed_channel_would_have_sent_is_cancelled(office_post: Post) -> None:
    channel = add_hook(office_post, "https://hook.example.jp/x")
    office_post.change()
    office_post.desk.run("channel.remove", channel, {})
    assert office_post.due() == (0, 0, 0, 0)
    assert office_post.desk.outbox_status().waiting == 0


# Channels and their secrets


def test_a_secret_is_in_the_key_ring_and_nowhere_else(
    office_post: Post, box: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mail = add_mail(office_post, box.port)
    hook = add_hook(office_post, "https://hook.example.jp/x")
    assert office_post.secrets.kept == {mail: SECRETS[0], hook: SECRETS[1]}
    office_post.change()
    box.answers = ["rcpt:550"]
    office_post.due()
    said = caplog.text + repr(office_post.desk.record("channels", mail)) + repr(office_post.desk.outbox_status())
    said += repr([office_post.desk.history("channels", each) for each in (mail, hook)])
    said += repr(office_post.desk.initial("channel.set_secret", mail))
    stored = everything_stored(office_post.desk)
    assert "県のWebhook" in stored
    for secret in SECRETS:
        assert secret not in stored
        assert secret not in said


def everything_stored(desk: Desk) -> str:
    """Return every value of every table, the log included."""
    with desk._store.reading() as reader:
        names = reader.connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "".join(
            repr(row) for name in names for row in reader.connection.execute(text(f'SELECT * FROM "{name}"')).all()
        )


def test_a_key_ring_that_refuses_leaves_no_trace_of_a_secret(
    office_post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = made(
        office_post.desk.run(
            "channel.add", None, {"name": "県", "kind": "Webhook", "side": "県", "url": "https://hook.example.jp/"}
        ),
        "channels",
    )

    def refuse(*_: object) -> None:
        raise AppError("platform.key_ring")

    monkeypatch.setattr(MemorySecrets, "set", refuse)
    with pytest.raises(AppError) as raised:
        office_post.desk.run("channel.set_secret", channel, {"secret": "geheim"})
    assert "geheim" not in repr(raised.value)
    assert getattr(office_post.desk.record("channels", channel), "secret_set_at") is None  # noqa: B009


@pytest.mark.parametrize("secret", ["", "geheim\0" * 3, "geheim" * 100])
def test_a_secret_that_cannot_be_kept_is_refused_without_being_quoted(office_post: Post, secret: str) -> None:
    channel = add_hook(office_post, "https://hook.example.jp/")
    with pytest.raises(InvalidEntry) as raised:
        office_post.desk.run("channel.set_secret", channel, {"secret": secret})
    assert "geheim" not in repr(raised.value.problems)


def test_setting_a_secret_is_no_step_of_undo(office_post: Post) -> None:
    add_hook(office_post, "https://hook.example.jp/")
    assert office_post.desk.undo_label() == "通知の送信先を登録"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"host": "", "port": "", "sender": "", "recipients": ""}, {"host", "port", "sender", "recipients"}),
        ({"host": "mail.example.jp\r\nX"}, {"host"}),
        ({"sender": "desk@example.jp\r\nBcc: all@example.com"}, {"sender"}),
        ({"recipients": "a@example.jp\nkein"}, {"recipients"}),
        ({"port": "0"}, {"port"}),
        ({"port": "65536"}, {"port"}),
        ({"kind": "Webhook", "url": "http://hook.example.jp/"}, {"url"}),
        ({"kind": "Webhook", "url": ""}, {"url"}),
    ],
)
def test_a_channel_that_could_not_send_is_refused(
    office_post: Post, changes: dict[str, object], wrong: set[str]
) -> None:
    values: dict[str, object] = {
        "name": "県",
        "kind": "メール",
        "side": "県",
        "host": "mail.example.jp",
        "port": 587,
        "sender": "desk@example.jp",
        "recipients": "pref@example.jp",
        **changes,
    }
    with pytest.raises(InvalidEntry) as raised:
        office_post.desk.run("channel.add", None, values)
    assert {problem.field for problem in raised.value.problems} == wrong
    assert office_post.desk.ids("channels") == []


def test_the_workspace_file_holds_no_secret(office_post: Post, box: Mailbox) -> None:
    add_mail(office_post, box.port)
    office_post.desk.close()
    for path in Path(office_post.office.root).rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()
