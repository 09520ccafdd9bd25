"""The writer: one thread a process, which commits what has gathered as one group.

It owns its writer's chain. When a commit fails, or may have failed, it opens a new connection, asks the log how far the
chain got, and appends the group once more unless it is there; if that fails too, the group is given up (its callers
answer 503), and the log is down until a checkpoint can be committed.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ulid import ULID

from luling.audit.chain import Checkpoint, Row, digest, first_hash
from luling.audit.entry import LogError
from luling.audit.journal import Journal, Seal, open_journal
from luling.audit.keys import KeyDirectory, signed
from luling.audit.tables import create
from luling.storage.database import Database

_log = logging.getLogger(__name__)
_LARGEST_GROUP = 1000  # records in one commit
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0  # seconds between tries to reach a log that is down


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a writer signs a checkpoint: after so many records, or so many seconds after the last if there are any."""

    records: int = 1000
    seconds: float = 5.0


# What is handed to the writer: rows without writer, number and hash; and who waits for them.
Parcel = tuple[Sequence[Row], Any]
# Called by the writer with the tickets of a group, and the error if it was not recorded.
Settle = Callable[[list[Any], LogError | None], None]


class Writer:
    """Appends parcels in the order in which they are put, and tells `settle` of each group.

    `settle` and `sealed` (called with every checkpoint that was committed) run on the writer's thread.
    """

    def __init__(
        self,
        database: Database,
        keys: KeyDirectory,
        settle: Settle,
        sealed: Callable[[Checkpoint], None],
        cadence: Cadence,
    ) -> None:
        self.name = str(ULID())
        self.fault: str | None = "the log is not open yet"
        self._database, self._keys, self._settle, self._sealed, self._cadence = database, keys, settle, sealed, cadence
        self._parcels: queue.SimpleQueue[Parcel | None] = queue.SimpleQueue()
        self._policies: dict[str, tuple[int, bytes]] = {}
        self._archived: set[str] = set()
        self._journal: Journal | None = None
        self._seq, self._hash = 0, first_hash(self.name)
        # Where the chain may have got to besides, by commits of which the outcome is not known.
        self._perhaps: set[tuple[int, bytes]] = set()
        self._made = False  # the log was there once: if it is gone, no new one is begun
        self._unsealed, self._sealed_at = 0, time.monotonic()
        self._key_id = ""
        self._ended = False
        self._open = threading.Event()  # set when the first try to open the log is over
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)

    def start(self) -> None:
        """Open the log; returns when the first try is over, see `fault`."""
        self._thread.start()
        self._open.wait()

    def put(self, parcel: Parcel) -> None:
        """Hand over a parcel."""
        self._parcels.put(parcel)

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set with the next group at the latest."""
        self._policies[revision] = at, document

    def stop(self, seconds: float) -> None:
        """Commit what was put, sign the last checkpoint and end; give up after `seconds`."""
        self._ended = True
        self._parcels.put(None)
        self._thread.join(seconds)

    def _run(self) -> None:
        self._try(lambda: self._recover("open"))
        self._open.set()
        while True:
            if self.fault is not None and not self._ended:
                self._reopen()
            parcels = self._gather()
            if parcels:
                self._write(parcels)
            elif self._ended:
                break
            elif self.fault is None and self._due():
                self._try(lambda: self._append((), "regular"))
        if self.fault is None:
            self._try(lambda: self._append((), "close"))
        self._give_up_connection()

    def _gather(self) -> list[Parcel]:
        """What has been put, up to a full group; waits for the first, until the next checkpoint is due."""
        until = self._sealed_at + self._cadence.seconds - time.monotonic() if self._unsealed else None
        found: list[Parcel] = []
        count = 0
        try:
            first = self._parcels.get(timeout=None if until is None else max(until, 0.0))
            while first is not None:
                found.append(first)
                count += len(first[0])
                if count >= _LARGEST_GROUP:
                    break
                first = self._parcels.get_nowait()
        except queue.Empty:
            pass
        return found

    def _write(self, parcels: list[Parcel]) -> None:
        tickets = [ticket for _, ticket in parcels]
        seq, previous = self._seq, self._hash
        rows: list[Row] = []
        for bodies, _ in parcels:
            for body in bodies:
                seq += 1
                *head, asked, answered = body
                full = (self.name, seq, *head)
                previous = digest(previous, full, asked, answered)
                rows.append((*full, asked, answered, previous))
        self._unsealed += len(rows)
        error = self._try(lambda: self._append(rows, "regular" if self._due() else None))
        if error is not None:
            # Once more on a new connection, where it may turn out to be there already.
            error = self._try(lambda: self._again(rows))
        self._settle(tickets, error)

    def _again(self, rows: list[Row]) -> None:
        last = rows[-1][1], rows[-1][-1]
        self._reconnect()
        if (self._seq, self._hash) == last:
            self._append((), "regular")
        else:
            start = self._seq + 1
            if rows[0][1] != start:
                raise LogError(f"an earlier group turned out to be written: the chain is at record {self._seq}")
            self._append(rows, "regular")
        self._recovered()

    def _append(self, rows: Sequence[Row], seal: str | None) -> None:
        assert self._journal is not None
        for revision in [one for one in self._policies if one not in self._archived]:
            self._journal.archive(revision, *self._policies.pop(revision))
            self._archived.add(revision)
        seq, last = (rows[-1][1], rows[-1][-1]) if rows else (self._seq, self._hash)
        self._perhaps.add((seq, last))
        checkpoint = self._journal.append(rows, self._seal(seal, seq, last) if seal else None)
        self._seq, self._hash = seq, last
        self._perhaps.clear()
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
            unsigned = Checkpoint(number + 1, kind, self.name, seq, last, _now(), "", self._key_id, previous)
            return signed(unsigned, signer)

        return seal

    def _due(self) -> bool:
        late = time.monotonic() - self._sealed_at >= self._cadence.seconds
        return self._unsealed >= self._cadence.records or (late and self._unsealed > 0)

    def _recover(self, kind: str) -> None:
        """Open the log and prove by a checkpoint that it can be written."""
        self._reconnect()
        self._append((), kind)
        self._recovered()

    def _recovered(self) -> None:
        if self._open.is_set() and self.fault is not None:
            _log.warning("the evidence log is written again")
        self.fault = None

    def _reconnect(self) -> None:
        """Open a new connection and find out how far the chain got."""
        self._give_up_connection()
        if not self._made:
            create(self._database)
        self._journal = open_journal(self._database)
        self._key_id = ""
        found = self._journal.head(self.name) or (0, first_hash(self.name))
        if found != (self._seq, self._hash) and found not in self._perhaps:
            raise LogError(f"the chain of writer {self.name} ends with record {found[0]}, it was at {self._seq}")
        self._seq, self._hash = found
        self._made = True

    def _reopen(self) -> None:
        """Try until the log can be written; whatever is put meanwhile is refused."""
        pause = _FIRST_PAUSE
        kind = "regular" if self._seq else "open"
        while self.fault is not None and not self._ended:
            deadline = time.monotonic() + pause
            while (left := deadline - time.monotonic()) > 0 and not self._ended:
                self._refuse(left)
            self._try(lambda: self._recover(kind))
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _refuse(self, seconds: float) -> None:
        try:
            parcel = self._parcels.get(timeout=seconds)
        except queue.Empty:
            return
        if parcel is not None:
            self._settle([parcel[1]], LogError(self.fault or ""))

    def _try(self, act: Callable[[], None]) -> LogError | None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - a writer that dies would leave everybody waiting
            problem = error if isinstance(error, LogError) else LogError(f"{type(error).__name__}: {error}")
            if self.fault is None:
                _log.warning("the evidence log cannot be written: %s", problem)
            self.fault = str(problem)
            return problem
        return None

    def _give_up_connection(self) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            try:
                journal.close()
            except Exception:  # noqa: BLE001 - it is not used any more, whatever state it is in
                _log.debug("closing a broken connection", exc_info=True)


def _now() -> int:
    return time.time_ns() // 1000
