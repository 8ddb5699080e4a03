"""What cannot be at the same time: hearings that share a person, a room, or a municipality (specification 6(7))."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from app.domain.case import Mode
from app.domain.hearing import Hearing, HearingStatus
from app.domain.text import search_key

ACTIVE = frozenset({HearingStatus.PLANNED, HearingStatus.HELD})
# Words for the municipality's own house: the same word means another place for each municipality.
AT_HOME = frozenset(map(search_key, ("市役所", "役場", "町役場", "村役場", "庁舎", "本庁舎", "現地", "先方", "貴庁")))
_BETWEEN_NAMES = re.compile(r"[、，,・/／\n;；]+")
_AND_OTHERS = re.compile(r"[\s　]*(?:ほか|他)[\s　]*[0-9０-９]*[\s　]*名?$")


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that two hearings share at the same time; ``later`` is the one to be told of it."""

    earlier: Hearing
    later: Hearing
    kind: str  # person, prefecture_person, room, municipality
    key: str  # id of the person, or the words for the person or room


def is_active(hearing: Hearing) -> bool:
    """Tell whether a hearing takes place: planned or held, with a day."""
    return hearing.status in ACTIVE and hearing.held_on is not None


def is_overlapping(one: Hearing, other: Hearing) -> bool:
    """Tell whether two hearings are at the same time; one without its times is never."""
    if one.held_on is None or one.held_on != other.held_on:
        return False
    if one.starts_at is None or one.ends_at is None or other.starts_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


@lru_cache(maxsize=1024)
def persons_named(text: str) -> tuple[str, ...]:
    """Return the persons of a text such as 戦略課A、戦略課B ほか1名, each once."""
    named = (_AND_OTHERS.sub("", part).strip() for part in _BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(name for name in named if name))


def shared(hearings: Iterable[Hearing]) -> Iterator[Shared]:
    """Yield what hearings on the same day share at the same time, in the order of day and start."""
    by_day: dict[object, list[Hearing]] = {}
    for hearing in hearings:
        if is_active(hearing) and hearing.starts_at is not None:
            by_day.setdefault(hearing.held_on, []).append(hearing)
    for _, same_day in sorted(by_day.items(), key=lambda item: str(item[0])):
        for earlier, later in combinations(sorted(same_day, key=_start), 2):
            if is_overlapping(earlier, later):
                yield from _of_pair(earlier, later)


def _of_pair(earlier: Hearing, later: Hearing) -> Iterator[Shared]:
    ours = {member.key for member in later.attendee_ids}
    for member in earlier.attendee_ids:
        if member.key in ours:
            yield Shared(earlier, later, "person", member.key)
    theirs = {search_key(name) for name in persons_named(later.prefecture_persons)}
    for name in persons_named(earlier.prefecture_persons):
        if search_key(name) in theirs:
            yield Shared(earlier, later, "prefecture_person", name)
    if earlier.room and _room_key(earlier) == _room_key(later):
        yield Shared(earlier, later, "room", earlier.room)


def newly_shared(hearings: Iterable[Hearing]) -> Iterator[Shared]:
    """Yield what each hearing needs while an earlier one of its day still has it, each thing once."""
    by_day: dict[object, list[Hearing]] = defaultdict(list)
    for hearing in hearings:
        if is_active(hearing) and hearing.starts_at is not None and hearing.ends_at is not None:
            by_day[hearing.held_on].append(hearing)
    for same_day in by_day.values():
        yield from _newly_shared_on_a_day(sorted(same_day, key=_start) if len(same_day) > 1 else ())


def _newly_shared_on_a_day(hearings: Iterable[Hearing]) -> Iterator[Shared]:
    last: dict[tuple[str, object], Hearing] = {}  # which has a thing longest
    for hearing in hearings:
        for kind, thing, words in _needed(hearing):
            earlier = last.get((kind, thing))
            if earlier is not None and is_overlapping(earlier, hearing):
                yield Shared(earlier, hearing, kind, words)
            if earlier is None or _end(earlier) <= _end(hearing):
                last[kind, thing] = hearing


def _needed(hearing: Hearing) -> Iterator[tuple[str, object, str]]:
    """Yield what a hearing needs for itself: the kind, what is the same for the same thing, its words."""
    for member in hearing.attendee_ids:
        yield "person", member.key, member.key
    for name in persons_named(hearing.prefecture_persons):
        yield "prefecture_person", _person_key(name), name
    if hearing.room:
        yield "room", _room_key(hearing), hearing.room


@lru_cache(maxsize=1024)
def _person_key(name: str) -> str:
    return search_key(name)


def _end(hearing: Hearing) -> str:
    return hearing.ends_at.isoformat() if hearing.ends_at else ""


def _room_key(hearing: Hearing) -> tuple[str, str]:
    """Return what is the same for the same room; the house of a municipality is its own."""
    key = search_key(hearing.room)
    at_home = hearing.mode is Mode.IN_PERSON and key in AT_HOME
    return (hearing.municipality_code if at_home else "", key)


def _start(hearing: Hearing) -> tuple[str, str]:
    return (hearing.starts_at.isoformat() if hearing.starts_at else "", hearing.id)


def once_more(hearings: Iterable[Hearing]) -> Iterator[Shared]:
    """Yield each further hearing that takes place with a municipality that has one, in the order of their days."""
    together: dict[str, list[Hearing]] = defaultdict(list)
    for hearing in hearings:
        if is_active(hearing):
            together[hearing.municipality_code].append(hearing)
    several = [each for found in together.values() if len(found) > 1 for each in found]
    first: dict[str, Hearing] = {}
    for hearing in sorted(several, key=lambda each: (str(each.held_on), *_start(each))):
        earlier = first.setdefault(hearing.municipality_code, hearing)
        if earlier is not hearing:
            yield Shared(earlier, hearing, "municipality", hearing.municipality_code)
