"""What the change log holds: sites, commits, ops and what they overwrote (docs/decisions/0002)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.record import Member
from app.store.clock import COUNTER_BITS
from app.store.lines import CommitLine, chain_hash, op_line
from app.store.migrate import SCHEMA_REV
from app.store.site import GENESIS_HASH
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, add, ask, delete, make_decision, make_expert, save


class StubbornClock:
    """A clock that shows what it is told, also the past."""

    now = 1_780_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> StubbornClock:
    return StubbornClock()


@pytest.fixture
def store(workspace: Path, clock: StubbornClock) -> Iterator[Store]:
    opened = Store.open(workspace, KEY, app_ver="0.1.0", milliseconds=clock)
    yield opened
    opened.close()


def test_creating_a_record_is_one_op_with_all_columns(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    [(table, row_id, group, value, preds)] = ask(store, "SELECT tbl, row_id, grp, val, n_pred FROM sync_op")
    assert (table, row_id, group, preds) == ("decision", decision.id, "_row", 0)
    assert json.loads(str(value)) == {
        "number": "",
        "kind": "consultation",
        "decided_on": "2026-07-01",
        "subject": decision.subject,
        "prefecture_persons": "",
        "contractor_persons": "",
        "content": decision.content,
        "result": "agreed",
        "evidence_id": "",
        "evidence_note": "",
    }


def test_a_change_names_the_op_it_overwrote(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    save(store, replace(decision, subject="一"))
    save(store, replace(decision, subject="二", content="新"))
    assert ask(store, "SELECT seq, grp, p_site, p_seq, n_pred FROM sync_op ORDER BY seq") == [
        (1, "_row", 0, 0, 0),
        (2, "subject", 1, 1, 1),
        (3, "subject", 1, 2, 1),
        (4, "content", 1, 1, 1),
    ]
    assert ask(store, "SELECT grp, site_no, seq FROM sync_head ORDER BY grp") == [("content", 1, 4), ("subject", 1, 3)]


def test_a_deletion_names_every_op_that_its_author_had_seen(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    save(store, replace(decision, subject="一"))
    delete(store, replace(decision, subject="一"))
    assert ask(store, "SELECT grp, val, n_pred FROM sync_op WHERE seq = 3") == [("_life", '"deleted"', 2)]
    assert ask(store, "SELECT p_site, p_seq FROM sync_pred WHERE seq = 3") == [(1, 1), (1, 2)]


def test_bringing_back_overwrites_the_deletion(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    delete(store, decision)
    store.undo(AUTHOR)
    assert ask(store, "SELECT grp, val, p_seq FROM sync_op WHERE seq = 3") == [("_life", '"alive"', 2)]


def test_a_set_is_rows_of_its_own_in_the_log(store: Store) -> None:
    expert = make_expert(fields=(Member("1", "leading"),))
    add(store, expert)
    rows = ask(store, "SELECT grp, val FROM sync_op WHERE tbl = 'expert_field'")
    assert rows == [("_row", f'{{"level":"leading","member":"1","owner_id":"{expert.id}"}}')]


def test_a_commit_carries_author_time_version_schema_and_reason(store: Store) -> None:
    add(store, make_decision(), make_decision(), reason="名簿の取込")
    assert ask(
        store, "SELECT commit_no, user_id, at_utc, app_ver, schema_rev, reason, first_seq, n_ops FROM sync_commit"
    ) == [(1, AUTHOR, "2026-05-28T20:26:40.000Z", "0.1.0", SCHEMA_REV, "名簿の取込", 1, 2)]


def test_numbers_of_ops_and_commits_have_no_gaps_even_after_what_was_taken_back(store: Store) -> None:
    add(store, make_decision())
    with store.unit_of_work(AUTHOR, "やめる") as work:
        work.add(make_decision())
        assert work.connection
    add(store, make_decision())
    assert ask(store, "SELECT seq, commit_no FROM sync_op ORDER BY seq") == [(1, 1), (2, 2)]
    assert ask(store, "SELECT next_seq, next_commit FROM sync_local") == [(3, 3)]


def test_a_clock_that_goes_back_a_year_changes_no_order(store: Store, clock: StubbornClock) -> None:
    decision = make_decision()
    add(store, decision)
    clock.now -= 365 * 86_400_000
    save(store, replace(decision, subject="後"))
    clock.now += 800 * 86_400_000
    save(store, replace(decision, subject="最後"))
    stamps = [int(str(row[0])) for row in ask(store, "SELECT hlc FROM sync_commit ORDER BY commit_no")]
    assert stamps == sorted(stamps)
    assert stamps[1] == stamps[0] + 1
    assert stamps[2] == clock.now << COUNTER_BITS
    assert [entry.after for entry in store.history("decisions", decision.id)][-2:] == ["後", "最後"]
    assert store.verify() == []


def test_the_chain_can_be_made_again_from_the_tables_alone(store: Store) -> None:
    expert = make_expert(fields=(Member("1"),))
    add(store, expert)
    save(store, replace(expert, post="部長", consented_on=date(2026, 7, 1)))
    delete(store, expert)
    site_id = str(ask(store, "SELECT site_id FROM sync_site")[0][0])
    previous = GENESIS_HASH
    for row in ask(store, "SELECT * FROM sync_commit ORDER BY commit_no"):
        line = CommitLine(site_id, *row[1:11])  # type: ignore[arg-type]
        lines = [op_of(store, site_id, seq) for seq in range(line.first_seq, line.first_seq + line.n_ops)]
        previous = chain_hash(previous, line.text(previous), lines)
        assert previous == row[11]


def op_of(store: Store, site_id: str, seq: int) -> str:
    """Return an op's line from its row."""
    [row] = ask(store, f"SELECT tbl, row_id, grp, val, p_seq, n_pred FROM sync_op WHERE seq = {seq}")
    preds = [(site_id, int(str(row[4])))] if row[5] == 1 else []
    if int(str(row[5])) > 1:
        preds = [(site_id, int(str(one[0]))) for one in ask(store, f"SELECT p_seq FROM sync_pred WHERE seq = {seq}")]
    return op_line(seq, str(row[0]), str(row[1]), str(row[2]), str(row[3]), preds)


