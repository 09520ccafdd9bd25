"""The gate: who calls is proven, what it may do is looked up, and how often it may is counted, before anything else.

Plain ASGI, since every request passes it. Nothing is let through that has no line in the table of endpoints.
"""

from __future__ import annotations

import ipaddress
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from luling.api.credentials import SeveralCredentialsError, Shown
from luling.api.problems import document
from luling.identity.access import Access
from luling.identity.authentication import Authentication
from luling.identity.buckets import Buckets
from luling.identity.endpoints import Domain, Endpoint, Endpoints
from luling.identity.principal import CredentialError, Principal, UnavailableError
from luling.request.caller import Caller

GATEWAY = Caller("gateway")  # whoever a gateway let through, where identity is not checked here
_REALM = 'Bearer realm="luling"'
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Headers at the most, by number and bytes; requests of a principal; refused attempts of an address."""

    headers: int
    header_bytes: int
    requests: Buckets | None
    failures: Buckets


class Refused(Exception):
    """Carries the response that ends a request at the gate."""

    def __init__(self, response: Response, why: str) -> None:
        super().__init__(why)
        self.response = response


class Gate:
    """ASGI middleware. Without `authentication` everybody is let in as the gateway that stands before this service."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        authentication: Authentication | None,
        access: Access,
        endpoints: Endpoints,
        limits: Limits,
    ) -> None:
        self._app, self._authentication, self._access = app, authentication, access
        self._endpoints, self._limits = endpoints, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        state = scope.setdefault("state", {})
        try:
            await self._admit(scope, state)
        except Refused as refused:
            status = refused.response.status_code
            what = {"status": status, "method": scope["method"], "path": scope["path"], "address": _address(scope)}
            _log.info("refused: %s", refused, extra=what)
            await refused.response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, state: dict[str, Any]) -> None:
        """Put the caller into the request's state, or raise `Refused`."""
        headers = self._headers(scope)
        found = self._endpoints.find(scope["path"])
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        endpoint = found[0].get(method) if found else None
        state["caller"] = state["principal"] = state["session_id"] = None
        if self._authentication is None:
            state["caller"] = GATEWAY
            _exists(found, endpoint)
            return
        public = endpoint is not None and self._access.verdict(None, endpoint).allowed
        shown = _shown(headers, scope)
        principal = await self._identify(self._authentication, scope, shown, public=public)
        if principal is None:
            return
        if shown.session_id is not None and scope["method"] not in _SAFE and not shown.is_from_our_page():
            raise Refused(document(403, "缺少CSRF令牌", "the CSRF token is missing or wrong"), "CSRF token")
        state["principal"], state["session_id"] = principal, shown.session_id
        self._count(principal)
        # Somebody unknown is not told which paths there are.
        endpoint, parameters = _exists(found, endpoint)
        if shown.in_address and principal.scopes != frozenset({endpoint.scope}):
            problem = document(403, "地址中的密钥须仅限于此", f"a key in an address must be for {endpoint.scope} only")
            raise Refused(problem, f"{principal.name} in an address")
        state["caller"] = self._judge(principal, endpoint, parameters)

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        size = 0
        for name, value in headers:
            size += len(name) + len(value)
        if len(headers) > self._limits.headers or size > self._limits.header_bytes:
            raise Refused(document(431, "请求头过多或者过大", "too many or too large header fields"), "headers")
        return headers

    async def _identify(
        self, authentication: Authentication, scope: Scope, shown: Shown, *, public: bool
    ) -> Principal | None:
        """The principal; None for somebody unknown at a public endpoint."""
        address = _address(scope)
        if shown.nothing:
            if public:
                return None
            # Counted apart: who shows nothing must not use up the tries of those behind the same address.
            challenge = _unauthorized("须证明身份", "authentication is required", None)
            self._failed(f"{address} without credential", "no credential", challenge)
        wait = self._limits.failures.wait(address)
        if wait and not (shown.bearer is not None and authentication.remembers(shown.bearer)):
            raise Refused(_too_many(wait), "too many failed attempts")
        try:
            return await _proven(authentication, shown)
        except CredentialError as error:
            if public and shown.bearer is None:
                return None  # a browser with the cookie of a session that is over
            self._failed(address, str(error), _unauthorized(error.zh, error.en, "invalid_token"))
        except UnavailableError as error:
            if public:
                return None
            _log.error("identity cannot be checked: %s", error)
            problem = document(503, "暂时无法验证身份", "identity cannot be checked now", {"Retry-After": "1"})
            raise Refused(problem, "identity unavailable") from error

    def _failed(self, who: str, why: str, response: Response) -> NoReturn:
        """Count a failed attempt, and refuse it.

        Raises:
            Refused: always.
        """
        wait = self._limits.failures.take(who)
        raise Refused(_too_many(wait) if wait else response, why)

    def _count(self, principal: Principal) -> None:
        if self._limits.requests is not None:
            wait = self._limits.requests.take(principal.name)
            if wait:
                raise Refused(_too_many(wait), f"too many requests of {principal.name}")

    def _judge(self, principal: Principal, endpoint: Endpoint, parameters: Mapping[str, str]) -> Caller:
        verdict = self._access.verdict(principal, endpoint)
        if verdict.scope is not None:
            challenge = f'{_REALM}, error="insufficient_scope", scope="{verdict.scope}"'
            headers = {"WWW-Authenticate": challenge}
            problem = document(403, "凭证的范围不足", "the credential's scope does not suffice", headers)
            raise Refused(problem, f"{principal.name} lacks scope {verdict.scope}")
        outside = (
            endpoint.domain is Domain.path
            and verdict.regulations is not None
            and parameters["regulation"] not in verdict.regulations
        )
        if not verdict.allowed or outside:
            problem = document(403, "无权", "forbidden", detail=f"no role that may {endpoint.act} {endpoint.object}")
            raise Refused(problem, f"{principal.name} may not {endpoint.act} {endpoint.object}")
        return principal.caller(verdict.regulations)


