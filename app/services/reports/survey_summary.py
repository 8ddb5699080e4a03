"""What the surveys after the dispatches say together, without giving anybody away (specification 6(6)キ, 10(1))."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.contract.anonymity import give_aways
from app.contract.anonymity_marks import marked_parts
from app.contract.facts import ContractFacts
from app.domain.case import Case, CaseKind
from app.domain.contact import Contact
from app.domain.event import CaseStudy
from app.services.reports.wording import said

SCORES = (5, 4, 3, 2, 1)
HIDDEN = "●●"
TOPS = (5, 4)  # what is called solved, or nearly
SHORTEST_FAMILY = 2  # characters of a family name that is looked for


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """How many were asked and answered, how the answers are spread, and the comments in the order of their text."""

    asked: int
    answered: int
    scores: tuple[tuple[int, int], ...]  # score and how many gave it, the highest first
    comments: tuple[tuple[str, int], ...]  # text with every name hidden, and how many wrote it

    @property
    def scored(self) -> int:
        """Return how many gave a score."""
        return sum(count for _, count in self.scores)

    @property
    def average(self) -> str:
        """Return the mean of the scores with one decimal, rounded half up; empty where nobody gave one."""
        if not self.scored:
            return ""
        tenths = int(Fraction(10 * sum(score * count for score, count in self.scores), self.scored) + Fraction(1, 2))
        return f"{tenths // 10}.{tenths % 10}"

    @property
    def solved(self) -> int:
        """Return how many gave one of the two highest scores."""
        return sum(count for score, count in self.scores if score in TOPS)


def survey_summary(facts: ContractFacts) -> SurveySummary:
    """Return what the surveys of all dispatch cases say; an answer that is late is simply not in it yet."""
    cases = [each for each in facts.cases.values() if each.kind == CaseKind.DISPATCH]
    counted = Counter(each.survey_score for each in cases if each.survey_score is not None)
    written = Counter(
        without_names(said(each, "survey_comment"), each, facts) for each in cases if said(each, "survey_comment")
    )
    return SurveySummary(
        asked=sum(each.survey_asked_on is not None for each in cases),
        answered=sum(each.survey_answered_on is not None for each in cases),
        scores=tuple((score, counted[score]) for score in SCORES),
        comments=tuple(sorted(written.items())),
    )


def without_names(comment: str, case: Case, facts: ContractFacts) -> str:
    """Return a comment with every name, address and number hidden that could give somebody away (10(1))."""
    study = CaseStudy(id="", title="", content=comment)
    contacts = list(facts.of(Contact).values())
    words = {
        *give_aways(study, case, contacts, facts.municipality_names),
        *give_aways(study, None, contacts, facts.municipality_names),
        *_persons(facts),
    }
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "".join(HIDDEN if part.is_marked else part.text for part in marked_parts(comment, longest_first))


def _persons(facts: ContractFacts) -> Iterator[str]:
    """Yield the experts and every contact by full name and, where a gap shows it, by family name."""
    names: Iterable[str] = (
        *(each.name for each in facts.experts.values()),
        *(each.person for each in facts.of(Contact).values()),
        *(each.contact_name for each in facts.cases.values()),
    )
    for name in names:
        family = "".join(name.split()[:1])
        yield from (each for each in (name.strip(), family) if len(each) >= SHORTEST_FAMILY)
