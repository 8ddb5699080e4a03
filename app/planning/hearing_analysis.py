"""What all the hearings say together (specification 6(7)オ): stages, issues and wishes by field, size and area.

A figure counts municipalities, never sheets or words, and carries the sheets it was counted from. Of a municipality
that was heard twice on one field the later sheet counts. Who told no stage is not in a share of stages.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from app.domain.hearing import Hearing, HearingStatus, HearingTheme, IssueKind, Stage, Wish
from app.domain.municipality import Municipality

K = TypeVar("K")
UNDER_WAY = frozenset({Stage.RUNNING, Stage.DONE})
WANTED = frozenset({Wish.CONSULTATION, Wish.DISPATCH, Wish.ACCOMPANIMENT})
CITIES_OF_SIZE = ("政令指定都市", "中核市")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many municipalities, and which sheets say so."""

    codes: frozenset[str] = frozenset()
    sheets: tuple[str, ...] = ()  # ids of hearings, by day

    @property
    def count(self) -> int:
        """Return how many municipalities."""
        return len(self.codes)


NOBODY = Figure()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those who told."""

    part: Figure
    whole: Figure

    @property
    def percent(self) -> int | None:
        """Return the share in whole percent, halves up; None when nobody told."""
        if not self.whole.count:
            return None
        return (200 * self.part.count + self.whole.count) // (2 * self.whole.count)


@dataclass(frozen=True)
class CrossTable:
    """Figures by row and column; ``whole`` is who told anything in a row."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figure]
    whole: Mapping[str, Figure]

    def at(self, row: str, column: str) -> Figure:
        """Return one figure."""
        return self.cells.get((row, column), NOBODY)

    def share(self, row: str, column: str) -> Share:
        """Return one figure as a share of its row."""
        return Share(self.at(row, column), self.whole.get(row, NOBODY))


@dataclass(frozen=True, slots=True)
class Told:
    """What one municipality told about one field."""

    office: Municipality
    hearing: Hearing
    theme: HearingTheme


Keys = Callable[[Told], Iterable[str]]


