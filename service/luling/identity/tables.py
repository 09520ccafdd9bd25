"""The tables of identity. Instants are Unix seconds; no secret is in them, only SHA-256 of secrets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class ApiKeyRow(SQLModel, table=True):
    """An API key: whom it stands for and what that may do. Its secrets are rows of their own, so that it can rotate."""

    __tablename__ = "identity_keys"

    id: str = Field(primary_key=True, max_length=16)
    name: str = Field(max_length=200)
    grants: list[str] = Field(sa_column=Column(JSON, nullable=False))
    scopes: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    organization: str | None = Field(default=None, max_length=200)
    may_assert: bool = False
    created_at: float
    expires_at: float | None = None
    revoked_at: float | None = None
    used_at: float | None = None


class SecretRow(SQLModel, table=True):
    """A secret of a key. While a key rotates two of them are good."""

    __tablename__ = "identity_secrets"

    digest: str = Field(primary_key=True, max_length=64)
    key_id: str = Field(foreign_key="identity_keys.id", index=True, max_length=16)
    created_at: float
    expires_at: float | None = None


class SessionRow(SQLModel, table=True):
    """A session of the desk. One that was opened with a key lives no longer than the key (`key_id`)."""

    __tablename__ = "identity_sessions"

    digest: str = Field(primary_key=True, max_length=64)
    key_id: str | None = Field(default=None, foreign_key="identity_keys.id", index=True, max_length=16)
    principal: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: float
    seen_at: float
    expires_at: float = Field(index=True)
