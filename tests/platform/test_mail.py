"""Mail goes out over TLS to a verified server, says who it is, and tells why when it does not go."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.platform import sending
from app.platform.mail import Mail, MailServer, send_mail
from app.platform.sending import NotReached, NotSent
from tests.out_servers import PASSWORD, USER, Certificates, Mailbox, mail_server, make_certificates

MAIL = Mail(
    key="0190a7d2-0000-7000-8000-000000000001",
    sender="desk@example.jp",
    recipient="pref@example.jp",
    subject="【市町村DX支援デスク】蕨市　派-M01-0001：派遣決定",
    body="団体：蕨市\n状態：𠮷",
    written_at=datetime(2026, 9, 30, 3, 0, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def _trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))


@pytest.fixture(params=[False, True], ids=["STARTTLS", "TLS"])
def box(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[Mailbox]:
    with mail_server(Mailbox(certificates=certificates, implicit_tls=request.param)) as running:
        yield running


def to(box: Mailbox, **changes: object) -> MailServer:
    values: dict[str, object] = {
        "host": "localhost",
        "port": box.port,
        "implicit_tls": box.implicit_tls,
        "user": USER,
        "password": PASSWORD,
        "timeout": 5.0,
        **changes,
    }
    return MailServer(**values)  # type: ignore[arg-type]


def refusal(server: MailServer, mail: Mail = MAIL) -> AppError:
    with pytest.raises(AppError) as raised:
        send_mail(server, mail)
    return raised.value


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("mechanisms", ["PLAIN", "LOGIN", "PLAIN LOGIN"])
def test_a_mail_arrives_whole_over_tls_after_a_login(box: Mailbox, mechanisms: str) -> None:
    box.mechanisms = mechanisms
    send_mail(to(box), MAIL)
    (message,) = box.received
    assert message["Subject"] == MAIL.subject
    assert message["Message-ID"] == "<0190a7d2-0000-7000-8000-000000000001@example.jp>"
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode("utf-8").splitlines() == MAIL.body.splitlines()
    assert box.senders == [("desk@example.jp", "pref@example.jp")]
    assert box.logins == [(USER, PASSWORD)]
    assert set(box.in_clear) <= {"EHLO", "STARTTLS"}


@pytest.mark.usefixtures("_trusted")
def test_the_same_mail_sent_twice_is_the_same_message(box: Mailbox) -> None:
    send_mail(to(box), MAIL)
    send_mail(to(box), MAIL)
    assert box.received[0].as_bytes() == box.received[1].as_bytes()


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize(
    ("mood", "code", "answer"),
    [
        ("rcpt:550", "notices.mail_refused", 550),
        ("rcpt:451", "notices.mail_refused", 451),
        ("data:552", "notices.mail_refused", 552),
        ("data:451", "notices.mail_refused", 451),
        ("greet:421", "notices.mail_refused", 421),
        ("cut", "notices.cut_off", None),
        ("cut after", "notices.cut_off", None),
    ],
)
def test_a_refusal_is_told_by_its_number_and_never_in_the_server_s_words(
    box: Mailbox, mood: str, code: str, answer: int | None
) -> None:
    box.answers = [mood]
    error = refusal(to(box))
    assert isinstance(error, NotSent)
    assert (error.code, error.values.get("answer")) == (code, answer)
    assert "山田" not in repr(error)


@pytest.mark.usefixtures("_trusted")
def test_a_wrong_password_is_refused_and_shown_nowhere(box: Mailbox) -> None:
    server = to(box, password="falsch-9")
    error = refusal(server)
    assert (error.code, error.values) == ("notices.login_refused", {"answer": 535})
    assert "falsch-9" not in repr(server) + repr(error) + str(error)


@pytest.mark.usefixtures("_trusted")
def test_nothing_but_a_greeting_goes_to_a_server_without_tls(certificates: Certificates) -> None:
    with mail_server(Mailbox(certificates=certificates, offers_starttls=False)) as box:
        assert refusal(to(box)).code == "notices.not_secure"
        assert (box.received, box.logins) == ([], [])
        assert set(box.in_clear) <= {"EHLO", "QUIT"}


def test_a_certificate_of_an_unknown_authority_is_not_trusted(box: Mailbox) -> None:
    assert refusal(to(box)).code == "notices.not_secure"
    assert (box.received, box.logins) == ([], [])


def test_a_certificate_of_another_name_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_certificates(tmp_path, ("mail.example.jp",))
    monkeypatch.setenv("SSL_CERT_FILE", str(other.authority))
    with mail_server(Mailbox(certificates=other)) as box:
        assert refusal(to(box)).code == "notices.not_secure"
        assert box.logins == []


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "later"), NotReached, "notices.offline"),
        (socket.gaierror(socket.EAI_NONAME, "no name"), NotSent, "notices.unknown_host"),
        (socket.gaierror(11_001, "host not found"), NotSent, "notices.unknown_host"),
        (OSError(101, "no route"), NotReached, "notices.offline"),
        (TimeoutError("too slow"), NotSent, "notices.timed_out"),
        (ConnectionRefusedError(111, "refused"), NotSent, "notices.connection_failed"),
    ],
)
def test_offline_is_told_from_a_server_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, error: OSError, kind: type[AppError], code: str
) -> None:
    def refuse(*_: object, **__: object) -> socket.socket:
        raise error

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(sending, "has_route", lambda: True)
    raised = refusal(MailServer("mail.example.jp", 587, implicit_tls=False))
    assert isinstance(raised, kind)
    assert raised.code == code


def test_an_unknown_name_is_no_mistake_while_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> socket.socket:
        raise socket.gaierror(socket.EAI_NONAME, "no name")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(sending, "has_route", lambda: False)
    assert refusal(MailServer("mail.example.jp", 587, implicit_tls=False)).code == "notices.offline"


@pytest.mark.parametrize(("error", "is_there"), [(None, True), (OSError(101, "unreachable"), False)])
def test_a_way_out_is_looked_for_without_sending(
    monkeypatch: pytest.MonkeyPatch, error: OSError | None, is_there: bool
) -> None:
    asked: list[object] = []

    def connect(_: object, address: object) -> None:
        asked.append(address)
        if error is not None:
            raise error

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert sending.has_route() is is_there
    assert len(asked) == 1


HOSTILE = "pref@example.jp\r\nBcc: all@example.com"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "決定\r\nBcc: all@example.com"}, "notices.header_refused"),
        ({"subject": "決定\u2028X"}, "notices.header_refused"),
        ({"recipient": HOSTILE}, "notices.bad_address"),
        ({"recipient": "a@example.jp, b@example.jp"}, "notices.bad_address"),
        ({"recipient": "県 <pref@example.jp>"}, "notices.bad_address"),
        ({"sender": HOSTILE}, "notices.bad_address"),
        ({"key": "1>\r\nBcc: all@example.com"}, "notices.header_refused"),
    ],
)
def test_nothing_may_add_a_header(changes: dict[str, str], code: str) -> None:
    values = {name: getattr(MAIL, name) for name in MAIL.__dataclass_fields__}
    with pytest.raises(AppError) as raised:
        Mail(**{**values, **changes}).message()
    assert raised.value.code == code
