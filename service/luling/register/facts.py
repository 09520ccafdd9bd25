"""What the register knows of a request, remembered.

A remembered fact is used only while nobody has changed it. On SQLite every look asks `PRAGMA data_version`, which rises
with each commit of another connection (some microseconds); on PostgreSQL the table of changes is asked when the last
answer is older than `staleness` seconds, or when this process itself has written. What changed is forgotten, the rest
stays. Where the register has never had anything under a key, nothing is read. A database that does not answer is an
error: nothing is ever decided as if the register were empty.

Use it on one event loop.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Select, select, text
from sqlmodel import col

from luling.register.presence import Key, Presence
from luling.register.sharing import SharedTexts
from luling.register.store import Register
from luling.register.tables import TABLES, Change
from luling.storage.database import Database, StorageError

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE = 5.0  # seconds for the database to answer
_PAGE = 1000  # changes that are read at a time
_AT_ONCE = 400  # names of one statement, below the bound on parameters of both databases
_CHANGES = "SELECT seq, kind, first, second FROM register_change WHERE seq > ? ORDER BY seq LIMIT ?"


class Fact(NamedTuple):
    """A version of a record: what it says, and from when until when it held (UTC text)."""

    id: str
    says: Mapping[str, Any]
    since: str
    until: str | None


class Facts(NamedTuple):
    """The versions under one key: those that hold now, and all of them."""

    now: tuple[Fact, ...]
    ever: tuple[Fact, ...]

    def at(self, instant: str | None) -> tuple[Fact, ...]:
        """Those that hold now, or held at an instant (UTC text)."""
        if instant is None or (len(self.ever) == len(self.now) and all(one.since <= instant for one in self.now)):
            return self.now
        return tuple(one for one in self.ever if one.since <= instant and (one.until is None or instant < one.until))

    def until(self, instant: str | None) -> tuple[Fact, ...]:
        """Everything that was recorded by an instant, whether it still held then or not."""
        return self.ever if instant is None else tuple(one for one in self.ever if one.since <= instant)


NOTHING = Facts((), ())


class RegisterFacts:
    """Looks facts up and remembers at most `capacity` keys, the ones used last."""

    def __init__(self, database: Database, register: Register, capacity: int = 50_000, staleness: float = 0.2) -> None:
        self._database = database
        self._register = register
        self._capacity = capacity
        self._staleness = staleness
        self._remembered: OrderedDict[Key, Facts] = OrderedDict()
        self._presence = Presence()
        self._shared = SharedTexts()
        self._seq = 0
        self._watched: Connection | None = None
        self._cursor: sqlite3.Cursor | None = None
        self._version = -1
        self._looked = False  # SQLite was asked in this turn of the event loop
        self._asked = float("-inf")  # when the changes were asked for, on the monotonic clock
        self._written = -1
        self._asking: asyncio.Task[None] | None = None

    def open(self) -> Self:
        """Connect, and take note of where the register stands.

        Raises:
            StorageError: the database does not answer.
        """
        with self._database.reading() as session:
            # First where it stands, then what is there: what comes in between is met again among the changes.
            self._seq = session.execute(text("SELECT coalesce(max(seq), 0) FROM register_change")).scalar_one()
            self._presence.fill(
                Key(kind, first, second)
                for kind, table in TABLES.items()
                for first, second in session.execute(
                    select(*(col(getattr(table, name)) for name in table.LOOKED_UP_BY)).distinct()
                )
            )
        if self._database.sqlite:
            self._watched = self._database.engine.connect()
            self._watched.detach()
            driver: Any = self._watched.connection.dbapi_connection
            self._cursor = driver.cursor()
        return self

    def close(self) -> None:
        """Give up the connection."""
        if self._watched is not None:
            assert self._cursor is not None
            self._cursor.close()
            self._watched.close()
            self._watched = self._cursor = None

    @property
    def size(self) -> int:
        """How many keys are remembered."""
        return len(self._remembered)

    def remembered(self, keys: Sequence[Key]) -> list[Facts] | None:
        """The facts under the keys, or None where they have to be looked up: no waiting, some microseconds.

        Raises:
            StorageError: the database does not answer.
        """
        if not self._fresh():
            return None
        found = []
        for key in keys:
            facts = self._remembered.get(key)
            if facts is not None:
                self._remembered.move_to_end(key)
            elif key in self._presence:
                return None
            found.append(facts or NOTHING)
        return found

    async def look_up(self, keys: Sequence[Key]) -> list[Facts]:
        """The facts under the keys.

        Raises:
            StorageError: the database does not answer.
        """
        entered = time.monotonic()
        while not self._fresh() and self._asked < entered:
            if self._asking is None:
                self._asking = asyncio.create_task(self._ask())
            await asyncio.shield(self._asking)
        found = {key: self._remembered.get(key, NOTHING) for key in keys}
        missing = [key for key in found if key not in self._remembered and key in self._presence]
        if missing:
            before = self._seq
            read = await self._in_time(self._read, missing)
            found |= read
            # What was changed while it was read may be old already, and whoever forgets has been here before.
            if self._seq == before:
                self._remember(read)
        return [found[key] for key in keys]

    def _fresh(self) -> bool:
        if self._cursor is None:
            return time.monotonic() - self._asked <= self._staleness and self._written == self._register.written
        if self._looked and self._written == self._register.written:
            return True
        try:
            written = self._register.written
            (version,) = self._cursor.execute("PRAGMA data_version").fetchone()
            if version != self._version:
                while self._forget(self._cursor.execute(_CHANGES, (self._seq, _PAGE)).fetchall()):
                    pass
                self._version = version
            # Requests of one turn of the loop came at the same time: one look does for all of them.
            self._written, self._looked = written, True
            asyncio.get_running_loop().call_soon(self._look_again)
        except sqlite3.Error as error:
            raise StorageError(f"{self._database.shown}: {error}") from error
        return True

    def _look_again(self) -> None:
        self._looked = False

    async def _ask(self) -> None:
        try:
            written, asked = self._register.written, time.monotonic()
            while self._forget(await self._in_time(self._changes)):
                pass
            self._written, self._asked = written, asked
        finally:
            self._asking = None

    async def _in_time(self, ask: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        # A server may be frozen with its connections open, and no time-out of its own or of the driver's would tell.
        try:
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.to_thread(ask, *arguments, **named)
        except TimeoutError as error:
            raise StorageError(f"{self._database.shown}: no answer within {_PATIENCE:.0f} s") from error

    def _changes(self) -> list[Any]:
        with self._database.reading() as session:
            changes = session.execute(
                select(*map(col, (Change.seq, Change.kind, Change.first, Change.second)))
                .where(col(Change.seq) > self._seq)
                .order_by(col(Change.seq))
                .limit(_PAGE)
            )
            return list(changes)

    def _forget(self, changes: Sequence[Any]) -> bool:
        """Forget what changed; whether there may be more."""
        for seq, *names in changes:
            key = Key(*names)
            self._seq = seq
            self._remembered.pop(key, None)
            self._presence.add((key,))
        return len(changes) == _PAGE

    def _remember(self, read: Mapping[Key, Facts]) -> None:
        self._remembered.update(read)
        while len(self._remembered) > self._capacity:
            self._remembered.popitem(last=False)

    def _read(self, keys: Iterable[Key]) -> dict[Key, Facts]:
        found: dict[Key, list[Fact]] = {key: [] for key in keys}
        share = self._shared
        with self._database.reading() as session:
            for statement, kind in _statements(found):
                for first, second, id_, says, since, until in session.execute(statement):
                    fact = Fact(id_, share.value(says), share.text(since), until)
                    found[Key(kind, first, second)].append(fact)
        return {key: _facts(tuple(ever)) for key, ever in found.items()}


def _statements(keys: Iterable[Key]) -> Iterator[tuple[Select[Any], str]]:
    """What reads these keys. Those that share a name (the subject of a search, say) are read together."""
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for kind, *names in keys:
        by_kind.setdefault(kind, []).append((names[0], names[1]))
    for kind, pairs in by_kind.items():
        table = TABLES[kind]
        columns = [col(getattr(table, name)) for name in table.LOOKED_UP_BY]
        told = col(table.id), col(getattr(table, table.SAYS)), col(table.recorded_at), col(table.superseded_at)
        shared = 0 if len({pair[0] for pair in pairs}) <= len({pair[1] for pair in pairs}) else 1
        others: dict[str, list[str]] = {}
        for pair in pairs:
            others.setdefault(pair[shared], []).append(pair[1 - shared])
        for name, group in others.items():
            for start in range(0, len(group), _AT_ONCE):
                one_of = columns[1 - shared].in_(group[start : start + _AT_ONCE])
                chosen = select(*columns, *told).where(columns[shared] == name, one_of)
                yield chosen.order_by(col(table.recorded_at), col(table.row)), kind


def _facts(ever: tuple[Fact, ...]) -> Facts:
    if not ever:
        return NOTHING
    now = tuple(one for one in ever if one.until is None)
    return Facts(ever if len(now) == len(ever) else now, ever)
