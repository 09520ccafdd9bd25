"""Sessions of the desk: an opaque id in a cookie, of which the database keeps SHA-256 only.

A session begins with a login and always gets a new id, whatever the browser brought along (session fixation). It ends
when it has been idle too long, when its time is up, at logout, and with the key that opened it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, delete, select

from luling.identity.keys import Clock
from luling.identity.principal import Grant, Principal
from luling.identity.tables import SessionRow
from luling.storage.database import Database


@dataclass(frozen=True, slots=True)
class Session:
    """A session. Instants are Unix seconds."""

    digest: str
    principal: Principal
    key_id: str | None
    seen: float
    expires: float


def digest_of(id_: str) -> str:
    """What the database keeps of a session's id."""
    return hashlib.sha256(id_.encode()).hexdigest()


def csrf_token(id_: str) -> str:
    """What requests that change something must show beside the cookie. It follows from the session's id, which another
    site cannot read, and the id does not follow from it."""
    return hmac.new(id_.encode(), b"luling csrf", hashlib.sha256).hexdigest()


def same_csrf_token(id_: str, shown: str) -> bool:
    """Whether the shown token is the session's, compared in constant time."""
    return hmac.compare_digest(csrf_token(id_).encode(), shown.encode("utf-8", "replace"))


class Sessions:
    """The sessions in the database. `idle` and `lifetime` are in seconds."""

    def __init__(self, database: Database, *, idle: float, lifetime: float, clock: Clock = time.time) -> None:
        self._database, self._idle, self._lifetime, self._clock = database, idle, lifetime, clock

    def open(self, principal: Principal, key_id: str | None) -> tuple[str, Session]:
        """A new session: its id for the cookie, and what is kept. Sessions that are over are cleared away."""
        id_, now = secrets.token_urlsafe(32), self._clock()
        # A credential that ends before the session would have let it in no longer.
        ends = now + self._lifetime
        if key_id is not None and principal.expires is not None:
            ends = min(ends, principal.expires)
        session = Session(digest_of(id_), replace(principal, expires=ends), key_id, now, ends)
        with self._database.session() as database:
            database.exec(
                delete(SessionRow).where(
                    (col(SessionRow.expires_at) <= now) | (col(SessionRow.seen_at) <= now - self._idle)
                )
            )
            database.add(
                SessionRow(
                    digest=session.digest,
                    key_id=key_id,
                    principal=_written(session.principal),
                    created_at=now,
                    seen_at=now,
                    expires_at=ends,
                )
            )
        return id_, session

    def read(self, digest: str) -> Session | None:
        """The session as the database has it, over or not."""
        with self._database.reading() as database:
            row = database.get(SessionRow, digest)
            if row is None:
                return None
            return Session(digest, _read(row.principal), row.key_id, row.seen_at, row.expires_at)

    def live(self, session: Session, seen: float) -> bool:
        """Whether a session that was last seen at `seen` still goes on."""
        now = self._clock()
        return now < session.expires and now < seen + self._idle

    def close(self, digest: str) -> None:
        """Logout."""
        with self._database.session() as database:
            database.exec(delete(SessionRow).where(col(SessionRow.digest) == digest))

    def seen(self, last: Mapping[str, float]) -> None:
        """Note when sessions were last seen."""
        with self._database.session() as database:
            for row in database.exec(select(SessionRow).where(col(SessionRow.digest).in_(list(last)))):
                row.seen_at = max(row.seen_at, last[row.digest])


def _written(principal: Principal) -> dict[str, Any]:
    return {
        "name": principal.name,
        "grants": sorted(map(str, principal.grants)),
        "organization": principal.organization,
        "may_assert": principal.may_assert,
        "scopes": None if principal.scopes is None else sorted(principal.scopes),
        "expires": principal.expires,
    }


def _read(written: Mapping[str, Any]) -> Principal:
    scopes = written["scopes"]
    return Principal(
        name=written["name"],
        grants=frozenset(map(Grant.parse, written["grants"])),
        organization=written["organization"],
        may_assert=written["may_assert"],
        scopes=None if scopes is None else frozenset(scopes),
        expires=written["expires"],
    )
