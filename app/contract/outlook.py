"""How the counts of the contract will end, and where there is room for more (specification 6(4)エ, 6(5)オ, 6(6), 6(7)).

回 counts sessions, 件 cases, 団体 municipalities. Only what is held up to the performance deadline counts (3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.contract.counting import CAP, consultation_days, dispatch_days, used_by_municipality
from app.contract.facts import ContractFacts
from app.contract.hearing_progress import first_hearings
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import CaseKind, CaseStatus
from app.domain.hearing import Hearing, HearingStatus
from app.domain.session import SessionStatus
from app.planning.forecast import Goal, Outlook, Season, Tally, forecast, outlook

DISPATCHES = "dispatch_sessions"


@dataclass(frozen=True, slots=True)
class Room:
    """How far one municipality has used its dispatches, and whether it ever applied for one."""

    municipality_code: str
    used: int
    cap: int
    has_asked: bool

    @property
    def left(self) -> int:
        """Return how many more dispatches it may have."""
        return max(0, self.cap - self.used)


def outlooks(facts: ContractFacts, cancel: int = 0) -> Mapping[str, Outlook]:
    """Return the outlook of every count; ``cancel`` calls off planned dispatches."""
    today, terms = facts.today, facts.terms
    last = terms.day("performance.deadline", today)
    hearings_last = terms.day("hearings.period_end", today)
    hearings = terms.integer("hearings.target", today)
    return {
        DISPATCHES: dispatch_outlook(facts, cancel),
        "accompaniment_sessions": outlook(
            _accompaniments(facts, last), _season(facts, last), _target(facts, "accompaniment.target")
        ),
        "consultations": outlook(
            _consultations(facts, last), _season(facts, last), _target(facts, "consultation.target")
        ),
        "hearings": outlook(
            _hearings(facts, hearings), _season(facts, hearings_last), _target(facts, "hearings.target")
        ),
    }


def dispatch_outlook(facts: ContractFacts, cancel: int = 0) -> Outlook:
    """Return the outlook of the dispatches against their minimum and target (6(6)オ, 6(6)ケ).

    New ones fit into the room of all municipalities; facts that do not name the municipalities bound nothing.
    """
    return outlook(*_dispatches_of_the_year(facts), cancel)


def dispatch_forecast(facts: ContractFacts) -> int:
    """Return how many dispatches are to be expected in all: the forecast of their outlook alone (6(6)ケ)."""
    return forecast(*_dispatches_of_the_year(facts))


def _dispatches_of_the_year(facts: ContractFacts) -> tuple[Tally, Season, tuple[Goal, ...]]:
    last = facts.terms.day("performance.deadline", facts.today)
    bound = _room_left(facts, last) if facts.municipality_names else None
    goals = (Goal("minimum", facts.terms.integer("dispatch.minimum", facts.today)),)
    return _dispatches(facts, last, bound), _season(facts, last), goals + _target(facts, "dispatch.target")


def dispatches_held(facts: ContractFacts) -> int:
    """Return how many dispatches were held up to the performance deadline (3, 6(6)ケ)."""
    last = facts.terms.day("performance.deadline", facts.today)
    return sum(day <= last for day in dispatch_days(facts).held)


def rooms(facts: ContractFacts) -> tuple[Room, ...]:
    """Return how far each municipality has used its cap as it stands on the performance deadline (6(6)エ)."""
    last = facts.terms.day("performance.deadline", facts.today)
    asked = {case.municipality_code for case in facts.cases.values() if case.kind == CaseKind.DISPATCH}
    used = used_by_municipality(facts)
    return tuple(
        Room(code, used.get(code, 0), facts.terms.integer(CAP, last, code), code in asked)
        for code in facts.municipality_names
    )


def _room_left(facts: ContractFacts, last: date) -> int:
    """Return how many more dispatches fit into the room of all municipalities."""
    used, terms = used_by_municipality(facts), facts.terms
    return sum(max(0, terms.integer(CAP, last, code) - used.get(code, 0)) for code in facts.municipality_names)


def _season(facts: ContractFacts, last: date) -> Season:
    return Season(facts.signed_on, last, facts.today, facts.calendar)


def _target(facts: ContractFacts, key: str) -> tuple[Goal, ...]:
    return (Goal("target", facts.terms.integer(key, facts.today)),)


def _dispatches(facts: ContractFacts, last: date, room: int | None) -> Tally:
    days = dispatch_days(facts)
    cancelled = sum(session.status == SessionStatus.CANCELLED for session in facts.sessions.values())
    held = tuple(day for day in days.held if day <= last)
    return Tally(held, tuple(day for day in days.planned if day <= last), cancelled, room)


def _accompaniments(facts: ContractFacts, last: date) -> Tally:
    held: list[date] = []
    planned: list[date] = []
    cancelled = 0
    for session in facts.of(AccompanimentSession).values():
        cancelled += session.status == AccompanimentStatus.CANCELLED
        if session.held_on is None or session.held_on > last:
            continue
        if session.status == AccompanimentStatus.HELD and session.held_on <= facts.today:
            held.append(session.held_on)
        elif session.status != AccompanimentStatus.CANCELLED:
            planned.append(session.held_on)
    return Tally(tuple(held), tuple(planned), cancelled)


def _consultations(facts: ContractFacts, last: date) -> Tally:
    """Return the consultations: answered ones on the days on which they count, waiting ones by the last day."""
    held: list[date] = []
    waiting: list[date] = []
    withdrawn = 0
    for case in facts.cases.values():
        if case.kind != CaseKind.CONSULTATION:
            continue
        if case.status == CaseStatus.WITHDRAWN:
            withdrawn += 1
            continue
        answered_on = consultation_days(case, facts)
        held += (day for day in answered_on if day <= last)
        if not answered_on:
            waiting.append(last)
    return Tally(tuple(held), tuple(waiting), withdrawn)


def _hearings(facts: ContractFacts, target: int) -> Tally:
    """Return one hearing for each municipality: the first one held, else the first one planned."""
    held = first_hearings(facts)
    planned: dict[str, date] = {}
    for hearing in facts.of(Hearing).values():
        code, day = hearing.municipality_code, hearing.held_on
        if hearing.status in (HearingStatus.PLANNED, HearingStatus.HELD) and day is not None and code not in held:
            planned[code] = min(day, planned.get(code, day))
    room = max(0, target - len(held) - len(planned))
    return Tally(tuple(held.values()), tuple(planned.values()), 0, room)
