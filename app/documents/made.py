"""What a builder hands back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file; ``pages`` is 0 where a file has none."""

    data: bytes
    pages: int
