"""API keys: `luling_<id>_<secret>`.

The secret has 256 random bits, so it is stored as plain SHA-256: there is no dictionary to try, and a slow hash (for
passwords, which people choose) would only make every call slow. What is stored lets nobody in.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from luling.identity.principal import CredentialError, Grant, Principal
from luling.identity.tables import ApiKeyRow, SecretRow
from luling.storage.database import Database

PREFIX = "luling_"
_KEY = re.compile(r"luling_([a-z2-7]{10})_([A-Za-z0-9_-]{43})")
_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
Clock = Callable[[], float]


class UnknownKeyError(LookupError):
    """There is no key with this id, or it is revoked."""


@dataclass(frozen=True, slots=True)
class Secret:
    """SHA-256 of a secret, and the Unix second from which it is good no more."""

    digest: bytes
    expires: float | None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is stored. Instants are Unix seconds."""

    id: str
    label: str
    principal: Principal
    secrets: tuple[Secret, ...]
    created: float
    revoked: float | None
    used: float | None

    def live(self, now: float) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked is None and (self.principal.expires is None or now < self.principal.expires)

    def proves(self, secret: str, now: float) -> bool:
        """Whether the secret is one of the key's that are good now. Takes the same time for every secret."""
        digest = hashlib.sha256(secret.encode()).digest()
        proven = False
        for one in self.secrets:
            same = hmac.compare_digest(one.digest, digest)
            proven |= same and (one.expires is None or now < one.expires)
        return proven and self.live(now)


def split(text: str) -> tuple[str, str]:
    """The id and the secret of a key as callers show it.

    Raises:
        CredentialError: it has not the form of a key.
    """
    found = _KEY.fullmatch(text)
    if found is None:
        raise CredentialError("密钥格式不对", "the API key is malformed")
    return found[1], found[2]


class Keys:
    """The keys in the database."""

    def __init__(self, database: Database, clock: Clock = time.time) -> None:
        self._database, self._clock = database, clock

    def create(self, label: str, principal: Principal) -> tuple[str, str]:
        """Make a key for what `principal` says (its name is given here). The id, and the key itself: it is shown now
        and never again."""
        id_ = "".join(secrets.choice(_ID_LETTERS) for _ in range(10))
        now = self._clock()
        text, row = _secret(id_, now)
        with self._database.session() as session:
            session.add(
                ApiKeyRow(
                    id=id_,
                    name=label,
                    grants=sorted(map(str, principal.grants)),
                    scopes=None if principal.scopes is None else sorted(principal.scopes),
                    organization=principal.organization,
                    may_assert=principal.may_assert,
                    created_at=now,
                    expires_at=principal.expires,
                )
            )
            session.flush()
            session.add(row)
        return id_, text

    def rotate(self, id_: str, overlap: float) -> str:
        """A new secret for the key; the earlier ones stay good for `overlap` seconds. The new key text.

        Raises:
            UnknownKeyError: no such key, or it is revoked.
        """
        now = self._clock()
        text, row = _secret(id_, now)
        with self._database.session() as session:
            key = session.get(ApiKeyRow, id_)
            if key is None or key.revoked_at is not None:
                raise UnknownKeyError(id_)
            for earlier in session.exec(select(SecretRow).where(SecretRow.key_id == id_)):
                if earlier.expires_at is not None and earlier.expires_at <= now:
                    session.delete(earlier)
                else:
                    until = now + overlap
                    earlier.expires_at = until if earlier.expires_at is None else min(until, earlier.expires_at)
            session.add(row)
        return text

    def revoke(self, id_: str) -> None:
        """The key lets nobody in any more, nor do sessions that were opened with it. Again is no change.

        Raises:
            UnknownKeyError: no such key.
        """
        with self._database.session() as session:
            key = session.get(ApiKeyRow, id_)
            if key is None:
                raise UnknownKeyError(id_)
            if key.revoked_at is None:
                key.revoked_at = self._clock()

    def read(self, id_: str) -> ApiKey | None:
        """The key as the database has it now."""
        with self._database.reading() as session:
            key = session.get(ApiKeyRow, id_)
            if key is None:
                return None
            return _key(key, session.exec(select(SecretRow).where(SecretRow.key_id == id_)).all())

    def all(self) -> list[ApiKey]:
        """Every key, the oldest first."""
        with self._database.reading() as session:
            found = session.exec(select(SecretRow)).all()
            return [
                _key(key, [one for one in found if one.key_id == key.id])
                for key in session.exec(select(ApiKeyRow).order_by(col(ApiKeyRow.created_at), col(ApiKeyRow.id)))
            ]

    def used(self, last: Mapping[str, float]) -> None:
        """Note when keys were last used."""
        with self._database.session() as session:
            for key in session.exec(select(ApiKeyRow).where(col(ApiKeyRow.id).in_(list(last)))):
                key.used_at = max(last[key.id], key.used_at or 0.0)


def _secret(id_: str, now: float) -> tuple[str, SecretRow]:
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    return f"{PREFIX}{id_}_{secret}", SecretRow(digest=digest, key_id=id_, created_at=now)


def _key(row: ApiKeyRow, found: Collection[SecretRow]) -> ApiKey:
    principal = Principal(
        name=f"key:{row.id}",
        grants=frozenset(map(Grant.parse, row.grants)),
        organization=row.organization,
        may_assert=row.may_assert,
        scopes=None if row.scopes is None else frozenset(row.scopes),
        expires=row.expires_at,
    )
    return ApiKey(
        id=row.id,
        label=row.name,
        principal=principal,
        secrets=tuple(Secret(bytes.fromhex(one.digest), one.expires_at) for one in found),
        created=row.created_at,
        revoked=row.revoked_at,
        used=row.used_at,
    )
