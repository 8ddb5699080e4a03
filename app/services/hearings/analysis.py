"""The analysis' side of the desk: what all the hearings say together, on screen and for deliverable 7 (6(7)オ)."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from app.contract.facts import ContractFacts
from app.contract.hearing_progress import completed_on
from app.domain.decision import Decision
from app.domain.hearing import Hearing, HearingTheme, IssueKind, Stage, Wish
from app.domain.municipality import Municipality
from app.planning.hearing_analysis import (
    Analysis,
    CrossTable,
    Figure,
    Share,
    analysis,
    size_of,
)
from app.services.hearings.analysis_views import (
    AnalysisBar,
    AnalysisCell,
    AnalysisPage,
    AnalysisTable,
    MissingOffice,
    SheetLine,
    TileValue,
)
from app.services.hearings.map_tiles import NOT_HEARD, NOTHING_WRITTEN, OF_ALL_FACTS, TILES
from app.services.judging.fact_loading import bare_facts, whole_facts
from app.services.surroundings import Surroundings
from app.store.queries import Reader
from app.store.store import Store

KINDS = (Hearing, HearingTheme, Decision)
Names = Mapping[str, str]


def read_analysis(reader: Reader, surroundings: Surroundings) -> tuple[Analysis, ContractFacts]:
    """Return what the hearings of a workspace say together, and the facts around them."""
    facts = bare_facts(reader, surroundings)
    facts = facts.with_changes(record for kind in KINDS for record in reader.find(kind))
    fields = [field.code for field in facts.terms.support_fields]
    hearings, themes = facts.of(Hearing).values(), facts.of(HearingTheme).values()
    return analysis(surroundings.municipalities, fields, hearings, themes), facts


class AnalysisDesk:
    """Reached as ``desk.analysis``; only reads. Every method may be called from any thread."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def page(self, area: str = "", size: str = "") -> AnalysisPage:
        """Return the analysis, of one area or size if named."""
        whole, facts = self._read()
        part = whole.narrowed(lambda office: area in ("", office.area) and size in ("", size_of(office)))
        names = {field.code: field.name for field in facts.terms.support_fields}
        return AnalysisPage(
            area=area,
            size=size,
            areas=whole.areas,
            sizes=whole.sizes,
            target=len(part.offices),
            heard=part.heard.count,
            answered=part.answered.count,
            complete=completed_on(facts) is not None,
            coverage=coverage(part),
            missing=missing_offices(part),
            issues=issue_bars(part),
            wishes=wish_bars(part),
            tables=tables(part, names),
        )

    def sheets(self, hearing_ids: Iterable[str]) -> tuple[SheetLine, ...]:
        """Return the sheets that a figure was counted from, in its order; those that are gone are left out."""
        whole, facts = self._read()
        names = {field.code: field.name for field in facts.terms.support_fields}
        written: dict[str, list[str]] = {}
        for each in whole.told:
            written.setdefault(each.hearing.id, []).append(names.get(each.theme.field, each.theme.field))
        lines = {hearing.id: _sheet_line(office, hearing, written) for office, hearing in whole.held}
        return tuple(lines[each] for each in dict.fromkeys(hearing_ids) if each in lines)

    def tiles(self, subject: str = "hearing") -> tuple[TileValue, ...]:
        """Return what the map says of each municipality, for one of ``TILE_SUBJECTS``; KeyError for another."""
        whole, facts = self._read()
        if subject in OF_ALL_FACTS:
            with self._store.reading() as reader:
                facts = whole_facts(reader, self._surroundings)
        return TILES[subject](whole, facts)

    def _read(self) -> tuple[Analysis, ContractFacts]:
        with self._store.reading() as reader:
            return read_analysis(reader, self._surroundings)


def coverage(part: Analysis) -> str:
    """Return in words how many were heard, and how many of them told anything."""
    target, heard, answered = len(part.offices), part.heard.count, part.answered.count
    text = f"{target}団体中{heard}団体でヒアリングを実施し、{answered}団体について分野ごとの記入があります。"
    return text if heard == target else f"{text}残り{target - heard}団体は集計に含まれません。"


