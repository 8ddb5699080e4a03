"""What the report of a month lacks: its end, the three texts, and what took place but was not written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.contract.facts import DONE, ContractFacts
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.hearing import Hearing, HearingStatus
from app.domain.monthly_note import MonthlyNote
from app.domain.record import Record
from app.domain.session import SessionStatus
from app.services.actions.reports import TEXTS
from app.services.reports.period import Period
from app.services.reports.wording import day, office, short_day
from app.services.views import Missing

NOTES = MonthlyNote.REGISTER.name


@dataclass(frozen=True, slots=True)
class _Occasion:
    """Something of a day: what it is called, whether it took place or still stands as planned, what is told of it."""

    record: Record
    on: date | None
    name: str
    is_held: bool
    is_planned: bool
    fields: tuple[str, ...]


def lacking_of_month(facts: ContractFacts, period: Period, note: MonthlyNote) -> Iterator[Missing]:
    """Yield what is missing before the report of a month is handed in (6(4)カ, 6(7)エ, Table 2)."""
    if facts.today < period.is_over_on:
        yield Missing(NOTES, note.id, "month", f"{day(period.is_over_on)}までの記録（月が終わっていません）")
    for name in TEXTS:
        if not str(getattr(note, name)).strip():
            yield Missing(NOTES, note.id, name, MonthlyNote.REGISTER.field(name).label)
    found = [each for each in _occasions(facts) if period.has(each.on)]
    for occasion in sorted(found, key=lambda each: (str(each.on), each.name, each.record.id)):
        yield from _gaps(occasion, facts.today)


def _gaps(occasion: _Occasion, today: date) -> Iterator[Missing]:
    """Yield that a day has passed without a record of what took place, or which texts are empty."""
    register = occasion.record.REGISTER
    if occasion.is_planned and occasion.on is not None and occasion.on < today:
        yield Missing(register.name, occasion.record.id, "status", f"{occasion.name}の実施の記録")
    elif occasion.is_held:
        for name in occasion.fields:
            if not str(getattr(occasion.record, name)).strip():
                label = register.field(name).label
                yield Missing(register.name, occasion.record.id, name, f"{occasion.name}の{label}")


def _occasions(facts: ContractFacts) -> Iterator[_Occasion]:
    for session in facts.sessions.values():
        is_planned = session.status == SessionStatus.PLANNED
        name = f"派遣（{session.number}）"
        yield _Occasion(session, session.held_on, name, session.status in DONE, is_planned, ("content", "effect"))
    for answer in facts.of(ConsultationAnswer).values():
        name = f"よろず相談の回答（{answer.number}）"
        yield _Occasion(answer, answer.answered_on, name, True, False, ("content",))
    for hearing in facts.of(Hearing).values():
        name = f"ヒアリング（{office(hearing.municipality_code, facts)}）"
        is_held, is_planned = hearing.status == HearingStatus.HELD, hearing.status == HearingStatus.PLANNED
        yield _Occasion(hearing, hearing.held_on, name, is_held, is_planned, ("content",))
    for each in facts.of(AccompanimentSession).values():
        name = f"伴走支援（{office(each.municipality_code, facts)}、{short_day(each.held_on)}）"
        is_held, is_planned = each.status == AccompanimentStatus.HELD, each.status == AccompanimentStatus.PLANNED
        yield _Occasion(each, each.held_on, name, is_held, is_planned, ("content",))
