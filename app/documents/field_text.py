"""A field's value as text: once for files that other programs read, once for paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.domain.choice import Choice
from app.domain.japanese_date import JAPAN, era_with_weekday
from app.domain.record import Field, Kind, Members


def _no_record(register: str, record_id: str) -> str:
    return record_id


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes and ids in records are called."""

    support_fields: Mapping[str, str] = field(default_factory=dict)
    record: Callable[[str, str], str] = _no_record  # register and id to name


def file_text(field: Field, value: object, names: Names) -> str:
    """Return a value for CSV: ISO dates, Tokyo time, codes as they are, labels of choices, 、 between members."""
    if field.many:
        return "、".join(member_texts(field, value, names))
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case Choice():
            return value.label
        case datetime():
            return value.astimezone(JAPAN).isoformat(sep=" ", timespec="seconds")[:19]
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
    return _named(field, str(value), names)


def print_text(field: Field, value: object, names: Names) -> str:
    """Return a value for paper: 令和 dates, check boxes, units, members on lines of their own."""
    if field.many:
        between = "\n" if field.kind == Kind.SUPPORT_FIELD else "、"
        return between.join(member_texts(field, value, names))
    match value:
        case bool():
            return "☑　はい" if value else "☐　いいえ"
        case datetime():
            return file_text(field, value, names)[:16]
        case date():
            return era_with_weekday(value)
        case int():
            return f"{value:,}{field.unit}"
    return file_text(field, value, names)


def member_texts(field: Field, value: object, names: Names) -> list[str]:
    """Return the members of a set by name, each with its level where it has one."""
    members: Members = value if isinstance(value, tuple) else ()
    found = []
    for member in members:
        name = field.choices(member.key).label if field.choices else _named(field, member.key, names)
        level = field.levels(member.level).label if field.levels and member.level else ""
        found.append(f"{name}（{level}）" if level else name)
    return found


def _named(field: Field, text: str, names: Names) -> str:
    if not text:
        return ""
    if field.kind == Kind.SUPPORT_FIELD:
        return names.support_fields.get(text, text)
    if field.kind in (Kind.REFERENCE, Kind.FILE):
        return names.record(field.target or "attachments", text)
    return text
