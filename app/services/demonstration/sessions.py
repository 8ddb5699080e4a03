"""The sessions of the demonstration year: most in order, some late, some against the rules."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random

from app.domain.case import Mode
from app.domain.due_date import due_after_open_days
from app.domain.open_days import OpenDays
from app.domain.session import Session, SessionStatus
from app.services.demonstration import wishes

REPORT_OPEN_DAYS = 5


@dataclass(frozen=True)
class Flaws:
    """Which sessions and cases break a rule, by their number: what the desk must find."""

    too_long: int = 17
    online_without_wish: int = 29
    reported_late: tuple[int, ...] = (9, 23, 41)
    never_reported: tuple[int, ...] = (38,)
    unconsulted_case: str = "-0012"


FLAWS = Flaws()
STARTS = (time(9, 30), time(10, 0), time(13, 0), time(13, 30), time(14, 0))


def planned_day(after: date, calendar: OpenDays, random: Random) -> date:
    """Return an open day two to five weeks after another."""
    return calendar.on_or_after(after + timedelta(days=random.randint(12, 30)))


def held_session(
    session: Session, held_on: date, number: int, today: date, calendar: OpenDays, random: Random
) -> Session:
    """Return a session planned for a day, and held and reported when that day has passed."""
    start = random.choice(STARTS)
    hours = 9 if number == FLAWS.too_long else random.choice((2, 3, 3, 3))
    start = time(9, 0) if number == FLAWS.too_long else start
    online = number == FLAWS.online_without_wish or random.random() < 0.25
    wish = "申請時に担当者からオンラインの希望があった" if online and number != FLAWS.online_without_wish else ""
    planned = replace(
        session,
        held_on=held_on,
        starts_at=start,
        ends_at=time(start.hour + hours, start.minute),
        break_minutes=0,
        mode=Mode.ONLINE if online else Mode.IN_PERSON,
        online_wish=wish,
        place="オンライン" if online else "市役所・役場　会議室",
    )
    return planned if held_on > today else _recorded(planned, number, today, calendar, random)


def _recorded(session: Session, number: int, today: date, calendar: OpenDays, random: Random) -> Session:
    held_on = session.held_on or today
    due = due_after_open_days(held_on, REPORT_OPEN_DAYS, calendar)
    if number in FLAWS.reported_late:
        reported_on = calendar.on_or_after(due.stated_on + timedelta(days=random.randint(1, 3)))
    else:
        reported_on = calendar.on_or_before(due.stated_on - timedelta(days=random.randint(0, 2)))
    recorded = replace(
        session,
        status=SessionStatus.HELD,
        attendees="担当課長ほか3名",
        content=random.choice(wishes.DONE),
        effect=random.choice(wishes.EFFECTS),
        materials=random.choice(wishes.MATERIALS),
        tools=random.choice(wishes.TOOLS),
        next_steps=random.choice(wishes.NEXT_STEPS),
    )
    if reported_on > today or number in FLAWS.never_reported:
        return recorded
    return replace(recorded, status=SessionStatus.REPORTED, reported_on=reported_on)
