"""What is in a collection of a policy, by sorts, and which collections have members that may not be there."""

from __future__ import annotations

from collections.abc import Mapping

from luling.policy import sorts
from luling.policy.sorts import Array, Constant, Law, Made, Package, Record, Set, Values
from luling.policy.syntax import Node, SyntaxUnknownError, line

_MADE: Values = frozenset({Made()})
_NOTHING: Values = frozenset()


def plain(values: Values, does: str) -> None:
    for sort in sorts.carried(values):
        raise SyntaxUnknownError(f"{does} {sorts.called(sort)}")


def refuse(fault: str | None) -> None:
    if fault:
        raise SyntaxUnknownError(fault)


def set_of(members: Values, node: Node) -> Set:
    # Members that differ in an amount or a text alone may be one in the canonical form.
    for sort in sorts.carried(members):
        if isinstance(sort, sorts.Amount | sorts.Text | Array):
            raise SyntaxUnknownError(f"puts {sorts.called(sort)} into a set", line=line(node))
    return Set(members)


def members_of(values: Values, node: Node) -> Values:
    found = _NOTHING
    for value in values:
        if isinstance(value, Array | Set):
            found |= value.members
        elif isinstance(value, Record):
            found |= value.members()
        elif isinstance(value, Law):
            found |= {value.below()}
        elif isinstance(value, Package):
            raise SyntaxUnknownError("goes through a package", line=line(node))
    return found


def keys_of(values: Values, node: Node) -> Values:
    found = _NOTHING
    for value in values:
        if isinstance(value, Set):
            found |= value.members
        elif isinstance(value, Array) and value.shuffled:
            raise SyntaxUnknownError(f"takes a place in {sorts.called(value)}", line=line(node))
        elif isinstance(value, Law):
            found |= {names_of(value)}
        elif isinstance(value, Record) and not value.rest:
            found |= {Constant(name) for name, _ in value.fields}
        else:
            found |= _MADE
    return found


def names_of(law: Law) -> Law:
    """The names of the members of parts of the law."""
    return Law(tuple({name: name for part in law.parts if isinstance(part, Mapping) for name in part}.values()))
