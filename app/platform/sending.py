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


# What resolvers say of a name that does not exist; some systems say the same when there is no network at all.
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME), 11_001})
_ELSEWHERE = ("192.0.2.1", 9)  # an address of documentation; nothing is sent to it


class NotSent(AppError):
    """A try that reached somebody and failed: a code of the catalogue, never the words of the other side."""


class NotReached(AppError):
    """No try at all: the machine is offline or not set up yet; the message waits and nothing is counted."""


def has_route() -> bool:
    """Tell whether this machine knows a way out of its own network, without sending anything."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE)
    except OSError:
        return False
    return True


def connection_failed(error: OSError) -> AppError:
    """Return what a failed connection means: offline, a name that nobody has, or a try that failed."""
    if isinstance(error, socket.gaierror):
        is_unknown = error.errno in _NO_SUCH_NAME and has_route()
        return NotSent("notices.unknown_host") if is_unknown else NotReached("notices.offline")
    if error.errno in _NO_ROUTE or getattr(error, "winerror", None) in _NO_ROUTE_WINDOWS:
        return NotReached("notices.offline")
    if isinstance(error, TimeoutError):
        return NotSent("notices.timed_out")
    return NotSent("notices.connection_failed")
