"""The board of the hearings: each day with its hearings and what is in their way, the unscheduled, the progress."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.hearing_clashes import Shared, is_active, once_more, shared
from app.contract.rule_book import RuleBook
from app.contract.rules import hearing as hearing_rules
from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.hearing import (
    AvailabilityPeriod,
    CaseCandidate,
    Hearing,
    HearingStatus,
    HearingTheme,
    LineState,
    ScheduleLine,
)
from app.domain.municipality import Municipality
from app.domain.staff import StaffMember
from app.platform.messages import sentence
from app.services.hearings.views import AreaProgress, BoardDay, BoardEntry, Clash, HearingBoard, Unscheduled
from app.services.judging.fact_loading import bare_facts
from app.services.surroundings import Surroundings
from app.store.queries import Reader
from app.store.store import Store

MOST_DAYS = 400
KINDS = (Hearing, StaffMember, AvailabilityPeriod, Decision, ScheduleLine)
# The words on the badge of a clash; of these, the findings of pairs stand on both hearings.
BADGES = {
    "person_twice": "同席者の重なり",
    "prefecture_person_twice": "県の出席者の重なり",
    "room_twice": "部屋の重なり",
    "planned_again": "2件目",
    "held_again": "2件目",
    "too_long": "2時間超",
    "across_midnight": "時刻の誤り",
    "on_closed_day": "閉庁日",
    "outside_period": "期間外",
    "on_site_without_consultation": "実地の協議なし",
    "municipality_not_available": "市町村の都合",
    "not_available": "同席者の都合",
    "nobody_attended": "同席者なし",
    "held_in_future": "実施日が先",
    "without_day": "実施日なし",
    "unrecorded": "実施の記録待ち",
}
PAIRS = frozenset({"person_twice", "prefecture_person_twice", "room_twice", "planned_again", "held_again"})
NO_DAY_STATES = ("県が調整中", "県の日程表に記載なし", "中止", "予定なし")


def hearing_book() -> RuleBook:
    """Return the rules on hearings alone."""
    book = RuleBook()
    hearing_rules.enter(book)
    return book


def hearing_facts(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return what the rules on hearings look at."""
    facts = bare_facts(reader, surroundings)
    return facts.with_changes(record for kind in KINDS for record in reader.find(kind))


@dataclass(frozen=True)
class Boards:
    """Makes the entries of a board from facts."""

    facts: ContractFacts
    offices: Mapping[str, Municipality]
    language: str
    themes: Mapping[str, int]
    candidates: Mapping[str, int]

    def entries(self, hearings: Iterable[Hearing]) -> tuple[BoardEntry, ...]:
        """Return hearings as the board shows them, with everything that is in their way."""
        clashes = self._clashes()
        return tuple(self._entry(hearing, tuple(clashes.get(hearing.id, ()))) for hearing in hearings)

    def _entry(self, hearing: Hearing, clashes: tuple[Clash, ...]) -> BoardEntry:
        office = self.offices.get(hearing.municipality_code)
        people = self.facts.of(StaffMember)
        ids = tuple(member.key for member in hearing.attendee_ids)
        return BoardEntry(
            hearing_id=hearing.id,
            municipality_code=hearing.municipality_code,
            municipality=office.name if office else hearing.municipality_code,
            area=office.area if office else "",
            held_on=hearing.held_on,
            starts_at=hearing.starts_at,
            ends_at=hearing.ends_at,
            mode=hearing.mode.value if hearing.mode else "",
            mode_label=hearing.mode.label if hearing.mode else "",
            room=hearing.room,
            attendee_ids=ids,
            attendees=tuple(people[key].name for key in ids if key in people),
            municipality_persons=hearing.municipality_persons,
            prefecture_persons=hearing.prefecture_persons,
            status=hearing.status.value if hearing.status else "",
            status_label=hearing.status.label if hearing.status else "",
            is_fixed=hearing.is_fixed,
            clashes=clashes,
            theme_count=self.themes.get(hearing.id, 0),
            candidate_count=self.candidates.get(hearing.id, 0),
        )

    def _clashes(self) -> Mapping[str, list[Clash]]:
        """Return what is in the way of each hearing; what two share is told to both."""
        found: dict[str, list[Clash]] = defaultdict(list)
        findings = hearing_book().findings(self.facts)
        severities = {
            (finding.code, finding.subject.id): finding
            for finding in findings
            if finding.subject.register == "hearings"
        }
        for finding in findings:
            code = finding.code.removeprefix("hearings.")
            if finding.subject.register == "hearings" and code not in PAIRS:
                found[finding.subject.id].append(self._clash(code, finding, finding.values))
        for code, pair in self._pairs():
            known = severities.get((f"hearings.{code}", pair.later.id))
            if known is not None:
                for own, other in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
                    found[own.id].append(self._clash(code, known, self._values(pair, own, other), (other.id,)))
        return found

    def _pairs(self) -> Iterator[tuple[str, Shared]]:
        hearings = self.facts.of(Hearing).values()
        for pair in shared(hearings):
            yield f"{pair.kind}_twice", pair
        for pair in once_more(hearings):
            is_planned = HearingStatus.PLANNED in (pair.earlier.status, pair.later.status)
            yield "planned_again" if is_planned else "held_again", pair

    def _values(self, pair: Shared, own: Hearing, other: Hearing) -> dict[str, object]:
        person = self.facts.of(StaffMember).get(pair.key) if pair.kind == "person" else None
        names = {code: office.name for code, office in self.offices.items()}
        other_day = other.held_on.isoformat() if other.held_on else ""
        return {
            "name": person.name if person else pair.key,
            "municipality": names.get(own.municipality_code, own.municipality_code),
            "other": other_day if pair.kind == "municipality" else names.get(other.municipality_code, ""),
            "held_on": own.held_on.isoformat() if own.held_on else "",
        }

    def _clash(self, code: str, finding: Finding, values: Mapping[str, object], others: tuple[str, ...] = ()) -> Clash:
        words = dict(values)
        return Clash(
            code=code,
            label=BADGES.get(code, finding.severity.label),
            severity=finding.severity.value,
            message=sentence(finding.code, words, "message", self.language).strip(),
            remedy=sentence(finding.code, words, "remedy", self.language).strip(),
            clause=finding.clause,
            others=others,
        )


