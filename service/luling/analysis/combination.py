"""What the parts of a space contribute, and every way in which their contributions meet."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luling.analysis.domains import ABSENT
from luling.analysis.properties import Coarse

# Variables with the number of the value that each has.
Choice = dict[int, int]


@dataclass(slots=True)
class Explored:
    """What one part contributes under one choice of the fixed facts: the kinds of reason of each of its cases, one case
    for each contribution, those that break a precondition, and the cases whose steps are to be taken."""

    kinds: dict[tuple[int, ...], Coarse] = field(default_factory=dict)
    first: dict[Coarse, Choice] = field(default_factory=dict)
    broken: dict[int, dict[Coarse, Choice]] = field(default_factory=dict)
    referring: list[tuple[Coarse, Choice]] = field(default_factory=list)


def plain(value: Any) -> Any:
    """A value as data write it: None where the fact is absent."""
    return None if value is ABSENT else value


def pairs(
    at: int, values: Sequence[Any], explored: Explored, worsened: Callable[[Any, Any], bool]
) -> dict[tuple[Coarse, Coarse], tuple[int, ...]]:
    """The kinds of reason before and after a fact of the part gets graver, each pair with one case before it."""
    worse = [
        (one, other)
        for one, other in itertools.permutations(range(len(values)), 2)
        if worsened(plain(values[one]), plain(values[other]))
    ]
    found: dict[tuple[Coarse, Coarse], tuple[int, ...]] = {}
    for choice, kinds in explored.kinds.items():
        for before, after in worse:
            if choice[at] == before:
                graver = explored.kinds.get((*choice[:at], after, *choice[at + 1 :]))
                if graver is not None:
                    found.setdefault((kinds, graver), choice)
    return found


def fold(parts: Sequence[Mapping[Coarse, Choice]], given: Choice) -> dict[Coarse, Choice]:
    """Every union of kinds that the parts can contribute together, each with one case that has it."""
    whole: dict[Coarse, Choice] = {frozenset(): dict(given)}
    for part in parts:
        whole = dict(_unions(whole, part))
    return whole


def _unions(one: Mapping[Coarse, Choice], other: Mapping[Coarse, Choice]) -> Iterator[tuple[Coarse, Choice]]:
    found: set[Coarse] = set()
    for (first, choice), (second, more) in itertools.product(one.items(), other.items()):
        if (kinds := first | second) not in found:
            found.add(kinds)
            yield kinds, choice | more
