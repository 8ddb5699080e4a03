"""What can be imported is declared as data: the register, its columns, and what makes two rows the same thing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.entry import EntryContext
from app.domain.record import Field, Record, Register
from app.platform.messages import sentence
from app.services.actions.situation import Action

SOURCE_FIELD = "source"  # a register with this field keeps each row as it came,
FORMULA_FIELD = "has_formula"  # and says here whether a spreadsheet might run it

Values = Mapping[str, object]
CellReader = Callable[[object, EntryContext], Values]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a row: a code of the catalogue, the column, and the text that stands in the file."""

    code: str
    field: str = ""
    label: str = ""
    value: str = ""
    values: tuple[tuple[str, object], ...] = ()

    @property
    def reason(self) -> str:
        """Return the Japanese sentence."""
        return self.reason_in("ja")

    def reason_in(self, language: str) -> str:
        """Return the sentence in a language of the catalogue."""
        return sentence(self.code, {**dict(self.values), "label": self.label, "value": self.value}, language=language)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a subject's file.

    ``name`` is what a saved mapping says; it is the field that the column fills unless ``fills`` names others, which
    ``read`` then returns. ``read`` raises EntryProblem.
    """

    name: str
    header: str
    synonyms: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    read: CellReader | None = None
    level: str = ""  # of the members of a set where the file names none
    hint: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that this column fills."""
        return self.fills or (self.name,)


def _no_remarks(record: Record) -> Iterator[Remark]:
    yield from ()


def _as_it_is(record: Record) -> Record:
    return record


def _no_prefix(record: Record) -> str:
    return ""


def _nothing_settled(record: Record) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """The use case that a row stands for: on which record, with which entries."""

    action: Action
    on: str
    values: Values


def _nothing_past(record: Record, field: str, value: object) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of file that can be imported; a next one is one more page like applications.py."""

    name: str  # as on the command line
    label: str
    record: type[Record]
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # fields whose search keys together recognise the same thing again
    lookup: str = ""  # text field by which the store is asked for the same things; empty: the register is read whole
    required: tuple[str, ...] = ()  # beyond the fields that the register requires
    begun: Callable[[Record], Record] = _as_it_is  # a new record as it starts on its way
    number_prefix: Callable[[Record], str] = _no_prefix  # of the number given to a new record; empty: no number
    remarks: Callable[[Record], Iterator[Remark]] = _no_remarks  # what a person should know of a record taken in
    blank_erases: bool = False  # a blank cell of a later file empties what an earlier one filled
    settled: Callable[[Record], frozenset[str]] = _nothing_settled  # fields of a record that no file may change
    past: Callable[[Record, str, object], bool] = _nothing_past  # what a record has left behind, and so is nothing new
    case_column: str = ""  # the column that names a case by its number or its received number
    known_only: bool = False  # its rows are about records that are there already; none is made
    step: Callable[[Record | None, Record], "Step | Remark"] | None = None  # stored, wanted: rows are use cases

    @property
    def register(self) -> Register:
        """Return the register that the rows go to."""
        return self.record.REGISTER

    @property
    def keeps_source(self) -> bool:
        """Tell whether the register keeps each row as it came: a row that makes no record is none of its sources."""
        return not self.known_only and any(field.name == SOURCE_FIELD for field in self.register.fields)

    @property
    def marks_formulas(self) -> bool:
        """Tell whether the register says of a row that a spreadsheet might run it."""
        return any(field.name == FORMULA_FIELD for field in self.register.fields)

    @property
    def required_fields(self) -> tuple[Field, ...]:
        """Return the fields that each row must fill."""
        return tuple(
            field
            for field in self.register.fields
            if field.name in self.required or (field.required and not field.fixed and not self.known_only)
        )

    def level_of(self, field: str) -> str:
        """Return the level of the members of a set field where the file names none; "" without levels."""
        return next((column.level for column in self.columns if column.name == field), "")

    def column(self, name: str) -> Column:
        """Return the column of this name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
