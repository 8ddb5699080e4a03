"""What taking a file in would do, row by row. Pure functions of rows and of what is stored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.documents.tabular import Table
from app.documents.tabular_form import FORM_SHEETS
from app.domain.choice import Choice
from app.domain.entry import EntryContext, format_entry
from app.domain.record import Field, Record
from app.domain.text import shorten
from app.services.imports.comparison import Change, Comparison, with_levels
from app.services.imports.mapping import ColumnMapping
from app.services.imports.row_reading import ReadRow, RowReader
from app.services.imports.subject import FORMULA_FIELD, SOURCE_FIELD, Remark, Subject

Key = tuple[str, ...]
RAW = frozenset({SOURCE_FIELD, FORMULA_FIELD})  # how a row was written, not what it says


class Outcome(Choice):
    """What happens to a row."""

    NEW = "new", "新規"
    CHANGED = "changed", "変更"
    UNCHANGED = "unchanged", "変更なし"
    DUPLICATE = "duplicate", "重複"
    REFUSED = "refused", "取り込めません"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a file (numbered as in Excel) with what happens to it and why."""

    number: int
    outcome: Outcome
    title: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    record: Record | None = None  # to be written; without id and number while it is new


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file read against the store, ready to be taken in."""

    subject: Subject
    file_name: str
    sha256: str
    table: Table
    mapping: ColumnMapping
    reads: tuple[ReadRow, ...]
    rows: tuple[PreviewRow, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are, and of each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {"rows": len(self.rows), **{outcome.value: found[outcome] for outcome in Outcome}}

    @property
    def refused(self) -> tuple[PreviewRow, ...]:
        """Return the rows that cannot be taken in."""
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a person should know of the file as a whole: what was not read, and how it was read."""
        found: list[Remark] = []
        if self.mapping.profile:
            found.append(Remark("imports.profile_used", value=self.mapping.profile))
        if self.mapping.unmapped:
            code = "imports.columns_kept" if self.subject.keeps_source else "imports.columns_left"
            found.append(Remark(code, value=shorten("、".join(self.mapping.unmapped), 200)))
        other = [name for name in self.table.other_sheets if name not in FORM_SHEETS]
        if other:
            found.append(
                Remark(
                    "imports.other_sheets", value=shorten("、".join(other), 200), values=(("sheet", self.table.sheet),)
                )
            )
        if self.table.title_rows:
            count = len(self.table.title_rows)
            found.append(Remark("imports.title_rows", values=(("count", count), ("row", self.table.header_row))))
        return tuple(found)

    def as_dict(self) -> dict[str, object]:
        """Return the counts, and for each problem of a refused row where it is and why, as interfaces.md says."""
        return {
            **self.counts,
            "refused": [
                {"row": row.number, "field": problem.label, "value": problem.value, "reason": problem.reason}
                for row in self.refused
                for problem in row.problems
            ],
        }


def read_rows(subject: Subject, table: Table, mapping: ColumnMapping, context: EntryContext) -> tuple[ReadRow, ...]:
    """Return what every row of a table says."""
    reader = RowReader(subject, mapping, context)
    return tuple(_with_merged(reader.read(row), filled_down=row.number in table.filled_down) for row in table.rows)


def _with_merged(row: ReadRow, *, filled_down: bool) -> ReadRow:
    return replace(row, notes=(*row.notes, Remark("imports.merged_cell"))) if filled_down else row


