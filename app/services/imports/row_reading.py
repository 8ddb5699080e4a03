"""One row of a file becomes values of a record, with everything that is wrong or worth saying. Pure functions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from app.documents.formula_guard import looks_like_formula
from app.documents.tabular import ErrorValue, Formula, SourceRow, is_blank
from app.domain.case import Case
from app.domain.entry import EntryContext, EntryProblem, parse_entry
from app.domain.record import Field, Kind
from app.domain.text import search_key, shorten
from app.services.imports.mapping import REASON_HEADER, ColumnMapping
from app.services.imports.subject import FORMULA_FIELD, SOURCE_FIELD, Column, Remark, Subject, Values

TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
MAX_SOURCE_CHARACTERS = Case.REGISTER.field(SOURCE_FIELD).max_length
REPLACEMENT_CHARACTER = "\ufffd"  # what programs write for a character they could not keep
REMEMBERED_CHARACTERS = 200  # longer cells seldom repeat


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What one row says: its texts by header, the values it gives, and its remarks."""

    number: int
    texts: dict[str, str]
    values: Values
    key: tuple[str, ...]
    filled: frozenset[str] = frozenset()  # fields whose cell is not blank
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Findings:
    values: dict[str, object] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def cell_text(cell: object) -> str:
    """Return a cell as text, as it is kept in the raw source and sent back."""
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
    return "" if cell is None else str(cell)