@dataclass(frozen=True)
class Analysis:
    """The hearings that were held with what was told in them; part of them when narrowed."""

    offices: tuple[Municipality, ...]
    fields: tuple[str, ...]  # codes of Table 1, in its order
    held: tuple[tuple[Municipality, Hearing], ...]  # by day
    told: tuple[Told, ...]  # each municipality and field once, by day

    # Who was heard

    @cached_property
    def heard(self) -> Figure:
        """Return the municipalities that were heard."""
        return _figure((office.code, hearing) for office, hearing in self.held)

    @cached_property
    def answered(self) -> Figure:
        """Return the municipalities with at least one field written down."""
        return _figure((each.office.code, each.hearing) for each in self.told)

    @property
    def missing(self) -> tuple[Municipality, ...]:
        """Return the municipalities that were not heard yet."""
        return tuple(office for office in self.offices if office.code not in self.heard.codes)

    @property
    def unwritten(self) -> tuple[tuple[Municipality, Hearing], ...]:
        """Return the hearings held of which no field is written down."""
        return tuple(each for each in self.held if each[0].code not in self.answered.codes)

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the areas in the order of their first municipality."""
        return tuple(dict.fromkeys(office.area for office in self.offices))

    @property
    def sizes(self) -> tuple[str, ...]:
        """Return the sizes there are, the largest first."""
        found = {size_of(office) for office in self.offices}
        return tuple(size for size in SIZES if size in found)

    def narrowed(self, keep: Callable[[Municipality], bool]) -> "Analysis":
        """Return the same for some municipalities."""
        return replace(
            self,
            offices=tuple(office for office in self.offices if keep(office)),
            held=tuple(each for each in self.held if keep(each[0])),
            told=tuple(each for each in self.told if keep(each.office)),
        )

    # What they told

    def cross(self, rows: tuple[str, ...], row_keys: Keys, columns: tuple[str, ...], column_keys: Keys) -> CrossTable:
        """Return a table; somebody without a key for the columns did not tell, and is in no figure of the row."""
        cells: dict[tuple[str, str], list[Told]] = defaultdict(list)
        whole: dict[str, list[Told]] = defaultdict(list)
        for each in self.told:
            found = tuple(column_keys(each))
            for row in row_keys(each) if found else ():
                whole[row].append(each)
                for column in found:
                    cells[row, column].append(each)
        return CrossTable(rows, columns, _figures(cells), _figures(whole))

    def stages_by(self, rows: tuple[str, ...], keys: Keys) -> CrossTable:
        """Return how far municipalities are, by any key."""
        return self.cross(rows, keys, STAGES, stage_of)

    @property
    def stages(self) -> CrossTable:
        """Return field × stage."""
        return self.stages_by(self.fields, field_of)

    @property
    def issues(self) -> CrossTable:
        """Return field × kind of issue; who named none is not counted."""
        return self.cross(self.fields, field_of, ISSUES, issues_of)

    @property
    def wishes(self) -> CrossTable:
        """Return field × wish for support."""
        return self.cross(self.fields, field_of, WISHES, wish_of)

    @property
    def wishes_by_area(self) -> CrossTable:
        """Return area × wish, over all fields."""
        return self.cross(self.areas, area_of, WISHES, wish_of)

    @property
    def issues_by_size(self) -> CrossTable:
        """Return size × kind of issue, over all fields."""
        return self.cross(self.sizes, size_of_told, ISSUES, issues_of)

    def issue_kind(self, kind: str) -> Figure:
        """Return who named a kind of issue in any field."""
        return _figure(_sheet(each) for each in self.told if kind in issues_of(each))

    def wish(self, wish: str) -> Figure:
        """Return who has a wish in any field."""
        return _figure(_sheet(each) for each in self.told if wish in wish_of(each))

    def under_way(self, group: Callable[[Municipality], str], groups: tuple[str, ...]) -> dict[tuple[str, str], Share]:
        """Return for each field and group the share that runs it or has it settled, of those who told their stage."""
        part: dict[tuple[str, str], list[Told]] = defaultdict(list)
        whole: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for each in self.told:
            if each.theme.stage is not None:
                key = each.theme.field, group(each.office)
                whole[key].append(each)
                if each.theme.stage in UNDER_WAY:
                    part[key].append(each)
        parts, wholes = _figures(part), _figures(whole)
        keys = [(field, name) for field in self.fields for name in groups]
        return {key: Share(parts.get(key, NOBODY), wholes.get(key, NOBODY)) for key in keys}

    # By municipality

    def fields_where(self, holds: Callable[[Told], bool]) -> dict[str, tuple[str, ...]]:
        """Return for each municipality that told anything the fields of which something holds."""
        found: dict[str, list[str]] = {each.office.code: [] for each in self.told}
        for each in self.told:
            if holds(each):
                found[each.office.code].append(each.theme.field)
        return {code: tuple(field for field in self.fields if field in fields) for code, fields in found.items()}

    def stage(self, code: str, field: str) -> Stage | None:
        """Return how far a municipality is in a field; None when it did not tell."""
        each = self._by_field.get((code, field))
        return each.theme.stage if each is not None else None

    @cached_property
    def _by_field(self) -> Mapping[tuple[str, str], Told]:
        return {(each.office.code, each.theme.field): each for each in self.told}


STAGES = tuple(stage.value for stage in Stage)
ISSUES = tuple(kind.value for kind in IssueKind)
WISHES = tuple(wish.value for wish in Wish)
LARGE, CITY, TOWN = "政令指定都市・中核市", "市", "町・村"
SIZES = (LARGE, CITY, TOWN)


def size_of(office: Municipality) -> str:
    """Return the size of a municipality by its kind."""
    if office.kind in CITIES_OF_SIZE:
        return LARGE
    return CITY if office.kind == "市" else TOWN


def analysis(
    offices: Iterable[Municipality],
    fields: Iterable[str],
    hearings: Iterable[Hearing],
    themes: Iterable[HearingTheme],
) -> Analysis:
    """Return what the hearings held so far say together."""
    by_code = {office.code: office for office in offices}
    held = [
        (by_code[hearing.municipality_code], hearing)
        for hearing in hearings
        if hearing.status is HearingStatus.HELD and hearing.municipality_code in by_code
    ]
    held.sort(key=lambda each: (str(each[1].held_on or ""), str(each[1].starts_at or ""), each[1].id))
    by_hearing: dict[str, list[HearingTheme]] = defaultdict(list)
    for theme in themes:
        if theme.stage is not None or theme.issue_kinds or theme.wish is not None or theme.issues or theme.needs:
            by_hearing[theme.hearing_id].append(theme)
    latest: dict[tuple[str, str], Told] = {}
    for office, hearing in held:
        for theme in sorted(by_hearing[hearing.id], key=lambda each: each.id):
            latest.pop((office.code, theme.field), None)
            latest[office.code, theme.field] = Told(office, hearing, theme)
    return Analysis(tuple(by_code.values()), tuple(fields), tuple(held), tuple(latest.values()))


def field_of(told: Told) -> tuple[str, ...]:
    """Return the field as a key."""
    return (told.theme.field,)


def area_of(told: Told) -> tuple[str, ...]:
    """Return the area as a key."""
    return (told.office.area,)


def size_of_told(told: Told) -> tuple[str, ...]:
    """Return the size as a key."""
    return (size_of(told.office),)


def stage_of(told: Told) -> tuple[str, ...]:
    """Return the stage as a key; none when it was not told."""
    return (told.theme.stage.value,) if told.theme.stage is not None else ()


def issues_of(told: Told) -> tuple[str, ...]:
    """Return the kinds of issue as keys."""
    return tuple(member.key for member in told.theme.issue_kinds)


def wish_of(told: Told) -> tuple[str, ...]:
    """Return the wish as a key; none when it was not told."""
    return (told.theme.wish.value,) if told.theme.wish is not None else ()


def wants_support(told: Told) -> bool:
    """Tell whether support is wished for."""
    return told.theme.wish in WANTED


def is_under_way(told: Told) -> bool:
    """Tell whether it runs or is settled."""
    return told.theme.stage in UNDER_WAY


def _sheet(told: Told) -> tuple[str, Hearing]:
    return told.office.code, told.hearing


def _figure(sheets: Iterable[tuple[str, Hearing]]) -> Figure:
    found = tuple(sheets)
    return Figure(frozenset(code for code, _ in found), tuple(dict.fromkeys(hearing.id for _, hearing in found)))


def _figures(found: Mapping[K, list[Told]]) -> dict[K, Figure]:
    return {key: _figure(_sheet(each) for each in told) for key, told in found.items()}
