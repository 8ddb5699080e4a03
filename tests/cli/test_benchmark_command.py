"""The command that measures; nothing here depends on how fast this machine is."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.benchmark.figure import Figure
from app.benchmark.plan import WITH_RECORDS, WITHOUT_RECORDS
from app.benchmark.rounds import medians
from app.cli import main
from app.platform.messages import codes

FAST = Figure("report", "bare_canvas", "ms", 100.0, 80.0, 1.6, True, 20)
SLOW = Figure("find_1", "like", "ms", 61.0, 100.0, 60.0, False, 100_000)


def run(*argv: str) -> int:
    def measured(only: str, rows: int, progress: Any) -> list[Figure]:
        progress("x")
        return [figure for figure in (FAST, SLOW) if only in figure.name]

    return main([*argv], lambda **place: SimpleNamespace(benchmark=measured, workspace=Path()))


def test_each_figure_stands_beside_its_peer_goal_and_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("benchmark", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "1.25" in out
    assert "≤ 1.6 ×" in out
    assert "reached" in out
    assert "missed" in out


def test_json_holds_the_numbers_and_standard_output_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert run("benchmark", "--json", "--only", "report") == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert [(item["name"], item["ratio"], item["reached"]) for item in found] == [("report", 1.25, True)]
    assert told.err


@pytest.mark.parametrize("rows", ["999", "5000001", "x", "-1"])
def test_a_number_of_records_out_of_bounds_is_wrong_usage(rows: str) -> None:
    assert run("benchmark", f"--rows={rows}") == 2


@pytest.mark.parametrize(
    ("ours", "limit", "is_ratio", "reached"),
    [(160.0, 1.6, True, True), (160.1, 1.6, True, False), (60.0, 60.0, False, True), (60.1, 60.0, False, False)],
)
def test_a_goal_is_reached_up_to_its_limit(ours: float, limit: float, is_ratio: bool, reached: bool) -> None:
    assert Figure("report", "x", "ms", ours, 100.0, limit, is_ratio).is_reached is reached


def test_contenders_take_turns_and_the_first_round_only_warms_up() -> None:
    turns: list[str] = []

    def contender(name: str) -> Any:
        def work() -> dict[str, float]:
            turns.append(name)
            return {"ms": 1000.0 if turns.count(name) == 1 else float(turns.count(name))}

        return work

    found = medians({"a": contender("a"), "b": contender("b")}, rounds=3)
    assert turns == ["a", "b"] * 4
    assert found == {"a": {"ms": 3.0}, "b": {"ms": 3.0}}


def test_every_figure_has_its_words() -> None:
    names = {name for group in (WITHOUT_RECORDS, WITH_RECORDS) for figures in group.values() for name in figures}
    assert {f"cli.work_{name}" for name in names} <= codes("ja")
