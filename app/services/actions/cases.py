"""Use cases of a case of either kind, from application to its end (specification 6(5), 6(6))."""

from dataclasses import replace

from app.contract.workflow import CASE_STEPS
from app.domain.case import Case, CaseKind
from app.domain.errors import AppError
from app.domain.record import Kind
from app.services.actions.forms import pick, typed
from app.services.actions.situation import Action, Change, Situation, Values, edits, written

NUMBER_PREFIX = {CaseKind.DISPATCH: "派", CaseKind.CONSULTATION: "相"}

APPLICATION = (
    "municipality_code",
    "received_number",
    "applied_on",
    "department",
    "contact_name",
    "contact_mail",
    "contact_phone",
    "contact_skill",
    "fields",
    "content",
    "wished_when",
    "wished_mode",
    "note",
)

REASON = replace(typed("status_reason", "理由", Kind.TEXT), required=True, max_length=200)


def add(situation: Situation, values: Values) -> Change:
    """Take in an application by hand."""
    case = written(Case(id=situation.new_id()), values)
    prefix = NUMBER_PREFIX[case.kind or CaseKind.DISPATCH]
    return Change(added=(replace(case, number=situation.next_number(prefix), status_since=situation.today),))


def edit(situation: Situation, values: Values) -> Change:
    """Write what the application says; a case with sessions stays with the municipality that they count for."""
    before = situation.on(Case)
    case = written(before, values)
    if case.municipality_code != before.municipality_code and situation.facts.sessions_by_case.get(case.id):
        raise AppError("services.case_has_sessions", where=case.number, case=case.number)
    return Change(saved=(case,))


def move(situation: Situation, action: str, values: Values) -> Case:
    """Return the case one step on, with what the step brings."""
    entries = {"status_reason": "", **values}
    return written(situation.on(Case), entries, status=CASE_STEPS[action].target, status_since=situation.today)


def _step(name: str, label: str, primary: bool = False, fields: tuple[str, ...] = (), reason: bool = False) -> Action:
    """Return the action of a step of the workflow that writes its form's fields as they are."""

    def change(situation: Situation, values: Values) -> Change:
        return Change(saved=(move(situation, name, values),))

    form = pick(Case, *fields, required=fields) + ((REASON,) if reason else ())
    return Action(name, label, "cases", change, form, primary=primary)


ACTIONS: tuple[Action, ...] = (
    Action(
        "case.add",
        "案件を登録",
        "cases",
        add,
        pick(Case, "kind", *APPLICATION),
        needs_subject=False,
        primary=True,
        initial=lambda situation: {"kind": CaseKind.DISPATCH, "applied_on": situation.today},
    ),
    Action("case.edit", "申請内容を編集", "cases", edit, pick(Case, *APPLICATION)),
    _step("case.start_matching", "マッチングを始める", primary=True),
    Action(
        "case.match",
        "人材と支援内容を決める",
        "cases",
        edits(Case),
        pick(Case, "expert_ids", "support_content", "answer_method", required=("expert_ids", "support_content")),
        primary=True,
    ),
    _step("case.consult", "県との協議に進める", primary=True),
    Action(
        "case.decide",
        "支援を決定",
        "cases",
        lambda situation, values: Change(saved=(move(situation, "case.decide", values),)),
        pick(Case, "consultation_id", "decided_on", required=("consultation_id", "decided_on")),
        primary=True,
        initial=lambda situation: {"decided_on": situation.today},
    ),
    _step("case.rematch", "マッチングに戻す", reason=True),
    _step("case.complete", "支援を完了", primary=True),
    _step("case.continue", "支援中に戻す", reason=True),
    Action(
        "case.ask_survey",
        "アンケートを依頼",
        "cases",
        edits(Case),
        pick(Case, "survey_asked_on", required=("survey_asked_on",)),
        initial=lambda situation: {"survey_asked_on": situation.today},
    ),
    Action(
        "case.record_survey",
        "アンケート回答を記録",
        "cases",
        edits(Case),
        pick(Case, "survey_answered_on", "survey_score", "survey_comment", required=("survey_answered_on",)),
        initial=lambda situation: {"survey_answered_on": situation.today},
    ),
    _step("case.close", "案件を終了", primary=True),
    _step("case.withdraw", "取下げにする", reason=True),
    _step("case.reopen", "受付に戻す", reason=True),
)
