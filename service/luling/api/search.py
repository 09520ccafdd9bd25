"""The AuthZEN search endpoints: who may, on what, and what."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.decision.pages import Bounds
from luling.decision.point import DecisionPoint
from luling.decision.search import Search
from luling.register.book import Book
from luling.register.directory import RegisterDirectory
from luling.request.schema import search_request
from luling.request.search import TARGETS, Target
from luling.request.vocabulary import Vocabulary
from luling.settings import Settings

PATHS = {target: f"/access/v1/search/{target}" for target in TARGETS}
_SUMMARIES = {
    "subject": "谁可以 · which subjects may do it",
    "resource": "可以对什么 · on which resources it may be done",
    "action": "可以做什么 · which actions may be done",
}
_STRING = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_PARTY = {"type": "object", "required": ["type", "id"], "properties": {"type": _STRING, "id": _STRING}}
_ACTION = {"type": "object", "required": ["name"], "properties": {"name": _STRING}}
ENTITIES: dict[str, dict[str, Any]] = {"subject": _PARTY, "resource": _PARTY, "action": _ACTION}


def router(point: DecisionPoint, book: Book, settings: Settings) -> APIRouter:
    """The routes of searches."""
    routes = APIRouter(tags=["AuthZEN 1.0"])
    bounds = Bounds(settings.search_page, settings.search_candidates, settings.search_seconds)
    search = Search(point, RegisterDirectory(book), bounds)

    def add(target: Target) -> None:
        @routes.post(PATHS[target], summary=_SUMMARIES[target], name=f"search_{target}", openapi_extra=_body(target))
        async def answer(request: Request) -> Response:
            found = await search.answer(await json_body(request, settings.max_body), target, caller_of(request))
            return Response(json.dumps(found, ensure_ascii=False), media_type="application/json")

    for target in TARGETS:
        add(target)
    return routes


def schemas(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schemas of searches and their answers, by name."""
    result = {}
    for target in TARGETS:
        name = f"{target.capitalize()}Search"
        result[f"{name}Request"] = search_request(vocabulary, target)
        result[f"{name}Answer"] = _answer(target)
    return result


def _answer(target: str) -> dict[str, Any]:
    page = {"type": "object", "required": ["next_token"], "properties": {"next_token": _STRING, "count": _COUNT}}
    context = {
        "id": _STRING,
        "policy_revision": _STRING,
        "engine": _STRING,
        "time": {"type": "string", "format": "date-time"},
        "register": _COUNT,
        "skipped": _COUNT,
    }
    return {
        "type": "object",
        "required": ["results"],
        "properties": {
            "page": page,
            "context": {"type": "object", "properties": context},
            "results": {"type": "array", "items": ENTITIES[target]},
        },
    }


def _body(target: str) -> dict[str, Any]:
    def content(schema: str, media_type: str = "application/json") -> dict[str, Any]:
        return {"content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}

    problem = content("Problem", "application/problem+json")
    name = f"{target.capitalize()}Search"
    return {
        "requestBody": {"required": True, **content(f"{name}Request")},
        "responses": {
            "200": {"description": "查到的 · what was found", **content(f"{name}Answer")},
            "400": {"description": "请求有误 · bad request", **problem},
            "413": {"description": "请求体过大 · body too large", **problem},
            "503": {"description": "未能作答或者未能记录 · no answer, or no record of it", **problem},
        },
    }
