"""Mail over SMTP with the standard library: TLS 1.2 or later with a verified certificate, login from the key ring.

A message is the same byte for byte each time it is tried, its Message-ID too, so that a second arrival is known.
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.domain.errors import AppError
from app.domain.notice_address import mail_address, server_name
from app.platform.sending import NotSent, connection_failed

TIMEOUT_SECONDS = 30.0
LONGEST_SUBJECT = 400
_GREETING = "[127.0.0.1]"  # the name of the user's machine is nobody's business


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; ``implicit_tls`` encrypts from the first byte, otherwise STARTTLS must be offered."""

    host: str
    port: int
    implicit_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT_SECONDS


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one recipient; ``key`` names it for ever."""

    key: str
    sender: str
    recipient: str
    subject: str
    body: str
    written_at: datetime

    @property
    def message_id(self) -> str:
        """Return the Message-ID, the same at every try."""
        return f"<{self.key}@{self.sender.rpartition('@')[2]}>"

    def message(self) -> EmailMessage:
        """Return the message; AppError ``notices.header_refused`` or ``notices.bad_address`` for hostile parts."""
        if len(self.subject) > LONGEST_SUBJECT or not (self.subject + self.key).replace("\u3000", "").isprintable():
            raise AppError("notices.header_refused")
        message = EmailMessage(policy=SMTP)
        message["From"] = mail_address(self.sender)
        message["To"] = mail_address(self.recipient)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.written_at)
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.body, charset="utf-8", cte="base64")
        return message


def send_mail(server: MailServer, mail: Mail) -> None:
    """Hand one message to the server; NotReached when offline, NotSent when it was not taken."""
    message = mail.message()
    host = server_name(server.host)
    try:
        smtp = _connected(server, host)
        try:
            if server.user:
                smtp.login(server.user, server.password)
            smtp.send_message(message, mail.sender, [mail.recipient])
            with suppress(OSError):  # what was taken stays taken, however the farewell goes
                smtp.quit()
        finally:
            smtp.close()
    except ssl.SSLError as error:
        raise NotSent("notices.not_secure") from error
    except smtplib.SMTPException as error:
        raise _refusal(error) from error
    except OSError as error:
        raise connection_failed(error) from error
    except UnicodeError as error:  # a login that is not ASCII
        raise NotSent("notices.login_refused", answer=0) from error


def _connected(server: MailServer, host: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.implicit_tls:
        return smtplib.SMTP_SSL(host, server.port, local_hostname=_GREETING, timeout=server.timeout, context=context)
    smtp = smtplib.SMTP(host, server.port, local_hostname=_GREETING, timeout=server.timeout)
    try:
        smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _refusal(error: smtplib.SMTPException) -> NotSent:
    """Return the refusal by its number; the server's own words may quote persons and are left out."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotSent("notices.not_secure")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return NotSent("notices.cut_off")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotSent("notices.login_refused", answer=error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [answer for answer, _ in error.recipients.values()]
        return NotSent("notices.mail_refused", answer=answers[0] if answers else 0)
    if isinstance(error, smtplib.SMTPResponseException):
        return NotSent("notices.mail_refused", answer=error.smtp_code)
    return NotSent("notices.connection_failed")
