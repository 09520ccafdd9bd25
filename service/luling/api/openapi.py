"""The OpenAPI document: FastAPI's, with the schemas of requests (from the vocabulary), answers and problems in it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from luling.api import evaluation, findings, search
from luling.decision.answer import EFFECTS
from luling.decision.point import DecisionPoint
from luling.request import schema

_STRING = {"type": "string"}
_WORDS = {"type": "object", "properties": {"zh": _STRING, "en": _STRING}}
_CITED = {"code": _STRING, "article": _STRING, "message": _WORDS}
_DEADLINE = {
    "type": "object",
    "properties": {
        "days": {"type": "integer"},
        "unit": {"type": "string", "enum": ["working_day", "day"]},
        "term": {"type": "string", "enum": ["promptly", "per_catalogue"]},
        "starts": _STRING,
        "bearer": _STRING,
        "due": {"type": "string", "description": "YYYY-MM-DD, or `undetermined`"},
    },
}


def _list(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["decision"],
    "properties": {
        "decision": {"type": "boolean"},
        "context": {
            "type": "object",
            "properties": {
                "id": _STRING,
                "effect": {"type": "string", "enum": list(EFFECTS)},
                "regulations": {"type": "array", "items": _STRING},
                "policy_revision": _STRING,
                "engine": _STRING,
                "reasons": _list(**_CITED, kind=_STRING),
                "obligations": _list(**_CITED, bearer=_STRING),
                "next_steps": _list(**_CITED, to=_STRING, deadline=_DEADLINE),
                "missing": {"type": "array", "items": _STRING},
                "conflicts": _list(path=_STRING, asserted={}, recorded={}),
                "error": {"type": "object"},
            },
        },
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _STRING,
        "title": _STRING,
        "title_en": _STRING,
        "status": {"type": "integer"},
        "detail": _STRING,
        "errors": _list(path=_STRING, message=_WORDS),
    },
}


def install(app: FastAPI, point: DecisionPoint) -> None:
    """Makes the application serve this OpenAPI document. It is made when it is asked for: the vocabulary may change."""

    def document() -> dict[str, Any]:
        described = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        described["paths"] = evaluation.described() | described.get("paths", {})
        vocabulary = point.knowledge.vocabulary
        several = {"type": "object", "properties": {"evaluations": {"type": "array", "items": ANSWER}}}
        described.setdefault("components", {}).setdefault("schemas", {}).update(
            EvaluationRequest=schema.evaluation_request(vocabulary),
            EvaluationsRequest=schema.evaluations_request(vocabulary),
            EvaluationAnswer=ANSWER,
            EvaluationsAnswer={"anyOf": [several, ANSWER]},
            Problem=_PROBLEM,
            **findings.schemas(vocabulary),
            **search.schemas(vocabulary),
        )
        return described

    app.openapi = document  # type: ignore[method-assign]
