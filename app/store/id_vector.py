"""The ids of a long list in little memory: 16 bytes each instead of the 85 of a text."""

from collections.abc import Iterator, Sequence
from typing import overload

_BYTES = 16
_LETTERS = 36
_DASHES = (8, 13, 18, 23)  # the places of the four dashes in the text of a UUID
_PART = 4_096  # ids in one piece of memory: small enough to be used again for the next list


class IdVector(Sequence[str]):
    """Ids in their order; each is read as the text that it is."""

    __slots__ = ("_count", "_parts")

    def __init__(self, parts: Sequence[bytes]) -> None:
        """Keep ids of 16 bytes each, in parts of which all but the last are full."""
        self._parts = parts
        self._count = sum(map(len, parts)) // _BYTES

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self._text(number) for number in range(*place.indices(self._count))]
        return self._text(range(self._count)[place])

    def __iter__(self) -> Iterator[str]:
        return map(self._text, range(self._count))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and self._place(value) >= 0

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Return the place of an id; ValueError when it is not there. Each id stands once in a list."""
        place = self._place(value)
        if place < 0 or place not in range(*slice(start, stop).indices(self._count)):
            raise ValueError(value)
        return place

    def _text(self, number: int) -> str:
        part, place = divmod(number, _PART)
        digits = self._parts[part][place * _BYTES : (place + 1) * _BYTES].hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def _place(self, value: str) -> int:
        wanted = _bytes_of([value])
        if wanted is None:
            return -1
        for number, part in enumerate(self._parts):
            found = part.find(wanted)
            while found % _BYTES and found >= 0:  # the end of one and the beginning of the next, by chance
                found = part.find(wanted, found + 1)
            if found >= 0:
                return number * _PART + found // _BYTES
        return -1


def packed(batches: Iterator[list[str]]) -> Sequence[str]:
    """Return the ids of all batches in little memory; as the texts they are when one of them is no UUID."""
    parts: list[bytes] = []
    kept = bytearray()
    for ids in batches:
        found = _bytes_of(ids)
        if found is None:
            return [*IdVector([*parts, bytes(kept)]), *ids, *(each for batch in batches for each in batch)]
        kept += found
        while len(kept) >= _PART * _BYTES:
            parts.append(bytes(kept[: _PART * _BYTES]))
            del kept[: _PART * _BYTES]
    return IdVector([*parts, bytes(kept)])


def _bytes_of(ids: list[str]) -> bytes | None:
    """Return ids as bytes; None unless each is exactly how a UUID is written."""
    joined = "".join(ids)
    if not set(map(len, ids)) <= {_LETTERS} or joined != joined.lower():
        return None
    if any(joined[place::_LETTERS] != "-" * len(ids) for place in _DASHES):
        return None
    try:
        found = bytes.fromhex(joined.replace("-", ""))
    except ValueError:
        return None
    return found if len(found) == len(ids) * _BYTES else None  # white space is passed over
