"""One writer's chain on its connection: groups of records are appended to it, signed, and looked for after a failure.

Nothing here takes turns: whoever uses an appender holds the writer's guard (`writer.py`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from luling.audit.answers import SharedAnswer
from luling.audit.chain import Checkpoint, Row, digest, first_hash
from luling.audit.entry import BusyError, LogError
from luling.audit.journal import Journal, open_journal
from luling.audit.keys import KeyDirectory, signed
from luling.audit.statements import Group, Seal
from luling.audit.tables import create
from luling.storage.database import Database

_log = logging.getLogger(__name__)
_TRANSFERRED = 4_000  # records


# A record that is not chained yet: its columns from `id` to `resource`, its answer, `masks`, `asked`, `answered`.
Body = tuple[Row, SharedAnswer, str, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a writer signs a checkpoint: after so many records, or so many seconds after the last if there are any."""

    records: int = 1000
    seconds: float = 5.0


class Appender:
    """The chain of the writer `name`, as far as it is known to be in the log, and the connection that appends to it.

    `sealed` is called with every checkpoint that was committed.
    """

    def __init__(
        self,
        name: str,
        database: Database,
        keys: KeyDirectory,
        sealed: Callable[[Checkpoint], None],
        cadence: Cadence,
    ) -> None:
        self._name = name
        self._database, self._keys, self._sealed, self._cadence = database, keys, sealed, cadence
        self._policies: dict[str, tuple[int, bytes]] = {}
        self._archived: set[str] = set()
        self._journal: Journal | None = None
        self._seq, self._hash = 0, first_hash(name)
        # Where the chain may have got to besides, by commits of which the outcome is not known.
        self._perhaps: set[tuple[int, bytes]] = set()
        self._made = False  # the log was there once: if it is gone, no new one is begun
        self._unsealed, self._sealed_at = 0, time.monotonic()
        self._key_id = ""
        self._written = 0  # records since the last transfer

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set with the next group at the latest."""
        self._policies[revision] = at, document

    @property
    def much(self) -> bool:
        """Whether so much was written that a transfer is worth it."""
        return self._written >= _TRANSFERRED

    def transfer(self) -> None:
        """See `Journal.transfer`. The one thing that another thread may do while somebody appends.

        Raises:
            LogError: it was not done, which nobody has to know: it is tried again.
        """
        self._written = 0
        if self._journal is not None:
            self._journal.transfer()

    @property
    def due(self) -> bool:
        """Whether a checkpoint is."""
        late = time.monotonic() - self._sealed_at >= self._cadence.seconds
        return self._unsealed >= self._cadence.records or (late and self._unsealed > 0)

    @property
    def rest(self) -> float:
        """Seconds until there may be a checkpoint due by time."""
        left = self._sealed_at + self._cadence.seconds - time.monotonic()
        return max(left, 0.0) if self._unsealed else self._cadence.seconds

    def chained(self, bodies: Sequence[Body]) -> Group:
        """A group that follows what is in the log."""
        name, seq, previous = self._name, self._seq, self._hash
        rows: list[Row] = []
        answers: dict[bytes, SharedAnswer] = {}
        for head, answer, masks, asked, answered in bodies:
            seq += 1
            answers[answer.digest] = answer
            full = (name, seq, *head, answer.digest, masks)
            previous = digest(previous, full, asked, answered)
            rows.append((*full, asked, answered, previous))
        return Group(rows, answers)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """See `Journal.turn`. True also where there is no connection: then nobody else is in the way."""
        with nullcontext(True) if self._journal is None else self._journal.turn() as ours:
            yield ours

    def append(self, group: Group) -> None:
        """Commit a group, with a checkpoint if one is due.

        Raises:
            LogError: not done, or not known to be done: `once_more`.
        """
        self._unsealed += len(group.rows)
        self._keep_policies()
        self._commit(group, "regular" if self.due else None, patient=True)

    def append_at_once(self, group: Group) -> bool:
        """The same if nothing has to be waited for but the disk. False: it has to, and nothing was done.

        Raises:
            LogError: as for `append`.
        """
        if self._journal is None or self._policies:
            return False
        self._unsealed += len(group.rows)
        seal = "regular" if self.due else None
        try:
            if seal and self._keys.signer.public.key_id != self._key_id:
                raise BusyError("a new key is to be announced first")
            self._commit(group, seal, patient=False)
        except BusyError:
            self._unsealed -= len(group.rows)
            return False
        return True

    def seal(self, kind: str) -> None:
        """Commit a checkpoint of the last record.

        Raises:
            LogError: not done, or not known to be done.
        """
        self._keep_policies()
        self._commit(Group(), kind, patient=True)

    def once_more(self, group: Group) -> None:
        """Append a group on a new connection, unless it turns out to be there already.

        Raises:
            LogError: it cannot be appended.
        """
        self.reconnect()
        rows = group.rows
        if (self._seq, self._hash) == (rows[-1][1], rows[-1][-1]):
            self.seal("regular")
        elif rows[0][1] != self._seq + 1:
            raise LogError(f"an earlier group turned out to be written: the chain is at record {self._seq}")
        else:
            self._keep_policies()
            self._commit(group, "regular", patient=True)

    def recover(self) -> None:
        """Open the log, and prove by a checkpoint that it can be written.

        Raises:
            LogError: it cannot.
        """
        kind = "regular" if self._seq else "open"
        self.reconnect()
        self.seal(kind)

    def reconnect(self) -> None:
        """Open a new connection and find out how far the chain got.

        Raises:
            LogError: the log cannot be reached, or its chain is not this writer's.
        """
        self.disconnect()
        if not self._made:
            create(self._database)
        self._journal = open_journal(self._database)
        self._key_id = ""
        found = self._journal.head(self._name) or (0, first_hash(self._name))
        if found != (self._seq, self._hash) and found not in self._perhaps:
            raise LogError(f"the chain of writer {self._name} ends with record {found[0]}, it was at {self._seq}")
        self._seq, self._hash = found
        self._made = True

    def disconnect(self) -> None:
        """Give the connection up, whatever state it is in."""
        journal, self._journal = self._journal, None
        if journal is not None:
            try:
                journal.close()
            except Exception:  # noqa: BLE001 - it is not used any more
                _log.debug("closing a broken connection", exc_info=True)

    def _keep_policies(self) -> None:
        assert self._journal is not None
        for revision in list(self._policies):
            document = self._policies.pop(revision)
            if revision not in self._archived:
                self._journal.archive(revision, *document)
                self._archived.add(revision)

    def _commit(self, group: Group, seal: str | None, *, patient: bool) -> None:
        assert self._journal is not None
        rows = group.rows
        head = (rows[-1][1], rows[-1][-1]) if rows else (self._seq, self._hash)
        made = self._seal(seal, *head) if seal else None
        try:
            checkpoint = self._journal.append(group, made, patient=patient)
        except BusyError:
            raise
        except LogError:
            self._perhaps.add(head)
            raise
        self._seq, self._hash = head
        self._perhaps.clear()
        self._written += len(rows)
        if checkpoint is not None:
            self._unsealed, self._sealed_at = 0, time.monotonic()
            self._sealed(checkpoint)

    def _seal(self, kind: str, seq: int, last: bytes) -> Seal:
        assert self._journal is not None
        signer = self._keys.signer
        if signer.public.key_id != self._key_id:
            self._journal.announce(signer.public)
            self._key_id = signer.public.key_id

        def seal(number: int, previous: bytes) -> Checkpoint:
            now = time.time_ns() // 1000
            return signed(Checkpoint(number + 1, kind, self._name, seq, last, now, "", self._key_id, previous), signer)

        return seal
