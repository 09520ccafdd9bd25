"""The statements of both databases by which the log is written, as texts in which a mark stands for each value."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg

from luling.audit.answers import SharedAnswer
from luling.audit.chain import NO_CHECKPOINT, Checkpoint, Row
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
_ANSWER = ("digest", "effect", "regulations", "articles", "policy_revision", "engine", "text")
KEEP_ANSWER = "INSERT INTO evidence_answers ({}) VALUES ({}) ON CONFLICT (digest) DO UPDATE SET idle = 0".format(  # noqa: S608
    ",".join(_ANSWER), ",".join(["{0}"] * len(_ANSWER))
)
GENERATION = "SELECT generation FROM evidence_schema"
MARK = ("UPDATE evidence_schema SET generation = generation + 1", "UPDATE evidence_answers SET idle = 1")
DROP = "DELETE FROM evidence_answers WHERE digest = {} AND idle = 1"
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one commit, and the answers that they name, by digest."""

    rows: Sequence[Row] = ()
    answers: Mapping[bytes, SharedAnswer] = field(default_factory=dict)


class KeptAnswers:
    """Which answers this connection knows to be in the log. It asks before each group whether that still holds."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._generation = -1

    def missing(self, group: Group, generation: int) -> list[Row]:
        """Rows of the answers of a group that are to be kept before it, in one order for all processes.

        PostgreSQL makes whoever adds the same answer wait for the first: in different orders they might never end.
        """
        if generation != self._generation or len(self._known) > _MOST_KNOWN:
            self._known.clear()
            self._generation = generation
        return [group.answers[one].row for one in sorted(group.answers.keys() - self._known)]

    def kept(self, group: Group) -> None:
        """The group is committed."""
        self._known.update(group.answers)


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
