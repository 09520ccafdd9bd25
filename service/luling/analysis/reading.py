"""Which facts of a request can reach a rule: a sound static reading of the policies.

An abstract interpretation of Rego for one action. A value is a constant, a place in the input, the members of a list
of the input, or unknown. A statement that is false for the action cuts its body off, so that what only other actions
ask for does not count; everything else that a rule may look at is recorded, with the constants against which facts are
compared. Where a place is not known exactly (`object.keys(input.context)`), everything below it counts as read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from luling.analysis.abstract import OPEN, Fact, Items, Judged, Known, Path, Reading, Value
from luling.analysis.expressions import Expressions, variables
from luling.policy.syntax import Node, Program, Rule, SyntaxUnknownError, dotted, kind


@dataclass(frozen=True, slots=True)
class ListedKind:
    """How the objects of a list of the input are told apart: by the values of one field (an approval by its act)."""

    list: Path
    field: str


class Reader(Expressions):
    """Reads rules for one action. `known` are the places of the input whose value is fixed, `instants` the names of
    fields that hold an instant, whose order to the time of the request is a fact of the field alone."""

    def __init__(
        self,
        program: Program,
        known: Mapping[Path, Any],
        kinds: Iterable[ListedKind] = (),
        instants: Iterable[str] = (),
        now: Path = ("context", "time"),
    ) -> None:
        self._program = program
        self._known = known
        self._kinds = {kind.list: kind.field for kind in kinds}
        self._instants = frozenset(instants)
        self._now = now
        self._memo: dict[Any, tuple[Judged, Reading]] = {}

    def definition(self, rule: Rule) -> tuple[Reading, Judged] | None:
        """What one definition reads and what its head is; None where it never holds for the action."""
        reading = Reading()
        found = self._definition(rule, {}, reading)
        if not found:
            return None
        head = self._join(found, reading)
        reading.record(head[0])
        return reading, head

    # Rules and functions

    def _definition(self, rule: Rule, env: dict[str, Value], reading: Reading) -> list[Judged]:
        def head(inner: dict[str, Value], read: Reading) -> Judged:
            return self._value(rule.head, rule.package, inner, read) if rule.head else (Known(True), True)

        found: list[Judged] = []
        for body in rule.bodies or ((),):
            found += self._query(body, rule.package, dict(env), reading, head)
        return found

    def _rule(self, name: str, arguments: tuple[Value, ...] | None, reading: Reading) -> Judged:
        key = (name, arguments)
        if key not in self._memo:
            own = Reading()
            self._memo[key] = self._all(name, arguments, own), own
        judged, read = self._memo[key]
        reading.add(read)
        return judged

    def _all(self, name: str, arguments: tuple[Value, ...] | None, reading: Reading) -> Judged:
        rules = self._program.rules[name]
        found: list[Judged] = []
        for rule in rules:
            env: dict[str, Value] = {}
            for parameter, argument in zip(rule.parameters, arguments or (), strict=False):
                if kind(parameter) != "Var":
                    raise SyntaxUnknownError(f"parameter `{kind(parameter)}` of `{name}`")
                env[parameter["Var"]["value"]] = argument
            given = self._definition(rule, env, reading)
            found += [(value, None) for value, _ in given] if rule.default and len(rules) > 1 else given
        if rules[0].form == "set":
            members = {value for value, _ in found}
            return (self._members(members, reading), True)
        if not found:
            return OPEN, False
        value, defined = self._join(found, reading)
        return value, True if any(rule.default for rule in rules) else defined

    def _join(self, found: list[Judged], reading: Reading) -> Judged:
        values = {value for value, _ in found}
        defined = True if any(defined for _, defined in found) else None
        if len(values) == 1:
            return values.pop(), defined
        for value in values:
            reading.record(value)
        return OPEN, defined

    # Statements

    def _query(
        self,
        statements: tuple[Node, ...],
        package: str,
        env: dict[str, Value],
        reading: Reading,
        then: Callable[[dict[str, Value], Reading], Judged],
    ) -> list[Judged]:
        """The values of the head, one for each way through; what a way reads counts only if it may hold."""
        own = Reading()
        sure = True
        for place, statement in enumerate(statements):
            rest = statements[place + 1 :]
            if kind(statement) == "SomeIn":
                ways = self._some(statement["SomeIn"], rest, package, env, own)
                found: list[Judged] = []
                for bound, certain in ways:
                    for value, defined in self._query(rest, package, bound, own, then):
                        found.append((value, defined if certain and sure else None))
                if found:
                    reading.add(own)
                return found
            holds = self._holds(statement, package, env, own)
            if holds is False:
                return []
            sure = sure and holds is True
        value, defined = then(env, own)
        if defined is False:
            return []
        reading.add(own)
        return [(value, True if sure and defined else None)]

    def _some(
        self, some: Node, rest: tuple[Node, ...], package: str, env: dict[str, Value], reading: Reading
    ) -> list[tuple[dict[str, Value], bool]]:
        collection, defined = self._value(some["collection"], package, env, reading)
        if defined is False:
            return []
        names = variables(some["value"]) | (variables(some["key"]) if some["key"] else set())
        if isinstance(collection, Known) and isinstance(collection.value, tuple | frozenset) and len(names) == 1:
            (name,) = names
            return [(env | {name: Known(item)}, True) for item in sorted(collection.value, key=repr)]
        member: Value = OPEN
        if isinstance(collection, Fact):
            member = Fact((*collection.path, "[]"))
        elif isinstance(collection, Items):
            member = Fact(collection.path)
        else:
            reading.record(collection)
        if len(names) != 1 or some["key"]:
            reading.record(member)
            return [(env | dict.fromkeys(names, OPEN), False)]
        (name,) = names
        if isinstance(member, Fact):
            member = self._refined(name, member, rest, package, env)
        return [(env | {name: member}, False)]

    def _refined(self, name: str, member: Fact, rest: tuple[Node, ...], package: str, env: dict[str, Value]) -> Fact:
        """The member of a list, narrowed to those of one kind where a following statement demands that kind."""
        told = self._kinds.get(member.path[:-1]) if member.path[-1] == "[]" else None
        for statement in rest if told else ():
            expression = statement.get("Expr", {}).get("expr", {})
            comparison = expression.get("BoolExpr") if isinstance(expression, dict) else None
            if comparison and comparison["op"] == "Eq" and dotted(comparison["lhs"]) == f"{name}.{told}":
                wanted, _ = self._value(comparison["rhs"], package, env, Reading())
                if isinstance(wanted, Known):
                    return Fact((*member.path[:-1], f"[{wanted.value}]"))
        return member

    def _holds(self, statement: Node, package: str, env: dict[str, Value], reading: Reading) -> bool | None:
        match kind(statement):
            case "Expr":
                expression = statement["Expr"]["expr"]
                if kind(expression) == "AssignExpr":
                    assign = expression["AssignExpr"]
                    value, defined = self._value(assign["rhs"], package, env, reading)
                    names = variables(assign["lhs"])
                    # An absent fact makes the assignment fail, so it is read even if the name is never used.
                    reading.record(value)
                    if len(names) == 1:
                        env[next(iter(names))] = value
                    else:
                        env.update(dict.fromkeys(names, OPEN))
                    return defined
                return self._truth(self._value(expression, package, env, reading), reading)
            case "NotExpr":
                truth = self._truth(self._value(statement["NotExpr"]["expr"], package, env, reading), reading)
                return None if truth is None else not truth
        raise SyntaxUnknownError(f"statement `{kind(statement)}` in package `{package}`")

    def _truth(self, judged: Judged, reading: Reading) -> bool | None:
        value, defined = judged
        if defined is False or value == Known(False):
            return False
        reading.record(value)
        return True if defined and isinstance(value, Known) else None
