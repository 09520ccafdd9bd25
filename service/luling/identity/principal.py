"""Who was let in, with what roles; and why somebody was not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from luling.request.caller import Caller

EVERYWHERE = "*"  # the domain of a role that holds under every regulation
_GRANT = re.compile(r"([a-z_]+)@([a-z0-9_]+|\*)")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role within a domain: under one regulation, or under all (`*`). Written `auditor@*`."""

    role: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """`role@regulation` or `role@*`.

        Raises:
            ValueError: it is written otherwise.
        """
        found = _GRANT.fullmatch(text)
        if found is None:
            raise ValueError(f"`{text}` is no role with its domain (`role@regulation` or `role@*`)")
        return cls(found[1], found[2])

    def __str__(self) -> str:
        return f"{self.role}@{self.domain}"


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller with proven identity. `scopes`: it may do no more than these (`object:act`), None: all its roles allow.
    `expires`: Unix seconds after which it must prove itself again."""

    name: str
    grants: frozenset[Grant]
    organization: str | None = None
    may_assert: bool = False
    scopes: frozenset[str] | None = None
    expires: float | None = None

    def caller(self, regulations: frozenset[str] | None) -> Caller:
        """What inner rooms know of it at an endpoint that it may use under `regulations` (None: all)."""
        return Caller(self.name, self.organization, self.may_assert, regulations)


class CredentialError(Exception):
    """What was shown proves nothing: unknown, malformed, expired, revoked. The texts tell the caller no more than it
    may know and never repeat what it showed."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class UnavailableError(Exception):
    """Whether a credential is good cannot be told now: the database or the issuer does not answer. Nobody is let in."""
