"""What a static reading knows of a value: constants, places of the input, or nothing; and what it has seen read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A constant: text, number, truth value, or an array (tuple) or set (frozenset) of such."""

    value: Any


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands at a place of the input."""

    path: Path


@dataclass(frozen=True, slots=True)
class Items:
    """A collection whose members stand at a place of the input."""

    path: Path


@dataclass(frozen=True, slots=True)
class Keys:
    """The names of the members of an object of the input."""

    path: Path


@dataclass(frozen=True, slots=True)
class Named:
    """A part of `data`: a package, a rule before it is looked up, or the law as data."""

    path: str


@dataclass(frozen=True, slots=True)
class Open:
    """Anything; what it was made of has been recorded."""


OPEN = Open()
Value = Known | Fact | Items | Keys | Named | Open
# Defined: surely (True), surely not (False), or it depends on the facts (None).
Judged = tuple[Value, bool | None]


@dataclass(slots=True)
class Reading:
    """What was read: places of the input, objects of which only the names of the members were, and the constants and
    sets of constants that facts are compared with, by the place of the fact; None stands for any fact."""

    facts: set[Path] = field(default_factory=set)
    presence: set[Path] = field(default_factory=set)
    scalars: set[tuple[Path | None, Any]] = field(default_factory=set)
    groups: set[tuple[Path | None, frozenset[Any]]] = field(default_factory=set)

    def add(self, other: Reading) -> None:
        """Read all of the other too."""
        self.facts |= other.facts
        self.presence |= other.presence
        self.scalars |= other.scalars
        self.groups |= other.groups

    def record(self, value: Value) -> None:
        """The value is looked at."""
        if isinstance(value, Fact | Items):
            self.facts.add(value.path)
        elif isinstance(value, Keys):
            self.presence.add(value.path)

    def compare(self, one: Value, two: Value) -> None:
        """The values are looked at together."""
        for value, other in ((one, two), (two, one)):
            self.record(value)
            if isinstance(value, Known):
                place = other.path if isinstance(other, Fact | Items) else None
                if isinstance(value.value, tuple | frozenset):
                    self.groups.add((place, frozenset(value.value)))
                else:
                    self.scalars.add((place, value.value))
