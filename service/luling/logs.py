"""The operational log: one JSON object a line, with the request it belongs to, and never with a secret in it.

Programs here log with the standard library; structlog renders. What was decided is not in this log but in the evidence.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog

# What is known of the request that is being answered: ASGI's `state` of it.
REQUEST: ContextVar[Mapping[str, Any] | None] = ContextVar("luling_request", default=None)

HIDDEN = "***"
_SECRET_NAMES = re.compile(r"(?i)authorization|cookie|secret|password|passwd|token|api_?key|credential|dsn")
_SECRETS = (
    (re.compile(r"luling_([a-z2-7]{10})_[A-Za-z0-9_-]+"), rf"luling_\1_{HIDDEN}"),  # an API key: its id may be seen
    (re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*)*"), HIDDEN),  # JSON web tokens
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+"), rf"\1 {HIDDEN}"),
    (re.compile(r"__Host-luling=[^;,\s\"']+"), f"__Host-luling={HIDDEN}"),
    (re.compile(r"(\w://[^\s/:@]*):[^\s@]+@"), rf"\1:{HIDDEN}@"),  # the password of an address
    (re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL), f"[parameters: {HIDDEN}]"),  # what a statement carried
)


def redacted(text: str) -> str:
    """The text without anything that looks like a credential."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`, which uvicorn calls in each of its processes. Logs go to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"luling": {"()": "luling.logs.formatter", "as_json": as_json}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "luling"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # A line for every request would cost more than the request; the evidence says more.
            "uvicorn.access": {"level": "WARNING"},
            "casbin": {"level": "WARNING"},
            "alembic": {"level": "WARNING"},
        },
    }


def formatter(*, as_json: bool) -> logging.Formatter:
    """Renders records of the standard library."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _request,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _redact,
            renderer,
        ],
        keep_stack_info=True,
    )


def _request(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Which request it is, and whose."""
    state = REQUEST.get()
    if state is not None:
        event.setdefault("request_id", state.get("request_id"))
        caller = state.get("caller") or state.get("principal")
        if caller is not None:
            event.setdefault("caller", caller.name)
    event.pop("color_message", None)
    return event


def _redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last thing before an event is rendered: exceptions are texts by then."""
    return {name: HIDDEN if _SECRET_NAMES.search(name) else _without_secrets(value) for name, value in event.items()}


def _without_secrets(value: Any) -> Any:
    match value:
        case str():
            return redacted(value)
        case bytes():
            return redacted(value.decode("utf-8", "replace"))
        case Mapping():
            return _redact(None, "", {str(name): inner for name, inner in value.items()})
        case list() | tuple() | set() | frozenset():
            return [_without_secrets(inner) for inner in value]
        case None | bool() | int() | float():
            return value
        case _:
            return redacted(str(value))
