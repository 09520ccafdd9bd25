"""Sorts of values: what a policy may do with a value without telling apart requests that have one canonical form.

A value of a policy is seen as the set of sorts that it may have. Codes, truth values and whatever is computed from
them stay as they are in the canonical form, so nothing is asked of them; the others are asked for by the comparisons
below, each of which holds for a request exactly where it holds for its canonical one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from luling.request.normalisation import parse_instant, utc_text
from luling.request.vocabulary import Property, Vocabulary, policy_name


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, number or truth value that stands in a policy."""

    value: Any


@dataclass(frozen=True, slots=True)
class Code:
    """A word of the vocabulary, a truth value: the same in the canonical form."""


@dataclass(frozen=True, slots=True)
class Made:
    """Computed from values that are the same in the canonical form; a text of its own, which no landmark is."""


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """Parts of the law as data, any of them."""

    parts: tuple[Any, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Law) and [*map(id, self.parts)] == [*map(id, other.parts)]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.parts)))

    def below(self, name: Any | None = None) -> Law:
        """The members under a name, or all of them."""
        found = []
        for part in self.parts:
            if isinstance(part, Mapping):
                found += [value for key, value in part.items() if name is None or key == name]
            elif isinstance(part, list):
                found += part if name is None or not isinstance(name, int) else part[name : name + 1]
        return Law(tuple({id(one): one for one in found}.values()))


@dataclass(frozen=True, slots=True)
class Identifier:
    """Matters by equality: with others, and with what policies and data mention."""


@dataclass(frozen=True, slots=True)
class Instant:
    """Matters by its order to others, and to the instants that policies and data mention."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Matters by its order to the numbers that policies and data mention."""


@dataclass(frozen=True, slots=True)
class Text:
    """Matters by its presence."""


@dataclass(frozen=True, slots=True)
class Array:
    """An array; a `shuffled` one was made by going through a set of identifiers or instants, in the order of names that
    the canonical form does not keep."""

    members: Values
    shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    members: Values


@dataclass(frozen=True, slots=True)
class Record:
    """An object with members by name, and `rest` by names that are not known."""

    fields: tuple[tuple[str, Values], ...]
    rest: Values = frozenset()

    def members(self) -> Values:
        return frozenset().union(self.rest, *(values for _, values in self.fields))


@dataclass(frozen=True, slots=True)
class Package:
    """A part of `data` that holds packages."""

    path: str


Sort = Constant | Code | Made | Law | Identifier | Instant | Amount | Text | Array | Set | Record | Package
Values = frozenset[Sort]
REDUCED = (Identifier, Instant, Amount, Text)
_PLAIN = (Constant, Code, Made, Law)
_NEVER_WITH: Mapping[type, tuple[type, ...]] = {
    Identifier: (Made, Instant, Amount),
    Instant: (Made, Code, Amount),
    Amount: (Made, Amount),
}
_CALLED = {Identifier: "an identifier", Instant: "an instant", Amount: "an amount", Text: "a text"}


def request(vocabulary: Vocabulary) -> Values:
    """The sorts of `input`."""

    def party(section: str, **named: Sort) -> Values:
        own = tuple((name, frozenset({sort})) for name, sort in named.items())
        return frozenset({Record((*own, ("properties", frozenset({_record(vocabulary.sections[section])}))))})

    kind = Code() if vocabulary.resource_types else Identifier()
    name = Code() if vocabulary.actions else Identifier()
    parts = (
        ("subject", party("subject", type=Identifier(), id=Identifier())),
        ("action", party("action", name=name)),
        ("resource", party("resource", type=kind, id=Identifier())),
        ("context", _context(vocabulary)),
    )
    return frozenset({Record(parts)})


def carried(values: Values) -> Iterator[Sort]:
    """What the canonical form alters, anywhere in the values."""
    for value in values:
        if isinstance(value, REDUCED):
            yield value
        elif isinstance(value, Array | Set):
            if isinstance(value, Array) and value.shuffled:
                yield value
            yield from carried(value.members)
        elif isinstance(value, Record):
            yield from carried(value.members())


def unequal(one: Values, two: Values) -> str | None:
    """Why these may not be compared for equality, or None where they may."""
    for left, right in product(one, two):
        fault = _unequal(left, right) or _unequal(right, left)
        if fault:
            return fault
    return None


def unordered(one: Values, two: Values) -> str | None:
    """Why the order of these may not be asked for, or None where it may."""
    for left, right in product(one, two):
        if isinstance(left, _PLAIN) and isinstance(right, _PLAIN):
            continue
        if not (_ordered(left, right) or _ordered(right, left)):
            return f"asks for the order of {called(left)} and {called(right)}"
    return None


def called(sort: Sort) -> str:
    """A sort in words."""
    if type(sort) in _CALLED:
        return _CALLED[type(sort)]
    if isinstance(sort, Constant):
        return f"the constant `{sort.value}`"
    if isinstance(sort, Array) and sort.shuffled:
        return "an array in the order of identifiers or instants"
    return {Law: "the law as data", Made: "something computed", Code: "a code"}.get(type(sort), "a collection")


def _context(vocabulary: Vocabulary) -> Values:
    record = _record(vocabulary.sections["context"])
    if any(name == "time" for name, _ in record.fields):
        return frozenset({record})
    # Filled in by normalisation, whether or not the vocabulary has it.
    return frozenset({Record((*record.fields, ("time", frozenset({Instant()}))), record.rest)})


def _record(properties: Mapping[str, Property]) -> Record:
    return Record(tuple((policy_name(name, spec), frozenset(_sorts(spec))) for name, spec in properties.items()))


def _sorts(spec: Property) -> Iterator[Sort]:
    match spec.type:
        case "identifier":
            yield Identifier()
        case "instant":
            yield Instant()
        case "yuan":
            yield Amount()
        case "text":
            yield Text()
        case "jurisdiction":
            yield Array(frozenset({Identifier()}))
        case "object":
            yield _record(spec.fields)
        case "list" if spec.items is not None:
            yield Array(frozenset(_sorts(spec.items)))
        case "list" | "day":
            return  # a request that states one has no canonical form
        case _:
            yield Code()


def _unequal(left: Sort, right: Sort) -> str | None:
    if isinstance(left, Text) or isinstance(right, _NEVER_WITH.get(type(left), ())):
        return f"compares {called(left)} with {called(right)}"
    if isinstance(left, Array) and left.shuffled:
        return f"compares {called(left)}"
    if isinstance(left, Record) and isinstance(right, Record | Law) and any(carried(frozenset({left, right}))):
        return "compares whole objects with identifiers, instants, amounts or texts in them"
    if isinstance(left, Array | Set):
        if isinstance(right, type(left)):
            return unequal(left.members, right.members)
        if isinstance(right, Law) and any(carried(left.members)):
            return unequal(left.members, frozenset({right.below()}))
    return None


def _ordered(left: Sort, right: Sort) -> bool:
    match left, right:
        case Instant(), Instant():
            return True
        case Instant(), Constant(value):
            return _is_landmark(value)
        case Instant(), Law(parts):
            return all(map(_is_landmark, parts))
        case Amount(), Constant(value):
            return _is_number(value)
        case Amount(), Law(parts):
            return all(map(_is_number, parts))
    return False


def _is_landmark(value: Any) -> bool:
    # In the fixed width of normalisation, as only there text order is time order. The ends of time are not of a
    # request's years, and every instant lies between them.
    moment = parse_instant(value) if isinstance(value, str) else None
    return value in _ENDS or (moment is not None and utc_text(moment) == value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_ENDS = frozenset({"0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"})
