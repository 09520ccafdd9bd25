"""The tables of the register.

Every row is one version of one record. It holds from `recorded_at` until `superseded_at` (transaction time: when the
register learnt of it), so what the register knew at any instant can be seen again. Instants are UTC text of fixed
width, as everywhere behind the border: text order is time order. A row is written once; only its end is filled in.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, Integer, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

INSTANT = 27  # characters of an instant
ROW_ID = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts only `INTEGER` by itself
_CURRENT = text("superseded_at IS NULL")


def _current(name: str, *columns: str, unique: bool = False) -> Index:
    """An index of the versions that hold now."""
    return Index(name, *columns, unique=unique, sqlite_where=_CURRENT, postgresql_where=_CURRENT)


class Version(SQLModel):
    """What every version of a record says of itself. `revision` counts the versions of a record from 1.

    `reason` is why the record was ended, where somebody said so: a withdrawn approval, a dissolved organisation.
    """

    KIND: ClassVar[str]
    IDENTITY: ClassVar[tuple[str, ...]]  # the columns that name a record
    LOOKED_UP_BY: ClassVar[tuple[str, str]]  # the columns by which decisions ask for it
    CONTENT: ClassVar[tuple[str, ...]]  # the columns that a version is there for
    SAYS: ClassVar[str]  # the column with the vocabulary's properties

    row: int | None = Field(default=None, primary_key=True, sa_type=ROW_ID)
    revision: int = 0
    recorded_at: str = Field(default="", max_length=INSTANT)
    recorded_by: str = ""
    superseded_at: str | None = Field(default=None, max_length=INSTANT)
    superseded_by: str | None = None
    reason: str | None = None
    id: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What names the record."""
        return tuple(getattr(self, name) for name in self.IDENTITY)

    @property
    def content(self) -> tuple[Any, ...]:
        """What this version says of the record."""
        return tuple(getattr(self, name) for name in self.CONTENT)

    @property
    def says(self) -> dict[str, Any]:
        """The vocabulary's properties in it: what decisions see."""
        found: dict[str, Any] = getattr(self, self.SAYS)
        return found


class Subject(Version, table=True):
    """An organisation, or whoever else may be the subject of a request. `properties` are the vocabulary's.

    `roles`: as which authority it acts, {regulation: [role]}. `entry`: its entry as it was imported, for the export.
    """

    __tablename__ = "register_subject"
    __table_args__ = (
        UniqueConstraint("type", "id", "revision", name="uq_register_subject"),
        _current("ix_register_subject_current", "id", "type", unique=True),
        {"sqlite_autoincrement": True},
    )
    KIND = "subject"
    IDENTITY = ("type", "id")
    LOOKED_UP_BY = ("type", "id")
    CONTENT = ("name", "properties", "roles", "entry")
    SAYS = "properties"

    type: str
    name: str | None = None
    properties: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    roles: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    entry: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Resource(Version, table=True):
    """A resource of the catalogue, or whatever else may be the resource of a request.

    `regulation` and `provider` repeat properties, so that they can be searched. `entry`: its entry of the catalogue.
    """

    __tablename__ = "register_resource"
    __table_args__ = (
        UniqueConstraint("type", "id", "revision", name="uq_register_resource"),
        _current("ix_register_resource_current", "id", "type", unique=True),
        _current("ix_register_resource_provider", "provider", "id"),
        _current("ix_register_resource_regulation", "regulation", "id"),
        {"sqlite_autoincrement": True},
    )
    KIND = "resource"
    IDENTITY = ("type", "id")
    LOOKED_UP_BY = ("type", "id")
    CONTENT = ("name", "properties", "entry")
    SAYS = "properties"

    type: str
    name: str | None = None
    regulation: str | None = None
    provider: str | None = None
    properties: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    entry: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Agreement(Version, table=True):
    """An agreement about a resource to which a subject is a party. `fields` are the vocabulary's."""

    __tablename__ = "register_agreement"
    __table_args__ = (
        UniqueConstraint("id", "revision", name="uq_register_agreement"),
        _current("ix_register_agreement_current", "id", unique=True),
        Index("ix_register_agreement_parties", "subject", "resource"),
        {"sqlite_autoincrement": True},
    )
    KIND = "agreement"
    IDENTITY = ("id",)
    LOOKED_UP_BY = ("subject", "resource")
    CONTENT = ("subject", "resource", "fields")
    SAYS = "fields"

    subject: str
    resource: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Approval(Version, table=True):
    """An approval of an act of a subject upon a resource. `fields` are the vocabulary's."""

    __tablename__ = "register_approval"
    __table_args__ = (
        UniqueConstraint("id", "revision", name="uq_register_approval"),
        _current("ix_register_approval_current", "id", unique=True),
        Index("ix_register_approval_parties", "subject", "resource"),
        {"sqlite_autoincrement": True},
    )
    KIND = "approval"
    IDENTITY = ("id",)
    LOOKED_UP_BY = ("subject", "resource")
    CONTENT = ("subject", "resource", "fields")
    SAYS = "fields"

    subject: str
    resource: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Application(Version, table=True):
    """What a procedure says of an application of a subject for a resource; `id` is that of the case.

    `told` is {"action": what it asks for, "application": what decisions about that action are told, in the vocabulary's
    words}.
    """

    __tablename__ = "register_application"
    __table_args__ = (
        UniqueConstraint("id", "revision", name="uq_register_application"),
        _current("ix_register_application_current", "id", unique=True),
        Index("ix_register_application_parties", "subject", "resource"),
        {"sqlite_autoincrement": True},
    )
    KIND = "application"
    IDENTITY = ("id",)
    LOOKED_UP_BY = ("subject", "resource")
    CONTENT = ("subject", "resource", "told")
    SAYS = "told"

    subject: str
    resource: str
    told: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Change(SQLModel, table=True):
    """That something was written: what is known by `kind`, `first` and `second` is to be read again.

    `seq` rises in the order of the commits, since writers of the register take turns.
    """

    __tablename__ = "register_change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: int | None = Field(default=None, primary_key=True, sa_type=ROW_ID)
    kind: str = Field(sa_type=String(16))
    first: str
    second: str


Record = Subject | Resource | Agreement | Approval | Application
TABLES: dict[str, type[Record]] = {table.KIND: table for table in (Subject, Resource, Agreement, Approval, Application)}
