"""What a role may do: the table of access (`access.csv`), enforced by Casbin. Deny by default."""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from casbin import Enforcer
from casbin.model import Model

from luling.identity.endpoints import Endpoint
from luling.identity.principal import EVERYWHERE, Grant, Principal

ANYONE = frozenset({Grant("anyone", EVERYWHERE)})  # what a caller is without proof of identity
_MEMORY = 8192  # remembered questions; Casbin needs about a millisecond for one


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a principal may use an endpoint.

    `regulations`: under which ones, None for all. `scope`: the scope that its credential lacks although its roles
    would do (RFC 6750: `insufficient_scope`).
    """

    allowed: bool
    regulations: frozenset[str] | None = frozenset()
    scope: str | None = None


class Access:
    """The table of access."""

    def __init__(self) -> None:
        rows = list(_rows())
        self._enforcer = _enforcer(rows)
        # `anyone` and `member` are what every caller is, not what is granted to one.
        self.roles = frozenset(row[1] for row in rows if row[0] == "g") - {"member"}
        self.scopes = frozenset(f"{row[2]}:{row[3]}" for row in rows if row[0] == "p")
        self._ask = lru_cache(maxsize=_MEMORY)(self._enforce)
        self._verdict = lru_cache(maxsize=_MEMORY)(self._judge)

    def verdict(self, principal: Principal | None, endpoint: Endpoint) -> Verdict:
        """Whether the principal (None: somebody unknown) may use the endpoint, and under which regulations."""
        if principal is None:
            return self._verdict(ANYONE, None, endpoint)
        return self._verdict(principal.grants, principal.scopes, endpoint)

    def allows(self, grants: frozenset[Grant], object_: str, act: str, domain: str) -> bool:
        """Whether one of the granted roles may do the act on the object under the regulation `domain`."""
        return any(self._ask(grant, domain, object_, act) for grant in grants)

    def domains(self, grants: frozenset[Grant], object_: str, act: str) -> frozenset[str]:
        """Under which regulations the granted roles may do the act; `*` among them for all."""
        return frozenset(grant.domain for grant in grants if self._ask(grant, grant.domain, object_, act))

    def check(self, grants: frozenset[Grant], scopes: frozenset[str] | None) -> None:
        """Refuse roles and scopes that the table does not know.

        Raises:
            ValueError: names the first of them and those that there are.
        """
        for grant in sorted(grants):
            if grant.role not in self.roles:
                raise ValueError(f"no role `{grant.role}`; there are {', '.join(sorted(self.roles))}")
        for scope in sorted(scopes or ()):
            if scope not in self.scopes:
                raise ValueError(f"no scope `{scope}`; there are {', '.join(sorted(self.scopes))}")

    def _judge(self, grants: frozenset[Grant], scopes: frozenset[str] | None, endpoint: Endpoint) -> Verdict:
        public = bool(self.domains(ANYONE, endpoint.object, endpoint.act))
        domains = frozenset({EVERYWHERE}) if public else self.domains(grants, endpoint.object, endpoint.act)
        if not domains:
            return Verdict(allowed=False)
        if not public and scopes is not None and endpoint.scope not in scopes:
            return Verdict(allowed=False, scope=endpoint.scope)
        return Verdict(allowed=True, regulations=None if EVERYWHERE in domains else domains)

    def _enforce(self, grant: Grant, domain: str, object_: str, act: str) -> bool:
        return bool(self._enforcer.enforce(grant.role, grant.domain, domain, object_, act))


def _rows() -> Iterator[list[str]]:
    text = (files("luling.identity") / "access.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    yield from csv.reader(lines, skipinitialspace=True)


def _enforcer(rows: list[list[str]]) -> Enforcer:
    model = Model()
    model.load_model_from_text((files("luling.identity") / "access.conf").read_text(encoding="utf-8"))
    enforcer = Enforcer(model)
    enforcer.logger.setLevel(logging.ERROR)  # Casbin warns of every "no"; here that is an ordinary answer
    for kind, *row in rows:
        if kind == "p":
            enforcer.add_policy(*row)
        else:
            enforcer.add_grouping_policy(*row)
    return enforcer
