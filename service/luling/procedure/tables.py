"""The tables of procedures. Instants are UTC texts of fixed width, so that their order is that of time on every
database; legal days are `YYYY-MM-DD`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class CaseRow(SQLModel, table=True):
    """A case as it stands. `version` counts its acts; `asked` is the request with which it was opened."""

    __tablename__ = "procedure_case"
    __table_args__ = (Index("procedure_case_by_kind", "kind", "regulation", "id"),)

    id: str = Field(primary_key=True)
    regulation: str
    procedure: str
    kind: str
    subject_type: str
    subject_id: str = Field(index=True)
    resource_type: str
    resource_id: str = Field(index=True)
    holder: str | None = None
    state: str
    final: bool
    version: int
    asked: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    opened_at: str
    changed_at: str


class ActRow(SQLModel, table=True):
    """An act in a case; never changed once it is there, save that it has been `recorded` as evidence.

    `key` is the caller's idempotency key, `digest` that of what was asked with it, `answer` what was answered.
    """

    __tablename__ = "procedure_act"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="procedure_act_number"),
        UniqueConstraint("caller", "key", name="procedure_act_key"),
    )

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="procedure_case.id")
    number: int
    act: str
    caller: str
    organization: str
    role: str
    article: str
    competence: str
    inputs: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    from_state: str
    to_state: str
    at: str
    policy_revision: str
    key: str | None = None
    digest: str
    answer: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded: bool = Field(default=False, index=True)


class DeadlineRow(SQLModel, table=True):
    """A legal deadline that an act started. `days` is None for a term without a number, which `term` then names;
    `due` is its last day, or `undetermined`. `finding` is what was found, at the instant
    `found_at`, after it was missed; `warned_at` is when its subscribers were warned."""

    __tablename__ = "procedure_deadline"
    __table_args__ = (Index("procedure_deadline_due", "regulation", "due", "id"),)

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="procedure_case.id", index=True)
    regulation: str
    norm: str
    article: str
    bearer: str
    organization: str | None = None
    started_at: str
    start: str
    days: int | None = None
    unit: str
    term: str | None = None
    due: str | None = None
    ended_at: str | None = None
    ended_on: str | None = None
    finding: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    found_at: str | None = None
    warned_at: str | None = None


TABLES = (CaseRow, ActRow, DeadlineRow)
