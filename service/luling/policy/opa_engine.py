"""An OPA server as the engine: the same policies, evaluated by the reference implementation over REST.

What opa-python-client 3.0 does, and what is done about it here:

- it tries a refused connection again after 0.3 and 0.6 s, and server errors too, which OPA gives for a policy's own
  faults: its retries are switched off, the few that help (a connection that OPA closed) are made here, within the
  time-out of the whole evaluation;
- it rewrites refused policies in older syntax and tries those: switched off (`opa_push`);
- data must be an object, so the revision is one;
- the text of OPA's error is lost where a query fails: the status is all that is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from opa_client.opa_async import AsyncOpaClient

from luling.policy.engine import EngineError, EngineSettings, answer_object, answering, chosen
from luling.policy.opa_push import push, served
from luling.policy.sources import PolicyError, PolicySet

_log = logging.getLogger(__name__)
# What the client lets through: no connection, time-out, HTTP error status, an answer or an input that is not JSON.
_FAILURES = (aiohttp.ClientError, OSError, ValueError, TypeError, RecursionError)
_REPUSH_EVERY = 5.0  # seconds between attempts to fill a server that came back empty


class OpaEngine:
    """An `Engine` on one OPA server, which it alone may change: other policies there stay, other policy sets do not.

    Workers of one service may share the server, since they push the same set.
    """

    name = "opa"

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._address = _address(settings.opa_url)
        self._policies: PolicySet | None = None
        self._answering: tuple[str, ...] = ()
        self._gate = _Gate()
        self._stack = AsyncExitStack()
        self._client: AsyncOpaClient | None = None
        self._repush: asyncio.Task[None] | None = None
        self._repushed = float("-inf")

    async def load(self, policies: PolicySet) -> None:
        """See `Engine.load`. Evaluations wait meanwhile; if OPA refuses the set, it gets the old one back."""
        found = answering(policies, self._settings.entrypoints)
        async with self._gate.change():
            try:
                await self._push(policies)
            except PolicyError:
                await self._restore()
                raise
            self._policies, self._answering = policies, found

    async def evaluate(self, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        """See `Engine.evaluate`. An answer by another policy set than the one last loaded is none."""
        async with self._gate.evaluation():
            rule, policies = chosen(self._answering, entrypoint), self._policies
            assert policies is not None
            answer = await self._ask(document, rule)
            revision = answer.get("revision")
            if not revision:
                self._fill_again()
                raise EngineError("opa: the server holds no policy set; it may have been restarted")
            if revision != policies.revision:
                raise EngineError(f"opa: the server answers by `{revision}`, not by `{policies.revision}`")
            return answer_object(answer.get("answer"))

    async def close(self) -> None:
        """See `Engine.close`. The server keeps the policies."""
        if self._repush is not None:
            self._repush.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._repush
        await self._stack.aclose()
        self._client = self._policies = None
        self._answering = ()

    async def _ask(self, document: Mapping[str, Any], entrypoint: str) -> Mapping[str, Any]:
        client = await self._connected()
        try:
            async with asyncio.timeout(self._settings.opa_timeout):
                answer = await self._query(client, document, entrypoint)
        except TimeoutError as error:
            raise EngineError(f"opa: no answer within {self._settings.opa_timeout} s") from error
        except _FAILURES as error:
            raise EngineError(f"opa: {_message(error)}") from error
        result = answer.get("result", {}) if isinstance(answer, dict) else {}
        return result if isinstance(result, dict) else {}

    async def _query(self, client: AsyncOpaClient, document: Mapping[str, Any], entrypoint: str) -> Any:
        left = self._settings.opa_retries
        while True:
            try:
                return await client.query_rule(document, served(entrypoint))
            except aiohttp.ClientConnectionError:
                if not left:
                    raise
                left -= 1

    async def _push(self, policies: PolicySet) -> None:
        client = await self._connected()
        try:
            async with asyncio.timeout(self._settings.opa_push_timeout):
                await push(client, policies, answering(policies, self._settings.entrypoints))
        except TimeoutError as error:
            raise EngineError(f"opa: policies not taken within {self._settings.opa_push_timeout} s") from error
        except _FAILURES as error:
            raise EngineError(f"opa: {_message(error)}") from error

    def _fill_again(self) -> None:
        """Push the set again in the background, one attempt at a time and not too often."""
        busy = self._repush is not None and not self._repush.done()
        if not busy and time.monotonic() - self._repushed >= _REPUSH_EVERY:
            self._repushed = time.monotonic()
            self._repush = asyncio.create_task(self._fill())

    async def _fill(self) -> None:
        async with self._gate.change():
            await self._restore()

    async def _restore(self) -> None:
        """Push the set in force once more. If that fails the server has no revision and the next evaluation tries."""
        try:
            if self._policies is not None:
                await self._push(self._policies)
        except (EngineError, PolicyError) as error:
            _log.warning("opa: the policies in force could not be pushed again: %s", error)

    async def _connected(self) -> AsyncOpaClient:
        if self._client is None:
            client = AsyncOpaClient(
                **self._address, token=self._settings.opa_token, retries=0, timeout=self._settings.opa_push_timeout
            )
            self._client = await self._stack.enter_async_context(client)
        return self._client


class _Gate:
    """Lets evaluations run side by side, and a change of policies alone: it waits for those that run, others for it."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._open = asyncio.Event()
        self._open.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._running = 0

    @asynccontextmanager
    async def evaluation(self) -> AsyncIterator[None]:
        while not self._open.is_set():
            await self._open.wait()
        self._running += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    @asynccontextmanager
    async def change(self) -> AsyncIterator[None]:
        async with self._turn:
            self._open.clear()
            try:
                await self._idle.wait()
                yield
            finally:
                self._open.set()


def _address(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(f"`{url}` is no address of an OPA server: expected http(s)://host:port")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return {"host": host, "port": parts.port or 8181, "ssl": parts.scheme == "https"}


def _message(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientResponseError):
        return f"HTTP status {error.status}"
    return " ".join(str(error).split()) or type(error).__name__
