"""Write the draft of a revision: what turns the newest migrated schema into the one that the records declare.

Usage: ``python -m tests.upgrade.draft_revision 0002 "Add the hearings."``; read it, mend it, keep it. The draft spells
out tables, columns, indexes and guards; a revision never imports the application.
"""

import re
import sys
from pathlib import Path
from typing import Literal

import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Connection, DefaultClause, Engine, create_engine
from sqlalchemy.sql.expression import False_

from app.store.log_tables import LOG_TABLES, METADATA
from app.store.migrate import MIGRATIONS, migrate
from app.store.search import CREATE_INDEX, INDEX_NAME
from app.store.tables import LAYOUTS

HEAD = '''"""{sentence}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous}


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
'''
GUARD = '''

def _guard(table: str, *, only_added_to: bool = False) -> None:
    """Abort every write to a table that goes around the unit of work."""
    for event in ("insert", "update", "delete"):
        op.execute(_trigger(table, event, always=only_added_to and event != "insert"))


def _trigger(table: str, event: str, *, always: bool) -> str:
    if op.get_context().dialect.name == "postgresql":
        events = "DELETE OR TRUNCATE" if event == "delete" else event.upper()
        return (
            f"CREATE TRIGGER guard_{table}_{event} BEFORE {events} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION guard_write('{'always' if always else 'while shut'}')"
        )
    when = "" if always else "WHEN (SELECT mode FROM sync_guard) = 0 "
    return (
        f"CREATE TRIGGER guard_{table}_{event} BEFORE {event.upper()} ON {table} "
        f"{when}BEGIN SELECT RAISE(ABORT, 'write outside the unit of work'); END"
    )
'''
_ALIVE = "postgresql_where=sa.text('NOT sync_deleted')"


def is_ours(name: str | None, kind: str) -> bool:
    """Tell whether a table takes part in the comparison: the search index and alembic's own do not."""
    return kind != "table" or not str(name).startswith((INDEX_NAME, "alembic_version"))


def differences(connection: Connection) -> list[str]:
    """Return the statements that are missing in a migrated database, as Python lines."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, parents: is_ours(name, kind),
            "compare_type": True,
            "compare_server_default": True,
        },
    )
    operations = produce_migrations(context, METADATA).upgrade_ops
    assert operations is not None
    code = "" if operations.is_empty() else render_python_code(operations, render_item=_rendered)
    lines = [line for line in re.split(r"\n(?=    op\.)", code) if "op." in line]
    lines = [line.replace("postgresql_where=sa.text('sync_deleted = 0')", _ALIVE) for line in lines]
    return [re.sub(r"^\s*#.*\n", "", line.split("    # ###")[0]).strip() for line in lines] + missing_statements(
        statements_there(connection)
    )


def _rendered(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write the default of a flag as every database reads it."""
    is_false = kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, False_)
    return "sa.false()" if is_false else False


def statements_there(connection: Connection) -> set[str]:
    """Return the names of what alembic does not compare; the search index is wanted on SQLite only."""
    if connection.dialect.name == "postgresql":
        return {INDEX_NAME, *connection.exec_driver_sql("SELECT tgname FROM pg_trigger").scalars()}
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def guards() -> dict[str, tuple[str, ...]]:
    """Return the triggers that must be there, by table: the log is only ever added to."""
    events = ("insert", "update", "delete")
    return {table: tuple(f"guard_{table}_{event}" for event in events) for table in (*LAYOUTS, *LOG_TABLES)}


def missing_statements(there: set[str]) -> list[str]:
    """Return what alembic does not compare: the search index, the row that holds the guard, the guards."""
    index = CREATE_INDEX.replace("fts5 (", 'fts5 ("\n"')
    fixed = (index, "INSERT INTO sync_guard (one, mode) VALUES (1, 1)")
    lines = [] if INDEX_NAME in there else [f'op.execute("{part}")' for part in fixed]
    wanting = [table for table, names in guards().items() if not there.issuperset(names)]
    added = {table: ", only_added_to=True" if table in LOG_TABLES else "" for table in wanting}
    return lines + [f'_guard("{table}"{only})' for table, only in added.items()]


def draft(revision: str, sentence: str, connection: Connection, previous: str) -> str:
    """Return the text of a revision; a table's own statements stand together in a function."""
    parts: list[list[str]] = []
    for line in differences(connection):
        starts = line.startswith(("op.create_table", "op.execute"))
        if starts or not parts or (line.startswith("_guard") and parts[-1][0].startswith("op.create_table")):
            parts.append([])
        parts[-1].append(line)
    names = [_name(part[0], number) for number, part in enumerate(parts, start=1)]
    head = HEAD.format(sentence=sentence, revision=revision, previous=f'"{previous}"' if previous else "None")
    calls = "".join(f"    {name}()\n" for name in names)
    bodies = (
        f"\n\ndef {name}() -> None:\n" + "".join(f"    {line}\n" for line in part)
        for name, part in zip(names, parts, strict=True)
    )
    guards = GUARD if any(line.startswith("_guard") for part in parts for line in part) else ""
    return head + calls + "".join(bodies) + guards


def _name(line: str, number: int) -> str:
    table = re.match(r"op\.create_table\('(\w+)'", line)
    return f"_{table[1]}" if table else f"_part_{number}"


def known_revisions() -> tuple[str, ...]:
    """Return the revisions that there are, in their order."""
    names = (re.fullmatch(r"(\d{4})_\w+\.py", path.name) for path in (MIGRATIONS / "versions").iterdir())
    return tuple(sorted(match[1] for match in names if match))


def migrated() -> Engine:
    """Return an empty database in memory with every revision there is."""
    engine = create_engine("sqlite://", module=sqlcipher)
    revisions = known_revisions()
    if revisions:
        migrate(engine, lambda: None, newest=revisions[-1])
    return engine


def main(revision: str, sentence: str) -> None:
    """Write ``migrations/versions/<revision>_<sentence>.py``."""
    previous = [known for known in known_revisions() if known < revision]
    with migrated().connect() as connection:
        text = draft(revision, sentence, connection, previous[-1] if previous else "")
    name = re.sub(r"\W+", "_", sentence.lower()).strip("_")
    Path(MIGRATIONS / "versions" / f"{revision}_{name}.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
