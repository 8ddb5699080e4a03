"""The schema: written once in the records and once in the migrations, and both must say the same.

Where they differ, the failing test prints the statements that are missing. Put them into a new revision, never into a
released one: ``python -m tests.upgrade.draft_revision 0002 "Add the hearings."`` writes the draft.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine

from app.domain.errors import AppError
from app.platform.paths import WorkspacePaths
from app.store.backup import back_up
from app.store.backup_shelf import list_backups
from app.store.cipher import connect
from app.store.engine import make_engine
from app.store.errors import WorkspaceUnopenable
from app.store.log_tables import METADATA
from app.store.migrate import MIGRATIONS, REVISION, is_behind, migrate, revision_of
from app.store.opening import check_on_opening, open_database
from app.store.rebuild import state_problems
from app.store.restore import restore
from app.store.store import Store
from app.store.verify import file_problems, log_problems
from tests.reliability.next_revision import NEXT_REVISION, next_migrations
from tests.store.making import KEY, DictKeyRing, add, make_decision, make_workspace
from tests.upgrade.draft_revision import differences, draft, is_ours, known_revisions, migrated

FLAG = re.compile(r"sa\.Boolean\(\), server_default=(.*?), nullable")
HOW = 'python -m tests.upgrade.draft_revision {next} "One sentence."'


def test_the_migrations_arrive_at_what_the_records_declare() -> None:
    with migrated().connect() as connection:
        missing = differences(connection)
    following = f"{int(REVISION) + 1:04d}"
    lines = "\n".join(missing)
    assert not missing, f"the schema differs; write a revision with\n  {HOW.format(next=following)}\nIt needs:\n{lines}"


def test_a_draft_says_of_flags_what_every_database_reads() -> None:
    with create_engine("sqlite://", module=sqlcipher).connect() as empty:
        written = draft("0001", "Lay the tables.", empty, "")
    assert FLAG.findall(written)
    assert set(FLAG.findall(written)) == {"sa.false()"}


@pytest.mark.parametrize("path", sorted((MIGRATIONS / "versions").glob("*.py")), ids=lambda path: path.name)
def test_a_revision_says_of_flags_what_every_database_reads(path: Path) -> None:
    assert set(FLAG.findall(path.read_text(encoding="utf-8"))) <= {"sa.false()"}


def indexes(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return each index with its columns, their direction and its condition."""
    found: dict[str, list[tuple[object, ...]]] = {}
    rows = connection.exec_driver_sql(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql != ''"
    )
    for name, table, statement in rows.all():
        if is_ours(table, "table"):
            columns = connection.exec_driver_sql(f"PRAGMA index_xinfo({name})").all()
            found[name] = [(row[2], row[3]) for row in columns if row[5]] + [(statement.partition(" WHERE ")[2],)]
    return found


def test_the_migrations_make_the_same_indexes_in_the_same_directions() -> None:
    declared = create_engine("sqlite://", module=sqlcipher)
    METADATA.create_all(declared)
    with declared.connect() as ours, migrated().connect() as theirs:
        assert indexes(theirs) == indexes(ours)


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    assert known_revisions()[-1] == REVISION
    assert known_revisions() == tuple(f"{number:04d}" for number in range(1, len(known_revisions()) + 1))


