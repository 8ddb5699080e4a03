"""契約条件: the dates, caps, targets and tables of the contract as dated values, and what decisions changed.

Units: 年月日 is a date, 文字列 a text, 読み方 the name of one of the term's choices, every other a whole number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.domain.contract import TermAmendment
from app.domain.errors import AppError
from app.domain.japanese_date import DateUnreadable, format_era, parse_date
from app.domain.support_field import SupportField
from app.domain.text import compact, shorten
from app.domain.whole_number import NumberUnreadable, parse_whole_number

Value = str | int | date
DATE_UNIT = "年月日"
TEXT_UNIT = "文字列"
CHOICE_UNIT = "読み方"
LARGEST_NUMBER = 1_000_000
LONGEST_VALUE = 200
MOST_ANSWERS = 50_000  # remembered at a time


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a term with the day from which it holds; None: since the signing of the contract."""

    holds_from: date | None
    value: Value
    decision_id: str = ""
    municipality_code: str = ""


@dataclass(frozen=True, slots=True)
class TermChoice:
    """One value that a term may have, with its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """One date, number, text or choice of the contract with every value that it ever had."""

    key: str
    clause: str
    unit: str
    label: str
    values: tuple[DatedValue, ...]
    choices: tuple[TermChoice, ...] = ()

    def shown(self, value: Value) -> str:
        """Return a value as a person reads it: 5回, 令和9年3月19日, the words of a choice."""
        if isinstance(value, date):
            return format_era(value)
        if isinstance(value, int):
            return f"{value:,}{self.unit}"
        return next((choice.words for choice in self.choices if choice.value == value), value)


@dataclass(frozen=True, slots=True)
class DeliverableTerm:
    """One row of Table 2 with its counting rule on a day.

    ``rule`` is days, open_days, months (``amount`` after the basis), monthly (the ``amount``-th of the next month) or
    fixed (``due_on``). ``basis`` is signing, consultation_completed, session_completed, month, hearings_completed or
    fixed. For the monthly rule, ``last_month`` (its first day) is due on ``due_on`` instead.
    """

    number: int
    name: str
    clause: str
    rule: str
    basis: str
    term: str
    unit: str
    amount: int | None = None
    due_on: date | None = None
    last_month: date | None = None


@dataclass(frozen=True, slots=True)
class Erratum:
    """A passage that is misprinted or open to two readings; an empty ``meant`` with is_question has to be asked.

    ``term`` is the key of what the answer to a question changes; empty for none.
    """

    clause: str
    text: str
    meant: str
    note: str
    is_question: bool = False
    term: str = ""


@dataclass(frozen=True)
class Terms:
    """The contract as data; answers what held on a day."""

    name: str
    title: str
    prefecture: str
    client: str
    by_key: Mapping[str, Term]
    support_fields: tuple[SupportField, ...]
    rows: tuple[DeliverableTerm, ...]
    errata: tuple[Erratum, ...]

    @classmethod
    def from_toml(cls, text: str) -> "Terms":
        """Read a contract file; raises AppError calendar.terms_unreadable naming the key."""
        from app.contract.terms_file import read_terms  # it builds on the classes above

        return read_terms(text)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Return the name of each term by its key."""
        return {key: term.label for key, term in self.by_key.items()}

    @property
    def blocks(self) -> tuple[str, ...]:
        """Return the blocks of Table 1 in its order."""
        return tuple(dict.fromkeys(field.block for field in self.support_fields))

    @property
    def deliverables(self) -> tuple[DeliverableTerm, ...]:
        """Return the rows of Table 2 as they stand after every amendment."""
        return tuple(self._filled(row, date.max) for row in self.rows)

    @property
    def questions(self) -> tuple[Erratum, ...]:
        """Return the passages to ask the prefecture about."""
        return tuple(each for each in self.errata if each.is_question)

    def deliverable(self, number: int, on: date = date.max) -> DeliverableTerm:
        """Return a row of Table 2 as it stood on a day, or after every amendment.

        Raises AppError calendar.term_unknown.
        """
        if (number, on) not in self._rows:
            row = next((row for row in self.rows if row.number == number), None)
            if row is None:
                raise AppError("calendar.term_unknown", key=f"deliverables.{number}")
            self._rows[number, on] = self._filled(row, on)
        return self._rows[number, on]

    @cached_property
    def _rows(self) -> dict[tuple[int, date], DeliverableTerm]:
        """Return the rows that were asked for before."""
        return {}

    def support_field(self, code: str) -> SupportField:
        """Return a field of Table 1 by its code; KeyError when there is none."""
        for field in self.support_fields:
            if field.code == code:
                return field
        raise KeyError(code)

    def term(self, key: str) -> Term:
        """Return a term; raises AppError calendar.term_unknown."""
        try:
            return self.by_key[key]
        except KeyError:
            raise AppError("calendar.term_unknown", key=shorten(key)) from None

    def dated(self, key: str, on: date, municipality_code: str = "") -> DatedValue:
        """Return the value that held on a day, with the decision it rests on.

        What was decided for one municipality wins over what holds for all as long as it is in force, whichever was
        decided later; among equals the latest day wins, on the same day the one recorded last.
        Raises AppError calendar.term_unknown or calendar.term_not_in_force.
        """
        only = self._never_changed.get(key)
        if only is not None:
            return only
        asked = (key, on, municipality_code if municipality_code in self._with_own_values else "")
        answers = self._answers
        if asked not in answers:
            if len(answers) >= MOST_ANSWERS:
                answers.clear()
            answers[asked] = self._dated(*asked)
        return answers[asked]

    @cached_property
    def _never_changed(self) -> dict[str, DatedValue]:
        """Return the one value of each term that no decision has changed: it holds on every day, for everybody."""
        alone = ((key, term.values[0]) for key, term in self.by_key.items() if len(term.values) == 1)
        return {key: dated for key, dated in alone if dated.holds_from is None and not dated.municipality_code}

    @cached_property
    def _answers(self) -> dict[tuple[str, date, str], DatedValue]:
        """Return what was answered before: rules ask for the same days again and again."""
        return {}

    @cached_property
    def _with_own_values(self) -> frozenset[str]:
        """Return the municipalities for which anything was decided that does not hold for all."""
        return frozenset(dated.municipality_code for term in self.by_key.values() for dated in term.values)

    def _dated(self, key: str, on: date, municipality_code: str) -> DatedValue:
        in_force = [each for each in self.term(key).values if each.holds_from is None or each.holds_from <= on]
        own = [each for each in in_force if municipality_code and each.municipality_code == municipality_code]
        general = [each for each in in_force if not each.municipality_code]
        if not own and not general:
            raise AppError("calendar.term_not_in_force", key=key, on=on.isoformat())
        return (own or general)[-1]

    def integer(self, key: str, on: date, municipality_code: str = "") -> int:
        """Return the number that held on a day, in the unit of its term."""
        value = self.dated(key, on, municipality_code).value
        if not isinstance(value, int):
            raise TypeError(f"{key} is no number")
        return value

    def least(self, key: str) -> int:
        """Return the least number that ever holds for anybody, whatever the day, in the unit of its term."""
        return min(dated.value for dated in self.term(key).values if isinstance(dated.value, int))

    def day(self, key: str, on: date, municipality_code: str = "") -> date:
        """Return the date that a term named on a day."""
        value = self.dated(key, on, municipality_code).value
        if not isinstance(value, date):
            raise TypeError(f"{key} is no date")
        return value

    def text(self, key: str, on: date, municipality_code: str = "") -> str:
        """Return what a term says on a day, as a person reads it: 5回, 令和9年3月19日."""
        return self.term(key).shown(self.dated(key, on, municipality_code).value)

    def reason(self, key: str, on: date, municipality_code: str = "") -> str:
        """Return in Japanese which value held on a day and why."""
        term, dated = self.term(key), self.dated(key, on, municipality_code)
        shown = term.shown(dated.value)
        if not dated.decision_id:
            return f"{term.label}は{shown}（仕様書{term.clause}）。"
        only = "この団体だけ、" if dated.municipality_code else ""
        since = format_era(dated.holds_from) if dated.holds_from else "契約締結日"
        return f"{term.label}は{shown}（仕様書{term.clause}を{only}県の決定により{since}から変更）。"

    def with_amendments(self, amendments: Iterable[TermAmendment]) -> "Terms":
        """Return the terms with the changes that decisions made; raises AppError naming the amendment's term."""
        changed = dict(self.by_key)
        for amendment in sorted(amendments, key=lambda each: (each.holds_from or date.min, each.id)):
            term = self.term(amendment.term)
            dated = amended_value(term, amendment)
            kept = changed[term.key]
            values = sorted((*kept.values, dated), key=lambda each: each.holds_from or date.min)
            changed[term.key] = replace(kept, values=tuple(values))
        return replace(self, by_key=changed)

    def completed_by(self, shipped: "Terms") -> "Terms":
        """Return the terms with what a later edition of the same file knows beside them; no value of a term changes."""
        missing = {key: term for key, term in shipped.by_key.items() if key not in self.by_key}
        known = {(each.clause, each.text) for each in shipped.errata}
        own = (each for each in self.errata if (each.clause, each.text) not in known)
        return replace(self, by_key={**self.by_key, **missing}, errata=(*shipped.errata, *own))

    def _filled(self, row: DeliverableTerm, on: date) -> DeliverableTerm:
        if row.rule == "fixed":
            return replace(row, due_on=self.day(row.term, on))
        if row.rule == "monthly":
            last_month, due_on = self.day("monthly_report.last_month", on), self.day("monthly_report.last_deadline", on)
            return replace(row, amount=self.integer(row.term, on), last_month=last_month, due_on=due_on)
        return replace(row, amount=self.integer(row.term, on))


