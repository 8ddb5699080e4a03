"""Use cases of the hearings: moved, held, called off; what was told; needs that become candidates and cases (6(7))."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.domain.case import Case, CaseKind, Mode
from app.domain.errors import AppError
from app.domain.hearing import (
    AvailabilityPeriod,
    CandidateState,
    CaseCandidate,
    Hearing,
    HearingStatus,
    HearingTheme,
    Wish,
)
from app.domain.record import Field, Kind, Member
from app.services.actions.cases import APPLICATION, NUMBER_PREFIX
from app.services.actions.forms import pick, typed
from app.services.actions.registers import kept
from app.services.actions.situation import Action, Change, Situation, Values, edits, written
from app.store.ids import stable_id

USUAL_START = time(10, 0)
DAY_MINUTES = 24 * 60
USUAL_MINUTES = 90  # of a hearing whose length nobody has said
THEME = tuple(field.name for field in HearingTheme.REGISTER.fields if not field.fixed)
TOLD = tuple(name for name in THEME if name not in ("hearing_id", "field"))
CANDIDATE = ("field", "wish", "needs", "note")
CASE_KINDS = {Wish.CONSULTATION: CaseKind.CONSULTATION, Wish.UNDECIDED: CaseKind.CONSULTATION}
# Of an application, what a candidate does not say already.
CASE_FORM = ("kind", *(name for name in APPLICATION if name not in ("municipality_code", "received_number")))
REASON = replace(
    typed("note", "見送る理由", Kind.TEXT), required=True, max_length=CaseCandidate.REGISTER.field("note").max_length
)


def later(start: time, minutes: int) -> time:
    """Return the time of day so many minutes later, the last minute of the day at the latest."""
    moment = datetime.combine(date(2000, 1, 1), start) + timedelta(minutes=minutes)
    return moment.time() if moment.date() == date(2000, 1, 1) else time(23, 59)


def ending(start: time, minutes: int) -> time:
    """Return when a hearing ends that takes so many minutes; AppError when that is no longer the same day."""
    if start.hour * 60 + start.minute + minutes >= DAY_MINUTES:
        raise AppError("hearings.past_midnight", starts_at=f"{start:%H:%M}", minutes=minutes)
    return later(start, minutes)


def length(starts_at: time | None, ends_at: time | None) -> int:
    """Return how many minutes a hearing takes, the usual length where it does not say."""
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return USUAL_MINUTES
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute


def move(situation: Situation, values: Values) -> Change:
    """Put a hearing on another day or time; it keeps its length, and one that was arranged is planned from now on."""
    hearing = situation.on(Hearing)
    given = values["starts_at"]
    start = given if isinstance(given, time) else hearing.starts_at or USUAL_START
    ends_at = ending(start, length(hearing.starts_at, hearing.ends_at))
    moved = written(hearing, {**values, "starts_at": start}, ends_at=ends_at, status=HearingStatus.PLANNED)
    return Change(saved=(moved,))


def arrange(situation: Situation, values: Values) -> Change:
    """Give a hearing back to the prefecture for another day."""
    hearing = situation.on(Hearing)
    open_day = replace(hearing, status=HearingStatus.ARRANGING, held_on=None, starts_at=None, ends_at=None)
    return Change(saved=(open_day,))


def consult_on_site(situation: Situation, values: Values) -> Change:
    """Link one consultation to every hearing on site that has none (6(7)イ)."""
    open_ones = [
        hearing
        for hearing in situation.facts.of(Hearing).values()
        if hearing.mode is Mode.IN_PERSON and not hearing.consultation_id and hearing.status != HearingStatus.CANCELLED
    ]
    if not open_ones:
        raise AppError("hearings.no_site_to_consult")
    return Change(saved=tuple(written(hearing, values) for hearing in open_ones))


def add_theme(situation: Situation, values: Values) -> Change:
    """Write down what was told about one field of Table 1; each field stands on a sheet once."""
    theme = written(HearingTheme(id=""), values)
    theme = replace(theme, id=theme_id(theme.hearing_id, theme.field))
    if theme.id in situation.facts.of(HearingTheme):
        raise AppError("hearings.theme_known", where=theme.field)
    return Change(added=(theme,), saved=_spoken_of(situation, theme, is_told=True))


def remove_theme(situation: Situation, values: Values) -> Change:
    """Take back what was told about one field."""
    theme = situation.on(HearingTheme)
    return Change(saved=_spoken_of(situation, theme, is_told=False), removed=(theme,))


def _spoken_of(situation: Situation, theme: HearingTheme, *, is_told: bool) -> tuple[Hearing, ...]:
    """Return the hearing with the field of a theme among those that were spoken of, or without it."""
    hearing = situation.facts.of(Hearing).get(theme.hearing_id)
    if hearing is None or any(member.key == theme.field for member in hearing.fields) is is_told:
        return ()
    others = tuple(member for member in hearing.fields if member.key != theme.field)
    return (replace(hearing, fields=(*others, Member(theme.field)) if is_told else others),)


def theme_id(hearing_id: str, field: str) -> str:
    """Return the id that every desk gives to the theme of a field in a hearing."""
    return stable_id("hearing_theme", hearing_id, field)


def to_candidate(situation: Situation, values: Values) -> Change:
    """Make a candidate for a case from what was told in a hearing; both stay linked."""
    theme = situation.on(HearingTheme)
    hearing = situation.facts.of(Hearing)[theme.hearing_id]
    candidate = written(
        CaseCandidate(id=stable_id("case_candidate", theme.id)),
        values,
        municipality_code=hearing.municipality_code,
        hearing_id=hearing.id,
        theme_id=theme.id,
        field=theme.field,
    )
    return Change(added=(candidate,))


def candidate_start(situation: Situation) -> Values:
    """Return what a theme says of the need: the support wished for, and the need, else the issue."""
    theme = situation.on(HearingTheme)
    return {"wish": theme.wish or Wish.UNDECIDED, "needs": theme.needs or theme.issues}


def add_candidate(situation: Situation, values: Values) -> Change:
    """Make a candidate from a need that was told beside the fields of the sheet."""
    hearing = situation.on(Hearing)
    candidate = written(
        CaseCandidate(id=situation.new_id()),
        values,
        municipality_code=hearing.municipality_code,
        hearing_id=hearing.id,
    )
    return Change(added=(candidate,))


def to_case(situation: Situation, values: Values) -> Change:
    """Make a case from a candidate once its municipality has applied; both stay linked."""
    candidate = situation.on(CaseCandidate)
    case = written(
        Case(id=stable_id("case", "candidate", candidate.id), municipality_code=candidate.municipality_code),
        values,
        candidate_id=candidate.id,
        status_since=situation.today,
    )
    case = replace(case, number=situation.next_number(NUMBER_PREFIX[case.kind or CaseKind.DISPATCH]))
    return Change(added=(case,), saved=(replace(candidate, state=CandidateState.APPLIED, case_id=case.id),))


def case_start(situation: Situation) -> Values:
    """Return what a candidate already says of the application."""
    candidate = situation.on(CaseCandidate)
    return {
        "kind": CASE_KINDS.get(candidate.wish, CaseKind.DISPATCH) if candidate.wish else CaseKind.CONSULTATION,
        "applied_on": situation.today,
        "fields": (Member(candidate.field),),
        "content": candidate.needs,
    }


def _state(name: str, label: str, state: CandidateState, *form: Field) -> Action:
    """Return the action that brings a candidate into another state."""

    def change(situation: Situation, values: Values) -> Change:
        return Change(saved=(written(situation.on(CaseCandidate), values, state=state),))

    return Action(name, label, "case-candidates", change, form)


def _status(name: str, label: str, status: HearingStatus, *form: Field, primary: bool = False) -> Action:
    """Return the action that brings a hearing into another state."""

    def change(situation: Situation, values: Values) -> Change:
        return Change(saved=(written(situation.on(Hearing), values, status=status),))

    return Action(name, label, "hearings", change, form, primary=primary)


_ADD_THEME, _, _REMOVE_THEME = kept(HearingTheme)
_REMOVE_CANDIDATE = kept(CaseCandidate)[-1]

ACTIONS: tuple[Action, ...] = (
    Action(
        "hearing.move",
        "ヒアリングの日時を変更",
        "hearings",
        move,
        pick(Hearing, "held_on", "starts_at", required=("held_on",)),
    ),
    _status(
        "hearing.hold",
        "ヒアリングの実施を記録",
        HearingStatus.HELD,
        *pick(Hearing, "attendee_ids", "municipality_persons", "prefecture_persons", required=("attendee_ids",)),
        primary=True,
    ),
    Action("hearing.arrange", "県の調整に戻す", "hearings", arrange),
    Action(
        "hearing.consult_on_site",
        "実地のヒアリングに協議を結び付ける",
        "hearings",
        consult_on_site,
        pick(Hearing, "consultation_id", required=("consultation_id",)),
        needs_subject=False,
    ),
    _status("hearing.call_off", "ヒアリングを中止にする", HearingStatus.CANCELLED),
    Action("hearing.add_candidate", "案件の候補を登録", "hearings", add_candidate, pick(CaseCandidate, *CANDIDATE)),
    replace(_ADD_THEME, change=add_theme),
    Action(
        "hearing_theme.edit",
        "ヒアリングの話題を編集",
        "hearing-themes",
        edits(HearingTheme),
        pick(HearingTheme, *TOLD),
    ),
    replace(_REMOVE_THEME, change=remove_theme),
    Action(
        "hearing_theme.to_candidate",
        "案件の候補にする",
        "hearing-themes",
        to_candidate,
        pick(CaseCandidate, "wish", "needs", "note"),
        primary=True,
        initial=candidate_start,
    ),
    Action(
        "case_candidate.edit",
        "案件の候補を編集",
        "case-candidates",
        edits(CaseCandidate),
        pick(CaseCandidate, *CANDIDATE),
    ),
    Action(
        "case_candidate.to_case",
        "案件にする",
        "case-candidates",
        to_case,
        pick(Case, *CASE_FORM),
        primary=True,
        initial=case_start,
    ),
    _state("case_candidate.drop", "候補を見送る", CandidateState.DROPPED, REASON),
    _state("case_candidate.reopen", "候補に戻す", CandidateState.OPEN),
    _REMOVE_CANDIDATE,
    *kept(AvailabilityPeriod),
)
