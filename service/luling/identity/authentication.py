"""Proof of identity: from what a caller shows to a principal.

What the database says of a key or a session is remembered for some seconds, so that a call costs no query. So long at
most does it take until a revocation holds in every process.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from luling.identity.keys import PREFIX, ApiKey, Clock, Keys, split
from luling.identity.principal import CredentialError, Principal, UnavailableError
from luling.identity.remembered import Remembered
from luling.identity.sessions import Session, Sessions, digest_of
from luling.identity.tokens import Tokens
from luling.storage.database import StorageError

_log = logging.getLogger(__name__)
_MOST = 10_000  # keys, sessions, tokens that are remembered
T = TypeVar("T")


class Authentication:
    """Reads credentials. `memory`: seconds for which what the database said is remembered."""

    def __init__(
        self,
        keys: Keys,
        sessions: Sessions,
        tokens: Tokens | None,
        *,
        memory: float,
        clock: Clock = time.time,
        steady: Clock = time.monotonic,
    ) -> None:
        self._keys, self._sessions, self._tokens, self._clock = keys, sessions, tokens, clock
        self._known_keys: Remembered[str, ApiKey] = Remembered(memory, _MOST, steady)
        self._known_sessions: Remembered[str, Session] = Remembered(memory, _MOST, steady)
        self._known_tokens: Remembered[bytes, Principal] = Remembered(memory, _MOST, steady)
        self._used: dict[str, float] = {}
        self._seen: dict[str, float] = {}

    def remembers(self, text: str) -> bool:
        """Whether the credential was good a moment ago: to read it again costs no query and no signature."""
        if text.startswith(PREFIX):
            try:
                return self._proven(*split(text)) is not None
            except CredentialError:
                return False
        return self._known_tokens.get(_digest(text)) is not None

    async def bearer(self, text: str) -> Principal:
        """The principal of an API key or a bearer token.

        Raises:
            CredentialError: it proves nothing.
            UnavailableError: whether it does cannot be told now.
        """
        if text.startswith(PREFIX):
            id_, secret = split(text)
            proven = self._proven(id_, secret)
            if proven is None:
                key = await self._key(id_)
                now = self._clock()
                if key is None or not key.proves(secret, now):
                    raise CredentialError("密钥无效", "the API key is not valid")
                proven = key
            self._used[id_] = self._clock()
            return proven.principal
        return await self._token(text)

    async def session(self, id_: str) -> tuple[Principal, Session]:
        """The principal of a session, by the id in its cookie.

        Raises:
            CredentialError: there is no such session, or it is over.
            UnavailableError: whether there is cannot be told now.
        """
        digest = digest_of(id_)
        session = self._known_sessions.get(digest)
        if session is None:
            session = await _asked(lambda: self._sessions.read(digest))
            if session is not None:
                self._known_sessions.put(digest, session)
        if session is None or not self._sessions.live(session, max(session.seen, self._seen.get(digest, 0.0))):
            raise CredentialError("会话无效或者已结束", "the session is not valid or over")
        principal = session.principal
        if session.key_id is not None:
            key = self._known_keys.get(session.key_id) or await self._key(session.key_id)
            if key is None or not key.live(self._clock()):
                raise CredentialError("会话无效或者已结束", "the session is not valid or over")
            principal = key.principal
        self._seen[digest] = self._clock()
        return principal, session

    async def login(self, text: str) -> tuple[str, Session]:
        """A new session for whoever shows a good API key or token: its id, and what is kept of it.

        Raises:
            CredentialError, UnavailableError: as `bearer`.
        """
        principal = await self.bearer(text)
        key_id = split(text)[0] if text.startswith(PREFIX) else None
        return await _asked(lambda: self._sessions.open(principal, key_id))

    async def logout(self, id_: str) -> None:
        """End the session, if there is one.

        Raises:
            UnavailableError: the database does not answer.
        """
        digest = digest_of(id_)
        await _asked(lambda: self._sessions.close(digest))
        self._known_sessions.forget(digest)
        self._seen.pop(digest, None)

    async def note_uses(self) -> None:
        """Write down when keys and sessions were last used; what cannot be written now is written the next time."""
        used, self._used = self._used, {}
        seen, self._seen = self._seen, {}
        try:
            if used:
                await _asked(lambda: self._keys.used(used))
            if seen:
                await _asked(lambda: self._sessions.seen(seen))
        except UnavailableError as error:
            self._used, self._seen = used | self._used, seen | self._seen
            _log.warning("last uses could not be noted: %s", error)
            return
        # Known as they were read, these would seem idle since then.
        for digest in seen:
            self._known_sessions.forget(digest)

    def _proven(self, id_: str, secret: str) -> ApiKey | None:
        key = self._known_keys.get(id_)
        return key if key is not None and key.proves(secret, self._clock()) else None

    async def _key(self, id_: str) -> ApiKey | None:
        key = await _asked(lambda: self._keys.read(id_))
        if key is not None:
            self._known_keys.put(id_, key)
        return key

    async def _token(self, text: str) -> Principal:
        if self._tokens is None:
            raise CredentialError("凭证无效", "the credential is not valid")
        digest = _digest(text)
        principal = self._known_tokens.get(digest)
        if principal is None:
            principal = await self._tokens.principal(text)
            self._known_tokens.put(digest, principal)
        if principal.expires is not None and self._clock() >= principal.expires:
            raise CredentialError("令牌已过期", "the token has expired")
        return principal


def _digest(text: str) -> bytes:
    # Tokens themselves are not kept in memory longer than a call.
    return hashlib.sha256(text.encode()).digest()


async def _asked(ask: Callable[[], T]) -> T:
    """What the database says; it is asked on another thread."""
    try:
        return await asyncio.to_thread(ask)
    except StorageError as error:
        raise UnavailableError(str(error)) from error