@pytest.mark.parametrize("path", sorted(MIGRATIONS.rglob("*.py")), ids=lambda path: path.name)
def test_a_revision_never_imports_the_application(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= {"alembic", "sqlalchemy"}
    assert ast.get_docstring(tree)


def test_opening_an_up_to_date_workspace_does_not_load_alembic(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    code = (
        "import sys; from pathlib import Path; from app.store.store import Store; from tests.store.making import KEY; "
        "Store.open(Path(sys.argv[1]), KEY).close(); print(sorted({'alembic', 'mako'} & sys.modules.keys()))"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(("revision", "behind"), [("0000", True), (REVISION, False)])
def test_only_an_older_revision_is_migrated(revision: str, behind: bool) -> None:
    assert is_behind(revision) is behind


@pytest.mark.parametrize("revision", ["0002", "", "head", "-1", "²"])
def test_a_revision_that_is_not_known_is_newer(revision: str) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        is_behind(revision, "0001")
    assert raised.value.code == "store.newer"


def state(directory: Path) -> tuple[str, bool, list[str]]:
    """Return the revision, whether the next revision's table is there, and what is wrong."""
    engine = make_engine(WorkspacePaths(directory).database, KEY)
    with engine.connect() as connection:
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        checks = (file_problems, log_problems, state_problems)
        problems = [problem.code for check in checks for problem in check(connection)]
        found = revision_of(connection), "rehearsal" in tables, problems
    engine.dispose()
    return found


@pytest.fixture
def ring() -> DictKeyRing:
    return DictKeyRing()


@pytest.fixture
def workspace(tmp_path: Path, ring: DictKeyRing) -> Path:
    """Return a closed workspace with a few records."""
    directory = tmp_path / "workspace"
    make_workspace(directory, ring)
    store = Store.open(directory, KEY)
    add(store, *(make_decision() for _ in range(10)))
    store.close()
    return directory


def upgrade(directory: Path, migrations: Path) -> None:
    """Migrate as the next version's program would when it opens the workspace."""
    store = Store.open(directory, KEY)
    engine = make_engine(WorkspacePaths(directory).database, KEY)
    backups = WorkspacePaths(directory).backups
    try:
        migrate(engine, lambda: store.backup_into(backups, "before-0002"), migrations=migrations, newest=NEXT_REVISION)
    finally:
        engine.dispose()
        store.close()


def test_the_next_revision_runs_after_a_backup_and_keeps_every_record(
    workspace: Path, tmp_path: Path, ring: DictKeyRing
) -> None:
    upgrade(workspace, next_migrations(tmp_path / "next", rows=100))
    assert state(workspace) == (NEXT_REVISION, True, [])
    [backup] = list_backups(WorkspacePaths(workspace).backups)
    assert backup.why == "before-0002"
    restore(backup.path, tmp_path / "restored", key_ring=ring)
    assert state(tmp_path / "restored") == (REVISION, False, [])


def test_a_revision_that_fails_at_its_end_leaves_no_trace(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="fails at its end"):
        upgrade(workspace, next_migrations(tmp_path / "failing", rows=100, fails=True))
    assert state(workspace) == (REVISION, False, [])
    upgrade(workspace, next_migrations(tmp_path / "next", rows=100))
    assert state(workspace) == (NEXT_REVISION, True, [])


def test_without_a_backup_nothing_is_migrated(workspace: Path, tmp_path: Path) -> None:
    def full() -> None:
        raise AppError("store.disk_full")

    engine = make_engine(WorkspacePaths(workspace).database, KEY)
    with pytest.raises(AppError):
        migrate(engine, full, migrations=next_migrations(tmp_path / "next", rows=100), newest=NEXT_REVISION)
    engine.dispose()
    assert state(workspace) == (REVISION, False, [])


def test_an_older_workspace_that_lacks_a_table_of_ours_is_checked_and_backed_up(
    workspace: Path, tmp_path: Path, ring: DictKeyRing
) -> None:
    database = connect(WorkspacePaths(workspace).database, KEY)
    for statement in (
        "DROP TABLE closing_day",
        "DROP TABLE expert_day",
        "ALTER TABLE sync_site DROP COLUMN age_pub",
        "UPDATE alembic_version SET version_num = '0000'",
    ):
        database.execute(statement)
    database.close()
    engine, revision = open_database(workspace, KEY)
    check_on_opening(engine, WorkspacePaths(workspace).database)
    made = back_up(engine, workspace, KEY, tmp_path / "copy.dxbackup")
    engine.dispose()
    assert (revision, made.records) == ("0000", 10)
    restore(made.path, tmp_path / "restored", key_ring=ring)


def test_this_version_refuses_what_the_next_one_made(workspace: Path, tmp_path: Path) -> None:
    upgrade(workspace, next_migrations(tmp_path / "next", rows=100))
    with pytest.raises(WorkspaceUnopenable) as raised:
        Store.open(workspace, KEY)
    assert raised.value.code == "store.newer"


def test_an_older_workspace_is_migrated_when_it_is_opened(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = next_migrations(tmp_path / "next", rows=100)
    monkeypatch.setattr("app.store.store.is_behind", lambda revision: is_behind(revision, NEXT_REVISION))
    monkeypatch.setattr(
        "app.store.store.migrate",
        lambda engine, back_up: migrate(engine, back_up, migrations=migrations, newest=NEXT_REVISION),
    )
    store = Store.open(workspace, KEY)
    assert store.verify() == []
    store.close()
    assert state(workspace) == (NEXT_REVISION, True, [])
    assert [one.why for one in list_backups(WorkspacePaths(workspace).backups)] == [f"before-{REVISION}"]