def test_the_op_lines_of_one_commit_are_always_in_the_same_order(store: Store) -> None:
    experts = [make_expert(fields=(Member("1", "leading"),)) for _ in range(5)]
    add(store, *experts)
    with store.unit_of_work(AUTHOR, "変更") as work:
        for expert in reversed(experts):
            work.save(replace(expert, post="部長", fields=(Member("1", "capable"),)))
        work.commit()
    rows = ask(store, "SELECT tbl, row_id FROM sync_op WHERE commit_no = 2 ORDER BY seq")
    assert rows == sorted(rows, key=lambda row: (row[0] != "expert", str(row[1])))


def test_two_workspaces_are_two_sites_with_codes_of_a_letter_and_two_digits(tmp_path: Path, store: Store) -> None:
    other = Store.create(tmp_path, KEY, "other")
    [(first, code)] = ask(store, "SELECT site_id, code FROM sync_site")
    [(second, other_code)] = ask(other, "SELECT site_id, code FROM sync_site")
    other.close()
    assert first != second
    assert code == "M07"
    assert str(other_code)[0] in "ABCDEFGHJKLMNPQRSTUVWXYZ"
    assert str(other_code)[1:].isdigit()
    assert len(str(other_code)) == 3


def test_local_matters_leave_no_trace_in_the_log(store: Store) -> None:
    add(store, make_decision())
    tables = {row[0] for row in ask(store, "SELECT DISTINCT tbl FROM sync_op")}
    assert tables == {"decision"}
    assert "local_no" not in str(ask(store, "SELECT val FROM sync_op"))
