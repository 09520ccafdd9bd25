"""The register: organisations, resources, agreements, approvals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CURRENT = sa.text("superseded_at IS NULL")
_PARTIES = ("agreement", "approval")


def upgrade() -> None:
    """One table a kind of record, each with its versions; and the table of changes."""
    _table("subject", ("type", "id"), *_described(), sa.Column("roles", sa.JSON(), nullable=False))
    searched = [sa.Column(name, sa.String(), nullable=True) for name in ("regulation", "provider")]
    _table("resource", ("type", "id"), *_described(), *searched)
    for name in ("subject", "resource"):
        _current(name, "current", "id", "type", unique=True)
    for name in ("provider", "regulation"):
        _current("resource", name, name, "id")
    for name in _PARTIES:
        parties = [sa.Column(column, sa.String(), nullable=False) for column in ("subject", "resource")]
        _table(name, ("id",), *parties, sa.Column("fields", sa.JSON(), nullable=False))
        _current(name, "current", "id", unique=True)
        op.create_index(f"ix_register_{name}_parties", f"register_{name}", ["subject", "resource"])
    op.create_table(
        "register_change",
        sa.Column("seq", _ROW_ID, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Everything goes."""
    for name in ("change", "approval", "agreement", "resource", "subject"):
        op.drop_table(f"register_{name}")


def _described() -> list[sa.Column]:  # type: ignore[type-arg]
    return [
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
    ]


def _table(name: str, identity: tuple[str, ...], *columns: sa.Column) -> None:  # type: ignore[type-arg]
    op.create_table(
        f"register_{name}",
        sa.Column("row", _ROW_ID, primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("superseded_at", sa.String(27), nullable=True),
        sa.Column("superseded_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        *columns,
        sa.UniqueConstraint(*identity, "revision", name=f"uq_register_{name}"),
        sqlite_autoincrement=True,
    )


def _current(table: str, index: str, *columns: str, unique: bool = False) -> None:
    op.create_index(
        f"ix_register_{table}_{index}",
        f"register_{table}",
        list(columns),
        unique=unique,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )
