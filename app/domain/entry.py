"""Entries: the one place where typed text becomes a value and a value becomes text (forms, command line, imports)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from app.domain.choice import Choice
from app.domain.entry_characters import LONGEST_TEXT, checked_text
from app.domain.entry_context import EntryContext, labelled, name_key, target_register
from app.domain.entry_format import format_entry, one_text
from app.domain.entry_problem import EntryProblem
from app.domain.entry_sets import split_level, split_names, without_separators
from app.domain.errors import FieldProblem, InvalidEntry
from app.domain.japanese_date import (
    FIRST_YEAR,
    JAPAN,
    LAST_YEAR,
    DateUnreadable,
    TimeUnreadable,
    parse_date,
    parse_moment,
    parse_time,
)
from app.domain.municipality import looks_like_code
from app.domain.record import Field, Kind, Member, Members
from app.domain.text import search_key, shorten
from app.domain.whole_number import NumberUnreadable, parse_whole_number

__all__ = ["EntryContext", "EntryProblem", "format_entry", "parse_entry", "parse_form"]

MOST_MEMBERS = 500
SHOWN_NAMES = 5
_TRUE = ("可", "はい", "○", "◯", "〇", "☑", "✓", "有", "あり", "true", "yes", "on", "1")
_FALSE = ("不可", "いいえ", "×", "✕", "✗", "☐", "無", "なし", "false", "no", "off", "0")
_TRUTH = {search_key(word): True for word in _TRUE} | {search_key(word): False for word in _FALSE}


def parse_entry(field: Field, raw: object, context: EntryContext) -> object:
    """Return the value that was typed into a field, or picked, or read from a cell.

    Nothing typed is cut or corrected in texts; only their line ends become line feeds. Raises EntryProblem.
    """
    if _is_empty(raw):
        if field.required and field.kind is not Kind.BOOLEAN:
            raise EntryProblem("entry.required", label=field.label)
        return _empty(field)
    if field.many:
        return _parse_members(field, raw, context)
    return _PARSERS[field.kind](field, raw, context)


def parse_form(fields: Iterable[Field], raw: Mapping[str, object], context: EntryContext) -> dict[str, object]:
    """Return the values of all fields of a form; raises InvalidEntry with every problem in the order of the form."""
    values: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for field in fields:
        try:
            values[field.name] = parse_entry(field, raw.get(field.name), context)
        except EntryProblem as problem:
            problems.append(FieldProblem(field.name, problem.code, tuple(problem.values.items())))
    problems.extend(
        FieldProblem(shorten(name), "entry.unknown_field", (("name", shorten(name)),))
        for name in raw
        if name not in values and all(name != problem.field for problem in problems)
    )
    if problems:
        raise InvalidEntry(tuple(problems))
    return values


def _is_empty(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or (isinstance(raw, list | tuple) and not raw)


def _empty(field: Field) -> object:
    if field.many:
        return ()
    if field.kind is Kind.BOOLEAN:
        return False
    return None if field.kind in (Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.INTEGER, Kind.CHOICE) else ""


def _typed(field: Field, raw: object) -> str:
    """Return raw text that is to be read as a value; raises EntryProblem for other things and for over-long text."""
    if not isinstance(raw, str):
        raise EntryProblem("entry.unsupported", label=field.label, typed=shorten(str(raw)))
    if len(raw) > LONGEST_TEXT:
        raise EntryProblem("entry.too_long", label=field.label, length=len(raw), limit=LONGEST_TEXT)
    return raw


def _parse_text(field: Field, raw: object, context: EntryContext) -> str:
    return checked_text(field, _cell_text(field, raw))


def _cell_text(field: Field, raw: object) -> str:
    """Return the text of a cell that a spreadsheet holds as a number, a day or a time."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else f"{raw:%Y-%m-%d %H:%M:%S}"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else str(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | date | time):
        return str(raw)
    raise EntryProblem("entry.unsupported", label=field.label, typed=shorten(str(raw)))


def _parse_date(field: Field, raw: object, context: EntryContext) -> date:
    if isinstance(raw, date):
        _check_year(field, raw)
        if not isinstance(raw, datetime):
            return raw
        return raw.astimezone(JAPAN).date() if raw.tzinfo else raw.date()
    typed = _typed(field, raw)
    try:
        return parse_date(typed, context.today)
    except DateUnreadable as problem:
        if problem.reason == "unreadable":
            return _moment(field, typed, context, "entry.date_unreadable").astimezone(JAPAN).date()
        raise _date_problem(field, typed, problem) from None


def _moment(field: Field, typed: str, context: EntryContext, code: str) -> datetime:
    try:
        return parse_moment(typed, context.today)
    except DateUnreadable as problem:
        if problem.reason == "unreadable":
            raise EntryProblem(code, label=field.label, typed=shorten(typed)) from None
        raise _date_problem(field, typed, problem) from None
    except TimeUnreadable as problem:
        raise _time_problem(field, typed, problem) from None


