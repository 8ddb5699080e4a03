"""Commands that only read, in the demonstration year; they never change anything."""

from datetime import date

import pytest

from app.domain.registers import REGISTERS
from tests.cli.lines import Line

COUNTS = {"dispatch_sessions", "consultations", "experts_listed"}


def test_status_counts_against_targets(year: Line) -> None:
    status = year.done("status")
    assert set(status["counts"]) >= COUNTS
    assert set(status["targets"]) >= COUNTS
    assert status["targets"]["dispatch_sessions"] == 85
    assert [item["stated_on"] for item in status["due"]] == sorted(item["stated_on"] for item in status["due"])


def test_status_speaks_to_people_in_both_languages(year: Line) -> None:
    assert "派遣（回）" in year("status").out
    assert "Dispatch sessions" in year("--lang", "en", "status").out


@pytest.mark.parametrize(
    ("basis", "period", "stated", "safe", "latest"),
    [
        ("2026-09-18", ["--open-days", "5"], "2026-09-30", "2026-09-30", "2026-09-30"),
        ("2026-12-25", ["--open-days", "5"], "2027-01-07", "2027-01-07", "2027-01-07"),
        ("2026-06-30", ["--months", "1"], "2026-07-31", "2026-07-31", "2026-07-31"),
        ("2026-10-03", ["--days", "7"], "2026-10-10", "2026-10-09", "2026-10-13"),
        ("令和8年9月18日", ["--open-days", "5"], "2026-09-30", "2026-09-30", "2026-09-30"),
    ],
)
def test_a_due_date_is_computed_and_explained(
    year: Line, basis: str, period: list[str], stated: str, safe: str, latest: str
) -> None:
    due = year.done("due", "--from", basis, *period)
    assert (due["stated_on"], due["safe_on"], due["latest_on"]) == (stated, safe, latest)
    assert set(due["steps"][0]) == {"on", "counted", "reason"}
    assert due["steps"][0]["counted"] is None
    assert due["steps"][-1]["on"] == stated


@pytest.mark.parametrize("amount", ["0", "-1", "2001", "5.5", "many", "9" * 5000, ""])
def test_a_period_that_is_none_is_wrong_usage(year: Line, amount: str) -> None:
    assert year.json("due", "--from", "2026-09-18", f"--open-days={amount}").status == 2


@pytest.mark.parametrize("basis", ["2026-02-30", "yesterday", "", "令和99年1月1日", "9999-99-99"])
def test_a_day_that_is_none_is_wrong_usage(year: Line, basis: str) -> None:
    told = year.json("due", f"--from={basis}", "--open-days", "5")
    assert (told.status, told.error["code"]) == (2, "cli.usage_day")


def test_a_due_date_is_explained_to_people_day_by_day(year: Line) -> None:
    told = year("due", "--from", "2026-09-18", "--open-days", "5")
    assert "民法140条" in told.out
    assert "2026-09-21        敬老の日" in told.out


def test_deadlines_explain_themselves(year: Line) -> None:
    deadlines = year.done("deadlines")
    promised = [
        "clause",
        "deliverable",
        "subject",
        "basis_on",
        "stated_on",
        "safe_on",
        "latest_on",
        "state",
        "explanation",
    ]
    assert all(set(promised) <= set(item) for item in deadlines)
    assert any(item["deliverable"] == 5 and item["explanation"] for item in deadlines)
    for item in deadlines:
        assert date.fromisoformat(item["safe_on"]) <= date.fromisoformat(item["stated_on"])
    assert "期限超過" in year("deadlines").out


def test_the_day_of_judging_decides_what_is_overdue(year: Line) -> None:
    early = year.done("--as-of", "2026-07-02", "deadlines")
    late = year.done("deadlines", "--as-of", "2027-03-31")
    overdue = [sum(item["state"] == "overdue" for item in found) for found in (early, late)]
    assert overdue[0] < overdue[1]


def test_the_check_finds_what_the_demonstration_year_does_wrong(year: Line) -> None:
    told = year.json("check")
    assert told.status == 1
    assert {"rule", "clause", "severity", "subject", "message", "remedy"} <= set(told.data[0])
    assert {item["clause"] for item in told.data} >= {"6(6)ア", "6(6)イ", "6(6)ウ"}


@pytest.mark.parametrize("register", ["cases", "sessions", "experts", "decisions", "submissions"])
def test_a_list_holds_every_record_with_every_field(year: Line, register: str) -> None:
    records = year.done("list", register)
    assert set(records[0]) == {"id", *(field.name for field in REGISTERS[register].fields)}
    assert len({record["id"] for record in records}) == len(records)


def test_machine_values_are_codes_and_iso_dates(year: Line) -> None:
    session = year.done("list", "sessions", "--limit", "1")[0]
    assert date.fromisoformat(session["held_on"])
    assert session["starts_at"][2] == ":"
    assert len(session["starts_at"]) == 5
    assert session["mode"] in ("in_person", "online")
    assert all(isinstance(key, str) for key in session["expert_ids"])
    expert = year.done("list", "experts", "--limit", "1")[0]
    assert set(expert["fields"][0]) == {"key", "level"}
    assert expert["is_listed"] in (True, False)


