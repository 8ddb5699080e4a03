"""Add the texts of the monthly reports."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
    _monthly_note()
    _guard("monthly_note")


def _monthly_note() -> None:
    op.create_table(
        "monthly_note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issues", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("focus", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_note")),
    )
    op.create_index(
        "ix_monthly_note_order",
        "monthly_note",
        [sa.literal_column("month DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


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
