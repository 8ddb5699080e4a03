"""How a record is declared: one page of fields serves its table, form, list, file and history.

A record is a frozen dataclass whose attributes are declared with the functions of this module. The declaration is
the single source for the column and its field group, the form's editor, the list's column, the CSV header, the import
target and the words of the history.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar, NamedTuple, TypeVar

from app.domain.choice import Choice


class Kind(Enum):
    """What a field holds, and with it how it is typed, shown and stored."""

    TEXT = auto()  # str, one line
    LONG_TEXT = auto()  # str, several lines
    DATE = auto()  # datetime.date | None
    TIME = auto()  # datetime.time | None, minutes precision
    MOMENT = auto()  # datetime.datetime | None, aware, UTC
    INTEGER = auto()  # int | None, unit in Field.unit
    BOOLEAN = auto()  # bool
    CHOICE = auto()  # a Choice member | None
    MUNICIPALITY = auto()  # six-digit code as str
    SUPPORT_FIELD = auto()  # code of a field of Table 1 as str
    TERM = auto()  # key of a term of the contract as str
    REFERENCE = auto()  # id of a record of Field.target as str
    FILE = auto()  # id of an attachment as str


class Audience(Enum):
    """Who may read a field at most; each reads what the later ones read."""

    CONTRACTOR = auto()  # never leaves the contractor
    PREFECTURE = auto()  # may be handed to the prefecture
    PUBLIC = auto()  # may be published to the municipalities


class Member(NamedTuple):
    """One element of a set field: its key and, where the set has levels, its level."""

    key: str
    level: str = ""


Members = tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a record, or of the form of an action."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    audience: Audience = Audience.PREFECTURE
    group: str = ""  # register of the change log; its own name when empty
    choices: type[Choice] | None = None
    target: str = ""  # register that a REFERENCE points to
    unit: str = ""
    hint: str = ""  # what to type, in one sentence
    clause: str = ""
    max_length: int = 0  # characters; 0: not text
    minimum: int | None = None
    maximum: int | None = None
    many: bool = False  # a set: tuple of Member
    levels: type[Choice] | None = None  # of the members of a set
    set_table: str = ""  # table that stores the members
    stored: bool = True
    fixed: bool = False  # set by actions only, never typed into a form

    @property
    def register_group(self) -> str:
        """Return the group under which the change log keeps this field."""
        return self.group or self.name


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of record as people and files know it."""

    name: str  # plural, as on the command line: "experts"
    label: str  # 専門人材
    table: str  # "expert"
    record: "type[Record]"
    fields: tuple[Field, ...]
    title: tuple[str, ...]  # the fields that name a record to a person
    columns: tuple[str, ...]  # the fields that its list shows
    search: tuple[str, ...]  # the fields that the search finds
    order: tuple[str, ...]  # default order of its list; "-name" is descending
    exported: bool = True

    def field(self, name: str) -> Field:
        """Return the field of this name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: an id (UUIDv7, or UUIDv5 where two desks mean the same thing)."""

    REGISTER: ClassVar[Register]

    id: str


def _declare(default: object, **options: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": options})


def text(label: str, *, max_length: int = 200, **options: Any) -> Any:
    """Declare one line of text."""
    return _declare("", label=label, kind=Kind.TEXT, max_length=max_length, **options)


def long_text(label: str, *, max_length: int = 10_000, **options: Any) -> Any:
    """Declare several lines of text."""
    return _declare("", label=label, kind=Kind.LONG_TEXT, max_length=max_length, **options)


def day(label: str, **options: Any) -> Any:
    """Declare a calendar day."""
    return _declare(None, label=label, kind=Kind.DATE, **options)


def clock_time(label: str, **options: Any) -> Any:
    """Declare a time of day in Asia/Tokyo."""
    return _declare(None, label=label, kind=Kind.TIME, **options)


def moment(label: str, **options: Any) -> Any:
    """Declare an aware moment in UTC."""
    return _declare(None, label=label, kind=Kind.MOMENT, **options)


def integer(label: str, *, minimum: int = 0, maximum: int = 2_000_000_000, **options: Any) -> Any:
    """Declare a whole number within bounds."""
    return _declare(None, label=label, kind=Kind.INTEGER, minimum=minimum, maximum=maximum, **options)


def flag(label: str, **options: Any) -> Any:
    """Declare a fact that is true or false."""
    return _declare(False, label=label, kind=Kind.BOOLEAN, **options)


def choice(label: str, choices: type[Choice], default: Choice | None = None, **options: Any) -> Any:
    """Declare one value of an enumeration."""
    return _declare(default, label=label, kind=Kind.CHOICE, choices=choices, **options)


def municipality(label: str, **options: Any) -> Any:
    """Declare a municipality, held as its six-digit code."""
    return _declare("", label=label, kind=Kind.MUNICIPALITY, max_length=6, **options)


def reference(label: str, target: str, **options: Any) -> Any:
    """Declare the id of a record of another register."""
    return _declare("", label=label, kind=Kind.REFERENCE, target=target, max_length=36, **options)


def attachment(label: str, **options: Any) -> Any:
    """Declare a file kept in the workspace."""
    return _declare("", label=label, kind=Kind.FILE, max_length=36, **options)


def support_fields(label: str, *, table: str, levels: type[Choice] | None = None, **options: Any) -> Any:
    """Declare a set of the fields of Table 1, each with its level where the set has levels."""
    return _declare((), label=label, kind=Kind.SUPPORT_FIELD, many=True, set_table=table, levels=levels, **options)


def support_field(label: str, **options: Any) -> Any:
    """Declare one field of Table 1, held as its code."""
    return _declare("", label=label, kind=Kind.SUPPORT_FIELD, max_length=40, **options)


def contract_term(label: str, **options: Any) -> Any:
    """Declare one term of the contract, held as its key."""
    return _declare("", label=label, kind=Kind.TERM, max_length=200, **options)


def references(label: str, target: str, *, table: str, **options: Any) -> Any:
    """Declare a set of records of another register."""
    return _declare((), label=label, kind=Kind.REFERENCE, target=target, many=True, set_table=table, **options)


def choice_set(label: str, choices: type[Choice], *, table: str, **options: Any) -> Any:
    """Declare a set of values of an enumeration."""
    return _declare((), label=label, kind=Kind.CHOICE, many=True, choices=choices, set_table=table, **options)


def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """Return the declared fields of a record in the order of their declaration."""
    return tuple(
        Field(name=item.name, **item.metadata["field"])
        for item in dataclasses.fields(record)
        if "field" in item.metadata
    )


R = TypeVar("R", bound=Record)


def register(
    name: str,
    label: str,
    *,
    table: str,
    title: tuple[str, ...],
    columns: tuple[str, ...],
    search: tuple[str, ...] = (),
    order: tuple[str, ...] = ("id",),
    exported: bool = True,
) -> Callable[[type[R]], type[R]]:
    """Turn a dataclass into the record of a register."""

    def declared(record: type[R]) -> type[R]:
        record.REGISTER = Register(
            name, label, table, record, fields_of(record), title, columns, search or title, order, exported
        )
        return record

    return declared
