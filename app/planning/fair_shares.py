"""Room shared out among several lists: nobody's list is cut while a longer one still takes more."""

from collections.abc import Sequence


def fair_shares(wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """Return how many lines each list gets of ``room`` lines: all of them where that is enough.

    Otherwise the longest are cut first, to lengths that differ by one at most; a line that is left goes to the first.
    """
    shares = [0] * len(wanted)
    left = max(room, 0)
    while left:
        open_ones = [number for number, share in enumerate(shares) if share < wanted[number]]
        if not open_ones:
            break
        each = max(left // len(open_ones), 1)
        for number in open_ones[: left if left < len(open_ones) else None]:
            given = min(each, wanted[number] - shares[number])
            shares[number] += given
            left -= given
    return tuple(shares)
