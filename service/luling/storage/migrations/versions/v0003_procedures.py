"""Procedures: cases, acts, deadlines, notifications."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Cases, the acts in them, the deadlines that the acts start."""
    op.create_table(
        "procedure_case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("regulation", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("resource_type", sa.String(), nullable=False),
        sa.Column("resource_id", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("procedure_case_by_kind", "procedure_case", ["kind", "regulation", "id"])
    op.create_index("ix_procedure_case_subject_id", "procedure_case", ["subject_id"])
    op.create_index("ix_procedure_case_resource_id", "procedure_case", ["resource_id"])
    op.create_table(
        "procedure_act",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("competence", sa.String(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("policy_revision", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("recorded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["procedure_case.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "number", name="procedure_act_number"),
        sa.UniqueConstraint("caller", "key", name="procedure_act_key"),
    )
    op.create_index("ix_procedure_act_recorded", "procedure_act", ["recorded"])
    op.create_table(
        "procedure_deadline",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("regulation", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("bearer", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("ended_on", sa.String(), nullable=True),
        sa.Column("finding", sa.JSON(), nullable=True),
        sa.Column("found_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["procedure_case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("procedure_deadline_due", "procedure_deadline", ["regulation", "due", "id"])
    op.create_index("ix_procedure_deadline_case_id", "procedure_deadline", ["case_id"])


def downgrade() -> None:
    """Without any of them."""
    for table in ("procedure_deadline", "procedure_act", "procedure_case"):
        op.drop_table(table)
