"""The AuthZEN endpoints of evaluations: one, several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from luling.api.body import read_body
from luling.api.metrics import Metrics
from luling.decision.decided import Answer
from luling.decision.point import DecisionPoint
from luling.request.caller import Caller
from luling.request.errors import RequestError
from luling.settings import Settings

EVALUATION = "/access/v1/evaluation"
EVALUATIONS = "/access/v1/evaluations"


class Evaluation:
    """One evaluation, or several, as plain ASGI: every request of an exchange platform comes this way."""

    def __init__(self, point: DecisionPoint, settings: Settings, metrics: Metrics, *, several: bool) -> None:
        self._point, self._metrics, self._several = point, metrics, several
        self._most_bytes, self._most = settings.max_body, settings.max_evaluations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self.answer(scope, receive)
        if body is not None:
            await _send(body, send)

    async def answer(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body of the answer; None where nobody is left to be answered.

        Raises:
            RequestError, EngineError, StorageError, LogError: as `DecisionPoint.answer`. HttpProblem: as `read_body`.
        """
        caller = scope["state"]["caller"]
        if not isinstance(caller, Caller):
            raise TypeError("this endpoint is open to callers that are unknown")
        try:
            request = await read_body(scope, receive, self._most_bytes)
        except ClientDisconnect:
            return None
        started = perf_counter()
        try:
            answers: Answer | list[Answer]
            if self._several:
                answers = await self._point.answer_all(request, self._most, caller)
            else:
                answers = await self._point.answer(request, caller)
        except RequestError:
            raise
        except Exception as error:
            self._metrics.failed(type(error).__name__)
            raise
        body = _joined(answers)
        listed = answers if isinstance(answers, list) else (answers,)
        self._metrics.answered("evaluations" if self._several else "evaluation", listed, perf_counter() - started)
        return body


Endpoints = Mapping[str, Evaluation]
# What answers an exception: the handlers of the application, by class.
Handlers = Mapping[Any, Callable[[Request, Exception], Any]]


def endpoints(point: DecisionPoint, settings: Settings, metrics: Metrics) -> Endpoints:
    """The endpoints of the decision point by path."""
    return {
        EVALUATION: Evaluation(point, settings, metrics, several=False),
        EVALUATIONS: Evaluation(point, settings, metrics, several=True),
    }


def routes(found: Endpoints) -> list[Route]:
    """Their routes: for the methods that they do not have, and for whoever lists routes."""
    return [Route(path, endpoint, methods=["POST"], name=path.rpartition("/")[2]) for path, endpoint in found.items()]


class Evaluations:
    """The endpoints as an ASGI application of their own, which answers their exceptions as `handlers` say."""

    def __init__(self, found: Endpoints, handlers: Handlers) -> None:
        self._endpoints, self._handlers = found, handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await self._endpoints[scope["path"]].answer(scope, receive)
        except Exception as error:
            kind = next(kind for kind in type(error).__mro__ if kind in self._handlers)
            response = await self._handlers[kind](Request(scope), error)
            await response(scope, receive, send)
            if kind is Exception:
                raise  # what nobody expected is for the server to log
        else:
            if body is not None:
                await _send(body, send)


def described() -> dict[str, Any]:
    """The evaluation endpoints in the OpenAPI document, which FastAPI does not find by itself."""
    return {
        path: {"post": {"tags": ["AuthZEN 1.0"], "summary": summary, "operationId": name} | _body(schema)}
        for path, name, schema, summary in (
            (EVALUATION, "evaluation", "EvaluationRequest", "裁决一项请求 · evaluate one request"),
            (EVALUATIONS, "evaluations", "EvaluationsRequest", "裁决多项请求 · evaluate several"),
        )
    }


async def _send(body: bytes, send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


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
