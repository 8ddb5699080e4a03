"""Decides how the tile map tells what the services know: a word and a tone for each municipality; no widgets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.desktop.widgets.plain_table import PlainRow
from app.domain.tile_map import Tile, TileMap
from app.services.hearings.analysis_views import TileValue

SUBJECTS = {
    "hearing": "ヒアリングの実施",
    "stage": "実施中・定着の分野",
    "wish": "支援を希望する分野",
    "support": "支援の利用",
    "findings": "指摘",
}
MAP_HEADERS = ("状態", "市町村", "くわしく")
LEGENDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "hearing": (("good", "実施済"), ("accent", "予定"), ("warn", "県が調整中"), ("muted", "予定なし")),
    "findings": (("bad", "違反・期限超過あり"), ("warn", "警告・注意あり"), ("good", "なし")),
}
COUNTED = (("accent", "1以上"), ("muted", "なし・不明"))
HEARING_TONES = {4: "good", 2: "accent", 1: "warn", 0: "muted"}


@dataclass(frozen=True, slots=True)
class TileState:
    """What one municipality shows: its name, a word, its tone, the whole in a sentence, and where it leads."""

    code: str
    name: str
    word: str
    tone: str
    told: str
    hearing_id: str


def tile_states(values: Iterable[TileValue], subject: str) -> dict[str, TileState]:
    """Return the states by code."""
    return {
        each.municipality_code: TileState(
            each.municipality_code,
            each.municipality,
            each.text,
            _tone(each.level, subject),
            each.words,
            each.hearing_id,
        )
        for each in values
    }


def tile_map(values: Iterable[TileValue]) -> TileMap:
    """Return where the tiles lie."""
    return TileMap(tuple(sorted(Tile(each.municipality_code, each.row, each.column) for each in values)))


def map_rows(states: Mapping[str, TileState]) -> list[PlainRow]:
    """Return the map as a table, by code."""
    return [PlainRow(code, (state.word, state.name, state.told), state.tone) for code, state in sorted(states.items())]


def legend(states: Mapping[str, TileState], subject: str) -> list[tuple[str, str]]:
    """Return the tones in words, each with how many municipalities have it."""
    counts = Counter(state.tone for state in states.values())
    return [(tone, f"{word} {counts[tone]}") for tone, word in LEGENDS.get(subject, COUNTED)]


def _tone(level: int, subject: str) -> str:
    if subject == "hearing":
        return HEARING_TONES[level]
    if subject == "findings":
        return "bad" if level >= 3 else ("warn" if level >= 1 else "good")
    return "accent" if level >= 1 else "muted"
