"""What the desk answers by itself: files kept as evidence, due dates on demand, the contract's own words."""

import threading
from datetime import date
from pathlib import Path

import pytest

from app.domain.attachment import MAX_ATTACHMENT_BYTES, Attachment
from app.domain.decision import Decision
from app.services.desk import Desk
from tests.desks import TODAY, add_case, add_decision, log_size, refusal

# Files kept inside the workspace


def test_an_attached_file_is_kept_with_its_name_size_and_hash(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "議事録　第１回.pdf"
    file.write_bytes(b"%PDF-1.7 invented")
    record = desk.record("attachments", desk.attach(file))
    assert isinstance(record, Attachment)
    assert (record.name, record.size) == ("議事録　第１回.pdf", 17)
    file.unlink()
    with desk._store.reading() as reader:
        assert reader.blob(record.sha256) == b"%PDF-1.7 invented"


def test_the_same_bytes_are_stored_once_under_both_names(desk: Desk, tmp_path: Path) -> None:
    for name in ("一.pdf", "二.pdf"):
        (tmp_path / name).write_bytes(b"the same bytes")
        desk.attach(tmp_path / name)
    assert len(desk.ids("attachments")) == 2
    assert log_size(desk)[2] == 1


def test_an_empty_file_and_one_of_exactly_the_limit_are_kept(desk: Desk, tmp_path: Path) -> None:
    for size in (0, MAX_ATTACHMENT_BYTES):
        file = tmp_path / f"{size}.bin"
        with file.open("wb") as opened:
            opened.truncate(size)
        record = desk.record("attachments", desk.attach(file))
        assert isinstance(record, Attachment)
        assert record.size == size


def test_a_file_over_the_limit_is_refused_and_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "large.bin"
    with file.open("wb") as opened:
        opened.truncate(MAX_ATTACHMENT_BYTES + 1)
    before = log_size(desk)
    with refusal("store.blob_too_large"):
        desk.attach(file)
    assert log_size(desk) == before


@pytest.mark.parametrize("name", ["gone.pdf", "", "folder", "a\0b"])
def test_a_file_that_is_missing_or_none_is_refused_and_leaves_no_trace(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    before = log_size(desk)
    with refusal("services.no_such_file"):
        desk.attach(tmp_path / name)
    assert log_size(desk) == before


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path) -> bytes:
        raise PermissionError(13, "in use by another program", str(path))

    file = tmp_path / "議事録.pdf"
    file.write_bytes(b"invented")
    monkeypatch.setattr(Path, "read_bytes", locked)
    with refusal("services.file_unreadable"):
        desk.attach(file)
    assert log_size(desk)[2] == 0


def test_a_decision_takes_its_evidence_by_the_id_of_the_attachment(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "議事録.pdf"
    file.write_bytes(b"invented")
    attachment = desk.attach(file)
    decision = add_decision(desk, evidence_id=attachment)
    record = desk.record("decisions", decision)
    assert isinstance(record, Decision)
    assert record.evidence_id == attachment
    desk.run("decision.edit", decision, {"evidence_id": ""})
    assert len(desk.ids("attachments")) == 1


# Due dates on demand


@pytest.mark.parametrize(
    ("basis", "stated_on"),
    [
        (date(2026, 9, 18), date(2026, 9, 30)),
        (date(2026, 12, 25), date(2027, 1, 7)),
    ],
)
def test_five_open_days_are_counted_over_holidays_and_the_turn_of_the_year(
    desk: Desk, basis: date, stated_on: date
) -> None:
    due = desk.due(basis, open_days=5)
    assert due.stated_on == due.safe_on == due.latest_on == stated_on
    assert [step.counted for step in due.steps if step.counted] == [1, 2, 3, 4, 5]


def test_a_month_from_the_end_of_june_ends_with_july(desk: Desk) -> None:
    assert desk.due(date(2026, 6, 30), months=1).stated_on == date(2026, 7, 31)


def test_a_due_date_on_a_closed_day_has_a_safe_and_a_latest_day(desk: Desk) -> None:
    due = desk.due(date(2026, 10, 3), days=7)
    assert (due.stated_on, due.safe_on, due.latest_on) == (date(2026, 10, 10), date(2026, 10, 9), date(2026, 10, 13))


def test_a_closing_added_by_a_person_counts_at_once(desk: Desk) -> None:
    desk.run("closing_day.add", None, {"closed_on": "9月28日", "reason": "停電"})
    assert desk.due(date(2026, 9, 18), open_days=5).stated_on == date(2026, 10, 1)


# The contract


def test_the_contract_is_readable_verbatim_with_its_errata_beside(desk: Desk) -> None:
    clause = desk.contract_text().find("6(6)エ")
    assert "1 市町村あたり 5 回以内とする" in clause.text
    meant = {erratum.text: erratum.meant for erratum in desk.terms().errata}
    assert any("縣" in text for text in meant)


def test_the_terms_name_15_fields_and_10_deliverables(desk: Desk) -> None:
    terms = desk.terms()
    assert (len(terms.support_fields), len(terms.deliverables)) == (15, 10)
    assert terms.day("performance.deadline", TODAY) == date(2027, 3, 19)


# Threads


def test_the_desk_is_asked_and_written_to_from_any_thread(desk: Desk) -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(3):
                desk.run("case.edit", add_case(desk), {"department": "市民課"})
                desk.rows("cases", desk.ids("cases"))
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(desk.ids("cases")) == 12
    numbers = {text for case in desk.ids("cases") for text in [desk.shown("cases", case)[0].text]}
    assert len(numbers) == 12
    assert desk.verify() == ()
