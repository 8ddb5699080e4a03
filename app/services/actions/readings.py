"""Use cases of the passages that can be read in two ways: asking them all, and recording the answer (11(1))."""

from app.contract.questions import entered, is_answered, question_of
from app.domain.contract import TermAmendment
from app.domain.errors import AppError
from app.domain.meeting import OpenQuestion, QuestionState
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, written


def enter_all(situation: Situation, values: Values) -> Change:
    """Enter every passage that is neither asked nor settled into the list of questions; AppError when there is none."""
    facts = situation.facts
    known = entered(facts.terms, facts.of(OpenQuestion).values())
    missing = [
        passage
        for at, passage in enumerate(facts.terms.questions)
        if at not in known and not is_answered(passage, facts.terms)
    ]
    if not missing:
        raise AppError("readings.all_entered")
    return Change(
        added=tuple(
            OpenQuestion(
                id=situation.new_id(),
                number=situation.next_number("疑"),
                clause=passage.clause,
                question=question_of(passage, facts.terms),
                reading=passage.note,
            )
            for passage in missing
        )
    )


def record_answer(situation: Situation, values: Values) -> Change:
    """Record the prefecture's answer: the term changes from its day on, and the question is answered (11(1)).

    AppError ``readings.not_a_question`` for a term that no passage asks about.
    """
    facts = situation.facts
    made = written(TermAmendment(id=situation.new_id()), values)
    asked = [at for at, passage in enumerate(facts.terms.questions) if passage.term and passage.term == made.term]
    if not asked:
        raise AppError("readings.not_a_question", term=made.term)
    known = entered(facts.terms, facts.of(OpenQuestion).values())
    answered = tuple(
        written(known[at], {"state": QuestionState.ANSWERED, "answer_id": made.decision_id})
        for at in asked
        if at in known
    )
    return Change(added=(made,), saved=answered)


ACTIONS: tuple[Action, ...] = (
    Action(
        "open_question.enter_all",
        "未登録の疑義をまとめて登録",
        "questions",
        enter_all,
        needs_subject=False,
    ),
    Action(
        "reading.answer",
        "読み方についての県の回答を記録",
        "amendments",
        record_answer,
        pick(TermAmendment, "term", "value", "holds_from", "decision_id"),
        needs_subject=False,
        initial=lambda situation: {"holds_from": situation.today},
    ),
)
