"""市町村: the municipalities of the prefecture, their codes (全国地方公共団体コード) and the ways people write them."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.text import compact, search_key, shorten

COLUMNS = ("code", "name", "kana", "kind", "area", "office_lat", "office_lng", "district")
LONGEST_NAME = 60
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
_BETWEEN_KANJI = re.compile(r"(?<=[\u3005\u4e00-\u9fff])[ケガ](?=[\u3005\u4e00-\u9fff])")
_BRACKETED = re.compile(r"\((?P<inside>[^()]{1,12})\)$")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality; latitude and longitude of its office are decimal degrees as text."""

    code: str
    name: str
    kana: str
    kind: str
    area: str
    latitude: str
    longitude: str
    district: str = ""  # 郡, for towns and villages


def check_digit(digits: str) -> str:
    """Return the sixth digit that belongs to the first five.

    >>> check_digit("11100")
    '7'
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return str((11 - weighted % 11) % 10)


def check_code(text: str) -> str:
    """Return the six digits of a municipality code; raises AppError calendar.municipality_code.

    >>> check_code("１１１００－７")
    '111007'
    >>> check_code("111008")
    Traceback (most recent call last):
    ...
    app.domain.errors.AppError: ('calendar.municipality_code', {'typed': '111008'})
    """
    code = compact(text[:LONGEST_NAME]).translate(_HYPHENS)
    match = re.fullmatch(r"([0-9]{5})-?([0-9])", code, re.ASCII)
    if not match or check_digit(match[1]) != match[2]:
        raise AppError("calendar.municipality_code", typed=shorten(text))
    return match[1] + match[2]


def looks_like_code(text: str) -> bool:
    """Tell whether a text is meant as a code: digits and hyphens only."""
    return re.fullmatch(r"[0-9-]+", compact(text[:LONGEST_NAME]).translate(_HYPHENS)) is not None


class Municipalities:
    """All municipalities of the prefecture, by code."""

    def __init__(self, municipalities: tuple[Municipality, ...], prefecture: str = "埼玉県") -> None:
        """Index the municipalities under every unambiguous way of writing them."""
        self._by_code = {each.code: each for each in sorted(municipalities, key=lambda each: each.code)}
        self._prefecture = _key(prefecture)
        self._districts = {_key(each.district) for each in municipalities if each.district}
        found: dict[str, set[str]] = defaultdict(set)
        for each in municipalities:
            for written in (each.name, each.kana, each.name[:-1]):
                found[_key(written)].add(each.code)
        self._by_key = {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}

    @classmethod
    def from_csv(cls, text: str, prefecture: str = "埼玉県") -> "Municipalities":
        """Read the municipality list; raises AppError calendar.municipalities_unreadable naming the row."""
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        read: dict[str, Municipality] = {}
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise AppError("calendar.municipalities_unreadable", row=1)
        for row in reader:
            values = [row[column] for column in COLUMNS]
            try:
                code = check_code(values[0] or "")
            except AppError:
                raise AppError("calendar.municipalities_unreadable", row=reader.line_num) from None
            if None in values or None in row or not values[1] or code in read:
                raise AppError("calendar.municipalities_unreadable", row=reader.line_num)
            read[code] = Municipality(code, *values[1:])
        return cls(tuple(read.values()), prefecture)

    def __iter__(self) -> Iterator[Municipality]:
        """Yield the municipalities in the order of their codes."""
        return iter(self._by_code.values())

    def __len__(self) -> int:
        """Return how many municipalities there are."""
        return len(self._by_code)

    def by_code(self, code: str) -> Municipality:
        """Return the municipality of a code; KeyError when there is none."""
        return self._by_code[code]

    def find(self, text: str) -> Municipality | None:
        """Return the one municipality that a text names, or None; never a guess.

        Reads name or kana, 鶴ケ島 and 鶴ヶ島, 郡 before the name or in brackets behind it, the prefecture before it,
        spaces anywhere, a name without 市, 町 or 村 where only one fits, and codes with a right check digit.
        """
        if len(text) > LONGEST_NAME:
            return None
        if looks_like_code(text):
            try:
                return self._by_code.get(check_code(text))
            except AppError:
                return None
        name, district = self._split(text)
        found = self._by_code.get(self._by_key.get(name, ""))
        if found is None or (district and district != _key(found.district)):
            return None
        return found

    def suggestions(self, text: str, limit: int = 3) -> tuple[Municipality, ...]:
        """Return municipalities whose names or codes resemble a text, the closest first."""
        import difflib  # for what was mistyped only

        if looks_like_code(text):
            close = difflib.get_close_matches(compact(text[:LONGEST_NAME]), list(self._by_code), limit, 0.8)
            return tuple(self._by_code[code] for code in close)
        name, _ = self._split(text[:LONGEST_NAME])
        close = difflib.get_close_matches(name, list(self._by_key), limit * 2, 0.6)
        codes = dict.fromkeys(self._by_key[key] for key in close)
        return tuple(self._by_code[code] for code in codes)[:limit]

    def _split(self, text: str) -> tuple[str, str]:
        """Return the key of the name and of the 郡 that a text gives, without the prefecture."""
        name, district = _key(text), ""
        bracketed = _BRACKETED.search(name)
        if bracketed and bracketed["inside"] in (*self._districts, self._prefecture):
            name = name[: bracketed.start()]
            district = bracketed["inside"] if bracketed["inside"] != self._prefecture else ""
        name = name.removeprefix(self._prefecture)
        for each in self._districts:
            if name.startswith(each) and (not district or district == each):
                return name.removeprefix(each), each
        return name, district


def _key(text: str) -> str:
    """Return the search key with the connecting ケ of place names unified (鶴ヶ島, 鶴が島)."""
    return _BETWEEN_KANJI.sub("ケ", search_key(text))
