"""Checkpoints made from outside the writers: of every writer's last record, and of removals; and the change of keys."""

from __future__ import annotations

import time

from sqlalchemy import and_, func, select
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError
from luling.audit.journal import Journal
from luling.audit.keys import KeyDirectory, PublicKey, signed
from luling.audit.statements import Group
from luling.audit.tables import checkpoints, records
from luling.storage.database import Database


def append_checkpoint(
    journal: Journal, directory: KeyDirectory, kind: str, writer: str, seq: int, last: bytes, note: str = ""
) -> Checkpoint:
    """Sign and commit a checkpoint about a writer that may be another process.

    Raises:
        LogError: it could not be committed.
    """
    signer = directory.signer
    journal.announce(signer.public)

    def seal(number: int, previous: bytes) -> Checkpoint:
        now, key = time.time_ns() // 1000, signer.public.key_id
        return signed(Checkpoint(number + 1, kind, writer, seq, last, now, note, key, previous), signer)

    checkpoint = journal.append(Group(), seal)
    assert checkpoint is not None
    return checkpoint


def checkpoint_heads(database: Database, journal: Journal, directory: KeyDirectory) -> list[Checkpoint]:
    """Sign the last record of every writer that has records after its last checkpoint, running or not.

    Raises:
        LogError: the log cannot be read or written.
    """
    sealed = select(checkpoints.c.writer, func.max(checkpoints.c.seq).label("seq")).group_by(checkpoints.c.writer)
    last = select(records.c.writer, func.max(records.c.seq).label("seq")).group_by(records.c.writer)
    known, heads = sealed.subquery(), last.subquery()
    query = (
        select(records.c.writer, records.c.seq, records.c.hash)
        .join(heads, and_(records.c.writer == heads.c.writer, records.c.seq == heads.c.seq))
        .outerjoin(known, known.c.writer == heads.c.writer)
        .where(func.coalesce(known.c.seq, 0) < heads.c.seq)
        .order_by(records.c.writer)
    )
    try:
        with database.engine.connect().execution_options(luling_reads=True) as connection:
            found = list(connection.execute(query))
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error
    return [append_checkpoint(journal, directory, "regular", *row) for row in found]


def last_checkpoint(database: Database) -> Checkpoint | None:
    """The last checkpoint of the log.

    Raises:
        LogError: the log cannot be read.
    """
    try:
        with database.engine.connect().execution_options(luling_reads=True) as connection:
            row = connection.execute(select(checkpoints).order_by(checkpoints.c.number.desc()).limit(1)).first()
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error
    return Checkpoint(*row) if row else None


def rotate_key(journal: Journal, directory: KeyDirectory) -> PublicKey:
    """A new signing key, endorsed by the old one, whose private half is gone afterwards.

    Running writers take it up with their next checkpoint.

    Raises:
        LogError: the log or the directory cannot be written; the old key stays.
    """
    journal.announce(directory.signer.public)
    successor, content = directory.successor()
    journal.announce(successor.public)
    try:
        directory.adopt(content)
    except OSError as error:
        raise LogError(f"the new key cannot be stored: {error}") from error
    return successor.public
