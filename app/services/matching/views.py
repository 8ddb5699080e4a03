"""What the matching hands to the doors: candidates with their reasons, loads, and the plan of the open cases."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term of a score in words."""

    name: str
    label: str
    points: float
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One expert beside a case; an excluded one has the reason and no score."""

    expert_id: str
    name: str
    affiliation: str
    load: int  # 人回, held and planned
    score: float | None
    terms: tuple[TermLine, ...] = ()
    cautions: tuple[str, ...] = ()
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The candidates for a case, best first, the excluded ones last."""

    case_id: str
    number: str
    municipality: str
    fields: tuple[str, ...]
    on: date | None
    candidates: tuple[Candidate, ...]
    may_choose: bool  # now, by the workflow

    @property
    def suited(self) -> tuple[Candidate, ...]:
        """Return the candidates that nothing excludes."""
        return tuple(each for each in self.candidates if not each.excluded)


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One expert's dispatches in 人回, today's and in the most even distribution, with what else they support."""

    expert_id: str
    name: str
    is_listed: bool
    held: int
    planned: int
    fairest: int
    accompaniments: int  # sessions, 回
    consultations: int  # answers, 回
    fields: tuple[str, ...]  # that they master
    is_bound: bool  # among those who prove that the largest load cannot be smaller

    @property
    def load(self) -> int:
        """Return what is held and planned together."""
        return self.held + self.planned


@dataclass(frozen=True, slots=True)
class FairnessPage:
    """How evenly the dispatches are spread, and the proof (6(6)シ)."""

    on: date
    largest: int
    smallest_attainable: int
    moved: int  # 人回 that would be done by others in the most even distribution
    binding_fields: tuple[str, ...]
    binding_experts: int
    forced: int
    sentence: str
    proof: str
    lines: tuple[LoadLine, ...]  # most dispatches first

    @property
    def is_even(self) -> bool:
        """Tell whether no distribution of the same dispatches is more even."""
        return self.moved == 0


@dataclass(frozen=True, slots=True)
class PlannedChoice:
    """Whom the plan sends to one open case."""

    case_id: str
    number: str
    municipality: str
    fields: tuple[str, ...]
    status: str
    expert_id: str
    expert: str
    score: float | None
    load_after: int
    may_take: bool  # a case that is being matched
    why_not: str = ""  # nobody is able, or the case is not being matched yet


@dataclass(frozen=True)
class ChoicePlan:
    """The most even choice for all open cases; nothing is written yet."""

    choices: tuple[PlannedChoice, ...]
    largest: int
    sentence: str
    basis: Any = field(default=None, repr=False, compare=False)  # what taking it over needs

    @property
    def takable(self) -> tuple[PlannedChoice, ...]:
        """Return the choices that can be written now."""
        return tuple(each for each in self.choices if each.may_take)
