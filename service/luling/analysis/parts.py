"""Which facts of a space may be explored separately.

The reasons of an answer are the union of what each rule says, and a rule says nothing that depends on a fact that it
does not read. So facts that no rule, and no property to be proven, reads together are independent: their reasons may
be found part by part. A fact that many rules read is fixed first, value by value, where parts would be large otherwise.
Rules whose reasons look alike (same code, same article) stay in one part, since their reasons could not be told apart.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from luling.analysis.space import Space

SMALL = 4_000  # cases from which a part is divided further, if it can be
MOST_FIXED = 500  # combinations of the facts that are fixed, at the most
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Part:
    """Variables that must be explored together, and what marks the reasons that depend on them alone."""

    variables: tuple[int, ...]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Division:
    """The variables that are fixed value by value, and the parts that are independent once they are."""

    fixed: tuple[int, ...]
    parts: tuple[Part, ...]

    def evaluations(self, space: Space) -> int:
        """The number of cases that have to be evaluated instead of every case of the space."""
        return _product(space, self.fixed) * sum(_product(space, part.variables) for part in self.parts)


def divide(space: Space, together: Iterable[frozenset[int]], free: frozenset[int]) -> Division:
    """A division of the space. `together` are sets of variables that a property reads together, `free` those that are
    never fixed."""
    edges = _edges(space, together)
    fixed: tuple[int, ...] = ()
    division = _division(space, edges, fixed)
    while True:
        largest = max(division.parts, key=lambda part: _product(space, part.variables))
        if _product(space, largest.variables) <= SMALL:
            return division
        may_be_fixed = [variable for variable in largest.variables if variable not in free]
        tried = [
            _division(space, edges, (*fixed, *more))
            for many in (1, 2)
            for more in itertools.combinations(may_be_fixed, many)
            if _product(space, (*fixed, *more)) <= MOST_FIXED
        ]
        best = min(tried, key=lambda one: one.evaluations(space), default=division)
        if best.evaluations(space) >= division.evaluations(space):
            return division
        division, fixed = best, best.fixed


def _edges(space: Space, together: Iterable[frozenset[int]]) -> list[tuple[frozenset[int], frozenset[str]]]:
    merged: dict[str, set[int]] = {}
    for rule in space.rules:
        for mark in rule.marks:
            merged.setdefault(mark, set()).update(rule.variables)
    if _ANY in merged:  # reasons that cannot be told from others: nothing is independent
        return [(frozenset(range(len(space.variables))), frozenset(merged))]
    edges = [(frozenset(variables), frozenset({mark})) for mark, variables in merged.items()]
    return edges + [(variables, frozenset()) for variables in together]


def _division(space: Space, edges: list[tuple[frozenset[int], frozenset[str]]], fixed: tuple[int, ...]) -> Division:
    left = [n for n in range(len(space.variables)) if n not in fixed]
    group = {n: n for n in left}

    def root(n: int) -> int:
        while group[n] != n:
            n = group[n]
        return n

    for variables, _ in edges:
        open_ones = sorted(variables - set(fixed))
        for other in open_ones[1:]:
            group[root(other)] = root(open_ones[0])
    members: dict[int, list[int]] = {}
    for n in left:
        members.setdefault(root(n), []).append(n)
    marks: dict[int | None, set[str]] = {}
    for variables, own in edges:
        open_ones = sorted(variables - set(fixed))
        marks.setdefault(root(open_ones[0]) if open_ones else None, set()).update(own)
    parts = [Part(tuple(some), frozenset(marks.get(n, ()))) for n, some in members.items()]
    return Division(fixed, (Part((), frozenset(marks.get(None, ()))), *parts))


def _product(space: Space, variables: Iterable[int]) -> int:
    return math.prod(len(space.variables[n].values) for n in variables)
