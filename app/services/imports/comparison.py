"""What a row would change in a record that is already there; what people typed since is never overwritten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.entry import EntryContext, format_entry
from app.domain.record import Field, Member, Record
from app.domain.text import shorten
from app.services.imports.mapping import ColumnMapping
from app.services.imports.row_reading import ReadRow, source_texts
from app.services.imports.subject import FORMULA_FIELD, SOURCE_FIELD, Remark, Subject, Values

SOURCE_LABEL = "受け付けた原文"


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as people read it."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a row in would do to a stored record."""

    record: Record
    changes: tuple[Change, ...] = ()
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


class Comparison:
    """Compares the rows of one file with what is stored."""

    def __init__(
        self,
        subject: Subject,
        mapping: ColumnMapping,
        context: EntryContext,
        read_texts: Callable[[dict[str, str]], Values],
    ) -> None:
        """Compare for this subject; ``read_texts`` reads the raw source of an earlier import."""
        self._subject = subject
        self._mapping = mapping
        self._context = context
        self._read_texts = read_texts

    def difference(self, row: ReadRow, stored: Record) -> Difference:
        """Return what a row changes.

        Where the register keeps the raw source, a field changes only while it still holds what the source said; a
        field that people have typed since stays, and is told when the file says something new. A blank cell leaves its
        field as it is, unless the subject lets it erase.
        """
        earlier = source_texts(str(getattr(stored, SOURCE_FIELD, "")))
        imported = self._read_texts(earlier)
        settled = self._subject.settled(stored)
        values: dict[str, Any] = {}
        changes: list[Change] = []
        problems: list[Remark] = []
        notes: list[Remark] = []
        for target in self._compared(row):
            held = getattr(stored, target.name)
            new = with_levels(row.values[target.name], self._subject.level_of(target.name), held)
            if _same(new, held) or not self._speaks(row, target) or self._subject.past(stored, target.name, new):
                continue
            if self._is_typed(target, held, imported):
                if target.name not in imported or not _same(row.values[target.name], imported[target.name]):
                    notes.append(self._remark("imports.typed_kept", target, held, new))
            elif target.name in settled:
                problems.append(self._remark("imports.settled", target, held, new))
            else:
                values[target.name] = new
                changes.append(Change(target.name, target.label, self._shown(target, held), self._shown(target, new)))
        if self._subject.keeps_source:
            differing = self._differing_texts(row, earlier, imported, frozenset(values))
            if changes or notes or differing:
                changes.extend(differing)
                values |= {name: row.values[name] for name in (SOURCE_FIELD, FORMULA_FIELD) if name in row.values}
        return Difference(
            replace(stored, **values) if values else stored, tuple(changes), tuple(problems), tuple(notes)
        )

    def _compared(self, row: ReadRow) -> Iterator[Field]:
        """Yield the fields that the columns of the file fill, in the order of the record."""
        filled = {name for column in self._mapping.targets if column for name in self._subject.column(column).fields}
        for target in self._subject.register.fields:
            if target.name in filled and target.name in row.values:
                yield target

    def _speaks(self, row: ReadRow, target: Field) -> bool:
        """Tell whether a row says anything about a field; a blank cell does where the subject lets it erase."""
        return self._subject.blank_erases or target.name in row.filled

    def _is_typed(self, target: Field, held: object, imported: Values) -> bool:
        """Tell whether people, not a file, gave a field what it holds."""
        if not self._subject.keeps_source:
            return False
        if target.name in imported:
            return not _same(held, with_levels(imported[target.name], self._subject.level_of(target.name), held))
        return held not in (None, "", (), False)

    def _differing_texts(
        self, row: ReadRow, earlier: dict[str, str], imported: Values, changed: frozenset[str]
    ) -> list[Change]:
        """Return the cells that say something else than the raw source without changing a field."""
        if not earlier:
            return [Change(SOURCE_FIELD, SOURCE_LABEL, "", shorten(str(row.values[SOURCE_FIELD]), 200))]
        named = self._mapping.named
        differing: list[Change] = []
        for header, text in row.texts.items():
            if text == earlier.get(header, ""):
                continue
            fields = self._subject.column(named[header]).fields if header in named else ()
            says_new = not fields or any(
                name not in imported or not _same(row.values.get(name), imported[name]) for name in fields
            )
            if says_new and not changed & set(fields):
                differing.append(Change(SOURCE_FIELD, f"{SOURCE_LABEL}「{header}」", earlier.get(header, ""), text))
        return differing

    def _shown(self, target: Field, value: object) -> str:
        return format_entry(target, value, self._context)

    def _remark(self, code: str, target: Field, held: object, new: object) -> Remark:
        values = (("held", shorten(self._shown(target, held))),)
        return Remark(code, target.name, target.label, shorten(self._shown(target, new)), values)


def _same(one: object, other: object) -> bool:
    """Tell whether two values of a field mean the same; the members of a set have no order."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one == other


def with_levels(value: object, level: str, held: object = ()) -> object:
    """Give each member of a set without a level the one it already has, else the one the subject takes."""
    if not level or not isinstance(value, tuple):
        return value
    levels = {member.key: member.level for member in held} if isinstance(held, tuple) else {}
    return tuple(member if member.level else Member(member.key, levels.get(member.key) or level) for member in value)
