"""The evidence log of a process, as the rooms that record use it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Self

import msgspec

from luling.audit.anchors import Anchoring, Place
from luling.audit.answers import SharedAnswer, whole_answer, without_text
from luling.audit.appender import Body, Cadence
from luling.audit.chain import Checkpoint
from luling.audit.columns import column
from luling.audit.entry import Entry, LogError
from luling.audit.keys import KeyDirectory
from luling.audit.masking import Masking, Masks
from luling.audit.writer import Writer
from luling.storage.database import Database, StorageError

_MOST_WAITING = 20_000  # records that may wait for their commit
_GROUP = 16  # records that are worth a commit
_MOST_TURNS = 3  # of the loop, for which a call waits for others
_LONGEST_TURN = 0.005  # seconds for which the loop looks whether another process's commit is over
_LONGEST_WAIT = 5.0  # seconds that an answer waits for its record
_CLOSING = 10.0  # seconds for the last group at the end

_encode = msgspec.json.Encoder().encode
_Ticket = tuple[asyncio.Future[None], int]  # who waits, and for how many records
_Parcel = tuple[list[Body], list[_Ticket]]


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What the log needs to know. `keys` is the directory of its secrets, `url` its database."""

    url: str
    keys: Path
    cadence: Cadence = field(default_factory=Cadence)
    anchors: tuple[Place, ...] = ()


