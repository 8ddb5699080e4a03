"""Use cases of the answers to a consultation, and of the dispatch it may lead to (specification 6(5))."""

from dataclasses import replace

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import AnswerMethod, ConsultationAnswer
from app.domain.record import Record
from app.services.actions.cases import APPLICATION, NUMBER_PREFIX
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, edits, written

ANSWER = tuple(field.name for field in ConsultationAnswer.REGISTER.fields if not field.fixed)
MENDED = tuple(name for name in ANSWER if name != "completes_case")
ANSWER_PREFIX = "答"
# What the municipality may wish otherwise when a consultation becomes a dispatch; the rest comes along as it is.
DISPATCH_FORM = ("applied_on", "fields", "content", "wished_when", "wished_mode")
STAYS_BEHIND = frozenset({"received_number"})


def record(situation: Situation, values: Values) -> Change:
    """Record an answer: the first brings its case into support, the one that settles the matter completes it."""
    case = situation.on(Case)
    answer = written(
        ConsultationAnswer(id=situation.new_id()),
        values,
        number=situation.next_number(ANSWER_PREFIX),
        case_id=case.id,
        municipality_code=case.municipality_code,
    )
    target = CaseStatus.COMPLETED if answer.completes_case else CaseStatus.SUPPORTING
    saved: tuple[Record, ...] = ()
    if case.status != target:
        saved = (replace(case, status=target, status_reason="", status_since=answer.answered_on),)
    return Change(added=(answer,), saved=saved)


def answer_start(situation: Situation) -> Values:
    """Return what was agreed with the prefecture: who answers, and how."""
    case = situation.on(Case)
    return {
        "answered_on": situation.today,
        "method": case.answer_method or AnswerMethod.ONLINE,
        "expert_ids": case.expert_ids,
    }


def correct(situation: Situation, values: Values) -> Change:
    """Take a reported answer back to mend it; it must be reported again."""
    return Change(saved=(replace(situation.on(ConsultationAnswer), reported_on=None),))


def to_dispatch(situation: Situation, values: Values) -> Change:
    """Make a dispatch case from a consultation; what is known comes along and the link stays (6(5)エ)."""
    origin = situation.on(Case)
    known = {name: getattr(origin, name) for name in APPLICATION if name not in STAYS_BEHIND}
    case = written(
        Case(id=situation.new_id()),
        {**known, **values},
        kind=CaseKind.DISPATCH,
        number=situation.next_number(NUMBER_PREFIX[CaseKind.DISPATCH]),
        status_since=situation.today,
        origin_case_id=origin.id,
    )
    return Change(added=(case,))


ACTIONS: tuple[Action, ...] = (
    Action(
        "answer.record",
        "回答を記録",
        "cases",
        record,
        pick(ConsultationAnswer, *ANSWER),
        primary=True,
        initial=answer_start,
    ),
    Action(
        "case.to_dispatch",
        "派遣の案件を作る",
        "cases",
        to_dispatch,
        pick(Case, *DISPATCH_FORM),
        initial=lambda situation: {"applied_on": situation.today},
    ),
    Action("answer.edit", "回答を編集", "answers", edits(ConsultationAnswer), pick(ConsultationAnswer, *MENDED)),
    Action(
        "answer.report",
        "県へ報告した",
        "answers",
        edits(ConsultationAnswer),
        pick(ConsultationAnswer, "reported_on", required=("reported_on",)),
        primary=True,
        initial=lambda situation: {"reported_on": situation.today},
    ),
    Action("answer.correct", "報告を取り下げて直す", "answers", correct),
    Action(
        "answer.remove",
        "回答を削除",
        "answers",
        lambda situation, values: Change(removed=(situation.on(ConsultationAnswer),)),
    ),
)
