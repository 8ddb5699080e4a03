"""The tile map in words: what each municipality is like, by what is asked."""

import pytest

from app.desktop.tabs.hearings.map_presenter import SUBJECTS, legend, map_rows, tile_map, tile_states
from app.services.hearings.analysis_views import TileValue
from app.services.hearings.map_tiles import TILE_SUBJECTS


def value(level: int, text: str = "3", code: str = "112011", row: int = 0) -> TileValue:
    return TileValue(code, "川越市", row, 2, level, text, "くわしい言葉")


@pytest.mark.parametrize(
    ("subject", "level", "tone"),
    [
        ("hearing", 4, "good"),
        ("hearing", 2, "accent"),
        ("hearing", 1, "warn"),
        ("hearing", 0, "muted"),
        ("findings", 4, "bad"),
        ("findings", 3, "bad"),
        ("findings", 2, "warn"),
        ("findings", 1, "warn"),
        ("findings", 0, "good"),
        ("support", 1, "accent"),
        ("support", 0, "muted"),
        ("wish", -1, "muted"),
    ],
)
def test_the_level_gives_the_tone(subject: str, level: int, tone: str) -> None:
    assert tile_states([value(level)], subject)["112011"].tone == tone


def test_every_subject_of_the_services_can_be_chosen() -> None:
    assert SUBJECTS == TILE_SUBJECTS


def test_the_table_and_the_legend_say_what_the_tiles_say() -> None:
    states = tile_states([value(4, "済"), value(0, "未", "112020", 1)], "hearing")
    assert [row.texts for row in map_rows(states)] == [
        ("済", "川越市", "くわしい言葉"),
        ("未", "川越市", "くわしい言葉"),
    ]
    assert ("good", "実施済 1") in legend(states, "hearing")
    assert ("muted", "予定なし 1") in legend(states, "hearing")


def test_the_tiles_lie_where_the_services_put_them() -> None:
    tiles = tile_map([value(4), value(0, "未", "112020", 1)])
    assert tiles.at(0, 2) == "112011"
    assert tiles.at(1, 2) == "112020"
