"""The values of a fact that policies can tell apart: its finite domain, from the vocabulary and the constants read.

Two values that occur in the same sets of constants, and in no comparison of their own, are told apart by no rule: one
stands for both. Amounts lie on and around each dated amount of the regulation, instants before and after the time of
the request and at it. A list of approvals or agreements of one kind holds at most `MOST_ITEMS` that count, or one that
does not (by an authority without competence, of another subject or resource, expired, not given yet); where more than
`MOST_PAIRED` different ones count, two at a time have at most one further field each. These are bounds of the proof.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from luling.analysis.abstract import Path, Reading
from luling.request.vocabulary import MISSING, Property

ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "absent"})()
SUBJECT, OTHER, RESOURCE = "unit-a", "unit-x", "data-1"
MOST_ITEMS = 2
MOST_PAIRED = 12
_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Around:
    """An instant by its order to the time of the request: -1 before, 0 at, 1 after."""

    order: int


@dataclass(frozen=True, slots=True)
class Constants:
    """What one fact is compared with: constants and sets of them; the regulation's roles, its competent ones by kind,
    its amounts in fen, the words of the vocabulary."""

    scalars: frozenset[Any]
    groups: frozenset[frozenset[Any]]
    roles: tuple[str, ...]
    competent: Mapping[str, tuple[str, ...]]
    amounts: tuple[int, ...]
    words: frozenset[str]

    def at(self, place: Path, reading: Reading) -> Constants:
        """The constants that the fact at a place is compared with, and those that any fact may be compared with."""

        def near(other: Path | None) -> bool:
            return other is None or other[: len(place)] == place

        return replace(
            self,
            scalars=frozenset(value for other, value in reading.scalars if near(other)),
            groups=frozenset(group for other, group in reading.groups if near(other)),
        )

    def mark(self, value: Hashable) -> tuple[Any, ...]:
        """What tells the value from others; equal marks mean that no rule does."""
        own = value if value in self.scalars else None
        return own, frozenset(group for group in self.groups if value in group)

    def blocks(self, values: Iterable[str]) -> list[list[str]]:
        """The values in blocks that no rule tells apart."""
        found: dict[Any, list[str]] = {}
        for value in values:
            found.setdefault(self.mark(value), []).append(value)
        return list(found.values())

    def names(self) -> list[str]:
        """Constants that are no word of the vocabulary: free identifiers that a rule asks for by name."""
        grouped = {item for group in self.groups for item in group}
        free = {item for item in grouped if isinstance(item, str) and _CODE.fullmatch(item)}
        return sorted(free - self.words - set(self.roles))


def values_of(spec: Property, constants: Constants, *, shared: bool) -> list[Any]:
    """The domain of a fact that is no list of objects; `shared`: another fact that is read has the same values, so that
    two of them may be compared with each other."""
    if spec.type == "boolean":
        known: list[Any] = [True, False]
    elif spec.type == "enum":
        known = [value for block in constants.blocks(spec.values) for value in block[: 2 if shared else 1]]
    elif spec.type == "role":
        known = _roles(constants)
    elif spec.type == "yuan":
        around = {amount + shift for amount in constants.amounts for shift in (-1, 0, 1)}
        known = sorted({0, 1, *around})
    elif spec.type == "list" and spec.items is not None:
        known = list(_lists(spec.items, constants))
    elif spec.type == "instant":
        known = [Around(-1), Around(0), Around(1)]
    elif spec.type == "identifier":
        known = [SUBJECT, OTHER]
    else:
        known = [SUBJECT]
    return known if _always(spec) else [ABSENT, *known]


def _always(spec: Property) -> bool:
    """A fact with a default is never absent for a policy."""
    return spec.default is not MISSING


def _roles(constants: Constants) -> list[str]:
    asked = [role for role in constants.roles if constants.mark(role) != (None, frozenset())]
    others = [role for role in constants.roles if role not in asked]
    return asked + others[:1]


def _lists(items: Property, constants: Constants) -> Iterator[list[str]]:
    match items.type:
        case "enum":
            blocks = constants.blocks(items.values)
        case "role":
            blocks = [[role] for role in _roles(constants)]
        case _:
            names = constants.names()
            blocks = constants.blocks(names) if names else [[SUBJECT], [OTHER]]
    # Of each block none, one or all members.
    choices = [[[], block[:1], *([block] if len(block) > 1 else [])] for block in blocks]
    for chosen in itertools.product(*choices):
        yield [value for part in chosen for value in part]


def listed_values(
    item: Property,
    told: str,
    kind: str,
    fields: Mapping[str, Constants],
    constants: Constants,
    *,
    shared: Sequence[str],
) -> list[Any]:
    """The domain of the objects of one kind in a list: none, up to `MOST_ITEMS` that count, or one that does not.

    `told` is the field that tells kinds apart, `fields` those that are read with
    what they are compared with, `shared` those whose values another fact
    that is read has too.
    """
    by = next(name for name in item.required if item.fields[name].type == "role")
    competent = constants.competent.get(kind, ())
    valid = [
        {told: kind, by: role} | {name: value for name, value in varied if value is not ABSENT}
        for role in competent
        for varied in _varied(item, fields, {told, by}, shared)
    ]
    strangers = [role for role in constants.roles if role not in competent]
    asked = [role for role in strangers if role in constants.scalars]
    void: list[dict[str, Any]] = [{told: kind, by: role} for role in {*strangers[:1], *asked}]
    for role in competent:
        for name in sorted(fields):
            spec = item.fields.get(name)
            if spec and spec.same_as:
                void.append({told: kind, by: role, name: OTHER})
            elif spec and spec.type == "instant":
                void += [{told: kind, by: role, name: Around(order)} for order in (-1, 0, 1)]
    # A bound of the proof, see above: where there are many, two at a time only of those with at most one further field.
    paired = valid if len(valid) <= MOST_PAIRED else [one for one in valid if len(one) <= len(item.required) + 1]
    chosen: list[Any] = [[], *([one] for one in valid)]
    chosen += [list(pair) for pair in itertools.combinations(paired, MOST_ITEMS)]
    return chosen + [[one] for one in void]


def _varied(
    item: Property, fields: Mapping[str, Constants], told: set[str], shared: Sequence[str]
) -> Iterator[tuple[tuple[str, Any], ...]]:
    names = [
        name
        for name in sorted(fields)
        if name not in told and not item.fields[name].same_as and item.fields[name].type not in {"instant", "role"}
    ]
    domains = [values_of(item.fields[name], fields[name], shared=name in shared) for name in names]
    for values in itertools.product(*domains):
        yield tuple(zip(names, values, strict=True))
