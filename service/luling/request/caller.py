"""Who asks: what the rooms behind the gate need to know of a caller, and nothing of how it proved who it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller that was let in.

    `name` is what records say. `organization` is the id of the organisation for which it acts, if it acts for one.
    `may_assert`: whether facts that it states count; otherwise a decision is held to what the register knows.
    """

    name: str
    organization: str | None = None
    may_assert: bool = True


# The command line and other programs in this process: whoever can run them can read and write everything anyway.
LOCAL = Caller("local")
