"""Words of the reports: fields that may leave the contractor, days, names, and figures with their unit."""

from collections.abc import Iterable
from datetime import date, time

from app.contract.facts import ContractFacts
from app.domain.choice import Choice
from app.domain.japanese_date import era_with_weekday, weekday_name
from app.domain.record import Audience, Members, Record
from app.domain.support_field import in_table_order

DASH = "―"


def said(record: Record, name: str) -> str:
    """Return the text of a field with its lines; empty for one that never leaves the contractor."""
    if record.REGISTER.field(name).audience is Audience.CONTRACTOR:
        return ""
    value = getattr(record, name)
    return value.label if isinstance(value, Choice) else str(value or "").strip()


def brief(text: str, length: int) -> str:
    """Return at most so many characters of a text on one line; an ellipsis tells that there was more."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


def day(on: date | None) -> str:
    """Return a day as papers show it; a dash for none."""
    return era_with_weekday(on) if on else DASH


def short_day(on: date | None) -> str:
    """Return 7/3（金）; a dash for none."""
    return f"{on.month}/{on.day}（{weekday_name(on)}）" if on else DASH


def times(starts_at: time | None, ends_at: time | None) -> str:
    """Return 10:00～13:00; empty where no time is known."""
    return "～".join(f"{each:%H:%M}" for each in (starts_at, ends_at) if each)


def office(code: str, facts: ContractFacts) -> str:
    """Return a municipality by its name."""
    return facts.municipality_names.get(code, code)


def experts(members: Members, facts: ContractFacts) -> str:
    """Return experts by the name that the database shows to the prefecture (6(3))."""
    found = (facts.experts.get(member.key) for member in members)
    return "、".join(said(expert, "name") for expert in found if expert is not None)


def fields(members: Members, facts: ContractFacts) -> str:
    """Return fields of Table 1 by name, in its order."""
    names = {field.code: field.name for field in facts.terms.support_fields}
    ordered = in_table_order(members, facts.terms.support_fields)
    return "、".join(names.get(member.key, member.key) for member in ordered)


def lines(*texts: str) -> str:
    """Return what there is of some texts, each on a line of its own."""
    return "\n".join(filter(None, texts))


def percent(part: int, whole: int) -> str:
    """Return a share as a whole number, rounded half up; a dash where there is nothing to share."""
    return f"{(200 * part + whole) // (2 * whole)}％" if whole else DASH


def listed(names: Iterable[str]) -> str:
    """Return names in a row; a dash for none."""
    return "、".join(names) or DASH
