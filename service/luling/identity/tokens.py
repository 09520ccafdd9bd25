"""Bearer tokens of OpenID Connect: signed by the issuer, for us, not expired; and the roles that their claims give."""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError

from luling.identity.access import Access
from luling.identity.issuer import IssuerKeys
from luling.identity.keys import Clock
from luling.identity.principal import CredentialError, Grant, Principal

ASYMMETRIC = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
_LONGEST = 8192  # characters of a token
_OUR_SCOPES = "luling:"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a token must say, and how its claims are read.

    `algorithms`: those that are accepted; only asymmetric ones, since who verifies must not be able to sign. `skew`:
    seconds by which clocks may differ. `roles_claim`, `organization_claim`: paths of claims (`realm_access.roles`).
    `roles`: what a value of the roles claim grants (`role@domain`); without it the values are such grants themselves.
    """

    issuer: str
    audience: str
    algorithms: tuple[str, ...] = ("RS256", "ES256", "EdDSA")
    skew: int = 60
    roles_claim: str = "roles"
    organization_claim: str = "organization"
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises `ValueError` for an algorithm that is no asymmetric signature."""
        for algorithm in self.algorithms:
            if algorithm not in ASYMMETRIC:
                raise ValueError(f"`{algorithm}` is no algorithm of asymmetric signatures")


class Tokens:
    """Reads bearer tokens."""

    def __init__(self, expected: Expectation, keys: IssuerKeys, access: Access, clock: Clock = time.time) -> None:
        """Raises `ValueError` where a mapped grant is malformed or names a role that there is not."""
        self._expected, self._keys, self._access, self._clock = expected, keys, access, clock
        for grants in expected.roles.values():
            access.check(frozenset(map(Grant.parse, grants)), None)

    async def principal(self, text: str) -> Principal:
        """Whom the token stands for.

        Raises:
            CredentialError: it is malformed, not the issuer's, not for us, expired, not yet valid.
            UnavailableError: the issuer's keys are not to be had.
        """
        header = _header(text)
        if header.get("alg") not in self._expected.algorithms:
            raise _refused("不接受的签名算法", "the token's algorithm is not accepted")
        kid = header.get("kid")
        key = await self._keys.key(kid if isinstance(kid, str) else None)
        if key is None:
            raise _refused("签名密钥未知", "the token's key is unknown")
        try:
            token = jwt.decode(text, key, algorithms=list(self._expected.algorithms))
            self._registry().validate(token.claims)
        except ExpiredTokenError:
            raise _refused("令牌已过期", "the token has expired") from None
        # joserfc tells what is wrong with claims by `JoseError`, and a key of the wrong kind by `ValueError`.
        except (JoseError, ValueError, TypeError):
            raise _refused("令牌无效", "the token is not valid") from None
        return self._read(token.claims)

    def _registry(self) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock()),
            leeway=self._expected.skew,
            iss={"essential": True, "value": self._expected.issuer},
            aud={"essential": True, "value": self._expected.audience},
            sub={"essential": True},
            exp={"essential": True},
        )

    def _read(self, claims: Mapping[str, Any]) -> Principal:
        grants = frozenset(self._grants(_claim(claims, self._expected.roles_claim)))
        organization = _claim(claims, self._expected.organization_claim)
        return Principal(
            name=f"oidc:{claims['sub']}",
            grants=grants,
            organization=organization if isinstance(organization, str) and organization else None,
            may_assert=bool(self._access.domains(grants, "fact", "assert")),
            scopes=_scopes(claims.get("scope")),
            expires=float(claims["exp"]) + self._expected.skew,
        )

    def _grants(self, values: Any) -> list[Grant]:
        """What the values of the roles claim grant. Values that mean nothing here grant nothing."""
        found = []
        for value in [values] if isinstance(values, str) else values if isinstance(values, list) else []:
            mapped = self._expected.roles.get(str(value), () if self._expected.roles else (str(value),))
            for grant in mapped:
                try:
                    one = Grant.parse(grant)
                    self._access.check(frozenset({one}), None)
                except ValueError:
                    continue
                found.append(one)
        return found


def _refused(zh: str, en: str) -> CredentialError:
    return CredentialError(zh, en)


def _header(text: str) -> Mapping[str, Any]:
    """The token's header, not yet verified: it only says which key to verify with."""
    parts = text.split(".")
    if len(text) > _LONGEST or len(parts) != 3:
        raise _refused("令牌格式不对", "the token is malformed")
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise _refused("令牌格式不对", "the token is malformed") from None
    if not isinstance(header, dict):
        raise _refused("令牌格式不对", "the token is malformed")
    return header


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """The claim at a path; a claim whose name has dots in it (`https://…/roles`) is found by its whole name."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _scopes(scope: Any) -> frozenset[str] | None:
    """The scopes that narrow this token: those of its `scope` claim that are ours (`luling:decision:ask`)."""
    ours = [one.removeprefix(_OUR_SCOPES) for one in str(scope or "").split() if one.startswith(_OUR_SCOPES)]
    return frozenset(ours) or None
