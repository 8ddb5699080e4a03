"""Rounds: each contender once per round, one round to warm up, then medians, so that all share the same weather."""

import time
from collections.abc import Callable, Mapping
from statistics import median

ROUNDS = 5
Measurement = Mapping[str, float]


def medians(contenders: Mapping[str, Callable[[], Measurement]], rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Return the median of everything that each contender reports, over interleaved rounds after a warm-up."""
    kept: dict[str, list[Measurement]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            found = work()
            if number:
                kept[name].append(found)
    return {name: {key: median(run[key] for run in runs) for key in runs[0]} for name, runs in kept.items()}


def timed(work: Callable[[], object], key: str = "ms") -> Callable[[], Measurement]:
    """Return the work as a contender that reports its milliseconds."""

    def measured() -> Measurement:
        start = time.perf_counter()
        work()
        return {key: (time.perf_counter() - start) * 1000}

    return measured
