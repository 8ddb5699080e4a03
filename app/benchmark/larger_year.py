"""The facts of the demonstration year, and of contracts that are so many times larger."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from app.contract.facts import ContractFacts
from app.domain.expert import Expert
from app.domain.open_days import OpenDays
from app.domain.record import Field, Kind, Member, Record
from app.domain.submission import Submission
from app.platform.holidays import NationalHolidays
from app.services.demonstration.year import JUDGED_ON, SIGNED_ON, demonstration_year
from app.services.surroundings import municipalities, read_terms, terms_text

SEED = 1
PEOPLE_OF_ITS_OWN = frozenset({"prefecture_persons"})  # who cannot be in two places at once


def year_facts(times: int = 1, today: date = JUDGED_ON) -> ContractFacts:
    """Return the facts of the demonstration year, so many times: as of so many prefectures under one contract."""
    calendar, offices = OpenDays(holidays=NationalHolidays()), municipalities()
    terms = read_terms(terms_text())
    year = demonstration_year(SEED, terms, calendar, offices)
    names = {f"{each.code}{_suffix(number)}": each.name for number in range(times) for each in offices}
    facts = ContractFacts(today, SIGNED_ON, terms, calendar, municipality_names=names)
    return facts.with_changes(copies(year.records, times))


def copies(records: Iterable[Record], times: int) -> Iterator[Record]:
    """Yield every record so many times; a copy refers to the copies of what its original refers to."""
    originals = tuple(records)
    experts = [record.id for record in originals if isinstance(record, Expert)]
    for number in range(times):
        suffix = _suffix(number)
        for record in originals:
            if isinstance(record, Submission):  # it keeps what was told of each expert
                record = replace(record, content=_told_of(record.content, experts, suffix))
            own = {
                field.name: _renamed(field, getattr(record, field.name), suffix)
                for field in record.REGISTER.fields
                if field.kind in (Kind.REFERENCE, Kind.MUNICIPALITY) or field.name in PEOPLE_OF_ITS_OWN
            }
            yield replace(record, id=record.id + suffix, **own)


def _told_of(content: str, experts: Iterable[str], suffix: str) -> str:
    for each in experts:
        content = content.replace(each, each + suffix)
    return content


def _suffix(number: int) -> str:
    return f"-{number}" if number else ""


def _renamed(field: Field, value: Any, suffix: str) -> Any:
    if field.many:
        return tuple(Member(member.key + suffix, member.level) for member in value)
    return value + suffix if value else value
