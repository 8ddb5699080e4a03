"""The clocks of the hearings, and the section of the monthly report on them (specification 6(7)ア, エ, オ)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
from app.domain.text import search_key, shorten
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
        with self._store.reading() as reader:
            facts = self._facts(reader)
            held = [each.id for each in held_in(facts, month)]
            return hearing_month(facts.with_changes(reader.find_in(HearingTheme, "hearing_id", held)), month)

    def _facts(self, reader: Reader) -> ContractFacts:
        facts = bare_facts(reader, self._surroundings)
        return facts.with_changes(record for kind in KINDS for record in reader.find(kind))


def held_in(facts: ContractFacts, month: date) -> list[Hearing]:
    """Return the hearings held in a month, in their order."""
    found = [
        each
        for each in facts.of(Hearing).values()
        if each.status is HearingStatus.HELD
        and each.held_on is not None
        and (each.held_on.year, each.held_on.month) == (month.year, month.month)
    ]
    return sorted(found, key=lambda each: (str(each.held_on), str(each.starts_at or ""), each.municipality_code))


def hearing_month(facts: ContractFacts, month: date) -> HearingMonth:
    """Return the section of the monthly report on the hearings of a month from facts with their themes (6(7)エ)."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    held = held_in(facts, first)
    ids = {each.id for each in held}
    fields = {field.code: field.name for field in facts.terms.support_fields}
    told: dict[str, list[HearingTheme]] = {}
    for theme in facts.of(HearingTheme).values():
        if theme.hearing_id in ids:
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
        for each in held
    )
    days = first_hearings(facts)
    wished = [theme for found in told.values() for theme in found if theme.wish in SUPPORT]
    found = HearingMonth(
        month=first,
        hearings=lines,
        held_before=sum(day < first for day in days.values()),
        held_until_end=sum(day < after for day in days.values()),
        target=facts.terms.integer("hearings.target", facts.today),
        wishes=_wishes(wished),
        main_fields=_main_fields(wished, held, fields),
        text="",
    )
    told_of = tuple(_sentences(found, held))
    offices = "、".join(dict.fromkeys(each.municipality for each in lines))
    named = (f"実施した団体は、{offices}である。",) if lines else ()
    return replace(found, points=told_of, text="".join((*told_of[:2], *named, *told_of[2:])))


def _in_order(themes: Iterable[HearingTheme], fields: dict[str, str]) -> list[HearingTheme]:
    places = {code: place for place, code in enumerate(fields)}
    return sorted(themes, key=lambda theme: places.get(theme.field, len(places)))


def _needs(hearing: Hearing, themes: Iterable[HearingTheme], fields: dict[str, str]) -> str:
    """Return the needs of one hearing: its own words first, then those of its themes that these do not say already."""
    own = hearing.needs.strip()
    words = [own] if own else []
    for theme in _in_order(themes, fields):
        need = theme.needs.strip()
        if need and search_key(need) not in search_key(own):
            words.append(f"{fields.get(theme.field, theme.field)}：{need}")
    return "\n".join(shorten(each, LONGEST_NEED) for each in dict.fromkeys(words))


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


def _sentences(month: HearingMonth, held: Sequence[Hearing]) -> Iterator[str]:
    """Yield what is to be said of a month: how many, how many so far, and what was wished for."""
    name = f"{month.month.year}年{month.month.month}月"
    if not month.hearings:
        yield f"{name}に実施したヒアリングはない。"
        yield f"累計は{month.held_until_end}団体（全{month.target}団体）である。"
        return
    online = sum(each.mode is Mode.ONLINE for each in held)
    modes = f"オンライン{online}件、実地{len(held) - online}件"
    yield f"{name}は{len(month.hearings)}件のヒアリングに同席した（{modes}）。"
    yield f"累計は{month.held_until_end}団体（全{month.target}団体）となった。"
    if month.main_fields:
        fields = "、".join(f"{field}（{count}団体）" for field, count in month.main_fields)
        yield f"支援の希望が多い分野は、{fields}である。"
    if month.wishes:
        wishes = "、".join(f"{wish}{count}" for wish, count in month.wishes)
        yield f"希望する支援の内訳（分野の延べ数）は、{wishes}である。"
