"""A migrations folder with one revision more than there is: it adds, fills and rewrites, and can be made to fail."""

import shutil
from pathlib import Path

from app.store.migrate import MIGRATIONS, REVISION

NEXT_REVISION = f"{int(REVISION) + 1:04d}"
NEXT = '''"""Add a table, a column, and fill both."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{previous}"


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
    op.create_table("rehearsal", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text()))
    op.execute(
        "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {rows}) "
        "INSERT INTO rehearsal (note) SELECT hex(randomblob(200)) FROM counted"
    )
    op.add_column("decision", sa.Column("rehearsed", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_rehearsal_note", "rehearsal", ["note"])
{ending}
'''
FAILURE = '    raise RuntimeError("the revision fails at its end")'


def next_migrations(folder: Path, *, rows: int = 20_000, fails: bool = False) -> Path:
    """Return a copy of the migrations with a made-up next revision."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = NEXT.format(revision=NEXT_REVISION, previous=REVISION, rows=rows, ending=FAILURE if fails else "")
    (folder / "versions" / f"{NEXT_REVISION}_rehearse.py").write_text(text, encoding="utf-8")
    return folder
