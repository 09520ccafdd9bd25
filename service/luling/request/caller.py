"""Who asks: what the rooms behind the gate need to know of a caller, and nothing of how it proved who it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luling.request.errors import RequestError, problem


class OutsideDomainError(RequestError):
    """The caller has no role under a regulation that the request is about. HTTP 403."""

    status = 403


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller that was let in.

    `name` is what records say. `organization` is the id of the organisation for which it acts, if it acts for one.
    `may_assert`: whether facts that it states count; otherwise a decision is held to what the register knows.
    `regulations`: those under which it may do what it asks for; None for all.
    """

    name: str
    organization: str | None = None
    may_assert: bool = True
    regulations: frozenset[str] | None = None

    def require(self, regulations: Iterable[str], path: str = "") -> None:
        """Refuse whatever is about a regulation under which the caller has no role. `path`: the field that names it.

        Raises:
            OutsideDomainError: names those regulations.
        """
        if self.regulations is None:
            return
        outside = sorted(set(regulations) - self.regulations)
        if outside:
            named = ", ".join(f"`{one}`" for one in outside)
            raise OutsideDomainError(problem(path, f"在 {named} 下没有角色", f"no role under {named}"))


# The command line and other programs in this process: whoever can run them can read and write everything anyway.
LOCAL = Caller("local")
