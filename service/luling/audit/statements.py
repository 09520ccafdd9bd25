"""The statements of both databases by which the log is written, as texts in which a mark stands for each value."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg

from luling.audit.chain import NO_CHECKPOINT, Checkpoint
from luling.audit.entry import LogError
from luling.audit.keys import PublicKey

# Given the number and the digest of the last checkpoint, the next one.
Seal = Callable[[int, bytes], Checkpoint]
ERRORS = (sqlite3.Error, psycopg.Error)
CHECKPOINT_COLUMNS = Checkpoint.__struct_fields__
KEY_COLUMNS = PublicKey.__struct_fields__


def insertion(table: str, columns: Sequence[str], mark: str, keep: str = "") -> LiteralString:
    one = "(" + ",".join([mark] * len(columns)) + ")"
    # Names of our own tables and columns only; every value is a parameter.
    text = f"INSERT INTO {table} ({','.join(columns)}) VALUES {one}"  # noqa: S608
    if keep:
        text += f" ON CONFLICT ({keep}) DO NOTHING"
    return text


def values_of(struct: Checkpoint | PublicKey) -> tuple[Any, ...]:
    """The row of a checkpoint or a key."""
    return tuple(getattr(struct, name) for name in struct.__struct_fields__)


LAST = "SELECT {} FROM evidence_checkpoints ORDER BY number DESC LIMIT 1".format(",".join(CHECKPOINT_COLUMNS))  # noqa: S608
HEAD_OF = "SELECT seq, hash FROM evidence_records WHERE writer = {} ORDER BY seq DESC LIMIT 1"
# Where retention removed all of a writer's records, a checkpoint has the hash of the last.
SEALED = "SELECT seq, hash FROM evidence_checkpoints WHERE writer = {} ORDER BY seq DESC LIMIT 1"
REMOVE = (
    "DELETE FROM evidence_records WHERE writer = {0} AND seq <= {0}"
    " AND seq < (SELECT min(seq) FROM evidence_records WHERE writer = {0}) + {0}"
)
POLICY = ("revision", "at", "document")


def following(last: Sequence[Any] | None, seal: Seal) -> Checkpoint:
    if last is None:
        return seal(0, NO_CHECKPOINT)
    before = Checkpoint(*last)
    return seal(before.number, before.digest)


@contextmanager
def guarded() -> Iterator[None]:
    try:
        yield
    except (*ERRORS, OSError) as error:
        raise LogError(str(error) or type(error).__name__) from error
