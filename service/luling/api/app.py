"""The application: routes, error handlers, the decision point's life."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from luling.api import (
    audit,
    catalogue,
    deadlines,
    evaluation,
    findings,
    health,
    law,
    metadata,
    openapi,
    problems,
    procedures,
    refusals,
    register,
    reports,
    search,
    session,
)
from luling.api.identification import Identification
from luling.api.metrics import Metrics
from luling.api.metrics import router as metrics_router
from luling.api.notification import Figures, dispatcher
from luling.audit.entry import REQUEST_ID, LogError
from luling.audit.log import EvidenceLog
from luling.decision.evidence import log_settings
from luling.decision.point import DecisionPoint
from luling.law.corpus import Corpus
from luling.law.regulation import LawError
from luling.logs import REQUEST
from luling.policy.engine import EngineError
from luling.procedure.errors import ProcedureError
from luling.procedure.procedures import Procedures
from luling.register.book import Book
from luling.reporting.making import Reporting
from luling.request.errors import RequestError
from luling.request.ulids import new_ulid
from luling.settings import Settings
from luling.storage.database import StorageError

_LONGEST_REQUEST_ID = 128  # characters of it in records and logs; it is echoed whole


class Application(FastAPI):
    """FastAPI, but for a way past it: what it and Starlette put around every route takes longer than a remembered
    decision."""

    _short: ASGIApp
    _paths: Collection[str] = ()

    def shortcut(self, app: ASGIApp, paths: Collection[str]) -> None:
        """POST requests for these paths go to `app`, and through nothing else."""
        self._short, self._paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in self._paths and scope["method"] == "POST":
            await self._short(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service's application. Its policies are loaded when it starts; a policy set that does not load stops it."""
    settings = settings or Settings()
    recorded = log_settings(settings)
    log = EvidenceLog(recorded) if recorded else None
    book = Book(
        settings.database.get_secret_value(), settings.register_cache, settings.register_staleness, settings.migrate
    )
    identification = Identification(settings, book.database)
    point = DecisionPoint(settings, log, book.facts)
    office = Procedures.of(point, book, settings.deadline_warning)
    notifications = dispatcher(settings, book.database)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.enter_context(book)
            await stack.enter_async_context(identification)
            if log is not None:
                await stack.enter_async_context(log)
            await stack.enter_async_context(point)
            await stack.enter_async_context(office)
            await stack.enter_async_context(notifications)
            yield

    app = Application(
        title="luling 律令",
        summary="政务数据共享法规的策略裁决点 · a policy decision point for the law of government data sharing",
        version=version("luling"),
        lifespan=life,
    )
    app.state.point, app.state.book, app.state.procedures = point, book, office
    metrics = Metrics(point, log)
    metrics.registry.register(Figures(notifications))
    evaluations = evaluation.endpoints(point, settings, metrics)
    gate = identification.gate
    # The last one added is the first one that a request meets.
    app.add_middleware(gate)
    app.add_middleware(RequestId)
    app.router.routes[:0] = evaluation.routes(evaluations)
    app.shortcut(RequestId(gate(evaluation.Evaluations(evaluations, app.exception_handlers))), evaluations)
    app.include_router(search.router(point, book, settings))
    app.include_router(metadata.router(settings))
    app.include_router(law.router(point, Corpus(settings.corpus)))
    app.include_router(deadlines.router(point))
    app.include_router(catalogue.router(point, settings))
    app.include_router(findings.router(point, settings))
    app.include_router(audit.router(log))
    app.include_router(register.router(point, book, settings))
    app.include_router(reports.router(point, Reporting(point, book.database, log.database if log else None)))
    app.include_router(procedures.router(office, settings.max_body))
    app.include_router(metrics_router(metrics))
    app.include_router(health.router(point, log, settings.identity))
    if identification.authentication is not None:
        app.include_router(session.router(identification.authentication))
    app.add_exception_handler(RequestError, problems.on_bad_request)
    app.add_exception_handler(EngineError, problems.on_engine_error)
    app.add_exception_handler(LogError, problems.on_log_error)
    app.add_exception_handler(StorageError, problems.on_storage_error)
    app.add_exception_handler(ProcedureError, refusals.on_refused_act)
    app.add_exception_handler(LawError, refusals.on_unusable_law)
    app.add_exception_handler(problems.HttpProblem, problems.on_problem)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(Exception, problems.on_unexpected)
    openapi.install(app, point)
    return app


async def _on_http_exception(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    titles = {404: ("没有此资源", "not found"), 405: ("不支持此方法", "method not allowed")}
    zh, en = titles.get(error.status_code, ("请求未能完成", str(error.detail)))
    return problems.document(error.status_code, zh, en, error.headers)


async def _on_validation_error(_request: Request, error: Exception) -> Response:
    return problems.document(400, "请求有误", "bad request", detail=str(error))


class RequestId:
    """Echoes `X-Request-ID`, or gives one to a request that came without (AuthZEN 1.0, section 10.1.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        recorded = _recorded(given)
        REQUEST_ID.set(recorded)
        state = scope.setdefault("state", {})
        state["request_id"] = recorded
        REQUEST.set(state)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", given or recorded.encode())]
            await send(message)

        await self._app(scope, receive, send_with_id)


def _recorded(given: bytes) -> str:
    """The id under which a request is recorded: the given one as far as it can be printed, else one of our own."""
    text = given.decode("latin-1")
    if not (text.isascii() and text.isprintable()):
        text = text.encode("unicode_escape").decode()
    return text[:_LONGEST_REQUEST_ID] or new_ulid()
