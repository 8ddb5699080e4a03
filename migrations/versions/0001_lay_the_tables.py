"""Lay the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
    _attachment()
    _blob()
    _case_expert()
    _case_field()
    _closing_day()
    _contract()
    _decision()
    _expert()
    _expert_day()
    _expert_field()
    _expert_skill_type()
    _import_profile()
    _import_run()
    _local_counter()
    _local_setting()
    _local_undo()
    _search_entry()
    _session()
    _session_expert()
    _submission()
    _support_case()
    _sync_commit()
    _sync_ctx()
    _sync_guard()
    _sync_head()
    _sync_local()
    _sync_op()
    _sync_pred()
    _sync_site()
    _term_amendment()
    _part_31()
    _part_32()


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sha256", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_name", "attachment", ["name"], unique=False)
    op.create_index(
        "ix_attachment_order",
        "attachment",
        ["id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _blob() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("content", sa.LargeBinary(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )


def _case_expert() -> None:
    op.create_table(
        "case_expert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_expert")),
    )
    op.create_index("ix_case_expert_member", "case_expert", ["member"], unique=False)
    op.create_index("ix_case_expert_owner_id", "case_expert", ["owner_id"], unique=False)


def _case_field() -> None:
    op.create_table(
        "case_field",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_field")),
    )
    op.create_index("ix_case_field_member", "case_field", ["member"], unique=False)
    op.create_index("ix_case_field_owner_id", "case_field", ["owner_id"], unique=False)


def _closing_day() -> None:
    op.create_table(
        "closing_day",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_day")),
    )
    op.create_index(
        "ix_closing_day_order",
        "closing_day",
        ["closed_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_closing_day_reason", "closing_day", ["reason"], unique=False)


def _contract() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("contractor", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("terms_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("terms_text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("demonstration", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    op.create_index("ix_contract_name", "contract", ["name"], unique=False)
    op.create_index(
        "ix_contract_order",
        "contract",
        ["id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prefecture_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contractor_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("evidence_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("evidence_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_number", "decision", ["number"], unique=False)
    op.create_index(
        "ix_decision_order",
        "decision",
        [sa.literal_column("decided_on DESC"), sa.literal_column("number DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_decision_subject", "decision", ["subject"], unique=False)


def _expert() -> None:
    op.create_table(
        "expert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kana", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("affiliation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("post", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("engagement", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("approval_decision_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("expertise", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("career", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("certificates", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipal_record", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipal_count", sa.Integer(), nullable=True),
        sa.Column("on_site", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("base", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("days_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("vendor_relations", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=True),
        sa.Column("explained_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("consent_scope", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consent_text_version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_listed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("has_formula", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
    )
    op.create_index("ix_expert_approval_decision_id", "expert", ["approval_decision_id"], unique=False)
    op.create_index("ix_expert_name", "expert", ["name"], unique=False)
    op.create_index(
        "ix_expert_order",
        "expert",
        ["kana", "name", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _expert_day() -> None:
    op.create_table(
        "expert_day",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_day")),
    )
    op.create_index("ix_expert_day_member", "expert_day", ["member"], unique=False)
    op.create_index("ix_expert_day_owner_id", "expert_day", ["owner_id"], unique=False)


def _expert_field() -> None:
    op.create_table(
        "expert_field",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_field")),
    )
    op.create_index("ix_expert_field_member", "expert_field", ["member"], unique=False)
    op.create_index("ix_expert_field_owner_id", "expert_field", ["owner_id"], unique=False)


def _expert_skill_type() -> None:
    op.create_table(
        "expert_skill_type",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_skill_type")),
    )
    op.create_index("ix_expert_skill_type_member", "expert_skill_type", ["member"], unique=False)
    op.create_index("ix_expert_skill_type_owner_id", "expert_skill_type", ["owner_id"], unique=False)


def _import_profile() -> None:
    op.create_table(
        "import_profile",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mapping", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
    )
    op.create_index("ix_import_profile_name", "import_profile", ["name"], unique=False)
    op.create_index(
        "ix_import_profile_order",
        "import_profile",
        ["id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sha256", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("new_count", sa.Integer(), nullable=True),
        sa.Column("changed_count", sa.Integer(), nullable=True),
        sa.Column("duplicate_count", sa.Integer(), nullable=True),
        sa.Column("refused_count", sa.Integer(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index("ix_import_run_file_name", "import_run", ["file_name"], unique=False)
    op.create_index(
        "ix_import_run_order",
        "import_run",
        [sa.literal_column("imported_at DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _local_counter() -> None:
    op.create_table(
        "local_counter",
        sa.Column("prefix", sa.String(length=40), nullable=False),
        sa.Column("last", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_local_counter")),
    )


def _local_setting() -> None:
    op.create_table(
        "local_setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_local_setting")),
    )


def _local_undo() -> None:
    op.create_table(
        "local_undo",
        sa.Column(
            "commit_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("acting_commit", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("commit_no", name=op.f("pk_local_undo")),
    )


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("entry_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("search_text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("entry_no", name=op.f("pk_search_entry")),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=True),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("online_wish", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("attendees", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("effect", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("materials", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tools", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("next_steps", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("completes_case", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index("ix_session_case_id", "session", ["case_id"], unique=False)
    op.create_index("ix_session_municipality_code", "session", ["municipality_code"], unique=False)
    op.create_index("ix_session_number", "session", ["number"], unique=False)
    op.create_index(
        "ix_session_order",
        "session",
        [sa.literal_column("held_on DESC"), sa.literal_column("starts_at DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _session_expert() -> None:
    op.create_table(
        "session_expert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_expert")),
    )
    op.create_index("ix_session_expert_member", "session_expert", ["member"], unique=False)
    op.create_index("ix_session_expert_owner_id", "session_expert", ["owner_id"], unique=False)


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deliverable", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(
        "ix_submission_order",
        "submission",
        [sa.literal_column("submitted_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_submission_title", "submission", ["title"], unique=False)


def _support_case() -> None:
    op.create_table(
        "support_case",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("received_number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("applied_at", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_mail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_skill", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wished_when", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wished_mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("support_content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consultation_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=True),
        sa.Column("survey_asked_on", sa.Date(), nullable=True),
        sa.Column("survey_answered_on", sa.Date(), nullable=True),
        sa.Column("survey_score", sa.Integer(), nullable=True),
        sa.Column("survey_comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("has_formula", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_case")),
    )
    op.create_index("ix_support_case_consultation_id", "support_case", ["consultation_id"], unique=False)
    op.create_index("ix_support_case_municipality_code", "support_case", ["municipality_code"], unique=False)
    op.create_index("ix_support_case_number", "support_case", ["number"], unique=False)
    op.create_index(
        "ix_support_case_order",
        "support_case",
        [sa.literal_column("applied_on DESC"), sa.literal_column("number DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _sync_commit() -> None:
    op.create_table(
        "sync_commit",
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column(
            "commit_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("ctx_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("hlc", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("user_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at_utc", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("app_ver", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("schema_rev", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("n_ops", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("site_no", "commit_no", name=op.f("pk_sync_commit")),
        sqlite_with_rowid=False,
    )


def _sync_ctx() -> None:
    op.create_table(
        "sync_ctx",
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("ctx_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column(
            "seen_site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("upto_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("site_no", "ctx_no", "seen_site_no", name=op.f("pk_sync_ctx")),
        sqlite_with_rowid=False,
    )


def _sync_guard() -> None:
    op.create_table(
        "sync_guard",
        sa.Column("one", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("mode", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_sync_guard")),
    )


def _sync_head() -> None:
    op.create_table(
        "sync_head",
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("grp", sa.Text(), nullable=False),
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("tbl", "row_id", "grp", "site_no", "seq", name=op.f("pk_sync_head")),
        sqlite_with_rowid=False,
    )


def _sync_local() -> None:
    op.create_table(
        "sync_local",
        sa.Column("one", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("site_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_commit", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("hlc", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("ctx_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_copy", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_sync_local")),
    )


def _sync_op() -> None:
    op.create_table(
        "sync_op",
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("commit_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tbl", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("row_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("grp", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("val", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("p_site", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("p_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("n_pred", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("site_no", "seq", name=op.f("pk_sync_op")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sync_op_row_id", "sync_op", ["row_id"], unique=False)


def _sync_pred() -> None:
    op.create_table(
        "sync_pred",
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("p_site", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("p_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("site_no", "seq", "p_site", "p_seq", name=op.f("pk_sync_pred")),
        sqlite_with_rowid=False,
    )


def _sync_site() -> None:
    op.create_table(
        "sync_site",
        sa.Column("site_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("device_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sign_pub", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("age_pub", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_commit", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("parent_site", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("site_no", name=op.f("pk_sync_site")),
    )


def _term_amendment() -> None:
    op.create_table(
        "term_amendment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("term", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("value", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_amendment")),
    )
    op.create_index("ix_term_amendment_decision_id", "term_amendment", ["decision_id"], unique=False)
    op.create_index("ix_term_amendment_municipality_code", "term_amendment", ["municipality_code"], unique=False)
    op.create_index(
        "ix_term_amendment_order",
        "term_amendment",
        ["holds_from", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_term_amendment_term", "term_amendment", ["term"], unique=False)


def _part_31() -> None:
    if op.get_context().dialect.name == "postgresql":
        return  # there the search asks search_entry
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5 (pairs, signs, content='', contentless_delete=1, tokenize=ascii)"
    )


def _part_32() -> None:
    op.execute("INSERT INTO sync_guard (one, mode) VALUES (1, 1)")
    _guard_function()
    _guard("support_case")
    _guard("case_field")
    _guard("case_expert")
    _guard("session")
    _guard("session_expert")
    _guard("expert")
    _guard("expert_skill_type")
    _guard("expert_field")
    _guard("expert_day")
    _guard("decision")
    _guard("submission")
    _guard("closing_day")
    _guard("contract")
    _guard("term_amendment")
    _guard("attachment")
    _guard("import_run")
    _guard("import_profile")
    _guard("sync_commit", only_added_to=True)
    _guard("sync_ctx", only_added_to=True)
    _guard("sync_op", only_added_to=True)
    _guard("sync_pred", only_added_to=True)


def _guard_function() -> None:
    """Make what the triggers of PostgreSQL call; those of SQLite say it themselves."""
    if op.get_context().dialect.name != "postgresql":
        return
    op.execute(
        """
        CREATE FUNCTION guard_write() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_ARGV[0] = 'always' OR (SELECT mode FROM sync_guard) IS DISTINCT FROM 1 THEN
                RAISE EXCEPTION 'write outside the unit of work' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
        """
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