class BoardReader:
    """Reads the board; never changes anything."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def board(self, from_on: date, until_on: date) -> HearingBoard:
        """Return the hearings of a span of at most 400 days, both ends included; AppError ``hearings.span``."""
        if not 0 <= (until_on - from_on).days < MOST_DAYS:
            raise AppError("hearings.span", first=from_on.isoformat(), last=until_on.isoformat(), limit=MOST_DAYS)
        with self._store.reading() as reader:
            facts = hearing_facts(reader, self._surroundings)
            return board_of(facts, boards(reader, facts, self._surroundings), self._surroundings, (from_on, until_on))


def boards(reader: Reader, facts: ContractFacts, surroundings: Surroundings) -> Boards:
    """Return what makes entries from these facts, with the themes and candidates counted."""
    themes = Counter(theme.hearing_id for theme in reader.find(HearingTheme))
    candidates = Counter(candidate.hearing_id for candidate in reader.find(CaseCandidate))
    return plain_boards(facts, surroundings, themes, candidates)


def plain_boards(
    facts: ContractFacts,
    surroundings: Surroundings,
    themes: Mapping[str, int] = MappingProxyType({}),
    candidates: Mapping[str, int] = MappingProxyType({}),
) -> Boards:
    """Return what makes entries from facts alone."""
    offices = {each.code: each for each in surroundings.municipalities}
    return Boards(facts, offices, surroundings.language, themes, candidates)


def span_of(facts: ContractFacts) -> tuple[date, date]:
    """Return the days from the first to the last of the period and of every hearing."""
    days = [each.held_on for each in facts.of(Hearing).values() if each.held_on is not None]
    days.append(facts.terms.day("hearings.period_start", facts.today))
    days.append(facts.terms.day("hearings.period_end", facts.today))
    return min(days), max(days)


def board_of(facts: ContractFacts, made: Boards, surroundings: Surroundings, span: tuple[date, date]) -> HearingBoard:
    """Return the board of a span from facts."""
    from_on, until_on = span
    hearings = tuple(facts.of(Hearing).values())
    dated = [each for each in hearings if each.held_on and from_on <= each.held_on <= until_on]
    ordered = sorted(dated, key=lambda each: (str(each.held_on), str(each.starts_at or ""), each.municipality_code))
    shown = [each for each in ordered if each.status is not HearingStatus.ARRANGING]
    offices = tuple(surroundings.municipalities)
    standing = _standing(hearings, facts)
    areas = tuple(_areas(offices, standing))
    return HearingBoard(
        from_on=from_on,
        until_on=until_on,
        period_start=facts.terms.day("hearings.period_start", facts.today),
        period_end=facts.terms.day("hearings.period_end", facts.today),
        today=facts.today,
        days=tuple(_days(from_on, until_on, made.entries(shown), facts)),
        unscheduled=tuple(_unscheduled(offices, standing, hearings, facts)),
        progress=_total(areas),
        areas=areas,
    )


def _areas(offices: Iterable[Municipality], standing: Mapping[str, str]) -> Iterator[AreaProgress]:
    """Yield the progress of each area in the order of the municipalities' codes."""
    counts: dict[str, dict[str, int]] = {}
    for office in offices:
        area = counts.setdefault(office.area, dict.fromkeys(("held", "planned", "arranging", "missing"), 0))
        area[standing.get(office.code, "missing")] += 1
    for name, count in counts.items():
        yield AreaProgress(name, **count)


