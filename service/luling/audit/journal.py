"""The writing connection to the log: one transaction a group, by the plain driver.

Commits are what costs, so there is one for all that has gathered, and few statements in it: `sqlite3` gives the
interpreter lock away at every step of a statement, and where the event loop is busy it waits long to get it back.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import URL

from luling.audit.chain import COLUMNS, NO_CHECKPOINT, Checkpoint, Row
from luling.audit.entry import LogError
from luling.audit.keys import PublicKey
from luling.audit.tables import ADVISORY_LOCK
from luling.storage.database import Database

# Given the number and the digest of the last checkpoint, the next one.
Seal = Callable[[int, bytes], Checkpoint]
_LARGEST_STATEMENT = 32  # records in one INSERT
_PATIENCE = 10  # seconds for a statement, and for a server that is silent


class Journal(Protocol):
    """A connection that appends. Used by one thread."""

    def head(self, writer: str) -> tuple[int, bytes] | None:
        """The last record of a writer: its number and hash."""

    def append(self, rows: Sequence[Row], seal: Seal | None = None) -> Checkpoint | None:
        """Commit these records, and the checkpoint that `seal` makes; durable when this returns.

        Raises:
            LogError: not done, or not known to be done: open a new connection and ask for the `head`.
        """

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set, unless its revision is there."""

    def announce(self, key: PublicKey) -> None:
        """Keep a public key, unless it is there."""

    def remove(self, writer: str, last: int, most: int) -> int:
        """Remove at most so many of a writer's records up to `last`, the first ones; how many there were."""

    def close(self) -> None:
        """Give the connection up."""


def open_journal(database: Database) -> Journal:
    """A new connection to the log.

    Raises:
        LogError: the database cannot be reached.
    """
    try:
        return SqliteJournal(database.url) if database.sqlite else PostgresJournal(database.url)
    except (*_ERRORS, OSError) as error:
        raise LogError(f"{database.shown}: {error}") from error


_ERRORS = (sqlite3.Error, psycopg.Error)
_CHECKPOINT_COLUMNS = Checkpoint.__struct_fields__
_KEY_COLUMNS = PublicKey.__struct_fields__


def _insert(table: str, columns: Sequence[str], mark: str, rows: int = 1, keep: str = "") -> LiteralString:
    one = "(" + ",".join([mark] * len(columns)) + ")"
    # Names of our own tables and columns only; every value is a parameter.
    text = f"INSERT INTO {table} ({','.join(columns)}) VALUES {','.join([one] * rows)}"  # noqa: S608
    if keep:
        text += f" ON CONFLICT ({keep}) DO NOTHING"
    return text


def values_of(struct: Checkpoint | PublicKey) -> tuple[Any, ...]:
    """The row of a checkpoint or a key."""
    return tuple(getattr(struct, name) for name in struct.__struct_fields__)


_LAST = "SELECT {} FROM evidence_checkpoints ORDER BY number DESC LIMIT 1".format(",".join(_CHECKPOINT_COLUMNS))  # noqa: S608
_HEAD = "SELECT seq, hash FROM evidence_records WHERE writer = {} ORDER BY seq DESC LIMIT 1"
# Where retention removed all of a writer's records, a checkpoint has the hash of the last.
_SEALED = "SELECT seq, hash FROM evidence_checkpoints WHERE writer = {} ORDER BY seq DESC LIMIT 1"
_REMOVE = (
    "DELETE FROM evidence_records WHERE writer = {0} AND seq <= {0}"
    " AND seq < (SELECT min(seq) FROM evidence_records WHERE writer = {0}) + {0}"
)
_POLICY = ("revision", "at", "document")


def _sealed(last: Sequence[Any] | None, seal: Seal) -> Checkpoint:
    if last is None:
        return seal(0, NO_CHECKPOINT)
    before = Checkpoint(*last)
    return seal(before.number, before.digest)


