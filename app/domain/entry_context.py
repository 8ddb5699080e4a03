"""What reading and showing entries needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache

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
    term_labels: Mapping[str, str] = field(default_factory=dict)  # key of a term of the contract -> its name

    @cached_property
    def support_names(self) -> Mapping[str, str]:
        """Return the names of the fields of Table 1 by their codes."""
        return {field.code: field.name for field in self.support_fields}


def labelled(choices: type[Choice] | None, typed: str) -> Choice | None:
    """Return the member of an enumeration that a value or label names, or None."""
    if choices is None:
        return None
    member = _by_words(choices).get(typed)
    if member is not None:
        return member
    key = search_key(without_separators(typed))
    return next((each for each in choices if key in (name_key(each.value), name_key(each.label))), None)


@cache
def _by_words(choices: type[Choice]) -> dict[str, Choice]:
    """Return the members of an enumeration by their values and labels; the first one has a word that two share."""
    found: dict[str, Choice] = {}
    for member in choices:
        found.setdefault(member.value, member)
        found.setdefault(member.label, member)
    return found


@lru_cache(maxsize=2_000)
def name_key(name: str) -> str:
    """Return the search key of a fixed name of the vocabulary, without separators; never of what people typed."""
    return search_key(without_separators(name))


def target_register(field: Field) -> str:
    """Return the register that a reference or file field points to."""
    return "attachments" if field.kind is Kind.FILE else field.target
