"""A page of a search: where it starts, what is in it, its record, and the same page read back from the record."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import msgspec

from luling.audit.entry import REQUEST_ID, Entry
from luling.decision.answer import Prepared
from luling.decision.record import encoded, microseconds
from luling.request.caller import Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant
from luling.request.search import PARTS, SearchRequest
from luling.request.ulids import new_ulid

SEARCH = "search"  # the kind of its record


class IncompleteRecordError(Exception):
    """A record does not say all that was asked."""


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

    @classmethod
    def read(cls, token: str) -> Self:
        """The position that a token stands for.

        Raises:
            RequestError: it is no token.
        """
        try:
            text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            position = msgspec.json.decode(text, type=cls)
        except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
            raise RequestError(problem("page.token", "不是查询给出的令牌", "is no token of a search")) from error
        if parse_instant(position.at) is None or position.limit < 0:
            raise RequestError(problem("page.token", "不是查询给出的令牌", "is no token of a search"))
        return position

    def token(self) -> str:
        """The token: opaque to callers."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


@dataclass(slots=True)
class Page:
    """A page being filled, after the candidates that were `examined` for it. `cited` are the answers of the permits in
    it, each once."""

    results: list[str] = field(default_factory=list)
    cited: dict[bytes, Prepared] = field(default_factory=dict)
    examined: int = 0
    skipped: int = 0
    next: Position | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: of which search, from where, by whom. `paged`: whether the caller asked for pages."""

    query: SearchRequest
    start: Position
    caller: Caller
    paged: bool

    def answer(self, page: Page, revision: str, engine: str) -> dict[str, Any]:
        """The answer with this page, under the policies of that revision."""
        paging = {"next_token": page.next.token() if page.next else "", "count": len(page.results)}
        return {
            # First, as the specification recommends (section 8.3).
            **({"page": paging} if self.paged or page.next else {}),
            "context": {
                "id": new_ulid(),
                "policy_revision": revision,
                "engine": engine,
                "time": self.start.at,
                "register": self.start.sequence,
                "skipped": page.skipped,
            },
            "results": [self._entity(name) for name in page.results],
        }

    def entry(self, page: Page, answer: Mapping[str, Any], now: dt.datetime) -> Entry:
        """The record of the page: the query, what it was answered from, and the answer. Its decisions follow from
        these; the regulations and articles are those of its permits."""
        query, start, caller = self.query, self.start, self.caller
        permits = page.cited.values()
        asked = {
            "search": query.target,
            **query.request,
            "page": {"after": start.after, "limit": start.limit, "examined": page.examined, "asked": self.paged},
            "register": start.sequence,
            "time": start.at,
            "may_assert": caller.may_assert,
            "regulations": None if caller.regulations is None else sorted(caller.regulations),
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
            answered=encoded(recorded(answer, page)),
            request_id=REQUEST_ID.get(),
            subject=named("subject", "id"),
            action=named("action", "name"),
            resource=named("resource", "id"),
            regulations=tuple(dict.fromkeys(one for permit in permits for one in permit.regulations)),
            articles=tuple(dict.fromkeys(one for permit in permits for one in permit.articles)),
            policy_revision=context["policy_revision"],
            engine=context["engine"],
        )

    def _entity(self, name: str) -> dict[str, str]:
        return {"name": name} if self.query.target == "action" else {"type": self.query.type, "id": name}


def recorded(answer: Mapping[str, Any], page: Page) -> dict[str, Any]:
    """The answer as its record has it: what the token says instead of the token, so that identifiers in it are masked
    like all others."""
    if page.next is None:
        return dict(answer)
    return {**answer, "page": {**answer["page"], "next_token": msgspec.to_builtins(page.next)}}


def read_back(asked: Mapping[str, Any], caller: str) -> tuple[Asked, Bounds]:
    """What a record, by that caller, says was asked, and the bounds within which exactly the same candidates are
    examined again.

    Raises:
        IncompleteRecordError: it does not say so.
    """
    try:
        query = SearchRequest(asked["search"], {part: asked[part] for part in PARTS if part in asked})
        page, domain = asked["page"], asked["regulations"]
        regulations = None if domain is None else frozenset(domain)
        start = Position(query.digest(caller), asked["time"], asked["register"], page["limit"], page["after"])
        by = Caller(caller, may_assert=asked["may_assert"], regulations=regulations)
        return Asked(query, start, by, page["asked"]), Bounds(page["limit"], page["examined"], math.inf)
    except KeyError as error:
        raise IncompleteRecordError(f"the record does not say `{error.args[0]}`") from error
