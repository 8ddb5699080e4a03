"""Webhooks with the standard library: one signed HTTPS POST, no redirect followed, no answer read.

The signature is ``sha256=`` and the HMAC-SHA256 of ``timestamp.body`` under the channel's key, in hex.
"""

import hashlib
import hmac
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.domain.notice_address import is_loopback, webhook_url
from app.platform.sending import NotSent, connection_failed

TIMEOUT_SECONDS = 20.0
SIGNATURE = "X-Dxdesk-Signature"
TIMESTAMP = "X-Dxdesk-Timestamp"
DELIVERY = "X-Dxdesk-Delivery"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to post, and the key to sign with."""

    url: str
    secret: str = field(repr=False)
    timeout: float = TIMEOUT_SECONDS


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what the receiver must compute as well."""
    signed = timestamp.encode("ascii") + b"." + body
    return "sha256=" + hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()


def post(hook: Webhook, key: str, timestamp: int, payload: Mapping[str, object]) -> None:
    """Post a payload once under its lasting key; NotReached when offline, NotSent for anything but 2xx.

    ``timestamp`` is in seconds since 1970 (UTC).
    """
    url = webhook_url(hook.url)
    body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode("utf-8")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "dxdesk",
        DELIVERY: key,
        TIMESTAMP: str(timestamp),
        SIGNATURE: signature(hook.secret, str(timestamp), body),
    }
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  (checked above)
    try:
        with _opener(url).open(request, timeout=hook.timeout) as response:
            status = int(response.status)
    except urllib.error.URLError as error:
        raise _failed(error.reason) from error
    except (OSError, http.client.HTTPException) as error:
        raise _failed(error) from error
    if 300 <= status < 400:
        raise NotSent("notices.redirected", answer=status)
    if not 200 <= status < 300:
        raise NotSent("notices.hook_refused", answer=status)


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Return an opener that speaks HTTP and nothing else: no redirects, no files, no cookies, no logins."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    local = is_loopback(urlsplit(url).hostname or "")
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler({} if local else None))
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler(context=context))
    return opener


def _failed(error: object) -> Exception:
    if isinstance(error, ssl.SSLError):
        return NotSent("notices.not_secure")
    if isinstance(error, OSError):
        return connection_failed(error)
    return NotSent("notices.cut_off")
