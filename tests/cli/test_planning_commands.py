"""The calendar, the schedule and the papers of plans from the command line."""

import hashlib
from pathlib import Path

import pytest

from tests.cli.lines import Line

YEAR = ("--from", "2027-01-01", "--until", "2027-01-31")


def test_the_calendar_lists_what_lies_on_the_days_of_a_span(year: Line) -> None:
    found = year.done("calendar", *YEAR)
    assert {"uid", "kind", "starts_on", "title", "state", "register", "id"} <= set(found[0])
    assert [each["starts_on"] for each in found] == sorted(each["starts_on"] for each in found)
    assert {each["kind"] for each in found} >= {"closing", "deadline", "session", "accompaniment"}
    deadline = next(each for each in found if each["starts_on"] == "2027-01-10" and each["kind"] == "deadline")
    assert (deadline["safe_on"], deadline["latest_on"]) == ("2027-01-08", "2027-01-12")


def test_the_calendar_begins_today_and_is_narrowed_to_a_kind(year: Line) -> None:
    found = year.done("calendar", "--kind", "session", "--kind", "closing")
    assert {each["kind"] for each in found} == {"session", "closing"}
    assert all(each["ends_on"] >= "2027-01-15" and each["starts_on"] <= "2027-02-11" for each in found)


def test_a_person_reads_the_calendar_as_a_table(year: Line) -> None:
    told = year("calendar", *YEAR)
    assert told.out.splitlines()[0].split() == ["日", "時間", "種類", "内容"]
    assert "成人の日" in told.out


def test_the_calendar_is_written_as_a_file(year: Line, tmp_path: Path) -> None:
    path = tmp_path / "予定.ics"
    made = year.done("calendar", *YEAR, "--ics", str(path))
    assert made["file"] == str(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["calendar", "--kind", "party"], "cli.usage_entry_kind"),
        (["calendar", "--from", "someday"], "cli.usage_day"),
        (["calendar", "--ics", " "], "cli.usage_path"),
        (["document", "week", "x.pdf", "--for", "someday"], "cli.usage_day"),
        (["document", "support-plan", "x.pdf"], "cli.usage_for"),
        (["document", "judging", "x.pdf", "--edition", "third"], "cli.usage_edition"),
    ],
)
def test_what_is_typed_wrongly_is_told(year: Line, argv: list[str], code: str) -> None:
    told = year.json(*argv)
    assert (told.status, told.error["code"]) == (2, code)


def test_the_schedule_of_the_contract_shows_its_deviation(year: Line) -> None:
    found = year.done("schedule")
    assert len(found["tasks"]) == 25
    forms = next(each for each in found["tasks"] if each["title"] == "案件を可視化する手段の構築")
    assert (forms["baseline_ends_on"], forms["finished_on"], forms["deviation_open_days"]) == (
        "2026-05-25", "2026-05-27", 2
    )  # fmt: skip
    assert {"2027-03-19", "2027-03-31"} <= {line["on"] for line in found["lines"]}
    assert "当初より2開庁日遅れ" in year("schedule").out


def test_the_schedule_of_one_accompaniment_is_named_by_its_municipality(year: Line) -> None:
    (first, *_) = year.done("list", "accompaniments")
    found = year.done("schedule", "--for", first["id"])
    assert [each["title"] for each in found["tasks"]][:2] == ["市町村へのヒアリング", "実施プラン案の作成と協議"]
    assert year.json("schedule", "--for", "nowhere").status == 1


@pytest.mark.parametrize("kind", ["1", "2", "week", "judging"])
def test_a_paper_is_made_of_the_newest_without_naming_a_record(year: Line, tmp_path: Path, kind: str) -> None:
    made = year.done("document", kind, str(tmp_path / f"{kind}.pdf"))
    assert made["pages"] >= 1
    assert made["missing"] == []


def test_an_older_version_another_week_and_a_support_plan_are_named(year: Line, tmp_path: Path) -> None:
    versions = year.done("list", "plan-versions", "--where", "kind=plan", "--where", "version=1")
    older = year.done("document", "1", str(tmp_path / "old.pdf"), "--for", versions[0]["id"])
    newest = year.done("document", "1", str(tmp_path / "new.pdf"))
    assert older["sha256"] != newest["sha256"]
    one, other = (
        year.done("document", "week", str(tmp_path / f"{day}.pdf"), "--for", day)
        for day in ("2027-01-11", "2027-01-18")
    )
    assert one["sha256"] != other["sha256"]
    (first, *_) = year.done("list", "accompaniments")
    assert year.done("document", "support-plan", str(tmp_path / "plan.pdf"), "--for", first["id"])["pages"] >= 2


def test_the_use_cases_of_plans_are_run_from_the_command_line(line: Line) -> None:
    made = line.done("act", "plan_version.draw", "--set", "kind=plan")
    assert len(made["changed"]) == 22
    told = line.json("act", "plan_version.approve", "--on", made["changed"][0], "--set", "approval_id=x")
    assert told.status == 1
