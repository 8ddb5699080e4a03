"""Bringing the database of an earlier version up to this one: a verified backup, then one transaction, or nothing."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app.store.errors import WorkspaceUnopenable
from app.store.revision import REVISION as REVISION
from app.store.revision import SCHEMA_REV as SCHEMA_REV

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def revision_of(connection: Connection) -> str:
    """Return the database's revision; WorkspaceUnopenable ``store.not_a_workspace`` when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        raise WorkspaceUnopenable("store.not_a_workspace")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def is_behind(revision: str, newest: str = REVISION) -> bool:
    """Tell whether a database must be migrated; WorkspaceUnopenable ``store.newer`` when we are behind it."""
    if not (revision.isascii() and revision.isdigit()) or int(revision) > int(newest):
        raise WorkspaceUnopenable("store.newer")
    return int(revision) < int(newest)


def migrate(
    engine: Engine,
    back_up: Callable[[], object],
    *,
    migrations: Path = MIGRATIONS,
    newest: str = REVISION,
) -> None:
    """Bring a database up to date after a backup; whatever fails leaves the database as it was."""
    back_up()
    with engine.begin() as connection:
        run_revisions(connection, migrations=migrations, newest=newest)


def run_revisions(connection: Connection, *, migrations: Path = MIGRATIONS, newest: str = REVISION) -> None:
    """Run the missing revisions in the transaction of the connection, which the caller commits."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        from app.store.server_engine import require_code_points

        require_code_points(connection)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, newest)
    if revision_of(connection) != newest:
        raise RuntimeError("the migrations do not arrive at the newest revision")