class SqliteJournal:
    """SQLite with WAL and `synchronous=FULL`.

    Processes take turns by a lock file: SQLite's own way is to sleep and try again.
    """

    def __init__(self, url: URL) -> None:
        self._path = Path(url.database or "").absolute()
        self._turns = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._file = self._path.stat().st_ino
            # A file that is gone is not made anew here, see `tables.create`.
            address = f"{self._path.as_uri()}?mode=rw"
            self._connection = sqlite3.connect(
                address, _PATIENCE, isolation_level=None, check_same_thread=False, uri=True
            )
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=2000"):
                self._connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            os.close(self._turns)
            raise

    def head(self, writer: str) -> tuple[int, bytes] | None:
        """See `Journal.head`."""
        with _guarded():
            for query in (_HEAD, _SEALED):
                found: tuple[int, bytes] | None = self._connection.execute(query.format("?"), (writer,)).fetchone()
                if found is not None:
                    return found
        return None

    def append(self, rows: Sequence[Row], seal: Seal | None = None) -> Checkpoint | None:
        """See `Journal.append`."""
        with self._transaction() as execute:
            start, left = 0, len(rows)
            while left:
                # Powers of two: as few statements as there are, each prepared once.
                size = min(1 << (left.bit_length() - 1), _LARGEST_STATEMENT)
                flat = [value for row in rows[start : start + size] for value in row]
                execute(_insert("evidence_records", COLUMNS, "?", size), flat)
                start, left = start + size, left - size
            if seal is None:
                return None
            checkpoint = _sealed(execute(_LAST).fetchone(), seal)
            execute(_insert("evidence_checkpoints", _CHECKPOINT_COLUMNS, "?"), values_of(checkpoint))
            return checkpoint

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """See `Journal.archive`."""
        with self._transaction() as execute:
            execute(_insert("evidence_policies", _POLICY, "?", keep="revision"), (revision, at, document))

    def announce(self, key: PublicKey) -> None:
        """See `Journal.announce`."""
        with self._transaction() as execute:
            execute(_insert("evidence_keys", _KEY_COLUMNS, "?", keep="key_id"), values_of(key))

    def remove(self, writer: str, last: int, most: int) -> int:
        """See `Journal.remove`."""
        with self._transaction() as execute:
            return execute(_REMOVE.format("?"), (writer, last, writer, most)).rowcount

    def close(self) -> None:
        """See `Journal.close`."""
        self._connection.close()
        os.close(self._turns)

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        with _guarded():
            fcntl.flock(self._turns, fcntl.LOCK_EX)
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection.execute
                    self._connection.execute("COMMIT")
                    if self._path.stat().st_ino != self._file:
                        raise LogError(f"{self._path}: another file is in its place")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            finally:
                fcntl.flock(self._turns, fcntl.LOCK_UN)


class PostgresJournal:
    """PostgreSQL: the records of a group go by COPY."""

    def __init__(self, url: URL) -> None:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(
            address,
            connect_timeout=5,
            tcp_user_timeout=_PATIENCE * 1000,
            options=f"-c statement_timeout={_PATIENCE * 1000} -c synchronous_commit=on",
        )

    def head(self, writer: str) -> tuple[int, bytes] | None:
        """See `Journal.head`."""
        with self._transaction() as cursor:
            for query in (_HEAD, _SEALED):
                cursor.execute(query.format("%s"), (writer,))
                found: tuple[int, bytes] | None = cursor.fetchone()
                if found is not None:
                    return found
        return None

    def append(self, rows: Sequence[Row], seal: Seal | None = None) -> Checkpoint | None:
        """See `Journal.append`."""
        with self._transaction() as cursor:
            if rows:
                with cursor.copy(_COPY) as copy:
                    copy.set_types(_TYPES)
                    for row in rows:
                        copy.write_row(row)
            if seal is None:
                return None
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
            cursor.execute(_LAST)
            checkpoint = _sealed(cursor.fetchone(), seal)
            cursor.execute(_insert("evidence_checkpoints", _CHECKPOINT_COLUMNS, "%s"), values_of(checkpoint))
            return checkpoint

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """See `Journal.archive`."""
        with self._transaction() as cursor:
            cursor.execute(_insert("evidence_policies", _POLICY, "%s", keep="revision"), (revision, at, document))

    def announce(self, key: PublicKey) -> None:
        """See `Journal.announce`."""
        with self._transaction() as cursor:
            cursor.execute(_insert("evidence_keys", _KEY_COLUMNS, "%s", keep="key_id"), values_of(key))

    def remove(self, writer: str, last: int, most: int) -> int:
        """See `Journal.remove`."""
        with self._transaction() as cursor:
            cursor.execute(_REMOVE.format("%s"), (writer, last, writer, most))
            return cursor.rowcount

    def close(self) -> None:
        """See `Journal.close`."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Cursor[Any]]:
        with _guarded(), self._connection.transaction(), self._connection.cursor() as cursor:
            yield cursor


_KINDS = {"seq": "int8", "at": "int8", "asked": "bytea", "answered": "bytea", "hash": "bytea"}
_TYPES = [_KINDS.get(name, "text") for name in COLUMNS]
_COPY = sql.SQL("COPY evidence_records ({}) FROM STDIN (FORMAT BINARY)").format(
    sql.SQL(",").join(map(sql.Identifier, COLUMNS))
)


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except (*_ERRORS, OSError) as error:
        raise LogError(str(error) or type(error).__name__) from error
