"""The situation in which a use case runs, and the change it makes: both plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from app.contract.facts import ContractFacts
from app.domain.record import Field, Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Situation:
    """What a use case may look at: the facts around its subject, the day, and fresh ids and numbers."""

    facts: ContractFacts
    today: date
    now: datetime
    subject: Record | None
    new_id: Callable[[], str]
    next_number: Callable[[str], str]

    def on(self, kind: type[R]) -> R:
        """Return the subject as the record it must be."""
        if not isinstance(self.subject, kind):
            raise TypeError(f"the subject is not a {kind.__name__}")
        return self.subject


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or signing key for the key ring; it is written nowhere else, and shown to nobody."""

    name: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Change:
    """What a use case wants to write."""

    added: tuple[Record, ...] = ()
    saved: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    secrets: tuple[Secret, ...] = ()

    @property
    def present(self) -> tuple[Record, ...]:
        """Return the records as they will be."""
        return self.added + self.saved


Values = Mapping[str, object]


def written(record: R, values: Values, **more: Any) -> R:
    """Return a record with the entries of a form in place."""
    entries: dict[str, Any] = {**values, **more}
    return replace(record, **entries)


@dataclass(frozen=True)
class Action:
    """One use case: its name and form, and the pure function from situation and entries to the change."""

    name: str
    label: str
    register: str  # of its subject, or of what it makes
    change: Callable[[Situation, Values], Change]
    fields: tuple[Field, ...] = ()
    needs_subject: bool = True
    primary: bool = False
    initial: Callable[[Situation], Values] | None = field(default=None)
    undoable: bool = True
    unseen: tuple[str, ...] = ()  # names of fields that are typed unseen and never shown: passwords, keys
    whole: bool = False  # it looks at every fact of the contract, not only at those around its subject


def edits(kind: type[Record]) -> Callable[[Situation, Values], Change]:
    """Return the change that writes the entries of a form into the subject."""

    def change(situation: Situation, values: Values) -> Change:
        return Change(saved=(written(situation.on(kind), values),))

    return change
