"""What can come of an attempt to send something out of the office."""

import errno
import socket

from app.domain.errors import AppError

_NO_ROUTE = frozenset(
    number
    for name in ("ENETUNREACH", "ENETDOWN", "EHOSTUNREACH", "EHOSTDOWN", "EADDRNOTAVAIL")
    if (number := getattr(errno, name, None)) is not None
)
_NO_ROUTE_WINDOWS = frozenset({10_050, 10_051, 10_065, 11_001, 11_002})


class NotSent(AppError):
    """A try that reached somebody and failed: a code of the catalogue, never the words of the other side."""


class NotReached(AppError):
    """No try at all: the machine is offline or not set up yet; the message waits and nothing is counted."""


def connection_failed(error: OSError) -> AppError:
    """Return what a failed connection means: offline, or a try that failed."""
    offline = (
        isinstance(error, socket.gaierror)
        or error.errno in _NO_ROUTE
        or getattr(error, "winerror", None) in _NO_ROUTE_WINDOWS
    )
    if offline:
        return NotReached("notices.offline")
    if isinstance(error, TimeoutError):
        return NotSent("notices.timed_out")
    return NotSent("notices.connection_failed")