def source_text(texts: dict[str, str]) -> str:
    """Return the raw source of a row: a JSON object, header -> text."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def source_texts(source: str) -> dict[str, str]:
    """Return what was kept as the raw source; empty when it is not from an import."""
    try:
        read = json.loads(source)
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {str(header): str(text) for header, text in read.items()}


class RowReader:
    """Reads the rows of one file for one subject; repeated cells are read once."""

    def __init__(self, subject: Subject, mapping: ColumnMapping, context: EntryContext) -> None:
        """Read by this mapping in this context."""
        self._subject = subject
        self._mapping = mapping
        self._context = context
        self._known: dict[tuple[str, type, object], Values | EntryProblem] = {}
        self._required = tuple(self._required_by(target) for target in subject.required_fields)
        self._columns = [
            (position, header, subject.column(target))
            for position, (header, target) in enumerate(zip(mapping.headers, mapping.targets, strict=True))
            if target
        ]
        # A saved mapping may name the columns in any order; the subject's order decides which fills a field last.
        self._columns.sort(key=lambda item: subject.columns.index(item[2]))

    def read(self, row: SourceRow) -> ReadRow:
        """Return what a row says; never raises for what stands in it."""
        found = _Findings()
        headers = self._mapping.headers
        texts = {
            header: cell_text(cell) for header, cell in zip(headers, row.cells, strict=False) if header != REASON_HEADER
        }
        self._check_whole_row(row, texts, found)
        for position, header, column in self._columns:
            self._read_cell(row.cells[position], header, column, found)
        self._check_required(found)
        self._note_unmapped(texts, found)
        if self._subject.keeps_source:
            self._add_source(texts, found)
        key = tuple(search_key(str(found.values.get(name) or "")) for name in self._subject.key)
        filled = frozenset(found.filled)
        return ReadRow(row.number, texts, found.values, key, filled, tuple(found.problems), tuple(found.notes))

    def read_texts(self, texts: dict[str, str]) -> Values:
        """Return the values that the raw source of an earlier import gives by this mapping."""
        found = _Findings()
        for _, header, column in self._columns:
            if header in texts:
                self._read_cell(texts[header], header, column, found)
        return found.values

    def _read_cell(self, cell: object, header: str, column: Column, found: _Findings) -> None:
        text = cell_text(cell)
        if is_blank(cell):
            for name in column.fields:
                found.values.setdefault(name, empty_value(self._subject.register.field(name), self._context))
            return
        if isinstance(cell, ErrorValue):
            found.problems.append(Remark("imports.error_value", column.name, header, shorten(text)))
            return
        try:
            values = self._values(column, cell)
        except EntryProblem as problem:
            found.problems.append(
                Remark(problem.code, column.name, header, shorten(text), tuple(problem.values.items()))
            )
            return
        found.values.update(values)
        found.filled.update(values)
        found.notes.extend(self._cell_notes(cell, text, header, column, values))

    def _values(self, column: Column, cell: object) -> Values:
        """Return the values of a cell; raise EntryProblem."""
        kind = type(cell)
        memory = (column.name, kind, cell)
        short = kind is not str or len(str(cell)) <= REMEMBERED_CHARACTERS
        if short and memory in self._known:
            known = self._known[memory]
        else:
            known = self._parsed(column, cell)
            if short:
                self._known[memory] = known
        if isinstance(known, EntryProblem):
            raise known.with_traceback(None)
        return known

    def _parsed(self, column: Column, cell: object) -> Values | EntryProblem:
        try:
            if column.read is not None:
                return column.read(cell, self._context)
            target = self._subject.register.field(column.name)
            value = parse_entry(target, cell_text(cell) if target.kind in TEXT_KINDS else cell, self._context)
        except EntryProblem as problem:
            return problem
        return {column.name: value}

    def _cell_notes(self, cell: object, text: str, header: str, column: Column, values: Values) -> Iterator[Remark]:
        if isinstance(cell, Formula):
            yield Remark("imports.formula_cell", column.name, header, shorten(text))
        elif looks_like_formula(text):
            yield Remark("imports.formula_text", column.name, header, shorten(text))
        if REPLACEMENT_CHARACTER in text:
            yield Remark("imports.replacement_character", column.name, header, shorten(text))
        if column.name == "municipality_code":
            name = self._context.municipalities.by_code(str(values[column.name])).name
            if text != name:
                yield Remark("imports.municipality_variant", column.name, header, shorten(text), (("name", name),))

    def _check_whole_row(self, row: SourceRow, texts: dict[str, str], found: _Findings) -> None:
        beyond = [cell_text(cell) for cell in row.cells[len(self._mapping.headers) :] if not is_blank(cell)]
        if beyond:
            found.problems.append(Remark("imports.more_cells_than_headers", value=shorten("、".join(beyond))))
        try:
            "".join(texts.values()).encode("utf-8")
            broken = any("\0" in text for text in texts.values())
        except UnicodeEncodeError:
            broken = True
        if broken:
            found.problems.append(Remark("imports.unstorable_text"))

    def _required_by(self, target: Field) -> tuple[frozenset[str], Remark]:
        """Return the columns that may fill a required field, and what to say when none does."""
        feeding = [column for column in self._subject.columns if target.name in column.fields]
        headers = [header for header in map(self._mapping.header_of, (column.name for column in feeding)) if header]
        code = "imports.required_empty" if headers else "imports.required_column_missing"
        label = headers[0] if headers else feeding[0].header
        return frozenset(column.name for column in feeding), Remark(code, target.name, label)

    def _check_required(self, found: _Findings) -> None:
        """Say which required field a row leaves empty, unless its cell has a problem of its own."""
        troubled = {problem.field for problem in found.problems}
        for columns, remark in self._required:
            if found.values.get(remark.field) in (None, "", ()) and not troubled & columns:
                found.problems.append(remark)

    def _note_unmapped(self, texts: dict[str, str], found: _Findings) -> None:
        kept = "imports.unmapped_kept" if self._subject.keeps_source else "imports.unmapped_left"
        for header in self._mapping.unmapped:
            if not is_blank(texts.get(header, "")):
                found.notes.append(Remark(kept, "", header, shorten(texts[header])))

    def _add_source(self, texts: dict[str, str], found: _Findings) -> None:
        source = source_text(texts)
        if len(source) > MAX_SOURCE_CHARACTERS:
            found.problems.append(Remark("imports.row_too_long", values=(("limit", f"{MAX_SOURCE_CHARACTERS:,}"),)))
        found.values[SOURCE_FIELD] = source
        if self._subject.marks_formulas:
            found.values[FORMULA_FIELD] = any(looks_like_formula(text) for text in texts.values())


def empty_value(target: Field, context: EntryContext) -> object:
    """Return what a field holds when its cell is blank."""
    return parse_entry(replace(target, required=False), "", context)
