"""A webhook is posted once, signed, to exactly the URL that was entered."""

import hashlib
import hmac
import json
import socket
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.notice_address import mail_address, mail_addresses, server_name, webhook_url
from app.platform.sending import NotReached, NotSent
from app.platform.webhook import DELIVERY, SIGNATURE, TIMESTAMP, Webhook, post
from tests.out_servers import Hook, hook_server, make_certificates

SECRET = "鍵-7"
PAYLOAD: dict[str, object] = {"id": "n-1", "text": "蕨市　派遣決定"}


def refusal(url: str) -> AppError:
    with pytest.raises(AppError) as raised:
        post(Webhook(url, SECRET, timeout=5), "d-1", 1_790_000_000, PAYLOAD)
    return raised.value


def test_a_post_bears_its_key_and_a_signature_that_the_receiver_can_compute() -> None:
    with hook_server(Hook()) as hook:
        post(Webhook(hook.url, SECRET), "d-1", 1_790_000_000, PAYLOAD)
    (body,), (headers,) = hook.bodies, hook.headers
    assert json.loads(body) == PAYLOAD
    expected = hmac.new(SECRET.encode(), b"1790000000." + body, hashlib.sha256).hexdigest()
    sent = {name.lower(): value for name, value in headers.items()}
    assert sent[SIGNATURE.lower()] == f"sha256={expected}"
    assert (sent[DELIVERY.lower()], sent[TIMESTAMP.lower()]) == ("d-1", "1790000000")


def test_https_needs_a_certificate_that_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificates = make_certificates(tmp_path)
    with hook_server(Hook(), certificates) as hook:
        assert refusal(hook.url).code == "notices.not_secure"
        assert hook.bodies == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
        post(Webhook(hook.url, SECRET), "d-1", 1_790_000_000, PAYLOAD)
        assert len(hook.bodies) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with hook_server(Hook(statuses=[status])) as hook:
        error = refusal(hook.url)
        assert (error.code, error.values["answer"]) == ("notices.redirected", status)
        assert len(hook.bodies) == 1


@pytest.mark.parametrize(("status", "taken"), [(199 + 1, True), (299, True), (400, False), (404, False), (503, False)])
def test_only_2xx_counts_as_taken(status: int, taken: bool) -> None:
    with hook_server(Hook(statuses=[status])) as hook:
        if taken:
            post(Webhook(hook.url, SECRET), "d-1", 1, PAYLOAD)
        else:
            assert isinstance(refusal(hook.url), NotSent)


def test_an_endless_answer_is_not_read() -> None:
    with hook_server(Hook(answer=b"x" * 50_000_000)) as hook:
        post(Webhook(hook.url, SECRET), "d-1", 1, PAYLOAD)


def test_offline_is_told_from_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> socket.socket:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    with hook_server(Hook()) as hook:
        gone = hook.url
    assert refusal(gone).code == "notices.connection_failed"
    monkeypatch.setattr(socket, "create_connection", nowhere)
    assert isinstance(refusal("https://hook.example.jp/x"), NotReached)


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example.jp/x",
        "http://127.0.0.1.example.jp/",
        "http://localhost.example.jp/",
        "http://10.0.0.1/",
        "ftp://hook.example.jp/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "https://user:secret@hook.example.jp/",
        "https://hook.example.jp@evil.example/",
        "https://hook.example.jp/\r\nX-Evil: 1",
        "https://hook.example.jp/a b",
        "https://hook.example.jp\\@evil.example/",
        "https://hook.example.jp/#frag",
        "https://hook.example.jp:0/",
        "https://hook.example.jp:99999/",
        "https://ホスト.jp/",
        "https://",
        "https:///x",
        "https://[::1",
        "",
        "https://hook.example.jp/" + "x" * 2_000,
    ],
)
def test_a_url_that_could_lead_astray_is_refused(url: str) -> None:
    with pytest.raises(AppError) as raised:
        webhook_url(url)
    assert raised.value.code == "notices.bad_url"
    assert refusal(url).code == "notices.bad_url"


@pytest.mark.parametrize(
    "url", ["https://hook.example.jp/x?y=1", "http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:80/"]
)
def test_https_and_this_machine_are_accepted(url: str) -> None:
    assert webhook_url(url) == url


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@b", "a@b@c", "a b@c.jp", "a@c.jp\n", "a\0@c.jp", "あ@c.jp", "a@-c.jp", ".a@c.jp", "a..b@c.jp"],
)
def test_what_is_no_plain_address_is_refused(text: str) -> None:
    with pytest.raises(AppError):
        mail_address(text)


def test_addresses_stand_one_to_a_line_each_once_and_at_most_twenty() -> None:
    assert mail_addresses("a@c.jp\n\n b@c.jp \na@c.jp") == ("a@c.jp", "b@c.jp")
    assert len(mail_addresses("\n".join(f"a{number}@c.jp" for number in range(20)))) == 20
    with pytest.raises(AppError):
        mail_addresses("\n".join(f"a{number}@c.jp" for number in range(21)))


def test_a_local_part_has_at_most_64_characters() -> None:
    assert mail_address("a" * 64 + "@c.jp")
    with pytest.raises(AppError):
        mail_address("a" * 65 + "@c.jp")


@pytest.mark.parametrize("text", ["", "mail example", "mail\r\n", "-mail", "mail_.jp/", "メール"])
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(AppError):
        server_name(text)
