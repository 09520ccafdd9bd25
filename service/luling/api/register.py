"""The register over HTTP: list, get, put and end records, and every version that they had.

A write is guarded by the revision that its writer saw (RFC 9110, section 13): `If-Match` with the `ETag` of the answer,
or `If-None-Match: *` for a record that is to be new. 412: somebody else was first; 428: the condition is missing.
"""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import ColumnElement
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.api.conditions import UNCONDITIONAL, expected_revision
from luling.api.page_tokens import identity_of, page_token
from luling.api.problems import HttpProblem
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.register.domain import Domain
from luling.register.forms import COLLECTIONS, Collection, default_type
from luling.register.reading import grant_form, parties_of
from luling.register.store import ConflictError
from luling.register.tables import Version
from luling.request.caller import Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant, utc_text
from luling.settings import Settings

_MOST = 500  # records of one page
_RESERVED = frozenset({"type", "at", "limit", "page_token"})
_TITLES = {
    "organizations": ("单位", "organisations"),
    "resources": ("数据资源", "resources"),
    "agreements": ("协议", "agreements"),
    "approvals": ("批准", "approvals"),
}
At = Annotated[str | None, Query(description="当时的登记, RFC 3339 · as the register was at that instant")]
Type = Annotated[str | None, Query(description="类型, 默认为单位或者数据资源 · type, by default the usual one")]
_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}

_Responses = dict[int | str, dict[str, Any]]
_NO_ANSWER: _Responses = {503: {"description": "登记簿未答复 · no answer", **_PROBLEM}}
_FOUND: _Responses = {404: {"description": "没有此记录 · not there", **_PROBLEM}, **_NO_ANSWER}
_WRITTEN: _Responses = {
    400: {"description": "请求有误 · bad request", **_PROBLEM},
    412: {"description": "已被他人修改 · somebody else was first", **_PROBLEM},
    428: {"description": "缺少条件 · the condition is missing", **_PROBLEM},
}
# What an answer says of a version, and a body may repeat: what was read can be put back as it is.
_TOLD = frozenset({"type", "id", "revision", "recorded_at", "recorded_by", "superseded_at", "superseded_by", "reason"})


def router(point: DecisionPoint, book: Book, settings: Settings) -> APIRouter:
    """The routes of the register."""
    routes = APIRouter(tags=["register"])
    for collection in COLLECTIONS.values():
        _add(routes, collection, _Desk(collection, point, book, settings.max_body))
    return routes


def _add(routes: APIRouter, collection: Collection, desk: _Desk) -> None:
    zh, en = _TITLES[collection.name]
    path = f"/v1/{collection.name}"
    body = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}

    @routes.get(path, summary=f"{zh}列表 · list {en}", name=f"list_{collection.name}", responses=_NO_ANSWER)
    async def listing(
        request: Request,
        type: Type = None,  # noqa: A002 - the name in the address
        at: At = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
        page_token: Annotated[str | None, Query(description="上一页给出 · from the page before")] = None,
    ) -> Response:
        """其他查询参数按登记的属性筛选 · any other parameter compares a recorded property."""
        return await desk.page(request, type, at, limit, page_token)

    @routes.get(path + "/{id:path}", summary=f"{zh} · one of the {en}", name=f"get_{collection.name}", responses=_FOUND)
    async def get(
        id: str,  # noqa: A002 - the name in the address
        request: Request,
        type: Type = None,  # noqa: A002
        at: At = None,
        history: Annotated[bool, Query(description="所有版本 · every version")] = False,
    ) -> Response:
        caller = caller_of(request)
        return await (desk.history(id, type, caller) if history else desk.get(id, type, at, caller))

    @routes.put(
        path + "/{id:path}",
        summary=f"登记{zh} · put one of the {en}",
        name=f"put_{collection.name}",
        responses=_FOUND | _WRITTEN,
        openapi_extra=body,
    )
    async def put(id: str, request: Request, type: Type = None) -> Response:  # noqa: A002
        return await desk.put(id, type, request)

    @routes.delete(
        path + "/{id:path}",
        summary=f"终止或者撤回{zh} · end one of the {en}",
        name=f"end_{collection.name}",
        responses=_FOUND | _WRITTEN,
    )
    async def end(
        id: str,  # noqa: A002
        request: Request,
        type: Type = None,  # noqa: A002
        reason: Annotated[str | None, Query(description="理由 · why", max_length=2000)] = None,
    ) -> Response:
        return await desk.end(id, type, request, reason)


