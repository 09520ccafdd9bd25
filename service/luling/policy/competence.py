"""Who may do which act under which regulation: the competence table, enforced by Casbin.

The same rows reach Rego as `data.competence`; a test holds the two equal on every combination.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from casbin import FastEnforcer
from casbin.model import FastModel

from luling.policy.sources import COMPETENCE_MODEL, PolicySet

_COLUMNS = ("role", "regulation", "act", "scope", "article")
_KEYS = (1, 2)  # regulation and act: Casbin then looks only at the rows of this act


class Competence:
    """The competence table of one policy set. Without a table nobody is competent for anything."""

    def __init__(self, policies: PolicySet) -> None:
        """Raises `KeyError` where there are rows and no Casbin model (`policies/casbin/competence.conf`)."""
        rows = [[row[column] for column in _COLUMNS] for row in policies.competence]
        self._enforcer = _enforcer(policies.documents[COMPETENCE_MODEL], rows) if rows else None
        # The table never changes within a policy set, and Casbin needs about 0.1 ms a question.
        self._ask = lru_cache(maxsize=4096)(self._enforce)

    def allows(self, role: str, regulation: str, act: str, scope: str = "*") -> bool:
        """Whether the role is competent for the act (`approve.access`) under the regulation, within the scope."""
        return self._ask(role, regulation, act, scope) is not None

    def article(self, role: str, regulation: str, act: str, scope: str = "*") -> str | None:
        """The article that gives the competence, as `<regulation>/<eId>`; None where there is no competence."""
        return self._ask(role, regulation, act, scope)

    def _enforce(self, role: str, regulation: str, act: str, scope: str) -> str | None:
        if self._enforcer is None:
            return None
        policy = self._enforcer.model["p"]["p"].policy
        policy.apply_filter(regulation, act)
        try:
            # Casbin without rows asks its matcher about empty texts, and empty texts would equal each other.
            if not len(policy):
                return None
            allowed, row = self._enforcer.enforce_ex(role, regulation, act, scope)
        finally:
            policy.clear_filter()
        return f"{regulation}/{row[_COLUMNS.index('article')]}" if allowed else None


def _enforcer(model_text: str, rows: list[list[str]]) -> FastEnforcer:
    model = FastModel(_KEYS)
    model.load_model_from_text(model_text)
    enforcer = FastEnforcer(model, cache_key_order=_KEYS)
    # Casbin warns of every "no"; here that is an ordinary answer.
    enforcer.logger.setLevel(logging.ERROR)
    for row in rows:
        enforcer.add_policy(*row)
    return enforcer
