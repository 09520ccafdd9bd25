"""Search (AuthZEN 1.0, section 8): which subjects, resources or actions an evaluation would permit.

Candidates are what the register knows of a type (or the vocabulary's actions), in the order of their ids; each is
evaluated as a request for it would be. All pages of a search show the register, and judge, as of one instant: the time
that the request names, else the time of the first page. So no change of the register repeats or omits anything.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from luling.audit.entry import REQUEST_ID, Entry
from luling.decision.answer import Prepared
from luling.decision.point import DecisionPoint
from luling.decision.record import encoded, microseconds
from luling.policy.engine import EngineError
from luling.request.caller import LOCAL, Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant, utc_text
from luling.request.search import SearchRequest, Target, read_search
from luling.request.ulids import new_ulid

SEARCH = "search"  # the kind of its record
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


@dataclass(frozen=True, slots=True)
class Bounds:
    """The work of one page at the most: results, candidates evaluated, seconds. A page may so hold fewer results than
    asked for, even none, and a token for the next."""

    results: int = 1000
    candidates: int = 5000
    seconds: float = 2.0


class Position(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a token says: of which query, as of when, at which change of the register the first page was made, how many
    results a page has, and after which candidate the next one starts."""

    digest: str
    at: str
    sequence: int
    limit: int
    after: str

    def token(self) -> str:
        """The token: opaque to callers."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


@dataclass(slots=True)
class _Page:
    """A page being filled. `cited` are the answers of the permits in it, each once."""

    results: list[str] = field(default_factory=list)
    cited: dict[bytes, Prepared] = field(default_factory=dict)
    skipped: int = 0
    next: Position | None = None


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
        start = await self._start(query, caller)
        now = dt.datetime.now(dt.UTC)
        for _ in range(_TRIES):
            revision = self._point.status.revision
            page = await self._page(query, start, caller)
            if self._point.status.revision == revision:
                break
        else:
            raise EngineError("the policies changed at every try")
        answer = self._assembled(query, start, page, revision, asked_for_pages="page" in body)
        await self._point.record((_entry(query, start, page, answer, caller, now),))
        return answer

    async def _start(self, query: SearchRequest, caller: Caller) -> Position:
        """Where the page starts: at the beginning, or where its token says."""
        digest = query.digest(caller.name)
        if not query.token:
            at = utc_text(query.time or dt.datetime.now(dt.UTC))
            limit = self._bounds.results if query.limit is None else min(query.limit, self._bounds.results)
            return Position(digest, at, await self._directory.sequence(), limit, "")
        position = _read(query.token)
        if position.digest != digest:
            raise RequestError(problem("page.token", "令牌属于另一项查询", "belongs to another search"))
        if query.limit is not None and min(query.limit, self._bounds.results) != position.limit:
            raise RequestError(problem("page.limit", "与前页不同", "is not that of the page before"))
        return position

    async def _page(self, query: SearchRequest, start: Position, caller: Caller) -> _Page:
        page = _Page()
        if not await self._may_match(query, start.at):
            return page
        at = parse_instant(start.at)
        assert at is not None
        until = time.monotonic() + self._bounds.seconds
        last, examined = start.after, 0
        async for names in self._candidates(query, start):
            requests = [query.candidate(name, at) for name in names]
            await self._point.read_ahead(requests)
            for name, request in zip(names, requests, strict=True):
                if examined == self._bounds.candidates or (examined and time.monotonic() > until):
                    page.next = msgspec.structs.replace(start, after=last)
                    return page
                examined += 1
                if examined % _BREATH == 0:
                    await asyncio.sleep(0)
                permit = await self._permit(request, caller, page)
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

    async def _permit(self, request: dict[str, Any], caller: Caller, page: _Page) -> Prepared | None:
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

    def _assembled(
        self, query: SearchRequest, start: Position, page: _Page, revision: str, *, asked_for_pages: bool
    ) -> dict[str, Any]:
        paging = {"next_token": page.next.token() if page.next else "", "count": len(page.results)}
        return {
            # First, as the specification recommends (section 8.3).
            **({"page": paging} if asked_for_pages or page.next else {}),
            "context": {
                "id": new_ulid(),
                "policy_revision": revision,
                "engine": self._point.engine_name,
                "time": start.at,
                "register": start.sequence,
                "skipped": page.skipped,
            },
            "results": [_entity(query, name) for name in page.results],
        }


def _entity(query: SearchRequest, name: str) -> dict[str, str]:
    return {"name": name} if query.target == "action" else {"type": query.type, "id": name}


def _read(token: str) -> Position:
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        position = msgspec.json.decode(text, type=Position)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise RequestError(problem("page.token", "不是查询给出的令牌", "is no token of a search")) from error
    if parse_instant(position.at) is None or position.limit < 0:
        raise RequestError(problem("page.token", "不是查询给出的令牌", "is no token of a search"))
    return position


def _entry(
    query: SearchRequest, start: Position, page: _Page, answer: dict[str, Any], caller: Caller, now: dt.datetime
) -> Entry:
    """The record of a page: the query, what it was answered from, and the answer. Its decisions follow from these; the
    regulations and articles are those of its permits."""
    permits = page.cited.values()
    asked = {
        "search": query.target,
        **query.request,
        "page": {"after": start.after, "limit": start.limit},
        "register": start.sequence,
        "time": start.at,
        "may_assert": caller.may_assert,
    }

    def named(part: str, key: str) -> str:
        return "" if part == query.target else str(query.request[part][key])

    context = answer["context"]
    return Entry(
        kind=SEARCH,
        id=context["id"],
        at=microseconds(now),
        caller=caller.name,
        asked=encoded(asked),
        answered=encoded(answer),
        request_id=REQUEST_ID.get(),
        subject=named("subject", "id"),
        action=named("action", "name"),
        resource=named("resource", "id"),
        regulations=tuple(dict.fromkeys(one for permit in permits for one in permit.regulations)),
        articles=tuple(dict.fromkeys(one for permit in permits for one in permit.articles)),
        policy_revision=context["policy_revision"],
        engine=context["engine"],
    )
