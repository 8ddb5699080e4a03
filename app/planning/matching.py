"""マッチング: which experts suit a request best, term by term (specification 6(5)ウ, 6(6)カ).

Each term is a share between 0 and 1 of its points; what is not known counts half. The points say how much each term
weighs; together they are 100.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import log

UNKNOWN = 0.5
OPEN_WEEKDAYS = 5


class Term(Enum):
    """What speaks for or against a candidate."""

    FIELDS = "fields"
    WORDS = "words"
    RECORD = "record"
    TRAVEL = "travel"
    DAYS = "days"
    BALANCE = "balance"


@dataclass(frozen=True)
class Scale:
    """How the terms are reckoned; see resources/matching.toml."""

    points: Mapping[Term, int]
    levels: Mapping[str, float]  # share by level of a field
    enough_record: int  # municipalities
    elsewhere: float  # most that support elsewhere counts, beside support of this municipality
    near_minutes: int
    far_minutes: int
    gap: int  # 人回


@dataclass(frozen=True, slots=True)
class Wish:
    """What a municipality asks for."""

    fields: tuple[str, ...]
    words: Mapping[str, float]  # weight of each word that tells candidates apart
    travels: bool  # False for support online


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of one expert, beside a wish."""

    id: str
    levels: Mapping[str, str]  # level by field
    words: frozenset[str]  # of the wish, which the profile uses
    municipalities: int | None  # supported before
    here: int  # times that this municipality was supported
    minutes: float | None  # of the way, one way
    weekdays: int | None  # of Monday to Friday
    load: int  # 人回 so far


@dataclass(frozen=True)
class Score:
    """The points of an applicant, term by term, each to a tenth, so that they add up to the total on paper, too."""

    id: str
    points: Mapping[Term, float]

    @property
    def total(self) -> float:
        """Return the points out of 100, to a tenth."""
        return round(sum(self.points.values()), 1)


def scores(wish: Wish, applicants: Sequence[Applicant], scale: Scale) -> tuple[Score, ...]:
    """Return the applicants' scores, best first; among equals the one with fewer dispatches, then by id."""
    least = min((applicant.load for applicant in applicants), default=0)
    carried = {applicant.id: applicant.load for applicant in applicants}
    found = [_score(wish, applicant, scale, least) for applicant in applicants]
    return tuple(sorted(found, key=lambda score: (-score.total, carried[score.id], score.id)))


def _score(wish: Wish, applicant: Applicant, scale: Scale, least: int) -> Score:
    shares: dict[Term, float | None] = {
        Term.FIELDS: _fields(wish, applicant, scale),
        Term.WORDS: _words(wish, applicant),
        Term.RECORD: _record(applicant, scale),
        Term.TRAVEL: _travel(wish, applicant, scale),
        Term.DAYS: None if applicant.weekdays is None else applicant.weekdays / OPEN_WEEKDAYS,
        Term.BALANCE: max(0.0, 1 - (applicant.load - least) / scale.gap),
    }
    known = {term: UNKNOWN if share is None else share for term, share in shares.items()}
    return Score(applicant.id, {term: round(scale.points[term] * share, 1) for term, share in known.items()})


def _fields(wish: Wish, applicant: Applicant, scale: Scale) -> float | None:
    if not wish.fields:
        return None
    levels = [scale.levels[applicant.levels[code]] for code in wish.fields if code in applicant.levels]
    return sum(levels) / len(wish.fields)


def _words(wish: Wish, applicant: Applicant) -> float | None:
    whole = sum(wish.words.values())
    return sum(wish.words[word] for word in applicant.words) / whole if whole else None


def _record(applicant: Applicant, scale: Scale) -> float | None:
    """Return the share for support before: all of it for this municipality, less for others."""
    if applicant.here:
        return 1.0
    if applicant.municipalities is None:
        return None
    return min(1.0, applicant.municipalities / scale.enough_record) * scale.elsewhere


def _travel(wish: Wish, applicant: Applicant, scale: Scale) -> float | None:
    if not wish.travels:
        return 1.0
    if applicant.minutes is None:
        return None
    late = (applicant.minutes - scale.near_minutes) / (scale.far_minutes - scale.near_minutes)
    return min(1.0, max(0.0, 1 - late))


def telling_words(asked: Iterable[str], profiles: Sequence[str]) -> Mapping[str, float]:
    """Return the asked words that some profiles use and others do not, the rarer the heavier."""
    found: dict[str, float] = {}
    for word in dict.fromkeys(asked):
        used = sum(word in profile for profile in profiles)
        if 0 < used < len(profiles):
            found[word] = log(len(profiles) / used)
    return found