def amended_value(term: Term, amendment: TermAmendment) -> DatedValue:
    """Return the value of an amendment, read by the unit of its term; raises AppError calendar.amendment_unreadable."""
    if amendment.holds_from is None:
        raise AppError("calendar.amendment_undated", key=term.key)
    value = parse_value(term, amendment.value, amendment.holds_from)
    return DatedValue(amendment.holds_from, value, amendment.decision_id, amendment.municipality_code)


def parse_value(term: Term, text: str, today: date) -> Value:
    """Read a typed value by the unit of its term; raises AppError calendar.amendment_unreadable or _no_choice."""
    if term.unit == CHOICE_UNIT:
        return _choice(term, text)
    try:
        if term.unit == DATE_UNIT:
            return parse_date(text, today)
        if term.unit == TEXT_UNIT and 0 < len(text) <= LONGEST_VALUE:
            return text
        number = parse_whole_number(text, term.unit)
        if 0 <= number <= LARGEST_NUMBER:
            return number
    except (DateUnreadable, NumberUnreadable):
        pass
    raise AppError("calendar.amendment_unreadable", key=term.key, label=term.label, typed=shorten(text), unit=term.unit)


def _choice(term: Term, text: str) -> str:
    """Return the choice that is meant by its name or its words."""
    for choice in term.choices:
        if compact(text) in (choice.value, compact(choice.words)):
            return choice.value
    listed = "、".join(f"{choice.value}（{choice.words}）" for choice in term.choices)
    raise AppError("calendar.amendment_no_choice", label=term.label, typed=shorten(text), choices=listed)