def missing_offices(part: Analysis) -> tuple[MissingOffice, ...]:
    """Return who was not heard yet, and whose sheet is empty."""
    unheard = [MissingOffice(each.code, each.name, each.area, "", NOT_HEARD) for each in part.missing]
    empty = [MissingOffice(each.code, each.name, each.area, held.id, NOTHING_WRITTEN) for each, held in part.unwritten]
    return tuple(sorted((*unheard, *empty), key=lambda each: each.municipality_code))


def issue_bars(part: Analysis) -> tuple[AnalysisBar, ...]:
    """Return the kinds of issue, the most frequent first."""
    return _bars(part, ((kind.label, part.issue_kind(kind.value)) for kind in IssueKind))


def wish_bars(part: Analysis) -> tuple[AnalysisBar, ...]:
    """Return the wishes for support, the most frequent first."""
    return _bars(part, ((wish.label, part.wish(wish.value)) for wish in Wish))


def _bars(part: Analysis, figures: Iterable[tuple[str, Figure]]) -> tuple[AnalysisBar, ...]:
    found = sorted(figures, key=lambda each: -each[1].count)
    of = part.answered.count
    return tuple(AnalysisBar(label, AnalysisCell(figure.count, of, figure.sheets)) for label, figure in found)


def tables(part: Analysis, names: Names) -> tuple[AnalysisTable, ...]:
    """Return every table of the analysis."""
    stages, kinds, wishes = _labels(Stage), _labels(IssueKind), _labels(Wish)
    return (
        _table("stages", "分野別の取組の段階", "分野", part.stages, names, stages, "段階を答えた団体を数えています。"),
        _table("issues", "分野別の課題の種類", "分野", part.issues, names, kinds, "1団体が複数の種類を挙げています。"),
        _table("wishes", "分野別の支援の希望", "分野", part.wishes, names, wishes, "希望を答えた団体を数えています。"),
        _shares("by_size", "規模別の進み方", part, names, size_of, part.sizes),
        _shares("by_area", "地域別の進み方", part, names, lambda office: office.area, part.areas),
        _table("wishes_by_area", "地域別の支援の希望", "地域", part.wishes_by_area, {}, wishes, ANY_FIELD),
        _table("issues_by_size", "規模別の課題の種類", "規模", part.issues_by_size, {}, kinds, ANY_FIELD),
    )


ANY_FIELD = "いずれかの分野で答えた団体を数えているため、1団体が複数の列に入ります。"
UNDER_WAY = "「実施中」又は「定着」の団体数／段階を答えた団体数です。"


def _labels(choices: type[Stage] | type[IssueKind] | type[Wish]) -> dict[str, str]:
    return {choice.value: choice.label for choice in choices}


def _table(key: str, title: str, head: str, found: CrossTable, rows: Names, columns: Names, note: str) -> AnalysisTable:
    cells = tuple(
        (*(_cell(found.share(row, column)) for column in found.columns), _told(found, row)) for row in found.rows
    )
    heads = (*(columns.get(column, column) for column in found.columns), "回答")
    return AnalysisTable(key, title, head, tuple(rows.get(row, row) for row in found.rows), heads, cells, note)


def _cell(share: Share, *, is_share: bool = False) -> AnalysisCell:
    return AnalysisCell(share.part.count, share.whole.count, share.part.sheets, is_share)


def _told(found: CrossTable, row: str) -> AnalysisCell:
    whole = found.whole.get(row, Figure())
    return AnalysisCell(whole.count, whole.count, whole.sheets)


def _shares(
    key: str,
    title: str,
    part: Analysis,
    names: Names,
    group: Callable[[Municipality], str],
    groups: Sequence[str],
) -> AnalysisTable:
    found = part.under_way(group, tuple(groups))
    cells = tuple(tuple(_cell(found[field, name], is_share=True) for name in groups) for field in part.fields)
    rows = tuple(names.get(field, field) for field in part.fields)
    return AnalysisTable(key, title, "分野", rows, tuple(groups), cells, UNDER_WAY)


def _sheet_line(office: Municipality, hearing: Hearing, written: Mapping[str, Sequence[str]]) -> SheetLine:
    fields = tuple(written.get(hearing.id, ()))
    return SheetLine(hearing.id, office.code, office.name, office.area, size_of(office), hearing.held_on, fields)
