"""Deciding a record again, under its own policies, which the log keeps: the answer must be the same.

What the record of an evaluation has as `asked` is all that was decided on, register facts included, so no register is
asked again; the instant is the record's. A search went through the register, which keeps every version: it is asked as
it was at the instant of the search. Only what cannot be the same is left out of the comparison: the id of the answer,
and the conflicts with the register, which are no longer in what was asked.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import msgspec

from luling.audit.masking import Masking
from luling.audit.search import Record, policy_set
from luling.decision.pages import SEARCH, IncompleteRecordError
from luling.decision.point import DecisionPoint
from luling.decision.record import EVALUATION, encoded, instant, unpack
from luling.decision.search import Search
from luling.policy.engine import EngineError, PolicyError
from luling.register.book import Book
from luling.register.directory import RegisterDirectory
from luling.request.errors import RequestError
from luling.settings import Settings
from luling.storage.database import Database

# Answers again what was asked at an instant, without a record.
Again = Callable[[DecisionPoint, Any, dt.datetime], Awaitable[Mapping[str, Any]]]
_NOT_COMPARED = ("context.id", "context.conflicts")
_ASKED = "asked."  # how paths of what was asked begin


class Outcome(StrEnum):
    """What came of deciding a record again. `not_replayable`: its kind is no decision, its policies are not kept, or it
    is of a search and there is no register to be asked by it."""

    same = "same"
    differs = "differs"
    not_replayable = "not_replayable"


class Replay(msgspec.Struct, frozen=True):
    """The outcome for one record; `details` are the paths that differ, or the reason why there was no answer."""

    id: str
    outcome: Outcome
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Past:
    point: DecisionPoint
    masking: Masking


async def _evaluated(point: DecisionPoint, asked: Any, now: dt.datetime) -> Mapping[str, Any]:
    answer, _ = await point.evaluate(asked, now=now)
    return answer


class Replayer:
    """Decides records of one log again. An async context manager; keeps each policy set that it has loaded.

    `further` answers kinds of records besides evaluations and searches. With `engine` another one than the record's is
    asked. `book` is the register that searches went through, opened by whoever made it; without it none is made again.
    """

    def __init__(
        self,
        database: Database,
        mask_key: bytes,
        settings: Settings,
        further: Mapping[str, Again],
        engine: str = "",
        book: Book | None = None,
    ) -> None:
        self._database, self._mask_key, self._settings, self._engine = database, mask_key, settings, engine
        self._book = book
        self._answers: Mapping[str, Again] = {EVALUATION: _evaluated, **further}
        self._ignored = {*_NOT_COMPARED, *(["context.engine"] if engine else [])}
        self._pasts: dict[tuple[str, str], _Past | str] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def again(self, record: Record) -> Replay:
        """Decide this record again.

        Raises:
            LogError: the log cannot be read. StorageError: the register cannot be.
        """
        if reason := self._unanswerable(record):
            return Replay(record.id, Outcome.not_replayable, (reason,))
        past = await self._past(record.policy_revision, self._engine or record.engine)
        if isinstance(past, str):
            return Replay(record.id, Outcome.not_replayable, (past,))
        try:
            said = await self._said(past.point, record)
        except IncompleteRecordError as error:
            return Replay(record.id, Outcome.not_replayable, (str(error),))
        except (EngineError, RequestError) as error:
            return Replay(record.id, Outcome.differs, (str(error),))
        # What was masked in the record is masked here too; what is masked already stays as it is.
        _, masked = past.masking.exchange(b"null", encoded(said), [])
        before, now = msgspec.json.decode(record.answered), msgspec.json.decode(masked)
        for one in (before, now):
            for path in self._ignored:
                part, _, name = path.partition(".")
                one.get(part, {}).pop(name, None)
        differing = tuple(_differences(before, now, ""))
        return Replay(record.id, Outcome.differs if differing else Outcome.same, differing)

    def _unanswerable(self, record: Record) -> str | None:
        """Why this record cannot be decided again, whatever its policies."""
        if record.kind == SEARCH:
            if self._book is None:
                return "the register that was searched is not at hand"
            if any(path.startswith(_ASKED) for path, _ in record.masks):
                return "the register does not know what is masked in the record"
        elif record.kind not in self._answers:
            return f"`{record.kind}` is no decision"
        return None

    async def _said(self, point: DecisionPoint, record: Record) -> Mapping[str, Any]:
        asked = msgspec.json.decode(record.asked)
        if record.kind != SEARCH:
            return await self._answers[record.kind](point, asked, instant(record.at))
        assert self._book is not None
        search = Search(point.over(self._book.facts), RegisterDirectory(self._book))
        return await search.again(asked, record.caller)

    async def _past(self, revision: str, engine: str) -> _Past | str:
        """The decision point of a policy revision, or why there is none."""
        if (revision, engine) not in self._pasts:
            self._pasts[revision, engine] = await self._load(revision, engine)
        return self._pasts[revision, engine]

    async def _load(self, revision: str, engine: str) -> _Past | str:
        document = policy_set(self._database, revision)
        if document is None:
            return f"the log does not keep the policies {revision}"
        directory = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            rules, policies = unpack(document, directory)
            changed = {"rules": rules, "policies": policies, "engine": engine, "watch": False}
            settings = self._settings.model_copy(update=changed)
            point = await self._stack.enter_async_context(DecisionPoint(settings))
        except (EngineError, PolicyError, ValueError, OSError) as error:
            return f"the policies {revision} do not load: {error}"
        if point.status.revision != revision:
            return f"what the log keeps as {revision} is {point.status.revision}"
        return _Past(point, Masking.read(rules / "masking.yaml", self._mask_key))


def _differences(before: Any, now: Any, path: str) -> Iterator[str]:
    """The paths at which two JSON values differ."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in before | now:
            inner = f"{path}.{name}" if path else name
            if name in before and name in now:
                yield from _differences(before[name], now[name], inner)
            else:
                yield inner
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for index, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _differences(one, other, f"{path}[{index}]")
    elif before != now or type(before) is not type(now):
        yield path