def _unscheduled(
    offices: Iterable[Municipality], standing: Mapping[str, str], hearings: Iterable[Hearing], facts: ContractFacts
) -> Iterator[Unscheduled]:
    """Yield the municipalities without a day, area by area."""
    offices, hearings = tuple(offices), tuple(hearings)
    lines = {line.municipality_code: line for line in facts.of(ScheduleLine).values()}
    open_ones = {each.municipality_code: each for each in hearings if each.status is HearingStatus.ARRANGING}
    off = {each.municipality_code for each in hearings if each.status is HearingStatus.CANCELLED}
    order = {area: place for place, area in enumerate(dict.fromkeys(office.area for office in offices))}
    for office in sorted(offices, key=lambda each: (order[each.area], each.code)):
        if standing.get(office.code) in ("held", "planned"):
            continue
        line, hearing = lines.get(office.code), open_ones.get(office.code)
        state = line.state if line is not None else None
        is_arranging = hearing is not None or state is LineState.ARRANGING
        called_off = office.code in off or state is LineState.CANCELLED
        flags = (is_arranging, state is LineState.GONE, called_off, True)
        yield Unscheduled(
            municipality_code=office.code,
            municipality=office.name,
            area=office.area,
            is_arranging=is_arranging,
            state=NO_DAY_STATES[flags.index(True)],
            hearing_id=hearing.id if hearing else "",
            note=line.note if line else "",
        )


def _standing(hearings: Iterable[Hearing], facts: ContractFacts) -> dict[str, str]:
    """Return how far each municipality is: held, planned or arranging; the furthest counts."""
    found: dict[str, str] = {}
    rank = {"held": 0, "planned": 1, "arranging": 2}
    for hearing in hearings:
        if hearing.status is HearingStatus.ARRANGING:
            now = "arranging"
        elif is_active(hearing):
            now = "held" if hearing.status is HearingStatus.HELD else "planned"
        else:
            continue
        code = hearing.municipality_code
        found[code] = min(now, found.get(code, now), key=rank.__getitem__)
    for line in facts.of(ScheduleLine).values():
        if line.state is LineState.ARRANGING:
            found.setdefault(line.municipality_code, "arranging")
    return found


def _total(areas: Iterable[AreaProgress]) -> AreaProgress:
    areas = tuple(areas)
    return AreaProgress(
        "",
        sum(area.held for area in areas),
        sum(area.planned for area in areas),
        sum(area.arranging for area in areas),
        sum(area.missing for area in areas),
    )


def _days(from_on: date, until_on: date, entries: Iterable[BoardEntry], facts: ContractFacts) -> Iterator[BoardDay]:
    by_day: dict[date, list[BoardEntry]] = defaultdict(list)
    for entry in entries:
        if entry.held_on is not None:
            by_day[entry.held_on].append(entry)
    first = facts.terms.day("hearings.period_start", facts.today)
    last = facts.terms.day("hearings.period_end", facts.today)
    for number in range((until_on - from_on).days + 1):
        on = from_on + timedelta(days=number)
        reason = facts.calendar.closed_reason(on) or ""
        yield BoardDay(on, reason, first <= on <= last, tuple(by_day.get(on, ())))