class Planner:
    """Decides what happens to each row, given what is stored under its key."""

    def __init__(self, subject: Subject, mapping: ColumnMapping, context: EntryContext) -> None:
        """Plan for this subject."""
        self._subject = subject
        self._context = context
        self._unmapped = mapping.unmapped
        reader = RowReader(subject, mapping, context)
        self._comparison = Comparison(subject, mapping, context, reader.read_texts)

    def plan(self, reads: tuple[ReadRow, ...], stored: Mapping[Key, tuple[Record, ...]]) -> tuple[PreviewRow, ...]:
        """Return what happens to each row; every row has exactly one outcome."""
        first: dict[Key, ReadRow] = {}
        rows: list[PreviewRow] = []
        for row in reads:
            earlier = first.setdefault(row.key, row) if any(row.key) else row
            if earlier is not row:
                rows.append(self._again(row, earlier))
            elif row.problems:
                rows.append(self._refused(row, row.problems, row.notes))
            else:
                rows.append(self._alone(row, stored.get(row.key, ())))
        return tuple(rows)

    def _again(self, row: ReadRow, earlier: ReadRow) -> PreviewRow:
        """Return the outcome of a row whose key stands in the file before: the same again, or a contradiction."""
        values = (("row", earlier.number),)
        label, value = self._key_words(row)
        if self._says_the_same(row, earlier):
            note = Remark("imports.same_row", self._subject.key[0], label, value, values)
            return PreviewRow(row.number, Outcome.DUPLICATE, self._title(row), notes=(note,))
        problem = Remark("imports.contradicting_row", self._subject.key[0], label, value, values)
        return self._refused(row, (*row.problems, problem), row.notes)

    def _says_the_same(self, row: ReadRow, earlier: ReadRow) -> bool:
        """Tell whether two rows mean the same, however they are written."""
        if row.texts == earlier.texts:
            return True
        if row.problems or earlier.problems:
            return False
        unmapped = all(row.texts.get(header) == earlier.texts.get(header) for header in self._unmapped)
        return unmapped and all(
            value == earlier.values.get(name) for name, value in row.values.items() if name not in RAW
        )

    def _alone(self, row: ReadRow, found: tuple[Record, ...]) -> PreviewRow:
        if len(found) > 1:
            label, value = self._key_words(row)
            problem = Remark("imports.ambiguous", self._subject.key[0], label, value, (("count", len(found)),))
            return self._refused(row, (problem,), row.notes)
        return self._known(row, found[0]) if found else self._new(row)

    def _new(self, row: ReadRow) -> PreviewRow:
        values: dict[str, Any] = {
            name: with_levels(value, self._subject.level_of(name)) for name, value in row.values.items()
        }
        record = self._subject.begun(self._subject.record(id="", **values))
        changes = tuple(
            Change(target.name, target.label, "", self._shown(target, values[target.name]))
            for target in self._subject.register.fields
            if target.name in row.filled and values[target.name] not in (None, "", ())
        )
        notes = (*row.notes, *self._subject.remarks(record))
        return PreviewRow(row.number, Outcome.NEW, self._title(row), changes, (), notes, record)

    def _known(self, row: ReadRow, stored: Record) -> PreviewRow:
        found = self._comparison.difference(row, stored)
        notes = (*row.notes, *found.notes)
        if found.problems:
            return self._refused(row, found.problems, notes)
        if found.record == stored:
            return PreviewRow(row.number, Outcome.UNCHANGED, self._title(row), notes=notes)
        notes = (*notes, *self._subject.remarks(found.record))
        return PreviewRow(row.number, Outcome.CHANGED, self._title(row), found.changes, (), notes, found.record)

    def _refused(self, row: ReadRow, problems: tuple[Remark, ...], notes: tuple[Remark, ...]) -> PreviewRow:
        return PreviewRow(row.number, Outcome.REFUSED, self._title(row), (), problems, notes)

    def _title(self, row: ReadRow) -> str:
        """Return what names a row to a person: its key, and the municipality where there is one."""
        names = [*self._subject.key[:1], "municipality_code"]
        fields = {target.name: target for target in self._subject.register.fields}
        words = [self._shown(fields[name], row.values.get(name)) for name in names if name in fields]
        return shorten("　".join(word for word in words if word), 80)

    def _key_words(self, row: ReadRow) -> tuple[str, str]:
        fields = [self._subject.register.field(name) for name in self._subject.key]
        words = [self._shown(target, row.values.get(target.name)) for target in fields]
        return "・".join(target.label for target in fields), shorten("・".join(word for word in words if word))

    def _shown(self, target: Field, value: object) -> str:
        return format_entry(target, value, self._context)
