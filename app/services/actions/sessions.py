"""Use cases of the sessions of a dispatch (specification 6(6))."""

from dataclasses import replace

from app.contract.workflow import SESSION_STEPS
from app.domain.case import Case, CaseStatus, Mode, WishedMode
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from app.services.actions.cases import REASON
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, edits, written

PLAN = ("held_on", "starts_at", "ends_at", "break_minutes", "mode", "online_wish", "place", "expert_ids", "note")
RECORD = (
    "held_on",
    "starts_at",
    "ends_at",
    "break_minutes",
    "mode",
    "online_wish",
    "place",
    "expert_ids",
    "attendees",
    "content",
    "effect",
    "materials",
    "tools",
    "next_steps",
    "note",
)
NUMBER_PREFIX = "回"


def plan(situation: Situation, values: Values) -> Change:
    """Plan one more session of a decided case; its number carries the desk's code."""
    return Change(added=(_planned(situation, values),))


def _planned(situation: Situation, values: Values) -> Session:
    case = situation.on(Case)
    return written(
        Session(id=situation.new_id()),
        values,
        number=situation.next_number(NUMBER_PREFIX),
        case_id=case.id,
        municipality_code=case.municipality_code,
    )


def planned_start(situation: Situation) -> Values:
    """Return what is already known when a session is planned: the decided experts and the wish of the application."""
    case = situation.on(Case)
    wished_online = case.wished_mode == WishedMode.ONLINE
    return {
        "expert_ids": case.expert_ids,
        "mode": Mode.ONLINE if wished_online else Mode.IN_PERSON,
        "online_wish": f"申請（{case.received_number or case.number}）でオンラインを希望" if wished_online else "",
        "place": "オンライン" if wished_online else "",
        "break_minutes": 0,
    }


def hold(situation: Situation, values: Values) -> Change:
    """Record that a session was held; the first one brings its case into support."""
    session = written(situation.on(Session), values, status=SessionStatus.HELD, status_reason="")
    return Change(saved=(session, *_in_support(situation, session)))


def plan_held(situation: Situation, values: Values) -> Change:
    """Record a session that was held without having been planned here; it brings its case into support, too."""
    session = replace(_planned(situation, values), status=SessionStatus.HELD)
    return Change(added=(session,), saved=_in_support(situation, session))


def _in_support(situation: Situation, session: Session) -> tuple[Record, ...]:
    """Return the case of a held session as it is from then on, where that is something new."""
    case = situation.facts.cases.get(session.case_id)
    if case is None or case.status != CaseStatus.DECIDED:
        return ()
    return (replace(case, status=CaseStatus.SUPPORTING, status_reason="", status_since=session.held_on),)


def _move(name: str, label: str, fields: tuple[str, ...] = (), primary: bool = False, reason: bool = False) -> Action:
    def change(situation: Situation, values: Values) -> Change:
        entries = {"status_reason": "", **values}
        return Change(saved=(written(situation.on(Session), entries, status=SESSION_STEPS[name].target),))

    form = pick(Session, *fields, required=fields) + ((REASON,) if reason else ())
    return Action(
        name,
        label,
        "sessions",
        change,
        form,
        primary=primary,
        initial=(lambda situation: {"reported_on": situation.today}) if "reported_on" in fields else None,
    )


def correct(situation: Situation, values: Values) -> Change:
    """Take a handed-in report back to mend it; it must be handed in again."""
    session = written(situation.on(Session), values, status=SessionStatus.HELD, reported_on=None)
    return Change(saved=(session,))


ACTIONS: tuple[Action, ...] = (
    Action(
        "session.plan",
        "派遣を予定",
        "cases",
        plan,
        pick(Session, *PLAN, required=("expert_ids",)),
        primary=True,
        initial=planned_start,
    ),
    Action("session.hold", "実施を記録", "sessions", hold, pick(Session, *RECORD), primary=True),
    Action("session.edit", "実施記録を編集", "sessions", edits(Session), pick(Session, *RECORD)),
    _move("session.report", "県へ報告した", fields=("reported_on",), primary=True),
    Action("session.correct", "報告を取り下げて直す", "sessions", correct, (REASON,)),
    _move("session.cancel", "中止にする", reason=True),
    _move("session.restore", "予定に戻す", reason=True),
)
