"""Taking files in: read, shown row by row, then written as one change that one undo takes back."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.documents.tabular import MAX_FILE_BYTES, MEBIBYTE, read_table
from app.domain.entry import EntryContext
from app.domain.errors import AppError
from app.domain.imports import ImportProfile, ImportRun
from app.domain.record import Record
from app.domain.text import compact, search_key, shorten
from app.platform.clock import Clock, SystemClock
from app.services.imports.cases_named import with_cases
from app.services.imports.mapping import ColumnMapping, chosen, fits, header_key, profile_mapping, propose, synonyms
from app.services.imports.preview import ImportPreview, Key, Outcome, Planner, PreviewRow, read_rows
from app.services.imports.row_reading import ReadRow, source_text
from app.services.imports.subject import Subject
from app.services.imports.subjects import subject_named
from app.store.commits import NOTHING, ChangeSet
from app.store.ids import new_id, stable_id

R = TypeVar("R", bound=Record)


class ImportUnit(Protocol):
    """What an import needs of a unit of work."""

    def add(self, record: Record) -> None:
        """Write a new record."""

    def save(self, record: Record) -> object:
        """Write what differs from the stored record."""

    def find(self, kind: type[R], **equals: object) -> list[R]:
        """Return the records whose fields have these values."""

    def find_in(self, kind: type[R], field: str, values: Iterable[object]) -> list[R]:
        """Return the records whose field has one of these values."""

    def next_number(self, prefix: str) -> str:
        """Return the next number for people."""

    def commit(self) -> ChangeSet:
        """Make everything durable."""


class ImportStore(Protocol):
    """Where an import reads and writes."""

    def unit_of_work(self, reason: str) -> AbstractContextManager[ImportUnit]:
        """Return a unit of work; the reason stands in the history."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file. Nothing is written unless ``taken_in``."""

    preview: ImportPreview
    taken_in: bool
    changes: ChangeSet = NOTHING

    def as_dict(self) -> dict[str, object]:
        """Return the counts and the refused cells as interfaces.md says, and whether the rest was taken in."""
        return {**self.preview.as_dict(), "taken_in": self.taken_in}


class ImportService:
    """Previews files and takes them in."""

    def __init__(
        self,
        store: ImportStore,
        context: Callable[[], EntryContext],
        backup: Callable[[], object],
        clock: Clock | None = None,
        tell: Callable[[Any, list[Record]], None] | None = None,
        check: Callable[[Any, tuple[PreviewRow, ...]], tuple[PreviewRow, ...]] | None = None,
        do: Callable[[Any, Subject, tuple[PreviewRow, ...]], tuple[PreviewRow, ...]] | None = None,
    ) -> None:
        """Write to ``store``; ``backup`` makes a verified copy and raises AppError when it cannot.

        ``tell`` is given the unit of work and the new records, and writes what others are told of them; ``check`` is
        given the unit of work and the rows, and refuses those that the contract forbids. ``do`` is given the rows of a
        subject whose rows are use cases: it does them in the unit of work, and refuses those that cannot be done.
        """
        self._do = do or (lambda uow, subject, rows: rows)
        self._check = check or (lambda uow, rows: rows)
        self._tell = tell or (lambda uow, records: None)
        self._store = store
        self._context = context
        self._backup = backup
        self._clock = clock or SystemClock()

    def preview(
        self,
        source: Path | bytes,
        subject: str,
        profile_name: str = "",
        *,
        file_name: str = "",
        mapping: Mapping[str, str] | None = None,
    ) -> ImportPreview:
        """Return what taking a file in would do; nothing is written.

        The columns follow ``mapping`` (header -> column), else the named profile, else a saved profile for exactly
        these headers, else what the headers say. AppError ``imports.*`` when the file as a whole cannot be read.
        """
        declared = subject_named(subject)
        name = file_name or (source.name if isinstance(source, Path) else declared.label)
        data = source if isinstance(source, bytes) else _file_bytes(source, name)
        known = synonyms(declared)
        table = read_table(data, name, lambda text: header_key(text) in known)
        if not table.rows:
            raise AppError("imports.no_rows", where=name, file=name, row=table.header_row)
        columns = self._mapping(declared, table.headers, profile_name, mapping)
        if not columns.named:
            headers = shorten("、".join(table.headers), 100)
            raise AppError("imports.unknown_headers", where=name, file=name, headers=headers)
        context = self._context()
        reads = read_rows(declared, table, columns, context)
        with self._store.unit_of_work("") as uow:
            rows = self._judged(uow, Planner(declared, columns, context), declared, reads)
        return ImportPreview(declared, name, hashlib.sha256(data).hexdigest(), table, columns, reads, rows)

    def apply(self, preview: ImportPreview, partial: bool = False) -> ImportResult:
        """Write what a preview shows: everything, or nothing when a row is refused and ``partial`` is not asked for.

        A verified copy is made first. AppError ``imports.store_changed`` when the records have changed so that the
        preview no longer holds; then nothing is written.
        """
        if preview.refused and not partial:
            return ImportResult(preview, taken_in=False)
        if all(row.record is None for row in preview.rows):
            return ImportResult(preview, taken_in=True)
        subject = preview.subject
        planner = Planner(subject, preview.mapping, self._context())
        self._backup()
        with self._store.unit_of_work(f"取込：{subject.label}（{shorten(preview.file_name, 80)}）") as uow:
            rows = self._judged(uow, planner, subject, preview.reads)
            if list(map(_promise, rows)) != list(map(_promise, preview.rows)):
                raise AppError("imports.store_changed", where=preview.file_name, file=preview.file_name)
            if subject.step is None:
                self._tell(uow, _write(uow, subject, rows))
            uow.add(self._run(preview))
            changes = uow.commit()
        return ImportResult(preview, taken_in=True, changes=changes)

    def _judged(
        self, uow: ImportUnit, planner: Planner, subject: Subject, reads: tuple[ReadRow, ...]
    ) -> tuple[PreviewRow, ...]:
        """Return what happens to each row; rows that are use cases have then been done in this unit of work."""
        known = with_cases(uow, subject, reads)
        rows = planner.plan(known, _stored(uow, subject, known))
        return self._check(uow, rows) if subject.step is None else self._do(uow, subject, rows)

    def profiles(self, subject: str) -> tuple[ImportProfile, ...]:
        """Return the saved mappings of a subject by name."""
        declared = subject_named(subject)
        with self._store.unit_of_work("") as uow:
            return tuple(sorted(uow.find(ImportProfile, subject=declared.name), key=lambda profile: profile.name))

    def save_profile(self, name: str, preview: ImportPreview) -> ImportProfile:
        """Keep the mapping of a preview under a name; the same name of the same subject is replaced."""
        plain = name.strip()
        limit = ImportProfile.REGISTER.field("name").max_length
        if not plain or len(plain) > limit:
            raise AppError("imports.profile_name", limit=limit)
        headers = dict(zip(preview.mapping.headers, preview.mapping.targets, strict=True))
        with self._store.unit_of_work(f"列の対応を保存：{plain}") as uow:
            found = uow.find(ImportProfile, subject=preview.subject.name, name=plain)
            profile = found[0] if found else ImportProfile(id=new_id(), name=plain, subject=preview.subject.name)
            profile = replace(profile, mapping=source_text(headers))
            if found:
                uow.save(profile)
            else:
                uow.add(profile)
            uow.commit()
        return profile

    def _mapping(
        self,
        subject: Subject,
        headers: tuple[str, ...],
        profile_name: str,
        mapping: Mapping[str, str] | None,
    ) -> ColumnMapping:
        if mapping is not None:
            return chosen(subject, headers, mapping)
        profiles = self.profiles(subject.name)
        if profile_name:
            named = [profile for profile in profiles if profile.name == profile_name]
            if not named:
                raise AppError("imports.profile_missing", name=shorten(profile_name), subject=subject.label)
            return chosen(subject, headers, profile_mapping(named[0]), profile_name)
        for profile in profiles:
            if fits(profile, headers):
                return chosen(subject, headers, profile_mapping(profile), profile.name)
        return propose(subject, headers)

    def _run(self, preview: ImportPreview) -> ImportRun:
        counts = preview.counts
        return ImportRun(
            id=new_id(),
            file_name=shorten(preview.file_name, 255),
            subject=preview.subject.name,
            sha256=preview.sha256,
            imported_at=self._clock.now(),
            row_count=counts["rows"],
            new_count=counts[Outcome.NEW.value],
            changed_count=counts[Outcome.CHANGED.value],
            duplicate_count=counts[Outcome.DUPLICATE.value],
            refused_count=counts[Outcome.REFUSED.value],
        )


