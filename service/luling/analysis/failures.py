"""What a verification may find: a property that a case breaks, and the case made as small as possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luling.analysis.domains import ABSENT
from luling.analysis.space import Space


@dataclass(frozen=True, slots=True)
class Failure:
    """A broken property. `facts` are the places and values of the case, `answer` what the policies said to it, `note`
    what the property adds (a precondition, a step), `recorded` whether the register records it as a defect of the
    source."""

    property: str
    regulation: str
    action: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    answer: Mapping[str, Any] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    recorded: bool = False


def shrunk(case: Sequence[int], fails: Callable[[Sequence[int]], bool]) -> list[int]:
    """The case with every fact that the failure does not need at its first value, which is "absent" wherever there may
    be none."""
    small = list(case)
    for place, choice in enumerate(case):
        small[place] = 0
        if choice and not fails(small):
            small[place] = choice
    return small


def stated(space: Space, case: Sequence[int]) -> dict[str, Any]:
    """The facts of a case that are there, by place."""
    found: dict[str, Any] = {}
    for variable, choice in zip(space.variables, case, strict=True):
        value = variable.values[choice]
        if value is not ABSENT and value != []:
            place = ".".join(name for name in variable.path if not name.startswith("["))
            found[place] = [*found.get(place, []), *value] if isinstance(value, list) else value
    return found
