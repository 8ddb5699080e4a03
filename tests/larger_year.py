"""The demonstration year, and contracts that are so many times larger."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from app.contract.facts import ContractFacts
from app.domain.open_days import OpenDays
from app.domain.record import Field, Kind, Member, Record
from app.platform.holidays import NationalHolidays
from app.services.demonstration.year import JUDGED_ON, SIGNED_ON, demonstration_year
from app.services.surroundings import municipalities, read_terms, terms_text


def year_facts(times: int = 1, today: date = JUDGED_ON) -> ContractFacts:
    """Return the facts of the demonstration year, every record so many times, each copy with its own references."""
    calendar, offices = OpenDays(holidays=NationalHolidays()), municipalities()
    terms = read_terms(terms_text())
    year = demonstration_year(1, terms, calendar, offices)
    facts = ContractFacts(
        today, SIGNED_ON, terms, calendar, municipality_names={each.code: each.name for each in offices}
    )
    return facts.with_changes(copies(year.records, times))


def copies(records: Iterable[Record], times: int) -> Iterator[Record]:
    """Yield every record so many times; a copy refers to the copies of what its original refers to."""
    originals = tuple(records)
    for number in range(times):
        suffix = f"-{number}" if number else ""
        for record in originals:
            referring = {
                field.name: _renamed(field, getattr(record, field.name), suffix)
                for field in record.REGISTER.fields
                if field.kind is Kind.REFERENCE
            }
            yield replace(record, id=record.id + suffix, **referring)


def _renamed(field: Field, value: Any, suffix: str) -> Any:
    if field.many:
        return tuple(Member(member.key + suffix, member.level) for member in value)
    return value + suffix if value else value
