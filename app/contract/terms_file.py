"""Reading a contract file (TOML): every key checked, every refusal naming the key."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from app.contract.readings import READINGS
from app.contract.terms import (
    CHOICE_UNIT,
    DATE_UNIT,
    LARGEST_NUMBER,
    TEXT_UNIT,
    DatedValue,
    DeliverableTerm,
    Erratum,
    Term,
    TermChoice,
    Terms,
    Value,
)
from app.domain.errors import AppError
from app.domain.japanese_date import FIRST_YEAR, LAST_YEAR
from app.domain.support_field import SupportField
from app.domain.text import search_key, shorten

LARGEST_FILE_BYTES = 200_000
LONGEST_TEXT = 400
MOST_ENTRIES = 1_000
FORMAT = 1
SIGNING = "signing"
RULES = {"days": "日", "open_days": "開庁日", "months": "か月", "monthly": "日", "fixed": DATE_UNIT}
BASES = ("signing", "consultation_completed", "session_completed", "month", "hearings_completed", "fixed")
DATES = (
    "period.end",
    "performance.deadline",
    "accompaniment.report_deadline",
    "hearings.period_start",
    "hearings.period_end",
    "monthly_report.last_month",
    "monthly_report.last_deadline",
    "overview.deadline",
    "completion.deadline",
)
NUMBERS = (
    "plan.submission_days",
    "kickoff.days",
    "experts.minimum",
    "experts.minimum_per_field",
    "database.submission_days",
    "accompaniment.minimum_municipalities",
    "accompaniment.maximum_municipalities",
    "accompaniment.target",
    "consultation.usual_minutes",
    "consultation.target",
    "consultation.report_open_days",
    "dispatch.usual_minutes",
    "dispatch.maximum_minutes",
    "dispatch.cap_per_municipality",
    "dispatch.target",
    "dispatch.report_open_days",
    "dispatch.minimum",
    "hearings.target",
    "hearings.maximum_minutes",
    "survey_report.months",
    "exchange.minimum",
    "staff.leaders_minimum",
    "staff.members_minimum",
    "staff.total_minimum",
    "staff.qualified_minimum",
    "staff.qualification_municipalities",
    "staff.qualification_years",
    "monthly_report.day",
)

Table = Mapping[str, object]
K = TypeVar("K", str, int)
V = TypeVar("V")


def read_terms(text: str) -> Terms:
    """Read a contract file of at most 200 kB; raises AppError calendar.terms_unreadable or calendar.terms_too_large."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_FILE_BYTES:
        raise AppError("calendar.terms_too_large", size=size, limit=LARGEST_FILE_BYTES)
    try:
        file = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line \d+", str(error))
        raise _unreadable(place[0] if place else "TOML") from None
    if file.get("format") != FORMAT or isinstance(file["format"], bool):
        raise _unreadable("format")
    terms = _unique({at: _term(entry, at) for at, entry in _entries(file, "terms")}, lambda term: term.key)
    _require(terms)
    fields = {at: _support_field(entry, at) for at, entry in _entries(file, "support_fields")}
    rows = {at: _deliverable(entry, at, terms) for at, entry in _entries(file, "deliverables")}
    errata = [_erratum(entry, at) for at, entry in _entries(file, "errata", optional=True)]
    questions = [_question(entry, at, terms) for at, entry in _entries(file, "questions", optional=True)]
    return Terms(
        name=_text(file, "name", "name"),
        title=_text(file, "title", "title"),
        prefecture=_text(file, "prefecture", "prefecture"),
        client=_text(file, "client", "client"),
        by_key=terms,
        support_fields=_distinct_names(tuple(_unique(fields, lambda field: field.code).values())),
        rows=tuple(_unique(rows, lambda row: row.number).values()),
        errata=(*errata, *questions),
    )


def _term(entry: Table, at: str) -> Term:
    key = _text(entry, "key", at)
    if not re.fullmatch(r"[a-z][a-z_]*(\.[a-z][a-z_]*)*", key):
        raise _unreadable(f"{at}.key")
    unit = _text(entry, "unit", key)
    written = entry.get("values")
    if not isinstance(written, list) or not written or len(written) > MOST_ENTRIES:
        raise _unreadable(f"{key}.values")
    values = [_dated_value(value, unit, key) for value in written]
    days = [value.holds_from or date.min for value in values]
    if days != sorted(set(days)):
        raise _unreadable(f"{key}.holds_from")
    choices = tuple(_choice(each, key) for _, each in _entries(entry, "choices", optional=True))
    term = Term(key, _text(entry, "clause", key), unit, _text(entry, "label", key), tuple(values), choices)
    _check_choices(term)
    return term


def _choice(entry: Table, key: str) -> TermChoice:
    return TermChoice(_text(entry, "value", f"{key}.choices"), _text(entry, "words", f"{key}.choices"))


