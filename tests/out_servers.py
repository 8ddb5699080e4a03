"""Real servers on loopback for what leaves the office: SMTP with TLS, and HTTP(S) for webhooks.

Both misbehave on demand: ``answers`` are what the next deliveries get, and everything received is kept.
"""

import base64
import datetime
import http.server
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "desk@example.jp", "Geheim-7-Aikotoba"
NOW = datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Certificates:
    """The files of a certificate for this machine: its chain with key, and the authority to trust."""

    chain: Path
    authority: Path

    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.chain)
        return made


def make_certificates(folder: Path, names: tuple[str, ...] = ("localhost",)) -> Certificates:
    """Make an authority and a certificate of this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "dxdesk test")])
    alternatives: list[x509.GeneralName] = [x509.DNSName(each) for each in names]
    if "localhost" in names:
        alternatives.append(x509.IPAddress(ip_address("127.0.0.1")))
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=400))
        .not_valid_after(NOW + datetime.timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain, authority = folder / "chain.pem", folder / "authority.pem"
    chain.write_bytes(private + pem)
    authority.write_bytes(pem)
    return Certificates(chain, authority)


@dataclass
class Mailbox:
    """What an SMTP server does and has received."""

    port: int = 0
    certificates: Certificates | None = None
    implicit_tls: bool = False
    offers_starttls: bool = True
    mechanisms: str = "PLAIN LOGIN"
    answers: list[str] = field(default_factory=list)  # "greet:421", "rcpt:550", "data:451", "cut" for the next ones
    received: list[Message] = field(default_factory=list)
    senders: list[tuple[str, str]] = field(default_factory=list)
    in_clear: list[str] = field(default_factory=list)  # commands that came before TLS
    logins: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]


class _Smtp(socketserver.StreamRequestHandler):
    """One conversation; the parts of RFC 5321 that a client meets."""

    server: Any

    def handle(self) -> None:
        self.box: Mailbox = self.server.box
        self.box.connections += 1
        self.mood = self.box.answers.pop(0) if self.box.answers else ""
        self.secure = self.box.implicit_tls
        self.logged_in = False
        self.sender = self.recipient = ""
        with suppress(ConnectionError, ssl.SSLError):
            if self.box.implicit_tls:
                self._encrypt()
            if self.mood.startswith("greet:"):
                self._say(f"{self.mood[6:]} closed for today")
                return
            self._say("220 mail.example.jp ESMTP")
            while self._command():
                pass

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()
        self.request.close()

    def _encrypt(self) -> None:
        assert self.box.certificates is not None
        self.request = self.box.certificates.context().wrap_socket(self.request, server_side=True)
        self.rfile.close()
        self.wfile.close()
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)
        self.secure = True

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode("utf-8") + b"\r\n")

    def _line(self) -> str:
        return self.rfile.readline(4_096).decode("utf-8", "replace").rstrip("\r\n")

    def _command(self) -> bool:
        line = self._line()
        word = line.partition(" ")[0].upper()
        if not word:
            return False
        if not self.secure:
            self.box.in_clear.append(word)
        if word in ("EHLO", "HELO"):
            extras = [] if self.secure or not self.box.offers_starttls else ["STARTTLS"]
            extras += [f"AUTH {self.box.mechanisms}"] if self.secure else []
            lines = ["mail.example.jp", *extras]
            for position, extra in enumerate(lines, start=1):
                self._say(f"250{' ' if position == len(lines) else '-'}{extra}")
        elif word == "STARTTLS":
            self._say("220 go ahead")
            self._encrypt()
        elif word == "AUTH":
            self._login(line)
        elif word == "MAIL":
            self.sender = line.partition(":")[2].strip().split(" ")[0].strip("<>")
            self._say("250 ok" if self.logged_in else "530 log in first")
        elif word == "RCPT":
            self.recipient = line.partition(":")[2].strip().strip("<>")
            self._say(f"{self.mood[5:]} 山田太郎 unknown" if self.mood.startswith("rcpt:") else "250 ok")
        elif word == "DATA":
            return self._data()
        elif word == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 ok")
        return True

    def _login(self, line: str) -> None:
        parts = line.split(" ")
        if parts[1] == "PLAIN":
            _, user, password = base64.b64decode(parts[2]).decode("utf-8").split("\0")
        else:
            user = base64.b64decode(parts[2]).decode("utf-8") if len(parts) > 2 else self._asked("User Name")
            password = self._asked("Password")
        self.box.logins.append((user, password))
        self.logged_in = (user, password) == (USER, PASSWORD)
        self._say("235 welcome" if self.logged_in else "535 wrong password")

    def _asked(self, what: str) -> str:
        self._say(f"334 {base64.b64encode(what.encode()).decode()}")
        return base64.b64decode(self._line()).decode("utf-8")

    def _data(self) -> bool:
        self._say("354 go on")
        if self.mood == "cut":
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.mood.startswith("data:"):
            self._say(f"{self.mood[5:]} not now")
            return True
        self.box.received.append(message_from_bytes(b"".join(lines), policy=default))
        self.box.senders.append((self.sender, self.recipient))
        if self.mood == "cut after":
            return False
        self._say("250 taken")
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server(box: Mailbox) -> Iterator[Mailbox]:
    """Run an SMTP server on loopback."""
    with _Server(("127.0.0.1", 0), _Smtp) as server, _running(server):
        server.box = box  # type: ignore[attr-defined]
        box.port = server.server_address[1]
        yield box


@dataclass
class Hook:
    """What a webhook's server does and has received."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: bytes = b"ok"


class _Http(http.server.BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        hook: Hook = self.server.hook
        hook.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        hook.headers.append(dict(self.headers.items()))
        self._answer(hook)

    def do_GET(self) -> None:
        self.server.hook.bodies.append(b"GET")
        self._answer(self.server.hook)

    def _answer(self, hook: Hook) -> None:
        status = hook.statuses.pop(0) if hook.statuses else 200
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{hook.url}/elsewhere")
        self.end_headers()
        with suppress(ConnectionError, ssl.SSLError):
            self.wfile.write(hook.answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _HttpServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a client that does not trust us hang up."""


@contextmanager
def hook_server(hook: Hook, certificates: Certificates | None = None) -> Iterator[Hook]:
    """Run an HTTP server on loopback, or an HTTPS one."""
    with _HttpServer(("127.0.0.1", 0), _Http) as server:
        server.hook = hook  # type: ignore[attr-defined]
        if certificates is not None:
            server.socket = certificates.context().wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme, name = ("http", "127.0.0.1") if certificates is None else ("https", "localhost")
        hook.url = f"{scheme}://{name}:{server.server_address[1]}/hook"
        with _running(server):
            yield hook


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
