"""The AuthZEN endpoints of evaluations: one, several."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.api.body import json_body
from luling.api.caller import caller_of
from luling.decision.decided import Answer
from luling.decision.point import DecisionPoint
from luling.settings import Settings

EVALUATION = "/access/v1/evaluation"
EVALUATIONS = "/access/v1/evaluations"


def router(point: DecisionPoint, settings: Settings) -> APIRouter:
    """The routes of the decision point."""
    routes = APIRouter(tags=["AuthZEN 1.0"])

    @routes.post(EVALUATION, summary="裁决一项请求 · evaluate one request", openapi_extra=_body("EvaluationRequest"))
    async def evaluation(request: Request) -> Response:
        answer = await point.answer(await json_body(request, settings.max_body), caller_of(request))
        return Response(answer.json(), media_type="application/json")

    @routes.post(EVALUATIONS, summary="裁决多项请求 · evaluate several", openapi_extra=_body("EvaluationsRequest"))
    async def evaluations(request: Request) -> Response:
        body = await json_body(request, settings.max_body)
        answers = await point.answer_all(body, settings.max_evaluations, caller_of(request))
        return Response(_joined(answers), media_type="application/json")

    return routes


def _joined(answers: Answer | list[Answer]) -> bytes:
    if isinstance(answers, list):
        return b'{"evaluations":[' + b",".join([answer.json() for answer in answers]) + b"]}"
    return answers.json()


def _body(schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    answer = {"$ref": f"#/components/schemas/{schema.replace('Request', 'Answer')}"}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": reference}}},
        "responses": {
            "200": {"description": "答复 · the answer", "content": {"application/json": {"schema": answer}}},
            "400": {"description": "请求有误 · bad request", **problem},
            "413": {"description": "请求体过大 · body too large", **problem},
            "503": {"description": "引擎未答复或者未能记录 · no answer, or no record of it; never a permit", **problem},
        },
    }
