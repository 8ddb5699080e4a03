"""Keeps None, True and False alive under Python 3.11.

PySide6 6.12 is built for interpreters in which these constants are immortal (3.12 and later, PEP 683). Under 3.11 each
Qt call without a result drops a reference to None that it does not own, each ``emit`` one to True, and after some
thousand calls the interpreter ends with "deallocating None". A reserve of references outlasts any run.
"""

import ctypes
import sys

IMMORTAL_SINCE = (3, 12)
RESERVE = 1 << 40


def hold_constants() -> None:
    """Add a reserve of references to the constants, once, where the interpreter counts them."""
    # WORKAROUND https://peps.python.org/pep-0683/
    if sys.version_info >= IMMORTAL_SINCE:
        return
    for constant in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(constant))  # CPython keeps the count first in every object
        if count.value < RESERVE:
            count.value += RESERVE
