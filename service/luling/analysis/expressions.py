"""Expressions of Rego under the abstract interpretation of `luling.analysis.reading`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from luling.analysis.abstract import OPEN, Fact, Items, Judged, Keys, Known, Named, Path, Reading, Value
from luling.policy.syntax import Node, Program, SyntaxUnknownError, dotted, kind, statements


class Expressions(ABC):
    """Values of expressions. Rules and queries are the business of the class that inherits from it."""

    _program: Program
    _known: Mapping[Path, Any]
    _instants: frozenset[str]
    _now: Path

    @abstractmethod
    def _rule(self, name: str, arguments: tuple[Value, ...] | None, reading: Reading) -> Judged:
        """The value of a rule or of a function's call, with all that it reads."""

    @abstractmethod
    def _query(
        self,
        statements: tuple[Node, ...],
        package: str,
        env: dict[str, Value],
        reading: Reading,
        then: Callable[[dict[str, Value], Reading], Judged],
    ) -> list[Judged]:
        """The values of a head over the ways through a body."""

    def _members(self, members: set[Value], reading: Reading) -> Value:
        if len(members) == 1:
            (only,) = members
            if isinstance(only, Fact):
                return Items(only.path)
        for member in members:
            reading.record(member)
        return OPEN

    def _value(self, node: Node, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        name, spec = kind(node), node[kind(node)]
        evaluate = _FORMS.get(name)
        if evaluate is None:
            raise SyntaxUnknownError(f"expression `{name}` in package `{package}`")
        return evaluate(self, spec, package, env, reading)

    def _constant(self, spec: Any, _package: str, _env: dict[str, Value], _reading: Reading) -> Judged:
        return Known(spec["value"]), True

    def _collection(self, spec: Any, package: str, env: dict[str, Value], reading: Reading, of: Any) -> Judged:
        judged = [self._value(item, package, env, reading) for item in spec["items"]]
        defined = all_defined(judged)
        if all(isinstance(value, Known) for value, _ in judged):
            return Known(of(value.value for value, _ in judged if isinstance(value, Known))), defined
        for value, _ in judged:
            reading.record(value)
        return OPEN, defined

    def _array(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        return self._collection(spec, package, env, reading, tuple)

    def _set(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        return self._collection(spec, package, env, reading, frozenset)

    def _object(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        judged = [self._value(item[-1], package, env, reading) for item in spec["fields"]]
        for value, _ in judged:
            reading.record(value)
        return OPEN, all_defined(judged)

    def _variable(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        name = str(spec["value"])
        if name in env:
            value = env[name]
            return value, None if isinstance(value, Fact) else True
        if name == "input":
            return Fact(()), True
        if name == "data":
            return Named(""), True
        if f"{package}.{name}" in self._program.rules:
            return self._rule(f"{package}.{name}", None, reading)
        if name in self._program.imports.get(package, {}):
            return Named(self._program.imports[package][name]), True
        raise SyntaxUnknownError(f"name `{name}` in package `{package}`")

    def _dot(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        base = self._value(spec["refr"], package, env, reading)
        return self._below(base, Known(spec["field"][1]), reading)

    def _bracket(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        base = self._value(spec["refr"], package, env, reading)
        index, _ = self._value(spec["index"], package, env, reading)
        reading.record(index)
        return self._below(base, index, reading)

    def _below(self, base: Judged, index: Value, reading: Reading) -> Judged:
        value, defined = base
        exact = isinstance(index, Known) and isinstance(index.value, str)
        if isinstance(value, Named):
            path = f"{value.path}.{index.value}".lstrip(".") if isinstance(index, Known) else f"{value.path}.*"
            return self._rule(path, None, reading) if path in self._program.rules else (Named(path), None)
        if isinstance(value, Fact) and isinstance(index, Known) and exact:
            path_below = (*value.path, index.value)
            if path_below in self._known:
                return Known(self._known[path_below]), True
            return Fact(path_below), None if defined is not False else False
        reading.record(value)
        return OPEN, None if defined is not False else False

    def _call(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        judged = [self._value(item, package, env, reading) for item in spec["params"]]
        arguments = tuple(value for value, _ in judged)
        defined = all_defined(judged)
        if defined is False:
            return OPEN, False
        name = dotted(spec["fcn"]) or ""
        head, _, tail = name.partition(".")
        full = f"{package}.{name}" if not tail else f"{self._program.imports.get(package, {}).get(head, head)}.{tail}"
        if full in self._program.rules:
            for value in arguments:
                reading.record(value)
            value, holds = self._rule(full, arguments, reading)
            return value, False if holds is False else (True if holds and defined else None)
        if name not in _BUILTINS:
            raise SyntaxUnknownError(f"function `{name}` in package `{package}`")
        if name == "object.keys" and isinstance(arguments[0], Fact):
            return Keys(arguments[0].path), defined
        if name == "object.get" and isinstance(arguments[0], Fact) and isinstance(arguments[1], Known):
            return Fact((*arguments[0].path, arguments[1].value)), True
        for value in arguments:
            # How many members an object has is told by the names of those that are there.
            reading.record(Keys(value.path) if name == "count" and isinstance(value, Fact) else value)
        return OPEN, defined

    def _comparison(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        left, right = (self._value(spec[side], package, env, reading) for side in ("lhs", "rhs"))
        if left[1] is False or right[1] is False:
            return OPEN, False
        one, two = left[0], right[0]
        if isinstance(one, Known) and isinstance(two, Known):
            return Known(_COMPARED[spec["op"]](one.value, two.value)), True
        if not self._relative(one, two, reading):
            reading.compare(one, two)
        return OPEN, None

    def _relative(self, one: Value, two: Value, reading: Reading) -> bool:
        """An instant of the input against the time of the request: its order to that time, not the time, is read."""
        for time, other in ((one, two), (two, one)):
            if time == Fact(self._now) and isinstance(other, Fact) and other.path[-1] in self._instants:
                reading.record(other)
                return True
        return False

    def _membership(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        member = self._value(spec["value"], package, env, reading)
        collection = self._value(spec["collection"], package, env, reading)
        if member[1] is False or collection[1] is False:
            return OPEN, False
        one, two = member[0], collection[0]
        if isinstance(one, Known) and isinstance(two, Known):
            return Known(one.value in two.value), True
        if isinstance(one, Known) and isinstance(two, Keys):
            place = (*two.path, one.value)
            if place in self._known:
                return Known(True), True
            reading.facts.add(place)
            return OPEN, None
        reading.compare(one, two)
        return OPEN, None

    def _combined(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        left, right = (self._value(spec[side], package, env, reading) for side in ("lhs", "rhs"))
        reading.compare(left[0], right[0])
        return OPEN, all_defined([left, right])

    def _comprehension(self, spec: Any, package: str, env: dict[str, Value], reading: Reading) -> Judged:
        found = self._query(
            statements(spec["query"]),
            package,
            dict(env),
            reading,
            lambda inner, read: self._value(spec["term"], package, inner, read),
        )
        return self._members({value for value, _ in found}, reading), True


def variables(node: Node) -> set[str]:
    match kind(node):
        case "Var":
            return {node["Var"]["value"]}
        case "Array":
            return {name for item in node["Array"]["items"] for name in variables(item)}
    raise SyntaxUnknownError(f"pattern `{kind(node)}`")


def all_defined(judged: Iterable[Judged]) -> bool | None:
    states = {defined for _, defined in judged}
    return False if False in states else None if None in states else True


# Builtins whose value depends on their arguments only.
_BUILTINS = frozenset(
    ["count", "max", "min", "concat", "format_int", "array.concat", "object.keys", "object.get", "object.remove"]
)
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "Eq": lambda one, two: bool(one == two),
    "Ne": lambda one, two: bool(one != two),
    "Lt": lambda one, two: bool(one < two),
    "Le": lambda one, two: bool(one <= two),
    "Gt": lambda one, two: bool(one > two),
    "Ge": lambda one, two: bool(one >= two),
}
_FORMS: Mapping[str, Callable[[Expressions, Any, str, dict[str, Value], Reading], Judged]] = {
    "String": Expressions._constant,
    "Number": Expressions._constant,
    "Bool": Expressions._constant,
    "Array": Expressions._array,
    "Set": Expressions._set,
    "Object": Expressions._object,
    "Var": Expressions._variable,
    "RefDot": Expressions._dot,
    "RefBrack": Expressions._bracket,
    "Call": Expressions._call,
    "BoolExpr": Expressions._comparison,
    "Membership": Expressions._membership,
    "BinExpr": Expressions._combined,
    "ArithExpr": Expressions._combined,
    "ArrayCompr": Expressions._comprehension,
    "SetCompr": Expressions._comprehension,
}
