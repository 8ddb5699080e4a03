"""疑義: the passages that have to be asked about, how each is put, and which stand in the register (11(1))."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from app.contract.clause_names import clauses_named
from app.contract.terms import CHOICE_UNIT, Erratum, Term, Terms
from app.domain.meeting import OpenQuestion
from app.domain.text import search_key


def question_of(passage: Erratum, terms: Terms) -> str:
    """Return what is asked about a passage: which of the readings holds, or what its note says."""
    term = terms.by_key.get(passage.term)
    if term is None or term.unit != CHOICE_UNIT:
        return f"「{passage.text}」：{passage.note}"
    return f"{term.label}は、{'か、'.join(choice.words for choice in term.choices)}か。"


def is_answered(passage: Erratum, terms: Terms) -> bool:
    """Tell whether a recorded decision says how a passage is read."""
    return passage.term in terms.by_key and is_decided(terms.by_key[passage.term])


def is_decided(term: Term) -> bool:
    """Tell whether a term has a value for everybody that rests on a decision."""
    return any(value.decision_id and not value.municipality_code for value in term.values)


def entered(terms: Terms, questions: Iterable[OpenQuestion]) -> Mapping[int, OpenQuestion]:
    """Return the question in the register for each passage that has one, by the position of the passage.

    A question belongs to the passage that it puts word by word, else to the first of its clause that has none; one
    that names several clauses belongs to one passage of each.
    """
    passages = terms.questions
    waiting = {_key(question_of(passage, terms)): at for at, passage in enumerate(passages)}
    found: dict[int, OpenQuestion] = {}
    others: list[tuple[set[str], OpenQuestion]] = []
    for question in sorted(questions, key=lambda each: (each.number, each.id)):
        at = waiting.pop(_key(question.question), None)
        if at is None:
            others.append((set(clauses_named(question.clause)), question))
        else:
            found[at] = question
    for at, passage in enumerate(passages):
        clauses = clauses_named(passage.clause)
        if at not in found and (question_found := _taken(others, clauses)) is not None:
            found[at] = question_found
    return found


@lru_cache(maxsize=1024)
def _key(question: str) -> str:
    return search_key(question)


def _taken(others: Sequence[tuple[set[str], OpenQuestion]], clauses: frozenset[str]) -> OpenQuestion | None:
    """Return the first question that still stands for these clauses, and let it stand for them no more."""
    for standing, question in others:
        if clauses <= standing:
            standing -= clauses
            return question
    return None
