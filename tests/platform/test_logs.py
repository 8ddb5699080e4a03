"""The log tells where and what kind, never what a record says."""

import logging
import re
import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.platform import logs
from app.platform.clock import FixedClock
from app.platform.logs import LOG_NAME, PrivateFormatter, report_bug, start_logging, stop_logging

SECRET = "髙﨑 𠮷子 048-000-0000"
pytestmark = pytest.mark.logs_warnings


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Return the file of a log that is running."""
    handler = start_logging(tmp_path / "logs")
    yield tmp_path / "logs" / LOG_NAME
    stop_logging(handler)


def caught(cause: bool = False) -> Exception:
    """Return an exception with frames that quotes a person."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            if cause:
                raise RuntimeError(f"row of {SECRET}") from error
            raise
    except Exception as error:
        return error


def test_our_own_sentences_are_logged_with_their_values(log: Path) -> None:
    logging.getLogger("app.store.backup").info("backup of %d records verified", 7)
    line = log.read_text(encoding="utf-8")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO app\.store\.backup backup of 7 records verified\n", line
    )


def test_a_bug_is_logged_with_frames_and_kinds_but_not_its_words(log: Path) -> None:
    reference = report_bug(caught(cause=True), FixedClock(date(2026, 11, 23)))
    text = log.read_text(encoding="utf-8")
    assert re.fullmatch(r"B-20261123-[0-9A-F]{4}", reference)
    assert reference in text
    assert "tests/platform/test_logs.py" in text
    assert re.search(r"test_logs\.py:\d+ caught", text)
    assert text.index("KeyError") < text.index("RuntimeError")
    assert "髙﨑" not in text
    assert "048" not in text
    assert str(Path.home()) not in text


def test_an_exception_given_as_a_value_is_told_by_its_kind(log: Path) -> None:
    logging.getLogger("app.services").warning("import failed: %s", caught())
    logging.getLogger("app.services").warning("refused: %s", AppError("platform.disk_full", path=SECRET))
    text = log.read_text(encoding="utf-8")
    assert "import failed: KeyError\n" in text
    assert "refused: AppError platform.disk_full\n" in text
    assert "髙﨑" not in text


def test_of_another_library_only_the_place_is_logged(log: Path) -> None:
    logging.getLogger("sqlalchemy.engine").warning("INSERT INTO expert ('%s')", SECRET)
    text = log.read_text(encoding="utf-8")
    assert re.search(r"WARNING sqlalchemy\.engine \(test_logs\.py:\d+\)\n", text)
    assert "髙﨑" not in text


def test_a_value_cannot_forge_a_line(log: Path) -> None:
    logging.getLogger("app.services").warning("file %s", "a\n2026 CRITICAL forged\x1b[2J")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert lines[0].endswith(r"file a\n2026 CRITICAL forged\x1b[2J")


def test_a_sentence_with_the_wrong_values_is_logged_by_its_place() -> None:
    record = logging.LogRecord("app.services", logging.WARNING, "/home/a/app/x.py", 9, "%d records", ("seven",), None)
    assert PrivateFormatter().format(record).endswith(" WARNING app.services (x.py:9)")


def test_errors_that_lead_to_each_other_in_a_ring_end(log: Path) -> None:
    first, second = caught(), caught()
    first.__cause__, second.__cause__ = second, first
    report_bug(first)
    assert log.read_text(encoding="utf-8").count("  KeyError") == 2


def test_the_log_turns_over_and_keeps_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LARGEST_FILE", 2_000)
    handler = start_logging(tmp_path)
    for count in range(300):
        logging.getLogger("app.services").info("line %d", count)
    stop_logging(handler)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in range(1, 6))]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir())
    assert (tmp_path / LOG_NAME).read_text(encoding="utf-8").endswith("line 299\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits; the user's profile is private")
def test_only_the_owner_reads_the_log(log: Path) -> None:
    logging.getLogger("app.services").info("started")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")
    with pytest.raises(AppError) as refused:
        start_logging(tmp_path / "logs")
    assert refused.value.code == "platform.folder_not_made"
