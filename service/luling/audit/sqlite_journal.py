"""The writing connection to a log in SQLite, by the plain driver: what costs is the commit, so a group is one."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from luling.audit.chain import COLUMNS, Checkpoint
from luling.audit.entry import BusyError, LogError
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

_PATIENCE = 10  # seconds for another's transaction
_LARGEST_LOG = 16_000  # pages of the write-ahead log at which a commit copies it, if nobody else has
_RECORD = insertion("evidence_records", COLUMNS, "?")
_CHECKPOINT = insertion("evidence_checkpoints", CHECKPOINT_COLUMNS, "?")
_KEEP = KEEP_ANSWER.format("?")
_TRANSFER = "PRAGMA wal_checkpoint(PASSIVE)"


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
            self._address = f"{self._path.as_uri()}?mode=rw"
            self._beside: _Beside | None = None
            self._patient = True
            self._answers = KeptAnswers()
            self._connection = sqlite3.connect(
                self._address, _PATIENCE, isolation_level=None, check_same_thread=False, uri=True
            )
            for pragma in ("journal_mode=WAL", "synchronous=FULL", f"wal_autocheckpoint={_LARGEST_LOG}"):
                self._connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            os.close(self._turns)
            raise

    def head(self, writer: str) -> tuple[int, bytes] | None:
        """See `Journal.head`."""
        with guarded():
            for query in (HEAD_OF, SEALED):
                found: tuple[int, bytes] | None = self._connection.execute(query.format("?"), (writer,)).fetchone()
                if found is not None:
                    return found
        return None

    def append(self, group: Group, seal: Seal | None = None, *, patient: bool = True) -> Checkpoint | None:
        """See `Journal.append`."""
        checkpoint = None
        with self._transaction(patient=patient) as connection:
            if group.rows:
                (generation,) = connection.execute(GENERATION).fetchone()
                if missing := self._answers.missing(group, generation):
                    connection.executemany(_KEEP, missing)
                connection.executemany(_RECORD, group.rows)
            if seal is not None:
                checkpoint = following(connection.execute(LAST).fetchone(), seal)
                connection.execute(_CHECKPOINT, values_of(checkpoint))
        self._answers.kept(group)
        return checkpoint

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """See `Journal.archive`."""
        with self._transaction() as connection:
            connection.execute(insertion("evidence_policies", POLICY, "?", keep="revision"), (revision, at, document))

    def announce(self, key: PublicKey) -> None:
        """See `Journal.announce`."""
        with self._transaction() as connection:
            connection.execute(insertion("evidence_keys", KEY_COLUMNS, "?", keep="key_id"), values_of(key))

    def remove(self, writer: str, last: int, most: int) -> int:
        """See `Journal.remove`."""
        with self._transaction() as connection:
            return connection.execute(REMOVE.format("?"), (writer, last, writer, most)).rowcount

    def transfer(self) -> None:
        """See `Journal.transfer`: the write-ahead log is copied into the database file, so that it begins anew.

        Most of it while others append; for the rest, which is little by then, it is this one's turn.
        """
        with guarded():
            if self._beside is None:
                self._beside = _Beside(self._path, self._address)
            self._beside.transfer()

    def mark_answers(self) -> None:
        """See `Journal.mark_answers`."""
        with self._transaction() as connection:
            for statement in MARK:
                connection.execute(statement)

    def remove_answers(self, digests: Sequence[bytes]) -> int:
        """See `Journal.remove_answers`."""
        with self._transaction() as connection:
            return connection.executemany(DROP.format("?"), [(one,) for one in digests]).rowcount

    def close(self) -> None:
        """See `Journal.close`."""
        if self._beside is not None:
            self._beside.close()
        self._connection.close()
        os.close(self._turns)

    @contextmanager
    def _transaction(self, *, patient: bool = True) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        with guarded(), self.turn(patient=patient) as ours:
            if not ours:
                raise BusyError("another process writes")
            self._begin(patient)
            try:
                yield connection
                connection.execute("COMMIT")
                if self._path.stat().st_ino != self._file:
                    raise LogError(f"{self._path}: another file is in its place")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def turn(self, *, patient: bool = False) -> Iterator[bool]:
        """See `Journal.turn`; somebody patient waits for it."""
        try:
            fcntl.flock(self._turns, fcntl.LOCK_EX if patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._turns, fcntl.LOCK_UN)

    def _begin(self, patient: bool) -> None:
        if patient is not self._patient:
            self._connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000 if patient else 0}")
            self._patient = patient
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY and not patient:
                raise BusyError(str(error)) from error
            raise


class _Beside:
    """A second connection, for another thread than the one that appends, with a turn of its own."""

    def __init__(self, path: Path, address: str) -> None:
        self._connection = sqlite3.connect(address, 0, isolation_level=None, check_same_thread=False, uri=True)
        self._turns = os.open(f"{path}.lock", os.O_RDWR)

    def transfer(self) -> None:
        self._connection.execute(_TRANSFER)
        fcntl.flock(self._turns, fcntl.LOCK_EX)
        try:
            self._connection.execute(_TRANSFER)
        finally:
            fcntl.flock(self._turns, fcntl.LOCK_UN)

    def close(self) -> None:
        self._connection.close()
        os.close(self._turns)
