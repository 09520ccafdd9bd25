"""Errors as problem documents (RFC 9457), in Chinese and English."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from luling.audit.entry import LogError
from luling.decision.decided import as_json
from luling.policy.engine import EngineError
from luling.request.errors import RequestError
from luling.storage.database import StorageError

_log = logging.getLogger(__name__)


class HttpProblem(Exception):
    """An error with its HTTP status; `zh` and `en` say what happened."""

    def __init__(self, status: int, zh: str, en: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(en)
        self.status, self.zh, self.en, self.headers = status, zh, en, headers


def document(status: int, zh: str, en: str, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem document. Its type is `about:blank`: the status says what kind it is (RFC 9457, section 4.2.1)."""
    content = {"type": "about:blank", "title": zh, "title_en": en, "status": status, **more}
    return Response(
        json.dumps(content, ensure_ascii=False),
        status_code=status,
        media_type="application/problem+json",
        headers=dict(headers or {}),
    )


async def on_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HttpProblem)
    return document(error.status, error.zh, error.en, error.headers)


async def on_bad_request(_request: Request, error: Exception) -> Response:
    """400 (403 where the caller has no role under a regulation), with the path of every bad field."""
    assert isinstance(error, RequestError)
    zh, en = ("无权", "forbidden") if error.status == 403 else ("请求有误", "bad request")
    return document(error.status, zh, en, detail=str(error), errors=[as_json(bad) for bad in error.problems])


async def on_engine_error(_request: Request, error: Exception) -> Response:
    """503, and no `decision`: a failure is never a permit, nor a denial that somebody could act on."""
    assert isinstance(error, EngineError)
    return document(
        503, "裁决引擎未能给出答复", "the policy engine gave no answer", {"Retry-After": "1"}, detail=str(error)
    )


async def on_log_error(_request: Request, error: Exception) -> Response:
    """503, and no `decision`: what is not on record is not answered."""
    assert isinstance(error, LogError)
    return document(
        503,
        "证据日志未能写入, 不予答复",
        "the evidence log was not written, so there is no answer",
        {"Retry-After": "1"},
        detail=str(error),
    )


async def on_storage_error(_request: Request, error: Exception) -> Response:
    """503: whoever does not know what is recorded decides nothing. What the database said stays in the log."""
    assert isinstance(error, StorageError)
    _log.error("storage failed: %s", error)
    return document(503, "登记簿暂不可用", "the register does not answer", {"Retry-After": "1"})


async def on_unexpected(_request: Request, _error: Exception) -> Response:
    """500 without details: they are in the service's log."""
    return document(500, "服务内部错误", "internal error")