def _date_problem(field: Field, typed: str, problem: DateUnreadable) -> EntryProblem:
    code = {"weekday": "weekday", "era": "era", "range": "date_range"}.get(problem.reason, "no_such_day")
    return _problem(f"entry.{code}", field, typed, problem.values)


def _time_problem(field: Field, typed: str, problem: TimeUnreadable) -> EntryProblem:
    code = "time_unreadable" if problem.reason == "unreadable" else f"time_{problem.reason}"
    return _problem(f"entry.{code}", field, typed, problem.values)


def _problem(code: str, field: Field, typed: str, values: Mapping[str, Any]) -> EntryProblem:
    return EntryProblem(code, label=field.label, typed=shorten(typed), **values)


def _parse_moment(field: Field, raw: object, context: EntryContext) -> datetime:
    if isinstance(raw, datetime):
        moment = raw if raw.tzinfo else raw.replace(tzinfo=JAPAN)
    elif isinstance(raw, date):
        moment = datetime.combine(raw, time(), JAPAN)
    else:
        moment = _moment(field, _typed(field, raw), context, "entry.moment_unreadable")
    _check_year(field, moment)
    return moment.astimezone(UTC)


def _check_year(field: Field, day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise EntryProblem("entry.date_range", label=field.label, year=day.year, first=FIRST_YEAR, last=LAST_YEAR)


def _parse_time(field: Field, raw: object, context: EntryContext) -> time:
    if isinstance(raw, time):
        if raw.second or raw.microsecond or raw.tzinfo:
            raise EntryProblem("entry.time_seconds", label=field.label, typed=raw.isoformat())
        return raw
    typed = _typed(field, raw)
    try:
        return parse_time(typed)
    except TimeUnreadable as problem:
        raise _time_problem(field, typed, problem) from None


def _parse_integer(field: Field, raw: object, context: EntryContext) -> int:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    elif isinstance(raw, str):
        try:
            number = parse_whole_number(raw, field.unit)
        except NumberUnreadable:
            raise EntryProblem("entry.number_unreadable", label=field.label, typed=shorten(raw)) from None
    else:
        raise EntryProblem("entry.number_unreadable", label=field.label, typed=shorten(str(raw)))
    if field.minimum is not None and number < field.minimum:
        raise EntryProblem("entry.number_small", label=field.label, minimum=f"{field.minimum}{field.unit}")
    if field.maximum is not None and number > field.maximum:
        raise EntryProblem("entry.number_large", label=field.label, maximum=f"{field.maximum:,}{field.unit}")
    return number


def _parse_boolean(field: Field, raw: object, context: EntryContext) -> bool:
    if isinstance(raw, bool):
        return raw
    typed = str(raw) if isinstance(raw, int | float) and raw in (0, 1) else _typed(field, raw)
    truth = _TRUTH.get(search_key(typed.removesuffix(".0")))
    if truth is None:
        raise EntryProblem("entry.boolean_unreadable", label=field.label, typed=shorten(typed))
    return truth


def _parse_choice(field: Field, raw: object, context: EntryContext) -> Choice:
    typed = _typed(field, raw)
    member = labelled(field.choices, typed)
    if member is None:
        options = "、".join(option.label for option in field.choices or ())
        raise EntryProblem("entry.choice_unknown", label=field.label, typed=shorten(typed), options=options)
    return member


def _parse_municipality(field: Field, raw: object, context: EntryContext) -> str:
    typed = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else _typed(field, raw)
    found = context.municipalities.find(typed)
    if found is not None:
        return found.code
    if looks_like_code(typed):
        raise EntryProblem("entry.municipality_code", label=field.label, typed=shorten(typed))
    close = "、".join(each.name for each in context.municipalities.suggestions(typed))
    if close:
        raise EntryProblem("entry.municipality_similar", label=field.label, typed=shorten(typed), similar=close)
    raise EntryProblem("entry.municipality_unknown", label=field.label, typed=shorten(typed))


def _parse_support_field(field: Field, raw: object, context: EntryContext) -> str:
    typed = _typed(field, raw)
    found = _support_field(typed, context)
    if found is None:
        raise EntryProblem("entry.support_field_unknown", label=field.label, names=f"「{shorten(typed)}」")
    return found


def _support_field(typed: str, context: EntryContext) -> str | None:
    if any(typed == each.code for each in context.support_fields):
        return typed
    key = search_key(without_separators(typed))
    for each in context.support_fields:
        if any(key == name_key(name) for name in (each.name, *each.variants)):
            return each.code
    return None


def _parse_term(field: Field, raw: object, context: EntryContext) -> str:
    """Return the key of the term that a key or a name of a term means."""
    typed = _typed(field, raw)
    key = search_key(typed)
    named = (each for each, name in context.term_labels.items() if key in (search_key(each), name_key(name)))
    found = next(named, None)
    if found is None:
        raise EntryProblem("entry.term_unknown", label=field.label, typed=shorten(typed))
    return found


def _parse_reference(field: Field, raw: object, context: EntryContext) -> str:
    typed = _typed(field, raw)
    found = context.resolve_reference(target_register(field), typed)
    if found is None:
        raise EntryProblem("entry.reference_unknown", label=field.label, names=f"「{shorten(typed)}」")
    return found


def _parse_members(field: Field, raw: object, context: EntryContext) -> Members:
    """Return the members of a set, each once, in the order of its source."""
    if isinstance(raw, str):
        if len(raw) > LONGEST_TEXT:
            raise EntryProblem("entry.too_long", label=field.label, length=len(raw), limit=LONGEST_TEXT)
        found, unknown = split_names(raw, lambda part: _member(field, part, "", context))
    elif isinstance(raw, list | tuple):
        pairs = [(each.key, each.level) if isinstance(each, Member) else (_typed(field, each), "") for each in raw]
        looked_up = [_member(field, key, level, context) for key, level in pairs]
        found = [member for member in looked_up if member is not None]
        unknown = [key for (key, _), member in zip(pairs, looked_up, strict=True) if member is None]
    else:
        raise EntryProblem("entry.unsupported", label=field.label, typed=shorten(str(raw)))
    if unknown:
        raise _unknown_members(field, unknown)
    return _ordered(field, found, context)


def _member(field: Field, name: str, level: str, context: EntryContext) -> Member | None:
    """Return the member that a name stands for; a level stands behind it in brackets or apart."""
    key = _member_key(field, name, context)
    if key is None and field.levels is not None and not level:
        name, level = split_level(name)
        key = _member_key(field, name, context) if level else None
    if key is None:
        return None
    if not level:
        return Member(key)
    known = labelled(field.levels, level)
    if known is None:
        raise EntryProblem("entry.level_unknown", label=field.label, name=shorten(name), level=shorten(level))
    return Member(key, known.value)


def _member_key(field: Field, name: str, context: EntryContext) -> str | None:
    if field.kind is Kind.SUPPORT_FIELD:
        return _support_field(name, context)
    if field.kind is Kind.CHOICE:
        choice = labelled(field.choices, name)
        return None if choice is None else choice.value
    if field.kind is Kind.MUNICIPALITY:
        municipality = context.municipalities.find(name)
        return None if municipality is None else municipality.code
    return context.resolve_reference(target_register(field), name)


def _unknown_members(field: Field, unknown: list[str]) -> EntryProblem:
    names = "、".join(f"「{shorten(name)}」" for name in unknown[:SHOWN_NAMES])
    if len(unknown) > SHOWN_NAMES:
        names += f"ほか{len(unknown) - SHOWN_NAMES}件"
    code = {Kind.SUPPORT_FIELD: "support_field_unknown", Kind.REFERENCE: "reference_unknown"}.get(
        field.kind, "member_unknown"
    )
    return EntryProblem(f"entry.{code}", label=field.label, names=names)


def _ordered(field: Field, members: list[Member], context: EntryContext) -> Members:
    """Return each member once, in the order of the contract, of the enumeration, or of the keys."""
    by_key: dict[str, Member] = {}
    for member in members:
        known = by_key.setdefault(member.key, member)
        if known.level and member.level and known.level != member.level:
            name = one_text(field, member.key, context)
            raise EntryProblem("entry.level_twice", label=field.label, name=name)
        by_key[member.key] = member if member.level else known
    if len(by_key) > MOST_MEMBERS:
        raise EntryProblem("entry.too_many", label=field.label, count=len(by_key), limit=MOST_MEMBERS)
    if field.kind is Kind.SUPPORT_FIELD:
        order = [each.code for each in context.support_fields]
    elif field.kind is Kind.CHOICE:
        order = [each.value for each in field.choices or ()]
    else:
        order = sorted(by_key)
    return tuple(by_key[key] for key in order if key in by_key)


_PARSERS: dict[Kind, Callable[[Field, object, EntryContext], object]] = {
    Kind.TEXT: _parse_text,
    Kind.LONG_TEXT: _parse_text,
    Kind.DATE: _parse_date,
    Kind.TIME: _parse_time,
    Kind.MOMENT: _parse_moment,
    Kind.INTEGER: _parse_integer,
    Kind.BOOLEAN: _parse_boolean,
    Kind.CHOICE: _parse_choice,
    Kind.MUNICIPALITY: _parse_municipality,
    Kind.SUPPORT_FIELD: _parse_support_field,
    Kind.TERM: _parse_term,
    Kind.REFERENCE: _parse_reference,
    Kind.FILE: _parse_reference,
}