class _Desk:
    """Answers for one kind of record. The database is used off the event loop."""

    def __init__(self, collection: Collection, point: DecisionPoint, book: Book, most: int) -> None:
        self._collection = collection
        self._point = point
        self._book = book
        self._most = most

    async def page(self, request: Request, kind: str | None, at: str | None, limit: int, token: str | None) -> Response:
        words, caller = self._point.knowledge.vocabulary, caller_of(request)
        asked = {name: value for name, value in request.query_params.items() if name not in _RESERVED}
        filters = {name: self._collection.searched(words, name, value) for name, value in asked.items()}
        known = self._collection.properties(words)
        for name in filters.keys() & known.keys():
            if known[name].type == "regulation":
                caller.require([filters[name]], name)
        if kind is not None and self._collection.typed:
            filters["type"] = kind
        after = identity_of(token, len(self._collection.table.IDENTITY)) if token else None
        instant = _instant(at)

        def read() -> list[Version]:
            with self._book.database.reading() as session:
                table = self._collection.table
                within = self._within(caller, instant)
                return self._book.register.page(session, table, filters, limit + 1, after, instant, within)

        found = await asyncio.to_thread(read)
        listed = [self._shown(one, caller) for one in found[:limit]]
        more = {"page": {"next_token": page_token(found[limit - 1].identity) if len(found) > limit else ""}}
        return _json({self._collection.name: listed} | more)

    async def get(self, name: str, kind: str | None, at: str | None, caller: Caller) -> Response:
        identity, instant = self._identity(name, kind), _instant(at)
        found = await self._found(identity, instant, self._within(caller, instant))
        if found is None:
            raise self._unseen(name, await self._found(identity, instant), caller)
        return self._answer(found, caller)

    async def history(self, name: str, kind: str | None, caller: Caller) -> Response:
        identity = self._identity(name, kind)

        def read(within: ColumnElement[bool] | None = None) -> list[Version]:
            with self._book.database.reading() as session:
                return self._book.register.history(session, self._collection.table, identity, within)

        found = await asyncio.to_thread(read, self._within(caller))
        if not found:
            raise self._unseen(name, next(iter(await asyncio.to_thread(read)), None), caller)
        return _json({"versions": [self._shown(one, caller) for one in found]})

    async def put(self, name: str, kind: str | None, request: Request) -> Response:
        identity = self._identity(name, kind)
        knowledge = self._point.knowledge
        body = self._said(await json_body(request, self._most))
        record = self._collection.read(identity, body, knowledge.vocabulary, knowledge.regulations)
        expected = expected_revision(request)
        standing = await self._found(identity, None)
        await self._permit(request, record, standing)
        if expected is ... and standing is not None:
            raise UNCONDITIONAL

        def write() -> Version:
            with self._book.database.session() as session:
                seen = None if expected is ... else expected
                return self._book.register.put(session, record, caller_of(request).name, seen)

        stored = await self._written(write)
        return self._answer(stored, caller_of(request), created=expected in (..., None))

    async def end(self, name: str, kind: str | None, request: Request, reason: str | None) -> Response:
        identity = self._identity(name, kind)
        standing = await self._found(identity, None)
        if standing is None:
            raise self._unknown(name)
        expected = expected_revision(request)
        await self._permit(request, standing)
        if not isinstance(expected, int):
            raise UNCONDITIONAL

        def write() -> Version:
            with self._book.database.session() as session:
                return self._book.register.end(session, standing, caller_of(request).name, reason, expected)

        return self._answer(await self._written(write), caller_of(request))

    async def _permit(self, request: Request, *versions: Version | None) -> None:
        """Refuse a caller without a role under a regulation that the versions are about.

        That of a resource is its own, that of an agreement its resource's; what is known of an organisation counts
        under all of them, and so does what names none.
        """
        caller = caller_of(request)
        if caller.regulations is None:
            return
        about: set[str] = set()
        for one in filter(None, versions):
            named = await asyncio.to_thread(self._book.regulations_of, one)
            about |= named or set(self._point.knowledge.regulations)
        caller.require(sorted(about))

    async def _written(self, write: Any) -> Version:
        try:
            stored: Version = await asyncio.to_thread(write)
        except ConflictError as error:
            headers = {"ETag": f'"{error.current}"'} if error.current else {}
            raise HttpProblem(412, "登记已被他人修改", f"not the revision that you saw: {error}", headers) from error
        return stored

    async def _found(
        self, identity: tuple[str, ...], at: str | None, within: ColumnElement[bool] | None = None
    ) -> Version | None:
        def read() -> Version | None:
            with self._book.database.reading() as session:
                return self._book.register.get(session, self._collection.table, identity, at, within)

        return await asyncio.to_thread(read)

    def _within(self, caller: Caller, at: str | None = None) -> ColumnElement[bool] | None:
        """The condition of what the caller may see; None for everything."""
        if caller.regulations is None:
            return None
        knowledge = self._point.knowledge
        return Domain(caller.regulations, knowledge.regulations, knowledge.vocabulary).within(
            self._collection.table, at
        )

    def _unseen(self, name: str, hidden: Version | None, caller: Caller) -> Exception:
        """Why a record is not shown. One that no regulation can be told of is answered as if it were not there."""
        if hidden is not None:
            caller.require(self._book.regulations_of(hidden))
        return self._unknown(name)

    def _identity(self, name: str, kind: str | None) -> tuple[str, ...]:
        if not self._collection.typed:
            return (name,)
        found = kind or default_type(self._collection, self._point.knowledge.vocabulary)
        if found is None:
            raise RequestError(problem("type", "缺少", "is missing"))
        return (found, name)

    def _said(self, body: Any) -> Any:
        if not isinstance(body, dict):
            return body
        said = {name: value for name, value in body.items() if name not in _TOLD}
        if self._collection.typed:
            return said
        if set(said) != {"fields"}:
            raise RequestError(problem("fields", "应为唯一的成员", "must be there, and nothing beside it"))
        return said["fields"]

    def _unknown(self, name: str) -> HttpProblem:
        return HttpProblem(404, f"登记簿没有 `{name}`", f"the register has no `{name}`")

    def _shown(self, record: Version, caller: Caller) -> dict[str, Any]:
        shown = self._collection.shown(record)
        if caller.regulations is not None and "roles" in shown:
            shown["roles"] = {one: roles for one, roles in shown["roles"].items() if one in caller.regulations}
        if self._collection.typed:
            return shown
        # Both parties stand among the fields again, so that what was read can be put back as it is.
        form = grant_form(self._collection.table.KIND, self._point.knowledge.vocabulary)
        parties = {field: shown.pop(party) for party, field in parties_of(form).items()}
        return shown | {"fields": parties | shown["fields"]}

    def _answer(self, record: Version, caller: Caller, *, created: bool = False) -> Response:
        return _json(self._shown(record, caller), 201 if created else 200, {"ETag": f'"{record.revision}"'})


def _instant(text: str | None) -> str | None:
    if text is None:
        return None
    moment = parse_instant(text)
    if moment is None:
        told = problem("at", "应为带时区的RFC 3339时间", "must be an RFC 3339 instant with its offset")
        raise RequestError(told)
    return utc_text(moment)


def _json(content: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, headers, "application/json")
