"""The register: organisations, resources, agreements, approvals."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