class EvidenceLog:
    """Records entries. An async context manager, used on one event loop; entries of one call stay together."""

    def __init__(self, settings: LogSettings, masking: Masking | None = None) -> None:
        """Opens nothing yet.

        Raises:
            LogError: the URL names no database of a known kind, or the directory of the secrets cannot be used.
        """
        try:
            self.database = Database(settings.url)
        except StorageError as error:
            raise LogError(str(error)) from error
        self.keys = KeyDirectory.open(settings.keys)
        self.masking = masking or Masking()  # replaced when the rules change
        self.checkpoint: Checkpoint | None = None  # the last one of this process
        self._plain: tuple[Masking, set[bytes]] = (self.masking, set())  # answers in which nothing is masked
        self._settings = settings
        self._anchoring: Anchoring | None = None
        self._writer: Writer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[asyncio.Future[None], float] = {}
        self._gathered: list[tuple[list[Body], _Ticket]] = []
        self._count = 0
        self._turn_asked: float | None = None  # when it was another's turn first
        self._looking = False
        self._under_way = 0  # parcels that are with the writer's thread
        self._watch: asyncio.TimerHandle | None = None
        self._stalled: str | None = None  # a commit hangs; until it ends nothing more is taken

    async def __aenter__(self) -> Self:
        """Starts the writer. A log that cannot be opened is down, and tried again: see `fault`."""
        self._loop = asyncio.get_running_loop()
        self._anchoring = Anchoring(self._settings.anchors)
        self._writer = Writer(self.database, self.keys, self._settle, self._sealed, self._settings.cadence)
        await asyncio.to_thread(self._writer.start)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._writer is not None and self._gathered:
            self._put(self._writer, self._parcel())
        writer, self._writer = self._writer, None
        if writer is not None:
            await asyncio.to_thread(writer.stop, _CLOSING)
        if self._anchoring is not None:
            await asyncio.to_thread(self._anchoring.stop, _CLOSING)
        if self._watch is not None:
            self._watch.cancel()
        self._fail(list(self._waiting), LogError("the log was closed"))
        self.database.close()

    @property
    def fault(self) -> str | None:
        """Why the log cannot be written now, or None."""
        if self._writer is None:
            return "the log is closed"
        return self._writer.fault or self._stalled

    @property
    def waiting(self) -> int:
        """How many records wait for their commit."""
        return self._count

    @property
    def writer(self) -> str:
        """The id of this process's chain; empty while closed."""
        return self._writer.name if self._writer else ""

    async def record(self, entry: Entry) -> None:
        """Returns when the entry is durable.

        Raises:
            LogError: it is not, or not known to be: the log is down, full, or too slow. Answer nothing.
        """
        await self.record_all((entry,))

    async def record_all(self, entries: Sequence[Entry]) -> None:
        """Returns when all of them are durable; they follow each other in the chain.

        Raises:
            LogError: as for `record`; none of them may be answered.
        """
        if not entries:
            return
        writer, fault = self._writer, self.fault
        if writer is None or fault is not None:
            raise LogError(fault or "the log is closed")
        if self._count + len(entries) > _MOST_WAITING:
            raise LogError(f"{self._count} records are waiting already")
        assert self._loop is not None
        bodies = [self._body(entry) for entry in entries]
        done = self._loop.create_future()
        self._waiting[done] = self._loop.time()
        self._count += len(bodies)
        if self._watch is None:
            self._watch = self._loop.call_later(1.0, self._give_up_late)
        if not self._gathered:
            self._loop.call_soon(self._look, 0, _MOST_TURNS)
        self._gathered.append((bodies, (done, len(bodies))))
        await done

    def _look(self, seen: int, turns: int) -> None:
        """Hand over what has gathered once a turn of the loop brought nothing more: what costs is the commit."""
        assert self._loop is not None
        count = sum(number for _, (_, number) in self._gathered)
        if seen < count < _GROUP and turns:
            self._loop.call_soon(self._look, count, turns - 1)
        else:
            self._hand_over()

    def _hand_over(self) -> None:
        """Have written what has gathered; while somebody else is at work in a local log, it goes on gathering."""
        writer = self._writer
        if writer is None or not self._gathered:
            return
        if not self.database.sqlite:
            self._put(writer, self._parcel())
        elif not self._under_way:
            with writer.turn() as ours:
                if not ours and self._look_again():
                    return
                self._turn_asked = None
                parcel = self._parcel()
                if not ours:
                    self._put(writer, parcel)
                elif writer.write(parcel):
                    self._done(parcel[1], None)
                else:
                    self._under_way += 1

    def _look_again(self) -> bool:
        """Whether another process's turn may still be over soon: then the loop goes on, and looks every time round.

        A timer would be later than most turns take, and waiting here would hold everybody up.
        """
        assert self._loop is not None
        now = time.perf_counter()
        if self._turn_asked is None:
            self._turn_asked = now
        if now - self._turn_asked > _LONGEST_TURN:
            return False
        if not self._looking:
            self._looking = True
            self._loop.call_soon(self._looked)
        return True

    def _looked(self) -> None:
        self._looking = False
        self._hand_over()

    def _put(self, writer: Writer, parcel: _Parcel) -> None:
        self._under_way += 1
        writer.put(parcel)

    def _parcel(self) -> _Parcel:
        gathered, self._gathered = self._gathered, []
        return [body for bodies, _ in gathered for body in bodies], [ticket for _, ticket in gathered]

    def archive(self, revision: str, at: int, document: bytes) -> None:
        """Keep a policy set, so that records under it can be evaluated again; committed before the next entry."""
        if self._writer is not None:
            self._writer.archive(revision, at, document)

    def masked(self, text: str) -> str:
        """A text as the columns of the log hold it, to search by."""
        return column(self.masking.text(text, "", []))

    def _body(self, entry: Entry) -> Body:
        """What is recorded of an entry, masked."""
        masks: Masks = []
        mask = self.masking.text
        shared = entry.shared
        if shared is None or self._is_masked(shared):
            answered = whole_answer(shared.text, entry.id, entry.answered) if shared else entry.answered
            shared = without_text(*(shared.said if shared else _said(entry)))
            asked, answered = self.masking.exchange(entry.asked, answered, masks)
        else:
            asked, answered = self.masking.one(entry.asked, "asked", masks), entry.answered
        head = (
            column(entry.id),
            entry.at,
            entry.kind,
            column(mask(entry.caller, "caller", masks)),
            column(entry.request_id),
            column(mask(entry.subject, "subject", masks)),
            column(entry.action),
            column(mask(entry.resource, "resource", masks)),
        )
        return head, shared, _encode(masks).decode() if masks else "", asked, answered

    def _is_masked(self, shared: SharedAnswer) -> bool:
        """Whether there is something to mask in an answer of many records."""
        masking, plain = self._plain
        if masking is not self.masking:
            self._plain = self.masking, plain = self.masking, set()
        if shared.digest in plain:
            return False
        found: Masks = []
        self.masking.one(whole_answer(shared.text, "", shared.no_gaps), "answered", found)
        if not found:
            plain.add(shared.digest)
        return bool(found)

    def _settle(self, tickets: list[list[_Ticket]], error: LogError | None) -> None:
        assert self._loop is not None
        with contextlib.suppress(RuntimeError):  # the loop is closed, and nobody waits any more
            self._loop.call_soon_threadsafe(self._settled, tickets, error)

    def _settled(self, parcels: list[list[_Ticket]], error: LogError | None) -> None:
        self._stalled = None
        self._under_way -= len(parcels)
        self._done(chain.from_iterable(parcels), error)
        self._hand_over()

    def _done(self, tickets: Iterable[_Ticket], error: LogError | None) -> None:
        for done, count in tickets:
            self._count -= count
            self._waiting.pop(done, None)
            if not done.done():
                if error is None:
                    done.set_result(None)
                else:
                    done.set_exception(error)

    def _give_up_late(self) -> None:
        """Whoever has waited too long is told so; its record may be written yet, an answer to it is not given."""
        assert self._loop is not None
        now = self._loop.time()
        late = [done for done, since in self._waiting.items() if now - since > _LONGEST_WAIT]
        if late:
            self._stalled = f"the log took more than {_LONGEST_WAIT:.0f} seconds"
            self._fail(late, LogError(self._stalled))
        self._watch = self._loop.call_later(1.0, self._give_up_late) if self._waiting else None

    def _fail(self, waiting: Sequence[asyncio.Future[None]], error: LogError) -> None:
        for done in waiting:
            self._waiting.pop(done, None)
            if not done.done():
                done.set_exception(error)

    def _sealed(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        if self._anchoring is not None:
            self._anchoring.offer(checkpoint)


def _said(entry: Entry) -> tuple[str, tuple[str, ...], tuple[str, ...], str, str]:
    return entry.effect, entry.regulations, entry.articles, entry.policy_revision, entry.engine
