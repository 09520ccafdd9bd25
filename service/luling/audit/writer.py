"""The writer of a process: a group is committed where it gathered if that can be done at once, else by a thread.

The thread is there for whatever takes long or goes wrong: a database over the network, a turn that another process
does not give up, a commit that failed. When one fails, or may have failed, it opens a new connection, asks the log how
far the chain got, and appends the group once more unless it is there; if that fails too, the group is given up (its
callers answer 503), and the log is down until a checkpoint can be committed.

Why not always the thread: `sqlite3` gives the interpreter lock away at every step of a statement, and where the event
loop is busy the thread waits milliseconds to get it back, each time.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ulid import ULID

from luling.audit.appender import Appender, Body, Cadence
from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError
from luling.audit.keys import KeyDirectory
from luling.audit.statements import Group
from luling.storage.database import Database

_log = logging.getLogger(__name__)
_LARGEST_GROUP = 4000  # records in one commit; they take some 60 ms
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0  # seconds between tries to reach a log that is down

# What is handed to the writer: records that are not chained yet, and who waits for them.
Parcel = tuple[Sequence[Body], Any]
# Called by the writer with the tickets of a group, and the error if it was not recorded.
Settle = Callable[[list[Any], LogError | None], None]


class Writer:
    """Appends parcels in the order in which they are put, and tells `settle` of each group.

    `settle` runs on the writer's thread, `sealed` (called with every checkpoint that was committed) wherever it was.
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
        self._settle = settle
        self._appender = Appender(self.name, database, keys, sealed, cadence)
        self._guard = threading.Lock()  # who holds it uses the appender
        self._parcels: queue.SimpleQueue[Parcel | None] = queue.SimpleQueue()
        self._doubtful: tuple[Group, Any] | None = None  # a group of which the loop does not know what became
        self._ended = False
        self._open = threading.Event()  # set when the first try to open the log is over
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)

    def start(self) -> None:
        """Open the log; returns when the first try is over, see `fault`."""
        self._thread.start()
        self._open.wait()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether `write` has nothing to wait for in this block: neither the thread nor another process is writing."""
        if not self._guard.acquire(blocking=False):
            yield False
            return
        try:
            with self._appender.turn() as ours:
                yield ours
        finally:
            self._guard.release()

    def write(self, parcel: Parcel) -> bool:
        """Commit a parcel here and now, in a block of one's `turn`; true if that is done, else the thread has it.

        Nothing else that was put may be under way, or it would be overtaken.
        """
        bodies, ticket = parcel
        if self.fault is None and len(bodies) <= _LARGEST_GROUP:
            group = self._appender.chained(bodies)
            try:
                if self._appender.append_at_once(group):
                    if self._appender.much:
                        self._parcels.put(None)  # wakes the thread
                    return True
            except Exception as error:  # noqa: BLE001 - the thread finds out what became of it
                self._doubtful = group, ticket
                self._failed(error)
                self._parcels.put(None)
                return False
        self.put(parcel)
        return False

    def put(self, parcel: Parcel) -> None:
        """Hand a parcel over to the thread."""
        self._parcels.put(parcel)

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set with the next group at the latest."""
        self._appender.archive(revision, at, document)

    def stop(self, seconds: float) -> None:
        """Commit what was put, sign the last checkpoint and end; give up after `seconds`."""
        self._ended = True
        self._parcels.put(None)
        self._thread.join(seconds)

    def _run(self) -> None:
        self._try(self._recover)
        self._open.set()
        while True:
            if self._doubtful is not None:
                self._settle_doubtful(*self._doubtful)
            elif self.fault is not None and not self._ended:
                self._reopen()
            elif self._appender.much:
                self._transfer()
            elif parcels := self._gather():
                self._write(parcels)
            elif self._ended and self._doubtful is None:
                break
            elif self.fault is None and self._appender.due:
                self._try(lambda: self._appender.seal("regular"))
        if self.fault is None:
            self._try(lambda: self._appender.seal("close"))
        with self._guard:
            self._appender.disconnect()

    def _gather(self) -> list[Parcel]:
        """What has been put, up to a full group; waits for the first, until a checkpoint may be due."""
        found: list[Parcel] = []
        count = 0
        try:
            parcel = self._parcels.get(timeout=0 if self._ended else self._appender.rest)
            while True:
                if parcel is not None:  # nothing is put only to wake the thread
                    found.append(parcel)
                    count += len(parcel[0])
                if count >= _LARGEST_GROUP:
                    break
                parcel = self._parcels.get_nowait()
        except queue.Empty:
            pass
        return found

    def _write(self, parcels: list[Parcel]) -> None:
        tickets = [ticket for _, ticket in parcels]
        group = self._appender.chained([body for bodies, _ in parcels for body in bodies])
        error = self._try(lambda: self._appender.append(group))
        if error is not None:
            error = self._try(lambda: self._again(group))
        self._settle(tickets, error)

    def _transfer(self) -> None:
        try:
            self._appender.transfer()  # without the guard: the loop goes on
        except LogError as error:
            _log.debug("the write-ahead log is left as it is: %s", error)

    def _settle_doubtful(self, group: Group, ticket: Any) -> None:
        self._doubtful = None
        self._settle([ticket], self._try(lambda: self._again(group)))

    def _again(self, group: Group) -> None:
        self._appender.once_more(group)
        self._recovered()

    def _recover(self) -> None:
        self._appender.recover()
        self._recovered()

    def _recovered(self) -> None:
        if self._open.is_set() and self.fault is not None:
            _log.warning("the evidence log is written again")
        self.fault = None

    def _reopen(self) -> None:
        """Try until the log can be written; whatever is put meanwhile is refused."""
        pause = _FIRST_PAUSE
        while self.fault is not None and not self._ended:
            deadline = time.monotonic() + pause
            while (left := deadline - time.monotonic()) > 0 and not self._ended:
                self._refuse(left)
            self._try(self._recover)
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
            with self._guard:
                act()
        except Exception as error:  # noqa: BLE001 - a writer that dies would leave everybody waiting
            return self._failed(error)
        return None

    def _failed(self, error: Exception) -> LogError:
        problem = error if isinstance(error, LogError) else LogError(f"{type(error).__name__}: {error}")
        if self.fault is None:
            _log.warning("the evidence log cannot be written: %s", problem)
        self.fault = str(problem)
        return problem
