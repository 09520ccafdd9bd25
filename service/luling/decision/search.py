"""Search (AuthZEN 1.0, section 8): which subjects, resources or actions an evaluation would permit.

Candidates are what the register knows of a type (or the vocabulary's actions), in the order of their ids; each is
evaluated as a request for it would be. All pages of a search show the register, and judge, as of one instant: the time
that the request names, else the time of the first page. So no change of the register repeats or omits anything.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from luling.decision.answer import Prepared
from luling.decision.pages import Asked, Bounds, Page, Position, read_back, recorded
from luling.decision.point import DecisionPoint
from luling.policy.engine import EngineError
from luling.request.caller import LOCAL, Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant, utc_text
from luling.request.search import SearchRequest, Target, read_search

_AT_ONCE = 200  # candidates that are looked up together
_BREATH = 20  # decisions after which other requests get their turn
_TRIES = 3


class Directory(Protocol):
    """What a search needs of the register. Instants are UTC text; `part` is `subject` or `resource`.

    Each method raises `StorageError` where the register does not answer.
    """

    async def sequence(self) -> int:
        """How many changes the register has seen."""
        ...

    async def knows(self, part: str, type: str, id: str, at: str) -> bool:  # noqa: A002 - AuthZEN's words
        """Whether it knew this entity at an instant."""
        ...

    async def ids(self, part: str, type: str, after: str, most: int, at: str) -> list[str]:  # noqa: A002
        """At most `most` ids of the entities of a type that it knew at an instant, in their order, after the given."""
        ...


class Search:
    """Answers searches by the decision point's policies over the register's entities."""

    def __init__(self, point: DecisionPoint, directory: Directory, bounds: Bounds | None = None) -> None:
        self._point = point
        self._directory = directory
        self._bounds = bounds or Bounds()

    async def answer(self, body: Any, target: Target, caller: Caller = LOCAL) -> dict[str, Any]:
        """The answer to a search as decoded JSON, for `caller`; the page is recorded as a whole.

        Raises:
            RequestError: the search is bad, or its token is of another one; names every bad field.
            EngineError, StorageError, LogError: there is no answer.
        """
        query = read_search(body, target, self._point.knowledge.vocabulary)
        asked = Asked(query, await self._start(query, caller), caller, "page" in body)
        now = dt.datetime.now(dt.UTC)
        page, answer = await self._answered(asked, self._bounds)
        await self._point.record((asked.entry(page, answer, now),))
        return answer

    async def again(self, asked: Mapping[str, Any], caller: str) -> dict[str, Any]:
        """What the record of a page, by that caller, has as its answer, when the page is made again; not recorded.

        Raises:
            IncompleteRecordError: the record does not say all that was asked.
            RequestError, EngineError, StorageError: there is no answer.
        """
        page, answer = await self._answered(*read_back(asked, caller))
        return recorded(answer, page)

    async def _answered(self, asked: Asked, bounds: Bounds) -> tuple[Page, dict[str, Any]]:
        for _ in range(_TRIES):
            revision = self._point.status.revision
            page = await self._page(asked, bounds)
            if self._point.status.revision == revision:
                return page, asked.answer(page, revision, self._point.engine_name)
        raise EngineError("the policies changed at every try")

    async def _start(self, query: SearchRequest, caller: Caller) -> Position:
        """Where the page starts: at the beginning, or where its token says."""
        digest = query.digest(caller.name)
        if not query.token:
            at = utc_text(query.time or dt.datetime.now(dt.UTC))
            limit = self._bounds.results if query.limit is None else min(query.limit, self._bounds.results)
            return Position(digest, at, await self._directory.sequence(), limit, "")
        position = Position.read(query.token)
        if position.digest != digest:
            raise RequestError(problem("page.token", "令牌属于另一项查询", "belongs to another search"))
        if query.limit is not None and min(query.limit, self._bounds.results) != position.limit:
            raise RequestError(problem("page.limit", "与前页不同", "is not that of the page before"))
        return position

    async def _page(self, asked: Asked, bounds: Bounds) -> Page:
        page, query, start = Page(), asked.query, asked.start
        if not await self._may_match(query, start.at):
            return page
        at = parse_instant(start.at)
        assert at is not None
        until = time.monotonic() + bounds.seconds
        last = start.after
        async for names in self._candidates(query, start):
            requests = [query.candidate(name, at) for name in names]
            await self._point.read_ahead(requests)
            for name, request in zip(names, requests, strict=True):
                if page.examined == bounds.candidates or (page.examined and time.monotonic() > until):
                    page.next = msgspec.structs.replace(start, after=last)
                    return page
                page.examined += 1
                if page.examined % _BREATH == 0:
                    await asyncio.sleep(0)
                permit = await self._permit(request, asked.caller, page)
                if permit is not None:
                    if len(page.results) == start.limit:
                        # One more than the page holds: only so is it known that there is a next page.
                        after = page.results[-1] if page.results else start.after
                        page.next = msgspec.structs.replace(start, after=after)
                        return page
                    page.results.append(name)
                    page.cited[permit.digest] = permit
                last = name
        return page

    async def _permit(self, request: dict[str, Any], caller: Caller, page: Page) -> Prepared | None:
        """The permit for a candidate, if it has one."""
        try:
            prepared = (await self._point.decided(request, caller)).prepared
        except RequestError:
            # An evaluation would be refused: under a regulation in which the caller has no role, or because the
            # vocabulary no longer allows what is recorded.
            page.skipped += 1
            return None
        return prepared if prepared.decision else None

    async def _may_match(self, query: SearchRequest, at: str) -> bool:
        """Whether the register knows the parties that the search names; if not, it knows nothing that matches."""
        for part in ("subject", "resource"):
            if part != query.target:
                party = query.request[part]
                if not await self._directory.knows(part, party["type"], party["id"], at):
                    return False
        return True

    async def _candidates(self, query: SearchRequest, start: Position) -> AsyncIterator[Sequence[str]]:
        """The names of the candidates after the start, in their order, some at a time."""
        words = self._point.knowledge.vocabulary
        if query.target == "action":
            yield [name for name in sorted(words.actions) if name > start.after]
            return
        if query.target == "resource" and words.resource_types and query.type not in words.resource_types:
            return
        after = start.after
        most = min(start.limit + 1, _AT_ONCE)
        while True:
            found = await self._directory.ids(query.target, query.type, after, most, start.at)
            yield found
            if len(found) < most:
                return
            after, most = found[-1], _AT_ONCE
