"""The chain: canonical bytes of a record and of a checkpoint, and what links each to the one before.

    hash(n) = SHA-256(hash(n-1) ‖ header(n) ‖ asked(n) ‖ answered(n))       hash(0) = SHA-256(GENESIS ‖ writer)

`header` is the JSON array, without spaces and in UTF-8, of the columns of the record up to `masks` in the order of
`COLUMNS` (`answer`, a digest, in base64), followed by the lengths in bytes of `asked` and `answered`. With the lengths
in it no two records have the same bytes. Every writer, that is every run of a process, has a chain of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec

from luling.audit.tables import records

COLUMNS: tuple[str, ...] = tuple(column.name for column in records.columns)
HEAD = COLUMNS.index("asked")  # so many columns are in the header; `asked`, `answered`, `hash` follow
GENESIS = b"luling evidence 2\n"
_CHECKPOINT = b"luling evidence checkpoint 1\n"

_encode = msgspec.json.Encoder().encode
Row = tuple[Any, ...]


def first_hash(writer: str) -> bytes:
    """What stands before a writer's first record."""
    return sha256(GENESIS + writer.encode()).digest()


def digest(previous: bytes, head: Sequence[Any], asked: bytes, answered: bytes) -> bytes:
    """The hash of a record: `head` are the values of its first `HEAD` columns."""
    header = _encode((*head, len(asked), len(answered)))
    return sha256(b"".join((previous, header, asked, answered))).digest()


class Checkpoint(msgspec.Struct, frozen=True):
    """A signed statement about one writer's chain: that its record `seq` has this `hash`.

    `kind`: `open` and `close` (a writer began, ended), `regular`, `dropped` (the writer's records up to `seq` were
    removed; `note` says by whom and how many). Checkpoints of all writers are one chain: `number` counts from 1 without
    gaps and `previous` is the `digest` of the one before.
    """

    number: int
    kind: str
    writer: str
    seq: int
    hash: bytes
    at: int
    note: str
    key_id: str
    previous: bytes
    signature: bytes = b""

    @property
    def signed(self) -> bytes:
        """The bytes that are signed."""
        values = (self.number, self.kind, self.writer, self.seq, self.hash.hex(), self.at, self.note, self.key_id)
        return _CHECKPOINT + _encode((*values, self.previous.hex()))

    @property
    def digest(self) -> bytes:
        """What the next checkpoint names as its `previous`, and what an anchor keeps."""
        return sha256(self.signed + self.signature).digest()


NO_CHECKPOINT = sha256(_CHECKPOINT).digest()  # the `previous` of the first one