def _check_choices(term: Term) -> None:
    """Check that a term with choices is one that the rules know, and offers the answers that they know."""
    known = READINGS.get(term.key)
    if term.unit != CHOICE_UNIT:
        if term.choices or known:
            raise _unreadable(f"{term.key}.unit")
        return
    offered = [choice.value for choice in term.choices]
    if known is None or len(set(offered)) != len(offered) or set(offered) != set(known.answers):
        raise _unreadable(f"{term.key}.choices")
    if any(dated.value not in offered for dated in term.values):
        raise _unreadable(f"{term.key}.value")


def _dated_value(written: object, unit: str, key: str) -> DatedValue:
    if not isinstance(written, dict):
        raise _unreadable(f"{key}.values")
    holds_from = written.get("holds_from")
    since = None if holds_from == SIGNING else _day(holds_from, f"{key}.holds_from")
    return DatedValue(since, _value(written.get("value"), unit, f"{key}.value"))


def _value(written: object, unit: str, at: str) -> Value:
    if unit == DATE_UNIT:
        return _day(written, at)
    if unit in (TEXT_UNIT, CHOICE_UNIT):
        return _text({"value": written}, "value", at, named=False)
    if isinstance(written, bool) or not isinstance(written, int) or not 0 <= written <= LARGEST_NUMBER:
        raise _unreadable(at)
    return written


def _require(terms: Mapping[str, Term]) -> None:
    """Check that every date and number that the rules rest on is there."""
    for key in (*DATES, *NUMBERS):
        unit = terms[key].unit if key in terms else TEXT_UNIT
        if unit in (TEXT_UNIT, CHOICE_UNIT) or (unit == DATE_UNIT) != (key in DATES):
            raise _unreadable(key)


def _support_field(entry: Table, at: str) -> SupportField:
    code = _text(entry, "code", at)
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", code):
        raise _unreadable(f"{at}.code")
    name, block = _text(entry, "name", at), _text(entry, "block", at)
    return SupportField(code, name, block, _texts(entry, "supports", at), _texts(entry, "variants", at))


def _distinct_names(fields: tuple[SupportField, ...]) -> tuple[SupportField, ...]:
    """Check that no two fields are found under one name, and that there is one."""
    if not fields:
        raise _unreadable("support_fields")
    owners: dict[str, str] = {}
    for field in fields:
        for name in (field.name, *field.variants):
            if owners.setdefault(search_key(name), field.code) != field.code:
                raise _unreadable(f"support_fields.{field.code}.name")
    return fields


def _deliverable(entry: Table, at: str, terms: Mapping[str, Term]) -> DeliverableTerm:
    number, rule, basis = entry.get("number"), _text(entry, "rule", at), _text(entry, "basis", at)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_ENTRIES:
        raise _unreadable(f"{at}.number")
    if rule not in RULES:
        raise _unreadable(f"{at}.rule")
    if basis not in BASES or (rule == "fixed") != (basis == "fixed") or (rule == "monthly") != (basis == "month"):
        raise _unreadable(f"{at}.basis")
    key = _text(entry, "term", at)
    if key not in terms or terms[key].unit != RULES[rule]:
        raise _unreadable(f"{at}.term")
    name, clause = _text(entry, "name", at), _text(entry, "clause", at)
    return DeliverableTerm(number, name, clause, rule, basis, key, terms[key].unit)


def _erratum(entry: Table, at: str) -> Erratum:
    meant = entry.get("meant")
    if not isinstance(meant, str) or len(meant) > LONGEST_TEXT:
        raise _unreadable(f"{at}.meant")
    return Erratum(_text(entry, "clause", at), _text(entry, "text", at), meant, _text(entry, "note", at))


def _question(entry: Table, at: str, terms: Mapping[str, Term]) -> Erratum:
    clause, text, note = (_text(entry, name, at) for name in ("clause", "text", "note"))
    term = _text(entry, "term", at) if "term" in entry else ""
    if term and term not in terms:
        raise _unreadable(f"{at}.term")
    return Erratum(clause, text, "", note, is_question=True, term=term)


def _entries(file: Table, name: str, *, optional: bool = False) -> list[tuple[str, Table]]:
    """Return the tables of an array with their places for messages, such as ``terms[3]``."""
    entries = file.get(name, [] if optional else None)
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        raise _unreadable(name)
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise _unreadable(f"{name}[{number}]")
    return [(f"{name}[{number}]", entry) for number, entry in enumerate(entries, start=1)]


def _unique(read: Mapping[str, V], key_of: Callable[[V], K]) -> dict[K, V]:
    found: dict[K, V] = {}
    for at, value in read.items():
        if key_of(value) in found:
            raise _unreadable(at)
        found[key_of(value)] = value
    return found


def _text(entry: Table, name: str, at: str, *, named: bool = True) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise _unreadable(f"{at}.{name}" if named and at != name else at)
    return value


def _texts(entry: Table, name: str, at: str) -> tuple[str, ...]:
    values = entry.get(name)
    if not isinstance(values, list) or len(values) > MOST_ENTRIES:
        raise _unreadable(f"{at}.{name}")
    return tuple(_text({name: value}, name, at) for value in values)


def _day(value: object, at: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise _unreadable(at)
    return value


def _unreadable(key: str) -> AppError:
    return AppError("calendar.terms_unreadable", key=shorten(key, 80))
