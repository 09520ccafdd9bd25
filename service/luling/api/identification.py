"""Identity as the service runs it: put together from the settings, alive as long as the application."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Self

from starlette.types import ASGIApp

from luling.api.gate import Gate, Limits
from luling.identity.access import Access
from luling.identity.authentication import Authentication
from luling.identity.buckets import Buckets
from luling.identity.endpoints import Endpoints
from luling.identity.issuer import Freshness, IssuerKeys
from luling.identity.keys import Keys
from luling.identity.sessions import Sessions
from luling.identity.tokens import Expectation, Tokens
from luling.settings import Settings
from luling.storage.database import Database

_log = logging.getLogger(__name__)
_NOTED_EVERY = 60.0  # seconds between notes of when keys and sessions were last used
_FAILURES_A_SECOND, _FAILURES_AT_ONCE = 0.5, 30.0


class Identification:
    """Access, endpoints, limits and, where callers must prove who they are, authentication. Async context manager."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Raises `ValueError` where the settings contradict themselves."""
        self.access, self.endpoints = Access(), Endpoints()
        self.limits = Limits(
            headers=settings.max_headers,
            header_bytes=settings.max_header_bytes,
            requests=Buckets(settings.rate, settings.rate * 2) if settings.rate else None,
            failures=Buckets(_FAILURES_A_SECOND, _FAILURES_AT_ONCE),
        )
        self.authentication = _authentication(settings, database, self.access) if _required(settings) else None
        self._noting: asyncio.Task[None] | None = None

    def gate(self, app: ASGIApp) -> Gate:
        """The gate before an application. All gates of one identification count together."""
        return Gate(
            app,
            authentication=self.authentication,
            access=self.access,
            endpoints=self.endpoints,
            limits=self.limits,
        )

    async def __aenter__(self) -> Self:
        """The database must be open and up to date by then."""
        if self.authentication is None:
            _log.warning("身份未经验证 · CALLERS ARE NOT IDENTIFIED (LULING_IDENTITY=none): a gateway must do it")
            return self
        self._noting = asyncio.create_task(self._note(self.authentication))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._noting is not None and self.authentication is not None:
            self._noting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._noting
            await self.authentication.note_uses()

    async def _note(self, authentication: Authentication) -> None:
        while True:
            await asyncio.sleep(_NOTED_EVERY)
            await authentication.note_uses()


def _required(settings: Settings) -> bool:
    return settings.identity == "required"


def _authentication(settings: Settings, database: Database, access: Access) -> Authentication:
    return Authentication(
        Keys(database),
        Sessions(database, idle=settings.session_idle, lifetime=settings.session_lifetime),
        _tokens(settings, access),
        memory=settings.identity_memory,
    )


def _tokens(settings: Settings, access: Access) -> Tokens | None:
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    issuer = settings.oidc_issuer
    expected = Expectation(
        issuer=issuer,
        audience=settings.oidc_audience,
        algorithms=settings.oidc_algorithms,
        skew=settings.oidc_skew,
        roles_claim=settings.oidc_roles_claim,
        organization_claim=settings.oidc_organization_claim,
        roles=settings.oidc_roles,
    )
    freshness = Freshness(stale=settings.oidc_stale, pause=settings.oidc_pause)
    jwks_url = str(settings.oidc_jwks_url) if settings.oidc_jwks_url else None
    return Tokens(expected, IssuerKeys(issuer, jwks_url, freshness), access)
