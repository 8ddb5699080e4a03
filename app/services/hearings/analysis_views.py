"""What the analysis of the hearings hands to the doors: tables in words, every figure with its sheets (6(7)オ)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnalysisCell:
    """One figure: how many municipalities, of how many who told, and the hearings whose sheets say so."""

    count: int
    of: int  # who told; 0 where nobody did
    sheets: tuple[str, ...] = ()
    is_share: bool = False

    @property
    def percent(self) -> int | None:
        """Return the share in whole percent; None when nobody told."""
        return (200 * self.count + self.of) // (2 * self.of) if self.of else None

    @property
    def text(self) -> str:
        """Return 12, or 12/30（40%） for a share; a dash where nobody told."""
        if not self.is_share:
            return str(self.count)
        return f"{self.count}/{self.of}（{self.percent}%）" if self.of else "―"


@dataclass(frozen=True)
class AnalysisTable:
    """A table ready to be shown: cells stand by row and column."""

    key: str  # stages, issues, wishes, by_size, by_area, wishes_by_area, issues_by_size
    title: str
    head: str  # of the column of row titles
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[AnalysisCell, ...], ...]
    note: str  # what is counted, and what is missing


@dataclass(frozen=True, slots=True)
class AnalysisBar:
    """One bar of a chart with its figure."""

    label: str
    cell: AnalysisCell


@dataclass(frozen=True, slots=True)
class MissingOffice:
    """A municipality that was not heard yet, or of whose hearing nothing is written down."""

    municipality_code: str
    municipality: str
    area: str
    hearing_id: str  # of the hearing without a word; empty for none held
    reason: str


@dataclass(frozen=True)
class AnalysisPage:
    """The whole analysis, or that of one area or size."""

    area: str
    size: str
    areas: tuple[str, ...]  # to choose from
    sizes: tuple[str, ...]
    target: int
    heard: int
    answered: int  # with at least one field written down
    complete: bool  # everybody was heard, or the prefecture declared it so
    coverage: str  # 63団体中41団体（…）, in words
    missing: tuple[MissingOffice, ...]
    issues: tuple[AnalysisBar, ...]
    wishes: tuple[AnalysisBar, ...]
    tables: tuple[AnalysisTable, ...]

    def table(self, key: str) -> AnalysisTable:
        """Return one table; KeyError when there is none."""
        return next((each for each in self.tables if each.key == key), None) or _none(key)


def _none(key: str) -> AnalysisTable:
    raise KeyError(key)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet that a figure leads to."""

    hearing_id: str
    municipality_code: str
    municipality: str
    area: str
    size: str
    held_on: date | None
    fields: tuple[str, ...]  # written down, by name


@dataclass(frozen=True, slots=True)
class TileValue:
    """What a tile of the map says of its municipality: a level for its colour, a word, and where it leads."""

    municipality_code: str
    municipality: str
    row: int
    column: int
    level: int  # 0 to 4; -1 where nothing is known
    text: str  # short, to stand in the tile
    words: str  # for the table beside the map and for screen readers
    hearing_id: str = ""
