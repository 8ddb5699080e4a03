"""Which column of a file feeds which column of a subject: proposed from synonyms, or taken from a saved profile."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.imports import ImportProfile
from app.domain.text import search_key, shorten
from app.services.imports.subject import Subject

REASON_HEADER = "取り込めなかった理由"  # the column that the file of refused rows adds

# 「3. 団体名（必須）」 and 「※団体名*」 mean 団体名.
_NUMBER = re.compile(r"\A\s*(?:[QＱ問]?\s*[0-9０-９]{1,3}\s*[.．、)）:：]|[※＊*●○・■□])\s*")
_OBLIGATION = re.compile(r"[（(【\[［]\s*(?:必須|任意|必須項目|任意項目|必須入力)\s*[）)】\]］]|[※＊*]\s*\Z")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The headers of a file, each with the name of the subject's column that it feeds, or ""."""

    headers: tuple[str, ...]
    targets: tuple[str, ...]
    profile: str = ""  # name of the saved profile it came from

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Return the headers whose cells go to no field."""
        return tuple(
            header
            for header, target in zip(self.headers, self.targets, strict=True)
            if not target and header != REASON_HEADER
        )

    @property
    def named(self) -> dict[str, str]:
        """Return header -> name of the column, for those that feed one."""
        return {header: target for header, target in zip(self.headers, self.targets, strict=True) if target}

    def header_of(self, column: str) -> str:
        """Return the header that feeds a column; "" when none does."""
        return self.headers[self.targets.index(column)] if column in self.targets else ""


def header_key(header: str) -> str:
    """Return the key by which headers are recognised, without numbering and 必須 marks."""
    return search_key(_OBLIGATION.sub("", _NUMBER.sub("", header)))


def synonyms(subject: Subject) -> dict[str, str]:
    """Return the key of every known header -> the name of its column; an earlier meaning wins over a later one."""
    known: dict[str, str] = {}
    for column in subject.columns:
        known.setdefault(header_key(column.header), column.name)
    labels = {field.name: field.label for field in subject.register.fields}
    for column in subject.columns:
        for word in (labels.get(column.name, ""), column.name, *column.synonyms):
            if word:
                known.setdefault(header_key(word), column.name)
    return known


def propose(subject: Subject, headers: tuple[str, ...]) -> ColumnMapping:
    """Return the mapping that the headers themselves suggest; of two columns for one field the first is taken."""
    known = synonyms(subject)
    taken: set[str] = set()
    targets: list[str] = []
    for header in headers:
        target = known.get(header_key(header), "")
        targets.append("" if target in taken else target)
        taken.add(target)
    return ColumnMapping(headers, tuple(targets))


def chosen(subject: Subject, headers: tuple[str, ...], named: Mapping[str, str], profile: str = "") -> ColumnMapping:
    """Return the mapping that a person or a profile gives; headers that it does not name feed nothing.

    AppError: imports.mapping_unknown_column, imports.mapping_twice, imports.mapping_fits_nothing.
    """
    columns = {column.name for column in subject.columns}
    keyed = {header_key(header): target for header, target in named.items()}
    targets = tuple(named.get(header, keyed.get(header_key(header), "")) for header in headers)
    used = [target for target in targets if target]
    for target in used:
        if target not in columns:
            raise AppError("imports.mapping_unknown_column", column=shorten(target), subject=subject.label)
        if used.count(target) > 1:
            raise AppError("imports.mapping_twice", column=subject.column(target).header)
    if not used:
        raise AppError("imports.mapping_fits_nothing", profile=profile)
    return ColumnMapping(headers, targets, profile)


def profile_mapping(profile: ImportProfile) -> dict[str, str]:
    """Return header -> column of a saved profile; AppError imports.profile_damaged."""
    try:
        read = json.loads(profile.mapping)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(part, str) for pair in read.items() for part in pair):
        raise AppError("imports.profile_damaged", name=profile.name)
    return read


def fits(profile: ImportProfile, headers: tuple[str, ...]) -> bool:
    """Tell whether a file has exactly the headers that a profile was saved for."""
    try:
        saved = {header_key(header) for header in profile_mapping(profile)}
    except AppError:
        return False
    return saved == {header_key(header) for header in headers if header != REASON_HEADER}
