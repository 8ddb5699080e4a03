"""Room shared out among lists: all where there is enough, the longest cut first, nothing wasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.fair_shares import fair_shares


@pytest.mark.parametrize(
    ("wanted", "room", "shares"),
    [
        ((1, 2, 3), 6, (1, 2, 3)),
        ((1, 2, 3), 99, (1, 2, 3)),
        ((1, 2, 9), 6, (1, 2, 3)),
        ((9, 9), 5, (3, 2)),
        ((3, 3, 3), 2, (1, 1, 0)),
        ((), 5, ()),
        ((4,), 0, (0,)),
        ((4,), -3, (0,)),
    ],
)
def test_room_is_shared_fairly(wanted: tuple[int, ...], room: int, shares: tuple[int, ...]) -> None:
    assert fair_shares(wanted, room) == shares


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(0, 120))
def test_nothing_is_wasted_and_no_list_is_cut_while_a_longer_one_takes_two_more(wanted: list[int], room: int) -> None:
    shares = fair_shares(wanted, room)
    assert sum(shares) == min(sum(wanted), room)
    assert all(share <= want for share, want in zip(shares, wanted, strict=True))
    cut = [share for share, want in zip(shares, wanted, strict=True) if share < want]
    assert all(share <= least + 1 for least in cut for share in shares)
