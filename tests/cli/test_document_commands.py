"""Documents and pictures from the command line."""

import hashlib
from pathlib import Path

import pytest

from app.cli.arguments import window_size
from tests.cli.lines import Line

SIZE_SMALLEST = 1_000


def reported(year: Line) -> str:
    number = year.done("list", "sessions", "--where", "status=reported", "--limit", "1")[0]["number"]
    assert isinstance(number, str)
    return number


def test_a_report_is_made_for_its_session(year: Line, tmp_path: Path) -> None:
    path = tmp_path / "5.pdf"
    made = year.done("document", "5", str(path), "--for", reported(year))
    assert made["file"] == str(path)
    assert made["pages"] >= 1
    assert made["missing"] == []
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]


def test_the_same_input_gives_the_same_bytes(year: Line, tmp_path: Path) -> None:
    number = reported(year)
    made = [year.done("document", "5", str(tmp_path / name), "--for", number)["sha256"] for name in ("a.pdf", "b.pdf")]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["3.pdf", "3.xlsx"])
@pytest.mark.parametrize("edition", ["prefecture", "publication"])
def test_the_database_of_experts_is_made_in_both_forms_and_editions(
    year: Line, tmp_path: Path, name: str, edition: str
) -> None:
    made = year.done("document", "3", str(tmp_path / name), "--edition", edition)
    assert Path(made["file"]).stat().st_size > SIZE_SMALLEST


def test_a_document_that_lacks_something_is_refused_with_what_it_lacks(year: Line, tmp_path: Path) -> None:
    planned = year.done("list", "sessions", "--where", "status=planned", "--limit", "1")[0]["number"]
    path = tmp_path / "5.pdf"
    told = year.json("document", "5", str(path), "--for", planned)
    assert told.status == 1
    assert {"register", "id", "field", "label"} <= set(told.data["missing"][0])
    assert not path.exists()
    assert told.data["missing"][0]["label"] in year("document", "5", str(path), "--for", planned).out


def test_a_draft_is_made_although_something_is_missing(year: Line, tmp_path: Path) -> None:
    planned = year.done("list", "sessions", "--where", "status=planned", "--limit", "1")[0]["number"]
    made = year.done("document", "5", str(tmp_path / "5.pdf"), "--for", planned, "--draft")
    assert made["missing"]
    assert (tmp_path / "5.pdf").exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["5", "x.pdf"], "cli.usage_for"),
        (["11", "x.pdf"], "cli.usage_kind"),
        (["../5", "x.pdf"], "cli.usage_kind"),
        (["3", "x.docx"], "cli.usage_form"),
        (["3", "x"], "cli.usage_form"),
        (["3", "x.pdf", "--edition", "third"], "cli.usage_edition"),
    ],
)
def test_a_document_that_is_none_is_wrong_usage(year: Line, argv: list[str], code: str) -> None:
    told = year.json("document", *argv)
    assert (told.status, told.error["code"]) == (2, code)


def test_a_report_of_no_session_is_refused(year: Line) -> None:
    assert year.json("document", "5", "x.pdf", "--for", "回-M99-0001").status == 1


def test_the_report_of_a_month_is_made_by_its_month(year: Line, tmp_path: Path) -> None:
    path = tmp_path / "6.pdf"
    made = year.done("document", "6", str(path), "--month", "2026-10")
    assert (made["kind"], made["for"], made["missing"]) == ("6", "2026-10", [])
    assert year.done("document", "6", str(path))["pages"] > 1


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["6", "x.pdf", "--month", "10月"], 2, "cli.usage_month"),
        (["6", "x.pdf", "--month", "2026-13"], 2, "cli.usage_month"),
        (["6", "x.pdf", "--month", "2026-04"], 1, "reports.month_outside"),
        (["3", "x.pdf", "--month", "2026-10"], 2, "cli.usage_no_month"),
    ],
)
def test_a_month_that_is_none_is_refused(year: Line, argv: list[str], status: int, code: str) -> None:
    told = year.json("document", *argv)
    assert (told.status, told.error["code"]) == (status, code)


def test_everything_that_can_be_made_is_made(year: Line, tmp_path: Path) -> None:
    told = year.json("document", "all", str(tmp_path / "all"))
    made = [item for item in told.data if item["file"]]
    assert {item["kind"] for item in made} >= {"3", "5"}
    assert len({item["file"] for item in made}) == len(made) == len(list((tmp_path / "all").iterdir()))
    assert told.status == (0 if len(made) == len(told.data) else 1)
    assert "報告書" in told.err  # progress


def test_a_file_in_the_place_of_the_folder_is_refused(year: Line, tmp_path: Path) -> None:
    (tmp_path / "all").write_text("")
    assert year.json("document", "all", str(tmp_path / "all")).error["code"] == "cli.no_folder"


@pytest.mark.parametrize("factor", ["0", "0.49", "4.01", "nan", "inf", "x", "1e999"])
def test_a_scale_out_of_bounds_is_wrong_usage(year: Line, tmp_path: Path, factor: str) -> None:
    assert year.json("screenshots", str(tmp_path), "--scale", factor).status == 2


@pytest.mark.parametrize("size", ["x", "319x768", "1366x319", "8001x768", "1366x8001", "1366", "1366x768x2", "１x２"])
def test_a_size_that_no_window_has_is_wrong_usage(year: Line, tmp_path: Path, size: str) -> None:
    assert year.json("screenshots", str(tmp_path), "--size", size).status == 2


@pytest.mark.parametrize(
    ("typed", "size"), [("320x320", (320, 320)), ("8000X8000", (8000, 8000)), ("1366x768", (1366, 768))]
)
def test_a_size_is_read_as_width_and_height(typed: str, size: tuple[int, int]) -> None:
    assert window_size(typed, "--size") == size
