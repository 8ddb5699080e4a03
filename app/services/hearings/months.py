"""The clocks of the hearings, and the section of the monthly report on them (specification 6(7)ア, エ, オ)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.contract.deadlines import deadlines
from app.contract.facts import ContractFacts
from app.contract.hearing_progress import completed_on, declared_complete_on, first_hearings
from app.domain.case import Mode
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.hearing import Hearing, HearingStatus, HearingTheme, Wish
from app.domain.submission import Submission
from app.domain.text import shorten
from app.services.contract.overview import deadline_view
from app.services.hearings.views import HearingClocks, HearingMonth, MonthHearing
from app.services.judging.fact_loading import bare_facts
from app.services.surroundings import Surroundings
from app.store.queries import Reader
from app.store.store import Store

SURVEY_REPORT = 7
KINDS = (Hearing, Contract, Decision, Submission)
MAIN_FIELDS = 5
LONGEST_NEED = 120  # characters of a need in the report
SUPPORT = (Wish.DISPATCH, Wish.CONSULTATION, Wish.ACCOMPANIMENT, Wish.UNDECIDED)


class MonthReader:
    """Reads clocks and months; never changes anything."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def clocks(self) -> HearingClocks:
        """Return the period, the completion and the clock of the survey report."""
        with self._store.reading() as reader:
            facts = self._facts(reader)
        first = facts.terms.day("hearings.period_start", facts.today)
        last = facts.terms.day("hearings.period_end", facts.today)
        begins = max(first, facts.today)
        report = next((each for each in deadlines(facts) if each.deliverable == SURVEY_REPORT), None)
        return HearingClocks(
            period_start=first,
            period_end=last,
            open_days_left=max(facts.calendar.open_days_between(begins - timedelta(days=1), last), 0),
            held=len(first_hearings(facts)),
            target=facts.terms.integer("hearings.target", facts.today),
            completed_on=completed_on(facts),
            declared_on=declared_complete_on(facts),
            report=deadline_view(report, facts) if report is not None else None,
        )

    def month(self, month: date) -> HearingMonth:
        """Return the section of the monthly report on the hearings held in a month."""
        first = month.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        with self._store.reading() as reader:
            facts = self._facts(reader)
            held = [each for each in facts.of(Hearing).values() if _is_held(each, first, after)]
            themes = reader.find_in(HearingTheme, "hearing_id", [each.id for each in held])
        return _month(first, after, held, themes, facts)

    def _facts(self, reader: Reader) -> ContractFacts:
        facts = bare_facts(reader, self._surroundings)
        return facts.with_changes(record for kind in KINDS for record in reader.find(kind))


def _is_held(hearing: Hearing, first: date, after: date) -> bool:
    return hearing.status is HearingStatus.HELD and hearing.held_on is not None and first <= hearing.held_on < after


def _month(
    first: date, after: date, held: Sequence[Hearing], themes: Iterable[HearingTheme], facts: ContractFacts
) -> HearingMonth:
    fields = {field.code: field.name for field in facts.terms.support_fields}
    told: dict[str, list[HearingTheme]] = {}
    for theme in themes:
        told.setdefault(theme.hearing_id, []).append(theme)
    lines = tuple(
        MonthHearing(
            hearing_id=each.id,
            held_on=each.held_on or first,
            municipality=facts.municipality_names.get(each.municipality_code, each.municipality_code),
            mode_label=each.mode.label if each.mode else "",
            themes=tuple(fields.get(theme.field, theme.field) for theme in _in_order(told.get(each.id, ()), fields)),
            needs=_needs(each, told.get(each.id, ()), fields),
        )
        for each in sorted(
            held, key=lambda each: (str(each.held_on), str(each.starts_at or ""), each.municipality_code)
        )
    )
    days = first_hearings(facts)
    wished = [theme for found in told.values() for theme in found if theme.wish in SUPPORT]
    month = HearingMonth(
        month=first,
        hearings=lines,
        held_before=sum(day < first for day in days.values()),
        held_until_end=sum(day < after for day in days.values()),
        target=facts.terms.integer("hearings.target", facts.today),
        wishes=_wishes(wished),
        main_fields=_main_fields(wished, held, fields),
        text="",
    )
    return _told(month, held)


def _in_order(themes: Iterable[HearingTheme], fields: dict[str, str]) -> list[HearingTheme]:
    places = {code: place for place, code in enumerate(fields)}
    return sorted(themes, key=lambda theme: places.get(theme.field, len(places)))


def _needs(hearing: Hearing, themes: Iterable[HearingTheme], fields: dict[str, str]) -> str:
    """Return the needs of one hearing: its own words first, then those of its themes."""
    words = [hearing.needs.strip()] if hearing.needs.strip() else []
    for theme in _in_order(themes, fields):
        if theme.needs.strip():
            words.append(f"{fields.get(theme.field, theme.field)}：{theme.needs.strip()}")
    return "\n".join(shorten(each, LONGEST_NEED) for each in words)


def _wishes(themes: Iterable[HearingTheme]) -> tuple[tuple[str, int], ...]:
    counted = Counter(theme.wish for theme in themes)
    return tuple((wish.label, counted[wish]) for wish in SUPPORT if counted[wish])


def _main_fields(
    wished: Iterable[HearingTheme], held: Iterable[Hearing], fields: dict[str, str]
) -> tuple[tuple[str, int], ...]:
    """Return the fields in which most municipalities wish for support, the most first, then in Table 1's order."""
    offices = {hearing.id: hearing.municipality_code for hearing in held}
    asking: dict[str, set[str]] = {}
    for theme in wished:
        asking.setdefault(theme.field, set()).add(offices.get(theme.hearing_id, ""))
    places = {code: place for place, code in enumerate(fields)}
    ordered = sorted(asking, key=lambda code: (-len(asking[code]), places.get(code, len(places))))
    return tuple((fields.get(code, code), len(asking[code])) for code in ordered[:MAIN_FIELDS])


def _told(month: HearingMonth, held: Sequence[Hearing]) -> HearingMonth:
    """Return the month with the paragraph that stands in the report."""
    name = f"{month.month.year}年{month.month.month}月"
    if not month.hearings:
        total = f"累計は{month.held_until_end}団体（全{month.target}団体）である。"
        return replace(month, text=f"{name}に実施したヒアリングはない。{total}")
    online = sum(each.mode is Mode.ONLINE for each in held)
    offices = "、".join(dict.fromkeys(each.municipality for each in month.hearings))
    sentences = [
        f"{name}は{len(month.hearings)}件のヒアリングに同席した（オンライン{online}件、実地{len(held) - online}件）。",
        f"累計は{month.held_until_end}団体（全{month.target}団体）となった。",
        f"実施した団体は、{offices}である。",
    ]
    if month.main_fields:
        fields = "、".join(f"{field}（{count}団体）" for field, count in month.main_fields)
        sentences.append(f"支援の希望が多い分野は、{fields}である。")
    if month.wishes:
        wishes = "、".join(f"{wish}{count}" for wish, count in month.wishes)
        sentences.append(f"希望する支援の内訳（分野の延べ数）は、{wishes}である。")
    return replace(month, text="".join(sentences))
