"""The signing keys of an OpenID Connect issuer, fetched over HTTP and remembered."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from luling.identity.principal import UnavailableError

_log = logging.getLogger(__name__)
_LARGEST = 1 << 20  # bytes of a document of the issuer
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Freshness:
    """For how long keys are used, in seconds: as they are (`fresh`); while the issuer is down (`stale`); and how often
    it is asked at most (`pause`), so that tokens with made-up key ids do not turn into load on the issuer."""

    fresh: float = 3600.0
    stale: float = 86_400.0
    pause: float = 30.0
    timeout: float = 5.0


class IssuerKeys:
    """The keys of one issuer. `jwks_url`: where they are; without it, what the issuer's own metadata say."""

    def __init__(
        self,
        issuer: str,
        jwks_url: str | None = None,
        freshness: Freshness | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer, self._jwks_url, self._clock = issuer, jwks_url, clock
        self._freshness = freshness or Freshness()
        self._keys: KeySet | None = None
        self._fetched = self._asked = float("-inf")
        self._lock = asyncio.Lock()

    async def key(self, kid: str | None) -> Key | None:
        """The key with this id; the only one where the token names none. None: the issuer has no such key.

        Raises:
            UnavailableError: there are no keys that may still be used, and the issuer does not answer.
        """
        found = self._find(kid)
        if found is None or self._age() >= self._freshness.fresh:
            await self._refresh(kid)
            found = self._find(kid)
        if self._keys is None or self._age() >= self._freshness.stale:
            raise UnavailableError(f"the keys of the issuer {self._issuer} are not to be had")
        return found

    def _find(self, kid: str | None) -> Key | None:
        keys = list(self._keys) if self._keys is not None else []
        if kid is None:
            return keys[0] if len(keys) == 1 else None
        return next((key for key in keys if key.kid == kid), None)

    def _age(self) -> float:
        return self._clock() - self._fetched

    async def _refresh(self, kid: str | None) -> None:
        async with self._lock:
            # Whoever waited for the lock may find that another call has done it.
            current = self._find(kid) is not None and self._age() < self._freshness.fresh
            if current or self._clock() - self._asked < self._freshness.pause:
                return
            self._asked = self._clock()
            try:
                self._keys = await self._fetch()
                self._fetched = self._clock()
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, JoseError) as error:
                _log.warning("the keys of the issuer %s could not be fetched: %r", self._issuer, error)

    async def _fetch(self) -> KeySet:
        timeout = aiohttp.ClientTimeout(total=self._freshness.timeout)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            url = self._jwks_url
            if url is None:
                metadata = await _get(session, self._issuer.rstrip("/") + _DISCOVERY)
                # OpenID Connect Discovery 1.0, section 4.3: else another issuer could stand in.
                if metadata["issuer"] != self._issuer:
                    raise ValueError(f"the metadata are of the issuer `{metadata['issuer']}`")
                url = str(metadata["jwks_uri"])
                if url.startswith("http:") and not self._issuer.startswith("http:"):
                    raise ValueError("the keys are offered without TLS")
            return KeySet.import_key_set(await _get(session, url))


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url, allow_redirects=False) as response:
        if response.status != 200:
            raise ValueError(f"{url} answered {response.status}")
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > _LARGEST:
                raise ValueError(f"{url} answered more than {_LARGEST} bytes")
        return json.loads(bytes(body))
