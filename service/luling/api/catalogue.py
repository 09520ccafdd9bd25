"""The check of catalogue entries over HTTP."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.compliance.catalogue import VIOLATION, WARNING, check, known_columns
from luling.compliance.entries import json_entry
from luling.decision.point import DecisionPoint
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant
from luling.settings import Settings

CHECKS = "/v1/catalogue/checks"
_TEXT = {"type": "string"}
_PROBLEM = {
    "type": "object",
    "properties": {
        "entry": {"type": ["string", "null"]},
        "index": {"type": "integer"},
        "field": _TEXT,
        "column": {"type": ["string", "null"]},
        "code": _TEXT,
        "article": {"type": ["string", "null"]},
        "severity": {"type": "string", "enum": [VIOLATION, WARNING]},
        "message": {"type": "object", "properties": {"zh": _TEXT, "en": _TEXT}},
    },
}
_REPORT = {
    "type": "object",
    "properties": {
        "problems": {"type": "array", "items": _PROBLEM},
        "entries": {"type": "integer"},
        "violations": {"type": "integer"},
        "warnings": {"type": "integer"},
        "policy_revision": _TEXT,
        "engine": _TEXT,
    },
}
_ENTRIES = {"type": "array", "items": {"type": "object"}}
_ASKED = {
    "type": "object",
    "required": ["entries"],
    "properties": {"entries": _ENTRIES, "regulation": _TEXT, "time": {"type": "string", "format": "date-time"}},
}
_FAILED = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_DESCRIBED: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"anyOf": [_ASKED, _ENTRIES]}}}},
    "responses": {
        "200": {"description": "检查结果 · the report", "content": {"application/json": {"schema": _REPORT}}},
        "400": {"description": "请求有误 · bad request", **_FAILED},
        "413": {"description": "请求体过大 · body too large", **_FAILED},
        "503": {"description": "引擎未答复 · no answer", **_FAILED},
    },
}


def router(point: DecisionPoint, settings: Settings) -> APIRouter:
    """The route of catalogue checks."""
    routes = APIRouter(tags=["compliance"])

    @routes.post(CHECKS, summary="目录检查 · check catalogue entries", openapi_extra=_DESCRIBED)
    async def checks(request: Request) -> Response:
        body = await json_body(request, settings.max_body)
        whole = {"entries": body} if isinstance(body, list) else body
        entries, now, regulation = _asked(whole, point, settings.max_evaluations)
        columns = known_columns(point.knowledge)
        listed = [json_entry(one, {"index": number}, columns) for number, one in enumerate(entries)]
        report = await check(point, listed, now, regulation, caller=caller_of(request))
        return Response(json.dumps(report.as_json(), ensure_ascii=False), media_type="application/json")

    return routes


def _asked(body: Any, point: DecisionPoint, most: int) -> tuple[list[Any], dt.datetime, str | None]:
    """The entries, the instant of the check, and the regulation for entries that name none."""
    if not isinstance(body, dict):
        raise RequestError(problem("", "应为对象或者数组", "must be an object or an array"))
    entries, time, regulation = body.get("entries"), body.get("time"), body.get("regulation")
    if not isinstance(entries, list):
        raise RequestError(problem("entries", "应为数组", "must be an array"))
    if len(entries) > most:
        raise RequestError(problem("entries", f"超过{most}项", f"has more than {most} items"))
    if regulation is not None and str(regulation) not in point.knowledge.regulations:
        raise RequestError(problem("regulation", f"未知的值 `{regulation}`", f"unknown value `{regulation}`"))
    now = dt.datetime.now(dt.UTC)
    if time is not None:
        moment = parse_instant(time) if isinstance(time, str) else None
        if moment is None:
            told = problem("time", "应为带时区的RFC 3339时间", "must be an RFC 3339 instant with its offset")
            raise RequestError(told)
        now = moment
    return entries, now, regulation
