"""The tables of the log, for SQLite and PostgreSQL. They may stand in the register's database, by their names."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.entry import LogError
from luling.storage.database import Database, StorageError
from luling.storage.sqlite import write_ahead

SCHEMA = 2
_PAGE = 4096  # bytes
_PATIENCE = 10.0  # seconds for others that make the same file
ADVISORY_LOCK = 7239418  # of PostgreSQL: who holds it may append a checkpoint

_METADATA = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


# `generation` tells writers that answers which they know to be kept may be removed, see `Journal.mark_answers`.
schema = Table(
    "evidence_schema",
    _METADATA,
    Column("version", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
)

# What records have in common, see `answers.py`. `idle` is no part of it: nobody has named it since it was marked.
answers = Table(
    "evidence_answers",
    _METADATA,
    Column("digest", LargeBinary, primary_key=True),
    *map(_text, ("effect", "regulations", "articles", "policy_revision", "engine")),
    Column("text", LargeBinary, nullable=False),
    Column("idle", Integer, nullable=False, server_default="0"),
)

# The order of the columns is that of the canonical form (`chain.header`), which ends before `asked`.
records = Table(
    "evidence_records",
    _METADATA,
    Column("writer", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    _text("id"),
    Column("at", BigInteger, nullable=False),
    *map(_text, ("kind", "caller", "request_id", "subject", "action", "resource")),
    Column("answer", LargeBinary, nullable=False),
    _text("masks"),
    Column("asked", LargeBinary, nullable=False),
    Column("answered", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
Index("evidence_records_id", records.c.id)
# SQLite writes whole pages to its journal, so only indexes that grow at their end are cheap: this one answers every
# search without the records themselves. PostgreSQL keeps large values apart.
_SEARCHED = ("at", "subject", "resource", "kind", "answer")
Index("evidence_records_search", *(records.c[name] for name in _SEARCHED)).ddl_if(dialect="sqlite")
for _name, _columns in {"at": ("at",), "subject": ("subject", "at"), "resource": ("resource", "at")}.items():
    Index(f"evidence_records_{_name}", *(records.c[one] for one in _columns)).ddl_if(dialect="postgresql")

checkpoints = Table(
    "evidence_checkpoints",
    _METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("writer"),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    _text("note"),
    _text("key_id"),
    Column("previous", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
Index("evidence_checkpoints_writer", checkpoints.c.writer, checkpoints.c.seq)

keys = Table(
    "evidence_keys",
    _METADATA,
    Column("key_id", Text, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    _text("previous"),
    Column("endorsement", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)

policies = Table(
    "evidence_policies",
    _METADATA,
    Column("revision", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
)


def create(database: Database) -> None:
    """Make the tables where they are missing. Several processes may do it at once.

    Raises:
        LogError: the database cannot be used, or its tables are of a newer program.
    """
    try:
        database.make_directory()
        if database.sqlite and database.url.database:
            _make_file(Path(database.url.database))
        with database.engine.begin() as connection:
            if not database.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            _METADATA.create_all(connection)
            _check(connection, database.shown)
    except (SQLAlchemyError, sqlite3.Error, StorageError, OSError) as error:
        raise LogError(f"{database.shown}: {error}") from error


def _make_file(path: Path) -> None:
    """A new file has pages into which several records fit; a file that is there keeps its own."""
    if path.exists() and path.stat().st_size:
        return
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size={_PAGE}")
        write_ahead(connection, _PATIENCE)
    finally:
        connection.close()


def _check(connection: Connection, shown: str) -> None:
    found = connection.execute(select(schema.c.version)).scalar()
    if found is None:
        connection.execute(insert(schema).values(version=SCHEMA, generation=0))
    elif found != SCHEMA:
        raise LogError(f"{shown}: the log has schema {found}, this program knows {SCHEMA}")
