"""Lay the registers of the whole contract."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the schema; whoever calls it commits or takes everything back."""
    _acceptance()
    _accompaniment()
    _accompaniment_field()
    _accompaniment_session()
    _accompaniment_session_expert()
    _answer_expert()
    _case_study()
    _channel()
    _commitment()
    _consultation_answer()
    _contact()
    _contact_entry()
    _contest_entry()
    _cost()
    _delivery()
    _enquiry()
    _event()
    _form_template()
    _hearing()
    _hearing_attendee()
    _hearing_field()
    _homework()
    _information_asset()
    _meeting()
    _motivation_proposal()
    _notice()
    _open_question()
    _plan_version()
    _pledge()
    _sharing()
    _staff_member()
    _subcontract()
    _part_33()


def _acceptance() -> None:
    op.create_table(
        "acceptance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rule", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("finding", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fingerprint", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decision_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    op.create_index("ix_acceptance_decision_id", "acceptance", ["decision_id"], unique=False)
    op.create_index("ix_acceptance_finding", "acceptance", ["finding"], unique=False)
    op.create_index(
        "ix_acceptance_order",
        "acceptance",
        ["rule", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _accompaniment() -> None:
    op.create_table(
        "accompaniment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("theme", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("manager_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("plan", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consultation_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_agreed_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniment")),
    )
    op.create_index("ix_accompaniment_consultation_id", "accompaniment", ["consultation_id"], unique=False)
    op.create_index("ix_accompaniment_manager_id", "accompaniment", ["manager_id"], unique=False)
    op.create_index("ix_accompaniment_municipality_code", "accompaniment", ["municipality_code"], unique=False)
    op.create_index(
        "ix_accompaniment_order",
        "accompaniment",
        ["municipality_code", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _accompaniment_field() -> None:
    op.create_table(
        "accompaniment_field",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniment_field")),
    )
    op.create_index("ix_accompaniment_field_member", "accompaniment_field", ["member"], unique=False)
    op.create_index("ix_accompaniment_field_owner_id", "accompaniment_field", ["owner_id"], unique=False)


def _accompaniment_session() -> None:
    op.create_table(
        "accompaniment_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("accompaniment_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=True),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("online_wish", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("step", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniment_session")),
    )
    op.create_index(
        "ix_accompaniment_session_accompaniment_id", "accompaniment_session", ["accompaniment_id"], unique=False
    )
    op.create_index(
        "ix_accompaniment_session_municipality_code", "accompaniment_session", ["municipality_code"], unique=False
    )
    op.create_index(
        "ix_accompaniment_session_order",
        "accompaniment_session",
        [sa.literal_column("held_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _accompaniment_session_expert() -> None:
    op.create_table(
        "accompaniment_session_expert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniment_session_expert")),
    )
    op.create_index("ix_accompaniment_session_expert_member", "accompaniment_session_expert", ["member"], unique=False)
    op.create_index(
        "ix_accompaniment_session_expert_owner_id", "accompaniment_session_expert", ["owner_id"], unique=False
    )


def _answer_expert() -> None:
    op.create_table(
        "answer_expert",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_expert")),
    )
    op.create_index("ix_answer_expert_member", "answer_expert", ["member"], unique=False)
    op.create_index("ix_answer_expert_owner_id", "answer_expert", ["owner_id"], unique=False)


def _case_study() -> None:
    op.create_table(
        "case_study",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
    )
    op.create_index("ix_case_study_case_id", "case_study", ["case_id"], unique=False)
    op.create_index(
        "ix_case_study_order",
        "case_study",
        ["id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_case_study_title", "case_study", ["title"], unique=False)


def _channel() -> None:
    op.create_table(
        "channel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("side", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("host", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("security", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("user", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sender", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("recipients", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("secret_set_at", sa.Text(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_index("ix_channel_name", "channel", ["name"], unique=False)
    op.create_index(
        "ix_channel_order",
        "channel",
        ["name", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clause", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("evidence_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("change_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index("ix_commitment_change_id", "commitment", ["change_id"], unique=False)
    op.create_index(
        "ix_commitment_order",
        "commitment",
        ["due_on", "clause", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_commitment_title", "commitment", ["title"], unique=False)


def _consultation_answer() -> None:
    op.create_table(
        "consultation_answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("method", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("effect", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("materials", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("other_scheme", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("scheme_decision_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("completes_case", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answer")),
    )
    op.create_index("ix_consultation_answer_case_id", "consultation_answer", ["case_id"], unique=False)
    op.create_index(
        "ix_consultation_answer_municipality_code", "consultation_answer", ["municipality_code"], unique=False
    )
    op.create_index("ix_consultation_answer_number", "consultation_answer", ["number"], unique=False)
    op.create_index(
        "ix_consultation_answer_order",
        "consultation_answer",
        [sa.literal_column("answered_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index(
        "ix_consultation_answer_scheme_decision_id", "consultation_answer", ["scheme_decision_id"], unique=False
    )


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("organisation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("person", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("post", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("room", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("skill", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_municipality_code", "contact", ["municipality_code"], unique=False)
    op.create_index(
        "ix_contact_order",
        "contact",
        ["side", "municipality_code", "person", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_contact_organisation", "contact", ["organisation"], unique=False)
    op.create_index("ix_contact_person", "contact", ["person"], unique=False)


def _contact_entry() -> None:
    op.create_table(
        "contact_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("medium", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("case_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    op.create_index("ix_contact_entry_case_id", "contact_entry", ["case_id"], unique=False)
    op.create_index("ix_contact_entry_contact_id", "contact_entry", ["contact_id"], unique=False)
    op.create_index(
        "ix_contact_entry_order",
        "contact_entry",
        [sa.literal_column("talked_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_contact_entry_subject", "contact_entry", ["subject"], unique=False)


def _contest_entry() -> None:
    op.create_table(
        "contest_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("award", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_entry")),
    )
    op.create_index("ix_contest_entry_event_id", "contest_entry", ["event_id"], unique=False)
    op.create_index("ix_contest_entry_municipality_code", "contest_entry", ["municipality_code"], unique=False)
    op.create_index(
        "ix_contest_entry_order",
        "contest_entry",
        [sa.literal_column("score DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_contest_entry_title", "contest_entry", ["title"], unique=False)


def _cost() -> None:
    op.create_table(
        "cost",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("incurred_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("expert_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("session_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fee_yen", sa.Integer(), nullable=True),
        sa.Column("travel_yen", sa.Integer(), nullable=True),
        sa.Column("other_yen", sa.Integer(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost")),
    )
    op.create_index("ix_cost_expert_id", "cost", ["expert_id"], unique=False)
    op.create_index(
        "ix_cost_order",
        "cost",
        [sa.literal_column("incurred_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_cost_purpose", "cost", ["purpose"], unique=False)
    op.create_index("ix_cost_session_id", "cost", ["session_id"], unique=False)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("notice_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("means", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("recipient", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("desk", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=True),
        sa.Column("next_try_at", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index("ix_delivery_channel_id", "delivery", ["channel_id"], unique=False)
    op.create_index("ix_delivery_notice_id", "delivery", ["notice_id"], unique=False)
    op.create_index(
        "ix_delivery_order",
        "delivery",
        [sa.literal_column("next_try_at DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_delivery_recipient", "delivery", ["recipient"], unique=False)


def _enquiry() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("medium", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    op.create_index("ix_enquiry_municipality_code", "enquiry", ["municipality_code"], unique=False)
    op.create_index(
        "ix_enquiry_order",
        "enquiry",
        [sa.literal_column("received_at DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_enquiry_subject", "enquiry", ["subject"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("theme", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consultation_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("programme", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("organisations", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("materials_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_consultation_id", "event", ["consultation_id"], unique=False)
    op.create_index(
        "ix_event_order",
        "event",
        ["held_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_event_title", "event", ["title"], unique=False)


def _form_template() -> None:
    op.create_table(
        "form_template",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("deliverable", sa.Integer(), nullable=True),
        sa.Column("version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("used_from", sa.Date(), nullable=True),
        sa.Column("consultation_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_template")),
    )
    op.create_index("ix_form_template_consultation_id", "form_template", ["consultation_id"], unique=False)
    op.create_index("ix_form_template_name", "form_template", ["name"], unique=False)
    op.create_index(
        "ix_form_template_order",
        "form_template",
        ["deliverable", "name", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_form_template_version", "form_template", ["version"], unique=False)


def _hearing() -> None:
    op.create_table(
        "hearing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consultation_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prefecture_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("needs", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    op.create_index("ix_hearing_consultation_id", "hearing", ["consultation_id"], unique=False)
    op.create_index("ix_hearing_municipality_code", "hearing", ["municipality_code"], unique=False)
    op.create_index(
        "ix_hearing_order",
        "hearing",
        ["held_on", "starts_at", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _hearing_attendee() -> None:
    op.create_table(
        "hearing_attendee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_attendee")),
    )
    op.create_index("ix_hearing_attendee_member", "hearing_attendee", ["member"], unique=False)
    op.create_index("ix_hearing_attendee_owner_id", "hearing_attendee", ["owner_id"], unique=False)


def _hearing_field() -> None:
    op.create_table(
        "hearing_field",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("member", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_field")),
    )
    op.create_index("ix_hearing_field_member", "hearing_field", ["member"], unique=False)
    op.create_index("ix_hearing_field_owner_id", "hearing_field", ["owner_id"], unique=False)


def _homework() -> None:
    op.create_table(
        "homework",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("task", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("meeting_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homework")),
    )
    op.create_index("ix_homework_meeting_id", "homework", ["meeting_id"], unique=False)
    op.create_index(
        "ix_homework_order",
        "homework",
        ["due_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_homework_task", "homework", ["task"], unique=False)


def _information_asset() -> None:
    op.create_table(
        "information_asset",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("origin_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("received_from", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("copy_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("location", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("keeper", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("disposal", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("disposed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("evidence_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_asset")),
    )
    op.create_index("ix_information_asset_name", "information_asset", ["name"], unique=False)
    op.create_index(
        "ix_information_asset_order",
        "information_asset",
        ["received_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_information_asset_origin_id", "information_asset", ["origin_id"], unique=False)


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("mode", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mode_decision_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prefecture_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("contractor_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("other_persons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("interpretation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("agenda", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes_sent_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_mode_decision_id", "meeting", ["mode_decision_id"], unique=False)
    op.create_index(
        "ix_meeting_order",
        "meeting",
        [sa.literal_column("held_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_meeting_title", "meeting", ["title"], unique=False)


def _motivation_proposal() -> None:
    op.create_table(
        "motivation_proposal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("consent_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motivation_proposal")),
    )
    op.create_index("ix_motivation_proposal_consent_id", "motivation_proposal", ["consent_id"], unique=False)
    op.create_index(
        "ix_motivation_proposal_municipality_code", "motivation_proposal", ["municipality_code"], unique=False
    )
    op.create_index(
        "ix_motivation_proposal_order",
        "motivation_proposal",
        ["municipality_code", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("about_register", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("about_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_order",
        "notice",
        [sa.literal_column("created_at DESC"), sa.literal_column("id DESC"), "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_notice_subject", "notice", ["subject"], unique=False)


def _open_question() -> None:
    op.create_table(
        "open_question",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("clause", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("question", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reading", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_question")),
    )
    op.create_index("ix_open_question_answer_id", "open_question", ["answer_id"], unique=False)
    op.create_index("ix_open_question_number", "open_question", ["number"], unique=False)
    op.create_index(
        "ix_open_question_order",
        "open_question",
        ["number", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_open_question_question", "open_question", ["question"], unique=False)


def _plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("changes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("approval_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
    )
    op.create_index("ix_plan_version_approval_id", "plan_version", ["approval_id"], unique=False)
    op.create_index(
        "ix_plan_version_order",
        "plan_version",
        ["kind", sa.literal_column("version DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )


def _pledge() -> None:
    op.create_table(
        "pledge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("staff_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("expert_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("pledged_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("briefed_on", sa.Date(), nullable=True),
        sa.Column("briefing", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
    op.create_index("ix_pledge_expert_id", "pledge", ["expert_id"], unique=False)
    op.create_index(
        "ix_pledge_order",
        "pledge",
        ["person", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_pledge_person", "pledge", ["person"], unique=False)
    op.create_index("ix_pledge_staff_id", "pledge", ["staff_id"], unique=False)


def _sharing() -> None:
    op.create_table(
        "sharing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("study_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("municipality_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=True),
        sa.Column("means", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing")),
    )
    op.create_index("ix_sharing_municipality_code", "sharing", ["municipality_code"], unique=False)
    op.create_index(
        "ix_sharing_order",
        "sharing",
        [sa.literal_column("shared_on DESC"), "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_sharing_study_id", "sharing", ["study_id"], unique=False)


def _staff_member() -> None:
    op.create_table(
        "staff_member",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("affiliation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("qualification", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("supported_municipalities", sa.Integer(), nullable=True),
        sa.Column("supported_months", sa.Integer(), nullable=True),
        sa.Column("experience", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("speaks_japanese", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("interpretation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("replaces_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("equivalence", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("approval_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
    )
    op.create_index("ix_staff_member_approval_id", "staff_member", ["approval_id"], unique=False)
    op.create_index("ix_staff_member_name", "staff_member", ["name"], unique=False)
    op.create_index(
        "ix_staff_member_order",
        "staff_member",
        ["from_on", "name", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_staff_member_replaces_id", "staff_member", ["replaces_id"], unique=False)


def _subcontract() -> None:
    op.create_table(
        "subcontract",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("partner", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("partner_address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("relation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("scope", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("necessity", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("covers_everything", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("parent_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_joint", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("approval_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("sync_deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("local_no", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subcontract")),
    )
    op.create_index("ix_subcontract_approval_id", "subcontract", ["approval_id"], unique=False)
    op.create_index(
        "ix_subcontract_order",
        "subcontract",
        ["starts_on", "id", "local_no"],
        unique=False,
        sqlite_where=sa.text("sync_deleted = 0"),
        postgresql_where=sa.text("NOT sync_deleted"),
    )
    op.create_index("ix_subcontract_parent_id", "subcontract", ["parent_id"], unique=False)
    op.create_index("ix_subcontract_partner", "subcontract", ["partner"], unique=False)
    op.add_column(
        "contract", sa.Column("hearings_declared_id", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.create_index("ix_contract_hearings_declared_id", "contract", ["hearings_declared_id"], unique=False)
    op.add_column("support_case", sa.Column("answer_method", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("support_case", sa.Column("origin_case_id", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_index("ix_support_case_origin_case_id", "support_case", ["origin_case_id"], unique=False)


def _part_33() -> None:
    _guard("consultation_answer")
    _guard("answer_expert")
    _guard("accompaniment")
    _guard("accompaniment_field")
    _guard("accompaniment_session")
    _guard("accompaniment_session_expert")
    _guard("hearing")
    _guard("hearing_attendee")
    _guard("hearing_field")
    _guard("open_question")
    _guard("meeting")
    _guard("homework")
    _guard("plan_version")
    _guard("staff_member")
    _guard("pledge")
    _guard("subcontract")
    _guard("commitment")
    _guard("motivation_proposal")
    _guard("event")
    _guard("contest_entry")
    _guard("case_study")
    _guard("sharing")
    _guard("contact")
    _guard("contact_entry")
    _guard("enquiry")
    _guard("information_asset")
    _guard("form_template")
    _guard("acceptance")
    _guard("cost")
    _guard("notice")
    _guard("delivery")
    _guard("channel")


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
