"""How each clause stands and where the counts are going, for people and for machines."""

import json

import pytest

from app.cli import main
from app.contract.clause_board import Standing
from app.services.contract.board_views import ClauseLine, EvidenceLine
from tests.cli.fake_desk import COUNTED, FakeDesk, factory
from tests.cli.lines import Line

CLAUSE = ClauseLine(
    id="6.6.d",
    clause="6(6)エ",
    demand="上限\n6回",
    kind="rule",
    words="原文",
    state="amber",
    evidence=(EvidenceLine("sessions", "s1", "派遣：派-1"),),
    evidence_count=1,
    findings=(),
    rules=("dispatch.cap",),
    screen="cases",
    later="",
)
PROMISED = {"held", "planned", "forecast", "low", "high", "needed_per_month", "last_safe_week"}


def run(desk: FakeDesk, *argv: str) -> int:
    return main(argv, factory(lambda: desk))


def test_a_clause_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeDesk(clauses=(CLAUSE,)), "clauses") == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()][::2] == [
        ["番号", "条項", "状態", "求められること"],
        ["6.6.d", "6(6)エ", "注意", "上限↵6回"],
    ]
    assert run(FakeDesk(clauses=(CLAUSE,)), "--lang", "en", "clauses") == 0
    assert "6(6)エ  watch" in capsys.readouterr().out


def test_a_clause_brings_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeDesk(clauses=(CLAUSE,)), "clauses", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["id"], told["clause"], told["state"]) == ("6.6.d", "6(6)エ", "amber")
    assert told["evidence"] == [{"register": "sessions", "id": "s1", "sentence": "派遣：派-1"}]


def test_every_clause_of_the_year_stands_somewhere(year: Line) -> None:
    clauses = year.done("clauses")
    assert all({"id", "clause", "state", "evidence"} <= set(clause) for clause in clauses)
    assert len({clause["id"] for clause in clauses}) == len(clauses)
    assert {clause["state"] for clause in clauses} <= {each.value for each in Standing}
    assert all(clause["evidence"] for clause in clauses if clause["state"] == "green")
    assert len(year("clauses").out.splitlines()) == 2 + len(clauses)


def test_every_count_of_the_year_is_looked_ahead(year: Line) -> None:
    forecast = year.done("forecast")
    for name in COUNTED:
        assert set(forecast[name]) >= PROMISED
        assert forecast[name]["low"] <= forecast[name]["forecast"] <= forecast[name]["high"]
    counts = year.done("status")["counts"]
    assert forecast["dispatch_sessions"]["held"] == counts["dispatch_sessions"]
    assert forecast["hearings"]["held"] == counts["hearings_held"]


def test_a_forecast_for_people_has_one_line_for_each_count(year: Line) -> None:
    lines = year("forecast").out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [
        "派遣（回）",
        "長期伴走支援（回）",
        "よろず相談（件）",
        "ヒアリング（団体）",
    ]
    assert "last safe week" in year("--lang", "en", "forecast").out


def test_where_no_week_is_left_the_cell_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeDesk(), "forecast") == 0
    told = capsys.readouterr().out
    assert "None" not in told
    assert told.splitlines()[2].split() == ["派遣（回）", "43", "5", "46", "44", "48"]
    assert run(FakeDesk(), "forecast", "--json") == 0
    assert json.loads(capsys.readouterr().out)["dispatch_sessions"]["last_safe_week"] is None


def test_planned_sessions_that_are_called_off_lower_the_forecast(year: Line) -> None:
    held, fewer = (
        year.done("forecast")["dispatch_sessions"],
        year.done("forecast", "--cancel", "3")["dispatch_sessions"],
    )
    assert (fewer["cancelled"], fewer["planned"], fewer["held"]) == (3, held["planned"] - 3, held["held"])
    assert fewer["forecast"] < held["forecast"]


def test_no_more_can_be_called_off_than_is_planned(year: Line) -> None:
    planned = year.done("forecast")["dispatch_sessions"]["planned"]
    most = year.done("forecast", "--cancel", "1000")["dispatch_sessions"]
    assert (most["cancelled"], most["planned"]) == (planned, 0)


@pytest.mark.parametrize(("argv", "cancelled"), [([], 0), (["--cancel", "0"], 0), (["--cancel=1000"], 1_000)])
def test_as_many_are_called_off_as_asked(argv: list[str], cancelled: int) -> None:
    desk = FakeDesk()
    assert run(desk, "forecast", *argv) == 0
    assert desk.cancelled == [cancelled]


@pytest.mark.parametrize("amount", ["-1", "1001", "2.5", "many", "9" * 5000, ""])
def test_a_number_to_call_off_that_is_none_is_wrong_usage(amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk = FakeDesk()
    assert run(desk, "--json", "forecast", f"--cancel={amount}") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "cli.usage_number"
    assert desk.cancelled == []
