"""A workspace is looked at before its store is open: the first lists are the same, all else waits for a check."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.contract.table_one import table_one
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.record import Kind
from app.platform.clock import FixedClock, SystemClock
from app.platform.paths import WorkspacePaths
from app.services.demonstration.year import JUDGED_ON
from app.services.desk import Desk
from app.services.surroundings import read_terms, terms_text
from app.services.workspace.first_lists import first_listed
from app.services.workspace.late_store import LateStore
from app.services.workspace.unlocking import unlock_workspace
from app.services.workspace.workspaces import Access, create_demonstration, open_workspace
from app.store.backup_shelf import list_backups
from app.store.cipher import connect
from app.store.keys import read_header, unlock
from app.store.migrate import REVISION
from app.store.store import Store
from tests.desks import AUTHOR, TODAY, MemoryKeyRing, Office

ROWS = 64


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("year") / "workspace", MemoryKeyRing())
    create_demonstration(office.root, office.access, SystemClock(), AUTHOR).close()
    return office


@pytest.fixture
def looked_at(year: Office, tmp_path: Path) -> Iterator[Desk]:
    copy = year.copy_to(tmp_path / "workspace")
    desk = unlock_workspace(copy.root, copy.access, SystemClock(), AUTHOR)
    yield desk
    desk.close()


def opened(desk: Desk) -> Store | None:
    """Return the store as far as it is open, without opening it."""
    return desk._late_store._store


@pytest.fixture
def fresh(tmp_path: Path) -> Office:
    """Return a workspace that has no backup yet."""
    office = Office(tmp_path / "workspace", MemoryKeyRing())
    office.create()
    office.close()
    return office


def database(root: Path) -> Path:
    return WorkspacePaths(root).database


@pytest.mark.parametrize("register", ["cases", "experts"])
def test_a_first_list_is_the_one_that_the_services_give(looked_at: Desk, register: str) -> None:
    start = looked_at.list_start(register, {}, "", (), ROWS)
    assert opened(looked_at) is None
    looked_at.prepare()
    assert opened(looked_at) is not None
    assert looked_at.list_start(register, {}, "", (), ROWS) == start
    assert start.rows
    assert start.is_whole


def test_a_first_list_is_cut_where_the_services_cut_it(looked_at: Desk) -> None:
    start = looked_at.list_start("cases", {}, "", (), 3)
    assert len(start.rows) == 3
    assert [row.id for row in start.rows] == list(start.ids[:3])


@pytest.mark.parametrize(
    ("register", "where", "search", "order"),
    [
        ("sessions", {}, "", ()),
        ("cases", {"status": "closed"}, "", ()),
        ("cases", {}, "窓口", ()),
        ("cases", {}, "", ("number",)),
    ],
)
def test_every_other_list_is_asked_of_the_open_store(
    looked_at: Desk, register: str, where: dict[str, object], search: str, order: tuple[str, ...]
) -> None:
    start = looked_at.list_start(register, where, search, order, ROWS)
    assert opened(looked_at) is not None
    assert list(start.ids) == looked_at.ids(register, where, search, order)


def test_the_first_lists_name_no_other_record() -> None:
    for name in ("cases", "experts"):
        kind = first_listed(name)
        assert kind is not None
        columns = [kind.REGISTER.field(column) for column in kind.REGISTER.columns]
        assert not [field.name for field in columns if field.kind in (Kind.REFERENCE, Kind.FILE)]
    assert (first_listed("cases"), first_listed("experts"), first_listed("sessions")) == (Case, Expert, None)


def test_the_contract_and_the_day_are_known_before_the_store_is_open(looked_at: Desk) -> None:
    assert looked_at.today() == JUDGED_ON
    before = looked_at.contract()
    assert opened(looked_at) is None
    looked_at.prepare()
    assert looked_at.contract() == before


def test_a_change_of_the_contract_is_seen(looked_at: Desk) -> None:
    contract = looked_at.contract()
    looked_at.run("contract.edit", contract.id, {"contractor": "別の会社"})
    assert looked_at.contract().contractor == "別の会社"


def test_a_day_that_was_asked_for_stands(year: Office, tmp_path: Path) -> None:
    copy = year.copy_to(tmp_path / "workspace")
    desk = unlock_workspace(copy.root, copy.access, FixedClock(TODAY), AUTHOR)
    assert desk.today() == TODAY
    desk.close()


def test_until_it_is_prepared_nothing_is_written_and_no_backup_is_made(looked_at: Desk) -> None:
    looked_at.list_start("cases", {}, "", (), ROWS)
    folder = looked_at._paths.backups
    assert list_backups(folder) == []
    looked_at.prepare()
    assert list_backups(folder) == []


def test_the_backup_of_the_day_is_made_once_a_day(fresh: Office) -> None:
    desk = unlock_workspace(fresh.root, fresh.access, fresh.clock, AUTHOR)
    for _ in range(2):
        assert desk.keep_safe() == ""
        assert [backup.made_on for backup in list_backups(desk._paths.backups)] == [TODAY]
    fresh.clock.day = date(2026, 10, 1)
    assert desk.keep_safe() == ""
    assert [backup.made_on for backup in list_backups(desk._paths.backups)] == [date(2026, 10, 1), TODAY]
    desk.close()


def test_a_backup_that_fails_is_told_and_keeps_nobody_from_work(fresh: Office) -> None:
    WorkspacePaths(fresh.root).backups.write_text("ここは場所ではない")
    desk = unlock_workspace(fresh.root, fresh.access, fresh.clock, AUTHOR)
    assert desk.keep_safe() != ""
    assert desk.ids("contracts")
    desk.close()
    assert fresh.open().problem != ""
    fresh.close()


def test_whoever_opens_it_for_work_has_it_checked_and_backed_up(fresh: Office) -> None:
    desk = fresh.open()
    assert opened(desk) is not None
    assert len(list_backups(WorkspacePaths(fresh.root).backups)) == 1
    fresh.close()


def test_damage_behind_the_first_look_is_found_before_anything_is_written(year: Office, tmp_path: Path) -> None:
    copy = year.copy_to(tmp_path / "workspace")
    key = unlock(read_header(copy.root), key_ring=copy.ring)
    connection = connect(database(copy.root), key)
    connection.execute("UPDATE sync_guard SET mode = 1")
    connection.execute("UPDATE sync_local SET next_seq = next_seq - 1")
    connection.execute("UPDATE sync_guard SET mode = 0")
    connection.close()
    desk = unlock_workspace(copy.root, copy.access, SystemClock(), AUTHOR)
    assert desk.list_start("cases", {}, "", (), ROWS).rows
    for attempt in (desk.prepare, lambda: desk.undo(), lambda: desk.run("case.edit", "x", {}), desk.findings):
        with pytest.raises(AppError, match=r"store\.damaged"):
            attempt()
    desk.close()
    with pytest.raises(AppError, match=r"store\.damaged"):
        open_workspace(copy.root, copy.access, SystemClock(), AUTHOR)


def test_a_workspace_of_an_earlier_version_is_brought_up_to_date_before_it_is_shown(
    year: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    copy = year.copy_to(tmp_path / "workspace")
    monkeypatch.setattr("app.store.first_look.REVISION", f"{int(REVISION) + 1:04d}")
    real_open = Store.open
    monkeypatch.setattr(Store, "open", lambda *given, **named: asked.append("open") or real_open(*given, **named))
    desk = unlock_workspace(copy.root, copy.access, SystemClock(), AUTHOR)
    assert asked == ["open"]
    assert desk.today() == JUDGED_ON
    assert desk.list_start("cases", {}, "", (), ROWS).rows
    desk.close()


def test_a_refused_unlocking_gives_the_lock_back(office: Office) -> None:
    for _ in range(2):
        with pytest.raises(AppError, match=r"store\.key_missing"):
            unlock_workspace(office.root, Access(MemoryKeyRing()), office.clock, AUTHOR)
    assert office.open().ids("contracts")


def test_a_closed_workspace_is_not_opened_again(looked_at: Desk) -> None:
    looked_at.close()
    with pytest.raises(AppError, match=r"services\.workspace_closed"):
        looked_at.prepare()
    with pytest.raises(AppError, match=r"services\.workspace_closed"):
        looked_at.list_start("cases", {}, "", (), ROWS)


def test_many_who_ask_at_once_open_the_store_once_and_make_each_part_once(looked_at: Desk) -> None:
    found: list[object] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append((looked_at._store, looked_at._notices))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_store_that_does_not_open_is_tried_once_and_fails_for_everybody() -> None:
    tries: list[int] = []

    def broken() -> Store:
        tries.append(1)
        raise AppError("store.damaged")

    late = LateStore(broken)
    for _ in range(3):
        with pytest.raises(AppError, match=r"store\.damaged"):
            late.get()
    assert tries == [1]
    late.close()


# Table 1 by itself


def test_table_one_is_read_as_the_whole_contract_has_it() -> None:
    assert table_one(terms_text()) == read_terms(terms_text()).support_fields
    assert len(table_one(terms_text())) == 15


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "",
        lambda text: text.replace("[[support_fields]]", "[[other_fields]]"),
        lambda text: text + '\n[[support_fields]]\ncode = "late"\n',
        lambda text: text.replace('name = "組織体制の整備"', 'name = """組織体制の整備"""'),
        lambda text: text.replace('code = "organisation"', 'code = "organisation'),
        lambda text: text.replace('code = "organisation"', 'code = "organisation"\ncolour = "red"'),
    ],
    ids=["nothing", "another name", "apart", "long texts", "broken", "unknown key"],
)
def test_a_table_one_that_does_not_stand_by_itself_is_left_to_the_reader_of_contracts(changed) -> None:  # type: ignore[no-untyped-def]
    assert table_one(changed(terms_text())) == ()


def test_a_visit_too_short_for_the_backup_of_the_day_makes_it_on_closing_and_once(fresh: Office) -> None:
    for _ in range(2):
        desk = unlock_workspace(fresh.root, fresh.access, fresh.clock, AUTHOR)
        desk.prepare()
        desk.keep_safe_before_closing()
        desk.close()
        assert [backup.made_on for backup in list_backups(WorkspacePaths(fresh.root).backups)] == [TODAY]


def test_a_visit_that_opened_nothing_makes_no_backup_on_closing(looked_at: Desk) -> None:
    looked_at.keep_safe_before_closing()
    looked_at.close()
    assert list_backups(looked_at._paths.backups) == []


def test_a_demonstration_year_looked_back_at_holds_nothing_against_what_came_later(
    year: Office, tmp_path: Path
) -> None:
    copy = year.copy_to(tmp_path / "workspace")
    desk = unlock_workspace(copy.root, copy.access, FixedClock(date(2026, 9, 1)), AUTHOR)
    said = {finding.message for finding in desk.open_findings() if finding.severity == "violation"}
    assert not [message for message in said if "まだ来ていない" in message]
    assert desk.forecast().outlooks["hearings"].held == 63
    assert desk.forecast().outlooks["dispatch_sessions"].held < 69
    assert desk.registers is not None
    desk.close()
