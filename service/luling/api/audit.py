"""What was decided, and the checkpoints that vouch for it."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from luling.api.caller import caller_of
from luling.api.problems import HttpProblem
from luling.audit.anchors import Anchor
from luling.audit.log import EvidenceLog
from luling.audit.search import CursorError, Record, Search, checkpoints_after, one, page
from luling.decision.record import instant, microseconds
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant

Time = Annotated[str, Query(description="RFC 3339")]
Text = Annotated[str, Query(max_length=1000)]
Limit = Annotated[int, Query(ge=1, le=500)]


def router(log: EvidenceLog | None) -> APIRouter:
    """The routes that show the evidence log; 404 where nothing is recorded."""
    routes = APIRouter(prefix="/v1", tags=["audit"])

    def recorded() -> EvidenceLog:
        if log is None:
            raise HttpProblem(404, "本服务不保存证据日志", "this service keeps no evidence log")
        return log

    @routes.get("/decisions", summary="查询裁决记录 · search what was decided")
    async def decisions(
        request: Request,
        since: Annotated[Time, Query(alias="from")] = "",
        until: Annotated[Time, Query(alias="to")] = "",
        subject: Text = "",
        resource: Text = "",
        article: Text = "",
        effect: Text = "",
        kind: Text = "",
        limit: Limit = 50,
        token: Annotated[str, Query(alias="page", max_length=500)] = "",
    ) -> Response:
        """Newest first. `article` finds its paragraphs and items too; `to` is excluded; `next` is the next `page`."""
        kept, caller = recorded(), caller_of(request)
        search = Search(
            since=_instant(since, "from"),
            until=_instant(until, "to"),
            subject=kept.masked(subject),
            resource=kept.masked(resource),
            article=article,
            effect=effect,
            kind=kind,
            regulations=None if caller.regulations is None else tuple(sorted(caller.regulations)),
        )
        try:
            found, following = await asyncio.to_thread(page, kept.database, search, limit, token)
        except CursorError as error:
            raise RequestError(problem("page", "不是本服务给出的页标记", "is no page token of this service")) from error
        return _json({"decisions": [_shown(record) for record in found], "next": following or None})

    @routes.get("/decisions/{identity}", summary="一条裁决记录 · one record, with what was asked and answered")
    async def decision(identity: str, request: Request) -> Response:
        found = await asyncio.to_thread(one, recorded().database, identity)
        caller = caller_of(request)
        # What is about no regulation at all is for those only who may see everything.
        if found is None or (caller.regulations is not None and not found.regulations):
            raise HttpProblem(404, f"没有记录 `{identity[:100]}`", f"no record `{identity[:100]}`")
        caller.require(found.regulations)
        return _json(_shown(found) | {"hash": found.hash, "asked": found.asked, "answered": found.answered})

    @routes.get("/audit/checkpoints", summary="已签名的检查点 · the signed checkpoints")
    async def checkpoints(after: Annotated[int, Query(ge=0)] = 0, limit: Limit = 50) -> Response:
        """In their order, after the given number; each as an anchor keeps it, with its kind and note."""
        found = await asyncio.to_thread(checkpoints_after, recorded().database, after, limit)
        shown = [
            msgspec.to_builtins(Anchor.of(each)) | {"kind": each.kind, "note": each.note, "at": _text(each.at)}
            for each in found
        ]
        return _json({"checkpoints": shown, "root": recorded().keys.root.hex()})

    return routes


def _instant(text: str, name: str) -> int | None:
    if not text:
        return None
    moment = parse_instant(text)
    if moment is None:
        raise RequestError(problem(name, "应为RFC 3339时间", "must be an RFC 3339 instant"))
    return microseconds(moment)


def _text(microseconds: int) -> str:
    return instant(microseconds).astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _shown(record: Record) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in Record.__struct_fields__}
    for name in ("hash", "asked", "answered"):
        del values[name]
    return values | {"at": _text(record.at)}


def _json(content: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
