"""The policy set in force: loaded at the start, replaced as a whole when its files change, kept when they are wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from watchfiles import Change, awatch

from luling.policy.engine import Engine, EngineError
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet, PolicySource

T = TypeVar("T")
_log = logging.getLogger(__name__)
_QUIET = 300  # milliseconds for which changes are gathered
_LOOK = 1000  # milliseconds after which a watcher without changes reports back
_READS = 3


class PolicyChangedError(EngineError):
    """Another policy set came into force since the snapshot was taken; the request is to be answered anew by it."""


@dataclass(frozen=True, slots=True)
class PolicyStatus:
    """What is in force since when (UTC), and what is wrong with the set that should have replaced it, if anything."""

    revision: str
    loaded_at: dt.datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[T]):
    """A policy set and what was prepared from the same files. One answer is made by one snapshot throughout."""

    policies: PolicySet
    view: T


class PolicyStore(Generic[T]):
    """Holds an engine and the snapshot that it answers by, and switches both in one step.

    `prepare` makes the view of a policy set (message texts, vocabulary) before the switch, in a thread; if it raises,
    there is no switch.
    """

    def __init__(self, source: PolicySource, engine: Engine, prepare: Callable[[PolicySet], T]) -> None:
        self._source = source
        self._prepare = prepare
        self._turn = asyncio.Lock()
        self._snapshot: Snapshot[T] | None = None
        self._status: PolicyStatus | None = None
        self._try_again = False
        self.engine = engine

    @property
    def current(self) -> Snapshot[T]:
        """The snapshot in force. `RuntimeError` before `start`."""
        if self._snapshot is None:
            raise RuntimeError("the policy store has not been started")
        return self._snapshot

    @property
    def status(self) -> PolicyStatus:
        """The status of the snapshot in force. `RuntimeError` before `start`."""
        if self._status is None:
            raise RuntimeError("the policy store has not been started")
        return self._status

    async def start(self) -> None:
        """Load the first set.

        Raises:
            PolicyError, EngineError, or what `prepare` raises: there is nothing to answer by.
        """
        async with self._turn:
            await self._load()

    async def reload(self) -> PolicyStatus:
        """Read the files again and answer by them; if they are wrong the old set stays, and the status says why."""
        async with self._turn:
            try:
                await self._load()
            except Exception as error:  # noqa: BLE001 - whatever is wrong with a new set, the old one stays in force
                problem = str(error) or type(error).__name__
                _log.warning("the changed policies do not load, the old ones stay in force: %s", problem)
                self._try_again = isinstance(error, EngineError)
                self._status = replace(self.status, problem=problem)
            return self.status

    async def watch(self) -> None:
        """Reload after every change of the files, until the task is cancelled.

        Where the engine could not be reached for the last change it is tried again every few seconds.
        """
        directories = [path for path in (self._source.rules, self._source.policies) if path.is_dir()]
        looks = awatch(*directories, watch_filter=_relevant, debounce=_QUIET, rust_timeout=_LOOK, yield_on_timeout=True)
        first = True
        try:
            async for changes in looks:
                # The first look also finds what changed between the start and the first moment of watching.
                if changes or self._try_again or (first and await asyncio.to_thread(self._differs)):
                    await self.reload()
                first = False
        except (OSError, RuntimeError) as error:
            _log.exception("changes of policies are no longer noticed")
            self._status = replace(self.status, problem=f"changes of policies are no longer noticed: {error}")

    async def evaluate(
        self, snapshot: Snapshot[T], document: Mapping[str, Any], entrypoint: str | None = None
    ) -> dict[str, Any]:
        """The engine's answer by the policy set of this snapshot.

        Raises:
            PolicyChangedError: another set came into force meanwhile; take the new snapshot and start again.
            EngineError: there is no answer.
        """
        self._check(snapshot)
        answer = await self.engine.evaluate(document, entrypoint)
        self._check(snapshot)
        return answer

    async def close(self) -> None:
        """Close the engine."""
        await self.engine.close()

    def _check(self, snapshot: Snapshot[T]) -> None:
        if snapshot is not self._snapshot:
            raise PolicyChangedError("the policies changed while the request was being answered")

    async def _load(self) -> None:
        policies, view = await asyncio.to_thread(self._read)
        status = PolicyStatus(policies.revision, dt.datetime.now(dt.UTC))
        if self._status is not None and self._status.revision == policies.revision:
            status = replace(self._status, problem=None)
        else:
            await self.engine.load(policies)
        # No `await` from here on: no request sees the engine switched and the view not.
        self._snapshot = Snapshot(policies, view)
        self._status = status
        self._try_again = False

    def _read(self) -> tuple[PolicySet, T]:
        """A set and its view, both from one state of the files."""
        for _ in range(_READS):
            policies = self._source.read()
            view = self._prepare(policies)
            if self._source.read().revision == policies.revision:
                return policies, view
        raise PolicyError(PolicyProblem("", None, "the files keep changing while they are read"))

    def _differs(self) -> bool:
        try:
            return self._source.read().revision != self.status.revision
        except PolicyError:
            return True


def _relevant(_change: Change, path: str) -> bool:
    """Every file but the hidden ones and the copies of editors. (The library's own filter would see nothing below a
    `.venv`, where an installed package keeps its law.)"""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith("~")