def test_a_list_is_narrowed_by_names_and_labels_codes_and_words(year: Line) -> None:
    by_code = year.done("list", "cases", "--where", "kind=dispatch", "--where", "status=received")
    by_word = year.done("list", "cases", "--where", "申請区分=専門人材派遣", "--where", "状態=受付")
    assert by_code == by_word
    assert {(case["kind"], case["status"]) for case in by_code} <= {("dispatch", "received")}


def test_a_list_is_narrowed_by_a_municipality_in_any_of_its_spellings(year: Line) -> None:
    code = year.done("list", "cases", "--limit", "1")[0]["municipality_code"]
    found = year.done("list", "cases", "--where", f"municipality_code={code}")
    assert found
    assert {case["municipality_code"] for case in found} == {code}


def test_a_list_is_narrowed_by_an_empty_value(year: Line) -> None:
    waiting = year.done("list", "experts", "--where", "consented_on=")
    assert [expert["consented_on"] for expert in waiting] == [None] * len(waiting)
    assert waiting


def test_a_field_that_a_register_lacks_is_wrong_usage(year: Line) -> None:
    told = year.json("list", "cases", "--where", "colour=red")
    assert (told.status, told.error["code"]) == (2, "cli.usage_field")


def test_a_value_that_a_field_cannot_hold_is_refused_with_the_field(year: Line) -> None:
    told = year.json("list", "cases", "--where", "status=red")
    assert told.status == 1
    assert told.error["fields"][0]["field"] == "status"


@pytest.mark.parametrize("text", ["status", "=held", "", " =x"])
def test_a_condition_without_both_sides_is_wrong_usage(year: Line, text: str) -> None:
    assert year.json("list", "cases", f"--where={text}").status == 2


def test_a_list_for_people_ends_with_its_count(year: Line) -> None:
    told = year("list", "sessions", "--limit", "3")
    assert told.out.endswith("3件\n")
    assert len(told.out.splitlines()) == 6


def test_a_record_is_shown_by_its_number_or_id(year: Line) -> None:
    session = year.done("list", "sessions", "--limit", "1")[0]
    assert year.done("show", "sessions", session["number"]) == session
    assert year.done("show", "sessions", session["id"]) == session
    assert session["number"] in year("show", "sessions", session["id"]).out


@pytest.mark.parametrize("name", ["nobody", "", "' OR 1=1 --", "%", "x" * 100_000])
@pytest.mark.parametrize("command", ["show", "history"])
def test_a_record_that_is_not_there_is_refused(year: Line, command: str, name: str) -> None:
    told = year.json(command, "experts", name)
    assert (told.status, told.error["code"]) == (1, "cli.no_such_record")


@pytest.mark.parametrize(
    "argv",
    [
        ["show", "experts", "\udcff"],
        ["search", "\udcff"],
        ["list", "cases", "--where", "status=\udcff"],
        ["list", "cases", "--search", "\udcff"],
        ["actions", "--on", "\udcff"],
        ["act", "expert.add", "--set", "name=\udcff"],
    ],
)
def test_bytes_that_are_no_text_are_wrong_usage(year: Line, argv: list[str]) -> None:
    told = year.json(*argv)
    assert (told.status, told.error["code"]) == (2, "cli.usage_text")


def test_history_tells_who_changed_what(year: Line) -> None:
    number = year.done("list", "sessions", "--limit", "1")[0]["number"]
    history = year.done("history", "sessions", number)
    assert {"at", "author", "reason", "field", "before", "after"} <= set(history[0])
    assert "見本の年度" in year("history", "sessions", number).out


@pytest.mark.parametrize("text", ["窓口", "窓", "書かない窓口"])
def test_a_search_finds_japanese_of_any_length(year: Line, text: str) -> None:
    hits = year.done("search", text)
    assert hits
    assert {"subject", "id", "title", "snippet"} <= set(hits[0])


@pytest.mark.parametrize("text", ["どこにもない言葉", '"', "* OR", "'", "%%"])
def test_a_search_that_finds_nothing_says_so(year: Line, text: str) -> None:
    assert year.done("search", text) == []
    assert year("search", text).status == 0


def test_reading_changes_nothing(year: Line) -> None:
    before = {path.name: path.read_bytes() for path in year.workspace.glob("*") if path.is_file()}
    for command in (
        ["status"],
        ["list", "cases"],
        ["show", "experts", "髙橋"],
        ["search", "窓口"],
        ["check"],
        ["clauses"],
        ["forecast"],
        ["outbox"],
    ):
        year.json(*command)
    assert {path.name: path.read_bytes() for path in year.workspace.glob("*") if path.is_file()} == before


def test_applications_count_from_their_day(year: Line) -> None:
    days = sorted(case["applied_on"] for case in year.done("list", "cases", "--where", "kind=dispatch"))
    for day in (days[0], days[len(days) // 2], days[-1]):
        expected = sum(each <= day for each in days)
        assert year.done("--as-of", day, "status")["counts"]["dispatch_cases"] == expected
