"""The writing connection to a log in PostgreSQL: the records of a group go by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL

from luling.audit.chain import COLUMNS, Checkpoint
from luling.audit.keys import PublicKey
from luling.audit.statements import (
    CHECKPOINT_COLUMNS,
    DROP,
    GENERATION,
    HEAD_OF,
    KEEP_ANSWER,
    KEY_COLUMNS,
    LAST,
    MARK,
    POLICY,
    REMOVE,
    SEALED,
    Group,
    KeptAnswers,
    Seal,
    following,
    guarded,
    insertion,
    values_of,
)
from luling.audit.tables import ADVISORY_LOCK

_PATIENCE = 10  # seconds for a statement, and for a server that is silent
_KINDS = {"seq": "int8", "at": "int8", "asked": "bytea", "answered": "bytea", "answer": "bytea", "hash": "bytea"}
_TYPES = [_KINDS.get(name, "text") for name in COLUMNS]
_COPY = sql.SQL("COPY evidence_records ({}) FROM STDIN (FORMAT BINARY)").format(
    sql.SQL(",").join(map(sql.Identifier, COLUMNS))
)
_CHECKPOINT = insertion("evidence_checkpoints", CHECKPOINT_COLUMNS, "%s")
_KEEP = KEEP_ANSWER.format("%s")


class PostgresJournal:
    """See `Journal`."""

    def __init__(self, url: URL) -> None:
        self._answers = KeptAnswers()
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
            for query in (HEAD_OF, SEALED):
                cursor.execute(query.format("%s"), (writer,))
                found: tuple[int, bytes] | None = cursor.fetchone()
                if found is not None:
                    return found
        return None

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """See `Journal.turn`: here nobody waits for others."""
        yield True

    def append(self, group: Group, seal: Seal | None = None, *, patient: bool = True) -> Checkpoint | None:  # noqa: ARG002
        """See `Journal.append`."""
        checkpoint = None
        with self._transaction() as cursor:
            if group.rows:
                self._write(cursor, group)
            if seal is not None:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
                cursor.execute(LAST)
                checkpoint = following(cursor.fetchone(), seal)
                cursor.execute(_CHECKPOINT, values_of(checkpoint))
        self._answers.kept(group)
        return checkpoint

    def _write(self, cursor: psycopg.Cursor[Any], group: Group) -> None:
        found = cursor.execute(GENERATION).fetchone()
        assert found is not None
        if missing := self._answers.missing(group, found[0]):
            cursor.executemany(_KEEP, missing)
        with cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for row in group.rows:
                copy.write_row(row)

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """See `Journal.archive`."""
        with self._transaction() as cursor:
            cursor.execute(insertion("evidence_policies", POLICY, "%s", keep="revision"), (revision, at, document))

    def announce(self, key: PublicKey) -> None:
        """See `Journal.announce`."""
        with self._transaction() as cursor:
            cursor.execute(insertion("evidence_keys", KEY_COLUMNS, "%s", keep="key_id"), values_of(key))

    def remove(self, writer: str, last: int, most: int) -> int:
        """See `Journal.remove`."""
        with self._transaction() as cursor:
            cursor.execute(REMOVE.format("%s"), (writer, last, writer, most))
            return cursor.rowcount

    def transfer(self) -> None:
        """See `Journal.transfer`: the server does it."""

    def mark_answers(self) -> None:
        """See `Journal.mark_answers`."""
        with self._transaction() as cursor:
            # Waits for every group on its way, and holds up those that are to come: each reads this table first.
            cursor.execute("LOCK TABLE evidence_schema IN ACCESS EXCLUSIVE MODE")
            for statement in MARK:
                cursor.execute(statement)

    def remove_answers(self, digests: Sequence[bytes]) -> int:
        """See `Journal.remove_answers`."""
        with self._transaction() as cursor:
            cursor.executemany(DROP.format("%s"), [(one,) for one in digests])
            return cursor.rowcount

    def close(self) -> None:
        """See `Journal.close`."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Cursor[Any]]:
        with guarded(), self._connection.transaction(), self._connection.cursor() as cursor:
            yield cursor
