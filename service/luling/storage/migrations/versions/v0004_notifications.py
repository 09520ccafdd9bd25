"""Notifications: subscriptions, events, deliveries; and when a deadline was warned of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Three tables, and a column of deadlines."""
    op.create_table(
        "notification_subscription",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=True),
        sa.Column("regulations", sa.JSON(), nullable=True),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "notification_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("type", "source", name="notification_event_once"),
    )
    op.create_table(
        "notification_delivery",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("subscription_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=False),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("lease_until", sa.Float(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("done_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["notification_event.id"]),
        sa.ForeignKeyConstraint(["subscription_id"], ["notification_subscription.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "subscription_id", name="notification_delivery_once"),
    )
    op.create_index("notification_delivery_due", "notification_delivery", ["state", "due_at"])
    op.add_column("procedure_deadline", sa.Column("warned_at", sa.String(), nullable=True))


def downgrade() -> None:
    """Without them."""
    op.drop_column("procedure_deadline", "warned_at")
    for table in ("notification_delivery", "notification_event", "notification_subscription"):
        op.drop_table(table)
