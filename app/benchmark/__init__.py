"""Measures this machine: every figure beside its floor or peer, as a ratio of medians within one run.

Nothing heavy is imported until a measurement needs it: the programs that are measured start from this package too.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.benchmark.figure import Figure


def measure(only: str, rows: int, progress: Callable[[str], None]) -> "list[Figure]":
    """Return the figures whose name contains ``only``; ``rows`` in place of 100,000 records, unless it is 0."""
    from app.benchmark.plan import measured

    return measured(only, rows, progress)
