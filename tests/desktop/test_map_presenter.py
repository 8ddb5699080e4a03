"""The tile map in words: what each municipality is like by hearing, dispatch and findings."""

import pytest

from app.desktop.tabs.hearings.map_presenter import dispatch_states, finding_states, legend, map_rows
from app.services.board_views import RoomLine


def room(used: int, cap: int = 5, has_asked: bool = True) -> RoomLine:
    return RoomLine("112011", "川越市", "川越比企", used, cap, cap - used, has_asked)


@pytest.mark.parametrize(
    ("line", "word", "tone"),
    [
        (room(0, has_asked=False), "申請なし", "muted"),
        (room(0), "0/5回", "accent"),
        (room(4), "4/5回", "accent"),
        (room(5), "5/5回", "warn"),
        (room(6), "6/5回", "bad"),
    ],
)
def test_the_use_of_dispatches_is_told_up_to_its_cap_and_beyond(line: RoomLine, word: str, tone: str) -> None:
    state = dispatch_states([line])["112011"]
    assert (state.word, state.tone) == (word, tone)


@pytest.mark.parametrize(
    ("found", "word", "tone"),
    [
        ({}, "なし", "good"),
        ({("112011", "notice"): 1}, "1件", "warn"),
        ({("112011", "warning"): 2, ("112011", "overdue"): 1}, "3件", "bad"),
        ({("112020", "violation"): 9}, "なし", "good"),
    ],
)
def test_the_gravest_finding_gives_the_tone(found: dict[tuple[str, str], int], word: str, tone: str) -> None:
    state = finding_states(found, [room(1)])["112011"]
    assert (state.word, state.tone) == (word, tone)


def test_the_table_and_the_legend_say_what_the_tiles_say() -> None:
    states = dispatch_states([room(5)])
    (row,) = map_rows(states)
    assert row.texts == ("5/5回", "川越市", "川越比企", "派遣 5 / 5回、残り0回")
    assert ("warn", "上限まで利用 1") in legend(states, "dispatch")