def _exists(
    found: tuple[Mapping[str, Endpoint], Mapping[str, str]] | None, endpoint: Endpoint | None
) -> tuple[Endpoint, Mapping[str, str]]:
    if found is None:
        raise Refused(document(404, "没有此资源", "not found"), "no such path")
    if endpoint is None:
        allowed = {"Allow": ", ".join(sorted(found[0]))}
        raise Refused(document(405, "不支持此方法", "method not allowed", allowed), "no such method")
    return endpoint, found[1]


def _shown(headers: list[tuple[bytes, bytes]], scope: Scope) -> Shown:
    try:
        return Shown.read(headers).with_key_of(scope)
    except SeveralCredentialsError:
        problem = document(400, "只能有一个凭证", "more than one credential")
        raise Refused(problem, "several credentials") from None


async def _proven(authentication: Authentication, shown: Shown) -> Principal:
    if shown.bearer is not None:
        return await authentication.bearer(shown.bearer)
    assert shown.session_id is not None
    principal, _ = await authentication.session(shown.session_id)
    return principal


def _unauthorized(zh: str, en: str, error: str | None) -> Response:
    """401 with its challenge; somebody who showed nothing gets no error code (RFC 6750, section 3.1)."""
    challenge = f'{_REALM}, error="{error}", error_description="{en}"' if error else _REALM
    return document(401, zh, en, {"WWW-Authenticate": challenge})


def _too_many(wait: float) -> Response:
    """429 (RFC 6585, section 4) with the seconds to wait (RFC 9110, section 10.2.3)."""
    return document(429, "请求过多", "too many requests", {"Retry-After": str(max(1, math.ceil(wait)))})


def _address(scope: Scope) -> str:
    """The address that failures are counted for. Who has IPv6 has a whole /64 of addresses."""
    client = scope.get("client")
    if not client:
        return "unknown"
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return str(client[0])
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
