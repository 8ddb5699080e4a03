"""What reading and showing entries needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.choice import Choice
from app.domain.entry_sets import without_separators
from app.domain.municipality import Municipalities
from app.domain.record import Field, Kind
from app.domain.support_field import SupportField
from app.domain.text import search_key


@dataclass(frozen=True)
class EntryContext:
    """The day, the tables and the names around entries."""

    today: date
    municipalities: Municipalities
    support_fields: tuple[SupportField, ...]
    resolve_reference: Callable[[str, str], str | None]  # (register, id or name) -> id; None: unknown
    name_of: Callable[[str, str], str]  # (register, id) -> name


def labelled(choices: type[Choice] | None, typed: str) -> Choice | None:
    """Return the member of an enumeration that a value or label names, or None."""
    members = tuple(choices or ())
    for member in members:
        if typed in (member.value, member.label):
            return member
    key = search_key(without_separators(typed))
    return next((each for each in members if key in (name_key(each.value), name_key(each.label))), None)


@lru_cache(maxsize=2_000)
def name_key(name: str) -> str:
    """Return the search key of a fixed name of the vocabulary, without separators; never of what people typed."""
    return search_key(without_separators(name))


def target_register(field: Field) -> str:
    """Return the register that a reference or file field points to."""
    return "attachments" if field.kind is Kind.FILE else field.target
