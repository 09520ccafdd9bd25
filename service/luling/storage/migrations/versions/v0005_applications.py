"""The register: what decisions are told of applications."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CURRENT = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    """One table, with its versions."""
    op.create_table(
        "register_application",
        sa.Column("row", _ROW_ID, primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("superseded_at", sa.String(27), nullable=True),
        sa.Column("superseded_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.UniqueConstraint("id", "revision", name="uq_register_application"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_register_application_current",
        "register_application",
        ["id"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )
    op.create_index("ix_register_application_parties", "register_application", ["subject", "resource"])


def downgrade() -> None:
    """Without it."""
    op.drop_table("register_application")
