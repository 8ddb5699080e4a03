"""Add the sheets of hearings, the schedule, and the plans."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
    _availability()
    _case_candidate()
    _chart_box()
    _contest_score()
    _event_participant()
    _hearing_theme()
    _hearing_theme_issue()
    _indicator()
    _plan_section()
    _plan_task()
    _schedule_line()
    _guards()


def _availability() -> None:
    op.create_table(
        "availability",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("staff_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    op.create_index("ix_availability_municipality_code", "availability", ["municipality_code"], unique=False)
    op.create_index(
        "ix_availability_order",
        "availability",
        ["from_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_availability_staff_id", "availability", ["staff_id"], unique=False)


def _case_candidate() -> None:
    op.create_table(
        "case_candidate",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hearing_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("theme_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("field", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wish", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("needs", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_candidate")),
    )
    op.create_index("ix_case_candidate_case_id", "case_candidate", ["case_id"], unique=False)
    op.create_index("ix_case_candidate_hearing_id", "case_candidate", ["hearing_id"], unique=False)
    op.create_index("ix_case_candidate_municipality_code", "case_candidate", ["municipality_code"], unique=False)
    op.create_index(
        "ix_case_candidate_order",
        "case_candidate",
        ["municipality_code", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_case_candidate_theme_id", "case_candidate", ["theme_id"], unique=False)


def _chart_box() -> None:
    op.create_table(
        "chart_box",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("side", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("staff_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("expert_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("duty", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("parent_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chart_box")),
    )
    op.create_index("ix_chart_box_expert_id", "chart_box", ["expert_id"], unique=False)
    op.create_index(
        "ix_chart_box_order",
        "chart_box",
        ["version_id", "row", "place", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_chart_box_parent_id", "chart_box", ["parent_id"], unique=False)
    op.create_index("ix_chart_box_staff_id", "chart_box", ["staff_id"], unique=False)
    op.create_index("ix_chart_box_title", "chart_box", ["title"], unique=False)
    op.create_index("ix_chart_box_version_id", "chart_box", ["version_id"], unique=False)


def _contest_score() -> None:
    op.create_table(
        "contest_score",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("judge", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("criterion", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_score")),
    )
    op.create_index("ix_contest_score_criterion", "contest_score", ["criterion"], unique=False)
    op.create_index("ix_contest_score_entry_id", "contest_score", ["entry_id"], unique=False)
    op.create_index("ix_contest_score_judge", "contest_score", ["judge"], unique=False)
    op.create_index(
        "ix_contest_score_order",
        "contest_score",
        ["entry_id", "judge", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _event_participant() -> None:
    op.create_table(
        "event_participant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("organisation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_participant")),
    )
    op.create_index("ix_event_participant_event_id", "event_participant", ["event_id"], unique=False)
    op.create_index("ix_event_participant_municipality_code", "event_participant", ["municipality_code"], unique=False)
    op.create_index(
        "ix_event_participant_order",
        "event_participant",
        ["event_id", "municipality_code", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _hearing_theme() -> None:
    op.create_table(
        "hearing_theme",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hearing_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("field", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("stage", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issues", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("needs", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wish", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("quote", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("said_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_theme")),
    )
    op.create_index("ix_hearing_theme_hearing_id", "hearing_theme", ["hearing_id"], unique=False)
    op.create_index(
        "ix_hearing_theme_order",
        "hearing_theme",
        ["hearing_id", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _hearing_theme_issue() -> None:
    op.create_table(
        "hearing_theme_issue",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_theme_issue")),
    )
    op.create_index("ix_hearing_theme_issue_member", "hearing_theme_issue", ["member"], unique=False)
    op.create_index("ix_hearing_theme_issue_owner_id", "hearing_theme_issue", ["owner_id"], unique=False)


def _indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("accompaniment_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("before", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("after", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("after_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    op.create_index("ix_indicator_accompaniment_id", "indicator", ["accompaniment_id"], unique=False)
    op.create_index("ix_indicator_name", "indicator", ["name"], unique=False)
    op.create_index(
        "ix_indicator_order",
        "indicator",
        ["accompaniment_id", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _plan_section() -> None:
    op.create_table(
        "plan_section",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("heading", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_section")),
    )
    op.create_index("ix_plan_section_heading", "plan_section", ["heading"], unique=False)
    op.create_index(
        "ix_plan_section_order",
        "plan_section",
        ["version_id", "position", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_plan_section_version_id", "plan_section", ["version_id"], unique=False)


def _plan_task() -> None:
    op.create_table(
        "plan_task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("accompaniment_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("clause", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("baseline_starts_on", sa.Date(), nullable=True),
        sa.Column("baseline_ends_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("is_milestone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task")),
    )
    op.create_index("ix_plan_task_accompaniment_id", "plan_task", ["accompaniment_id"], unique=False)
    op.create_index(
        "ix_plan_task_order",
        "plan_task",
        ["accompaniment_id", "position", "starts_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_plan_task_title", "plan_task", ["title"], unique=False)


def _schedule_line() -> None:
    op.create_table(
        "schedule_line",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("as_written", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("hearing_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_line")),
    )
    op.create_index("ix_schedule_line_hearing_id", "schedule_line", ["hearing_id"], unique=False)
    op.create_index("ix_schedule_line_municipality_code", "schedule_line", ["municipality_code"], unique=False)
    op.create_index(
        "ix_schedule_line_order",
        "schedule_line",
        ["held_on", "starts_at", "municipality_code", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.add_column(
        "accompaniment_session", sa.Column("task_id", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.create_index("ix_accompaniment_session_task_id", "accompaniment_session", ["task_id"], unique=False)
    op.add_column("hearing", sa.Column("room", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("hearing", sa.Column("is_fixed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("submission", sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("support_case", sa.Column("candidate_id", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_index("ix_support_case_candidate_id", "support_case", ["candidate_id"], unique=False)


def _guards() -> None:
    _guard("indicator")
    _guard("hearing_theme")
    _guard("hearing_theme_issue")
    _guard("case_candidate")
    _guard("schedule_line")
    _guard("availability")
    _guard("plan_section")
    _guard("plan_task")
    _guard("chart_box")
    _guard("event_participant")
    _guard("contest_score")


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