def _file_bytes(path: Path, name: str) -> bytes:
    """Return a file's bytes, refused before they are read when there are too many."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise AppError("imports.file_too_large", where=name, file=name, limit=MAX_FILE_BYTES // MEBIBYTE)
        return path.read_bytes()
    except OSError as problem:
        raise AppError("imports.file_unreadable", where=name, file=name) from problem


def _stored(uow: ImportUnit, subject: Subject, reads: Iterable[Any]) -> dict[Key, tuple[Record, ...]]:
    """Return the stored records by the key that recognises the same thing again."""
    if subject.lookup:
        typed = [str(row.values.get(subject.lookup) or "") for row in reads]
        wanted = dict.fromkeys(text for each in typed if each for text in (each, compact(each)))
        records = uow.find_in(subject.record, subject.lookup, wanted)
    else:
        records = uow.find(subject.record)
    found: dict[Key, tuple[Record, ...]] = {}
    for record in records:
        key = tuple(search_key(str(getattr(record, name) or "")) for name in subject.key)
        found[key] = (*found.get(key, ()), record)
    return found


def _promise(row: PreviewRow) -> tuple[object, ...]:
    """Return what a person has seen of a row and agreed to."""
    return row.number, row.outcome, row.changes, row.problems


def _write(uow: ImportUnit, subject: Subject, rows: Iterable[PreviewRow]) -> list[Record]:
    """Write the rows and return the new records."""
    rows = [row for row in rows if row.record is not None]
    ids = {row.number: _lasting_id(subject, row.record) for row in rows if row.record and not row.record.id}
    taken = {record.id for record in uow.find_in(subject.record, "id", [one for one in ids.values() if one])}
    added: list[Record] = []
    for row in rows:
        if row.record is None:
            continue
        if row.number not in ids:
            uow.save(row.record)
            continue
        lasting = ids[row.number]
        values: dict[str, Any] = {"id": lasting if lasting and lasting not in taken else new_id()}
        prefix = subject.number_prefix(row.record)
        if prefix:
            values["number"] = uow.next_number(prefix)
        added.append(replace(row.record, **values))
        uow.add(added[-1])
    return added


def _lasting_id(subject: Subject, record: Record) -> str:
    """Return the id that every desk gives to the same thing; "" when its key is not whole."""
    parts = [search_key(str(getattr(record, name) or "")) for name in subject.key]
    return stable_id(subject.register.table, *parts) if all(parts) else ""
