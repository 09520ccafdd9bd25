"""The writing connection to the log, whichever database it is in: one transaction a group."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError
from luling.audit.keys import PublicKey
from luling.audit.postgres_journal import PostgresJournal
from luling.audit.sqlite_journal import SqliteJournal
from luling.audit.statements import ERRORS, Group, Seal
from luling.storage.database import Database


class Journal(Protocol):
    """A connection that appends. Used by one thread at a time."""

    def head(self, writer: str) -> tuple[int, bytes] | None:
        """The last record of a writer: its number and hash."""

    def turn(self) -> AbstractContextManager[bool]:
        """Whether it is this one's turn to append: then it is, until the first transaction or the block ends."""

    def append(self, group: Group, seal: Seal | None = None, *, patient: bool = True) -> Checkpoint | None:
        """Commit these records, what they have in common, and the checkpoint that `seal` makes; durable on return.

        Raises:
            BusyError: another one writes, and somebody impatient does not wait. Nothing was done.
            LogError: not done, or not known to be done: open a new connection and ask for the `head`.
        """

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set, unless its revision is there."""

    def announce(self, key: PublicKey) -> None:
        """Keep a public key, unless it is there."""

    def remove(self, writer: str, last: int, most: int) -> int:
        """Remove at most so many of a writer's records up to `last`, the first ones; how many there were."""

    def transfer(self) -> None:
        """Have the database take over what was written, if that is not its own business. Beside whoever appends."""

    def mark_answers(self) -> None:
        """Mark every answer as idle. Whoever names one from now on keeps it first, which takes the mark away."""

    def remove_answers(self, digests: Sequence[bytes]) -> int:
        """Remove those of these answers that are marked still; how many there were."""

    def close(self) -> None:
        """Give the connection up."""


def open_journal(database: Database) -> Journal:
    """A new connection to the log.

    Raises:
        LogError: the database cannot be reached.
    """
    try:
        return SqliteJournal(database.url) if database.sqlite else PostgresJournal(database.url)
    except (*ERRORS, OSError) as error:
        raise LogError(f"{database.shown}: {error}") from error
