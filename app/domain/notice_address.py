"""Addresses of the outside: a mail address, a mail server and the URL of a webhook, checked before they are used.

What is not exactly one plain address is refused, for it would be written into headers and requests.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from app.domain.errors import AppError
from app.domain.text import shorten

LONGEST_ADDRESS = 254
LONGEST_URL = 2_000
MOST_RECIPIENTS = 20

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ADDRESS = re.compile(
    rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{_LABEL}(?:\.{_LABEL})*"
)


def mail_address(text: str) -> str:
    """Return one plain ASCII address; AppError ``notices.bad_address`` for anything else."""
    found = text.strip(" ")
    if len(found) > LONGEST_ADDRESS or _ADDRESS.fullmatch(found) is None or len(found.partition("@")[0]) > 64:
        raise AppError("notices.bad_address", typed=shorten(text))
    return found


def mail_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a list, one to a line, each once; AppError ``notices.too_many_addresses``."""
    found = tuple(dict.fromkeys(mail_address(line) for line in text.split("\n") if line.strip()))
    if len(found) > MOST_RECIPIENTS:
        raise AppError("notices.too_many_addresses", count=len(found), limit=MOST_RECIPIENTS)
    return found


def server_name(text: str) -> str:
    """Return the name or address of a mail server; AppError ``notices.bad_server``."""
    found = text.strip(" ")
    if len(found) > 253 or (_HOST.fullmatch(found) is None and not _is_ip(found)):
        raise AppError("notices.bad_server", typed=shorten(text))
    return found


def webhook_url(text: str) -> str:
    """Return a URL to post to: https, or http to this machine alone; AppError ``notices.bad_url``."""
    found = text.strip(" ")
    if not found.isascii() or len(found) > LONGEST_URL or any(sign <= " " or sign == "\x7f" for sign in found):
        raise AppError("notices.bad_url", typed=shorten(text))
    try:
        parts = urlsplit(found)
        is_good = _is_reachable(parts)
    except ValueError:
        is_good = False
    if not is_good or "\\" in found or "#" in found:
        raise AppError("notices.bad_url", typed=shorten(text))
    return found


def _is_reachable(parts: SplitResult) -> bool:
    """Tell whether the parts name a host and carry no login; ValueError when the port is none."""
    host = parts.hostname or ""
    if "@" in parts.netloc or not host or parts.port == 0:
        return False
    if _HOST.fullmatch(host) is None and not _is_ip(host):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine by its very name."""
    return host == "localhost" or (_is_ip(host) and ip_address(host).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text  # an IPv6 zone is no part of an address of ours
