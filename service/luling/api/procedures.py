"""The procedures: cases by kind, the acts in them, and the deadlines that run."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.api.problems import HttpProblem
from luling.law.calendar import legal_day
from luling.procedure.cases import Done
from luling.procedure.clock import Standing
from luling.procedure.feed import calendar
from luling.procedure.procedures import Procedures
from luling.reporting.duties import due_days
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant, utc_text

# Kinds whose cases have an address of their own; every kind is found under the last one.
COLLECTIONS = ("applications", "corrections", "disputes", "complaints")
ALL = "cases"
_LONGEST_KEY = 128
_MOST = 1000

KeyHeader = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="同一键的同一行为只办理一次 · an act twice with one key is one act"),
]
After = Annotated[str, Query(description="从此编号之后 · after this id")]
Limit = Annotated[int, Query(ge=1, le=_MOST)]


def router(procedures: Procedures, most_body: int) -> APIRouter:
    """The routes of cases and deadlines."""
    routes = APIRouter(tags=["procedures"])
    for collection in (*COLLECTIONS, ALL):
        _add_collection(routes, procedures, collection, most_body)
    _add_deadlines(routes, procedures)
    return routes


def _add_collection(routes: APIRouter, procedures: Procedures, collection: str, most_body: int) -> None:
    words = "程序 · procedures" if collection == ALL else f"程序 · {collection}"

    def kinds() -> Mapping[str, Any]:
        known = procedures.law.kinds
        return {name: kind for name, kind in known.items() if collection in (ALL, kind.collection)}

    async def opened(request: Request, idempotency_key: KeyHeader = None) -> Response:
        body = await json_body(request, most_body)
        kind = _kind(body, kinds())
        return _done(await procedures.open(kind, body, caller_of(request), _key(idempotency_key)), collection)

    async def acted(request: Request, case: str, idempotency_key: KeyHeader = None) -> Response:
        body = await json_body(request, most_body)
        return _done(await procedures.act(kinds(), case, body, caller_of(request), _key(idempotency_key)))

    async def shown(request: Request, case: str) -> dict[str, Any]:
        return await procedures.show(kinds(), case, caller_of(request))

    async def listed(
        request: Request,
        regulation: str | None = None,
        kind: str | None = None,
        state: str | None = None,
        subject: str | None = None,
        resource: str | None = None,
        final: bool | None = None,
        after: After = "",
        limit: Limit = 100,
    ) -> dict[str, Any]:
        wanted = [name for name in kinds() if kind in (None, name)]
        columns = {"regulation": regulation, "state": state, "subject_id": subject, "resource_id": resource}
        filters = {name: value for name, value in {**columns, "final": final}.items() if value is not None}
        found = await procedures.find(wanted, filters, after, limit, caller_of(request))
        more = {"next": found[-1]["id"]} if len(found) == limit else {}
        return {"cases": found, **more}

    path = f"/v1/{collection}"
    problems = _problems()
    routes.add_api_route(
        path, opened, methods=["POST"], status_code=201, summary=f"提出 · open: {words}", openapi_extra=problems
    )
    routes.add_api_route(path, listed, methods=["GET"], summary=f"列出 · list: {words}")
    routes.add_api_route(f"{path}/{{case}}", shown, methods=["GET"], summary=f"查看 · show: {words}")
    routes.add_api_route(
        f"{path}/{{case}}/acts", acted, methods=["POST"], summary=f"办理 · act: {words}", openapi_extra=problems
    )


def _add_deadlines(routes: APIRouter, procedures: Procedures) -> None:
    @routes.get("/v1/deadlines", summary="期限 · the deadlines of cases as they stand")
    async def deadlines(
        request: Request,
        regulation: str | None = None,
        bearer: Annotated[str | None, Query(description="承担者: 职权角色或者单位 · role or organisation")] = None,
        state: Annotated[str | None, Query(description="running, warned, met, missed")] = None,
        at: Annotated[str | None, Query(description="某一时刻的状态 · as of an instant (RFC 3339)")] = None,
        after: After = "",
        limit: Limit = 100,
    ) -> dict[str, Any]:
        filters = {name: value for name, value in {"regulation": regulation, "bearer": bearer}.items() if value}
        instant, found, more = await procedures.deadlines(
            _instant(at), filters, _standing(state), after, limit, caller_of(request)
        )
        return {"at": utc_text(instant), "deadlines": found, **({"next": more} if more else {})}

    @routes.get("/v1/deadlines.ics", summary="期限日历 · the same as a calendar to subscribe to (iCalendar)")
    async def feed(
        request: Request,
        regulation: str | None = None,
        bearer: Annotated[str | None, Query(description="承担者: 职权角色或者单位 · role or organisation")] = None,
        state: Annotated[str | None, Query(description="无则为未办结的 · without it: what has not ended")] = None,
        duties: Annotated[bool, Query(description="连同定期事项 · with recurring duties")] = False,
        key: Annotated[  # noqa: ARG001 - the gate reads it
            str | None, Query(description="仅限 deadline:read 的密钥 · a key that is good for deadline:read only")
        ] = None,
    ) -> Response:
        filters = {name: value for name, value in {"regulation": regulation, "bearer": bearer}.items() if value}
        caller = caller_of(request)
        days = await procedures.due_days(filters, _standing(state), caller)
        if duties:
            within = filters if caller.regulations is None else {"regulation": caller.regulations, **filters}
            days += due_days(procedures.law.knowledge, legal_day(procedures.clock()), within)
        return Response(calendar(days), media_type="text/calendar", headers={"Cache-Control": "private, no-cache"})


def _kind(body: Any, kinds: Mapping[str, Any]) -> str:
    """The kind of the case: what the body says, or the only kind there is."""
    said = body.get("kind") if isinstance(body, dict) else None
    if said is None and len(kinds) == 1:
        return next(iter(kinds))
    if not isinstance(said, str) or said not in kinds:
        raise RequestError(problem("kind", f"应为其一: {_listed(kinds)}", f"must be one of {_listed(kinds)}"))
    return said


def _listed(names: Mapping[str, Any] | Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _key(key: str | None) -> str | None:
    if key is not None and not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        en = f"`Idempotency-Key` must be printable ASCII of at most {_LONGEST_KEY} characters"
        raise HttpProblem(400, f"`Idempotency-Key` 应为不超过{_LONGEST_KEY}个可见ASCII字符", en)
    return key


def _standing(state: str | None) -> Standing | None:
    known = _listed([one.value for one in Standing])
    if state is not None and state not in {one.value for one in Standing}:
        raise RequestError(problem("state", f"应为其一: {known}", f"must be one of {known}"))
    return Standing(state) if state else None


def _instant(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    moment = parse_instant(text)
    if moment is None:
        wrong = ("应为带时区的RFC 3339时间", "must be an RFC 3339 instant with its offset")
        raise RequestError(problem("at", *wrong))
    return moment


def _done(done: Done, collection: str | None = None) -> Response:
    headers = {"Idempotent-Replayed": "true"} if done.again else {}
    if collection:
        headers["Location"] = f"/v1/{collection}/{done.answer['id']}"
    return Response(
        json.dumps(done.answer, ensure_ascii=False),
        status_code=201 if collection else 200,
        media_type="application/json",
        headers=headers,
    )


def _problems() -> dict[str, Any]:
    document = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    said = {
        "400": "请求有误 · bad request",
        "403": "没有职权, 写明由谁依哪一条办理 · not competent; says who is, by which article",
        "404": "没有此程序 · no such case",
        "409": "当前状态下不能办理, 或者已有变动 · not possible in this state, or changed meanwhile",
        "422": "幂等键已用于其他行为 · the idempotency key was used for something else",
        "503": "未能记录 · it could not be recorded",
    }
    body = {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}
    responses = {status: {"description": text, **document} for status, text in said.items()}
    return {"requestBody": body, "responses": responses}
