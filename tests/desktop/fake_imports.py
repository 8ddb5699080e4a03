"""How the desk in memory takes files in: read and previewed by the services, kept in its dictionary."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.documents.tabular import read_table
from app.domain.entry import EntryContext
from app.domain.imports import ImportProfile
from app.domain.record import Record
from app.services.imports.mapping import chosen, header_key, propose, synonyms
from app.services.imports.preview import ImportPreview, Planner, read_rows
from app.services.imports.refused import refused_file
from app.services.imports.service import ImportResult
from app.services.imports.subjects import subject_named


class FakeImports:
    """The part of the desk that takes files in."""

    records: dict[str, dict[str, Record]]
    calls: list[tuple[str, Any]]

    def context(self) -> EntryContext:
        raise NotImplementedError

    def import_preview(
        self, path: Path, subject: str, profile: str = "", mapping: Mapping[str, str] | None = None
    ) -> ImportPreview:
        declared = subject_named(subject)
        known = synonyms(declared)
        data = path.read_bytes()
        table = read_table(data, path.name, lambda text: header_key(text) in known)
        columns = propose(declared, table.headers) if mapping is None else chosen(declared, table.headers, mapping)
        reads = read_rows(declared, table, columns, self.context())
        rows = Planner(declared, columns, self.context()).plan(reads, {})
        return ImportPreview(declared, path.name, "", table, columns, reads, rows)

    def import_apply(self, preview: ImportPreview, partial: bool = False) -> ImportResult:
        self.calls.append(("import_apply", partial))
        if preview.refused and not partial:
            return ImportResult(preview, taken_in=False)
        for row in preview.rows:
            if row.record is not None:
                made = replace(row.record, id=f"imported-{row.number}")
                self.records[made.REGISTER.name][made.id] = made
        return ImportResult(preview, taken_in=True)

    def import_profiles(self, subject: str) -> tuple[ImportProfile, ...]:
        return (ImportProfile(id="profile-1", name="申請フォーム", subject=subject),)

    def save_import_profile(self, name: str, preview: ImportPreview) -> ImportProfile:
        self.calls.append(("save_import_profile", name))
        return ImportProfile(id="profile-2", name=name, subject=preview.subject.name)

    def refused_file(self, preview: ImportPreview, encoding: str = "utf-8-sig") -> bytes:
        return refused_file(preview, encoding)

    def template(self, subject: str) -> bytes:
        return b"PK"
