"""A process killed without warning loses nothing it had reported; the script kills a hundred, the test a few."""

from pathlib import Path

import pytest

from tests.reliability.kill_at_random import MODES, kill_many


@pytest.mark.timeout(300)
def test_processes_killed_at_random_moments_leave_every_reported_commit_and_no_half_one(tmp_path: Path) -> None:
    outcomes = kill_many(2 * len(MODES), seed=1, scratch=tmp_path)
    assert [outcome.problems for outcome in outcomes] == [[]] * len(outcomes)
    assert sum(len(outcome.reported) for outcome in outcomes) > 0
