"""`POST /v1/findings`: what follows from a reported conduct (contract, section 3)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.compliance.findings import FORM, REQUIRED, STATUSES, find
from luling.decision.point import DecisionPoint
from luling.request import schema
from luling.request.vocabulary import Vocabulary
from luling.settings import Settings

_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_WORDS = {"type": "object", "properties": {"zh": _STRING, "en": _STRING}}


def router(point: DecisionPoint, settings: Settings) -> APIRouter:
    """The route of findings."""
    routes = APIRouter(tags=["compliance"])

    @routes.post("/v1/findings", summary="行为认定 · what follows from a conduct", openapi_extra=_described())
    async def findings(request: Request) -> Response:
        answer = await find(point, await json_body(request, settings.max_body), caller_of(request))
        return Response(json.dumps(answer, ensure_ascii=False), media_type="application/json")

    return routes


def schemas(vocabulary: Vocabulary) -> Mapping[str, dict[str, Any]]:
    """The schemas of a report of conduct and of the answer to it, by their names in the OpenAPI document."""
    measure = {
        "stage": _STRING,
        "by": {"type": ["string", "null"], "description": "null: 条文没有写明机关 · the article names nobody"},
        "against": _STRINGS,
        "article": _STRING,
        "status": {"type": "string", "enum": list(STATUSES)},
        "waits_for": _STRING,
        "message": _WORDS,
        "condition": _WORDS,
    }
    finding = {
        "kind": {"type": "string", "enum": ["breach", "merit"]},
        "conduct": _STRING,
        "article": _STRING,
        "duties": _STRINGS,
        "message": _WORDS,
        "measures": {"type": "array", "items": {"type": "object", "properties": measure}},
    }
    notice = {"code": _STRING, "article": _STRING, "conduct": _STRING, "message": _WORDS}
    answer = {
        "findings": {"type": "array", "items": {"type": "object", "properties": finding}},
        "notices": {"type": "array", "items": {"type": "object", "properties": notice}},
        "missing": _STRINGS,
        "policy_revision": _STRING,
    }
    return {
        "FindingsRequest": schema.form(vocabulary, FORM) | {"required": list(REQUIRED)},
        "FindingsAnswer": {"type": "object", "required": list(answer), "properties": answer},
    }


def _described() -> dict[str, Any]:
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    report, answer = ({"$ref": f"#/components/schemas/Findings{part}"} for part in ("Request", "Answer"))
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": report}}},
        "responses": {
            "200": {"description": "认定 · the findings", "content": {"application/json": {"schema": answer}}},
            "400": {"description": "报告有误 · bad report", **problem},
            "413": {"description": "请求体过大 · body too large", **problem},
            "503": {"description": "引擎未答复 · no answer", **problem},
        },
    }
