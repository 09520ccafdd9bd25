"""The sorts of what rules and expressions give: a reading of Rego that stops at the first use that is not harmless."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from luling.policy import sorts
from luling.policy.functions import BUILTINS
from luling.policy.members import keys_of, members_of, plain, refuse, set_of
from luling.policy.sorts import Array, Code, Constant, Identifier, Law, Made, Package, Record, Set, Values
from luling.policy.syntax import Node, Program, Rule, SyntaxUnknownError, dotted, kind, line, statements
from luling.request.vocabulary import Vocabulary

_Env = dict[str, Values]
_MADE: Values = frozenset({Made()})
_NOTHING: Values = frozenset()
_SHUFFLED = "*"  # no name of a variable: some statement went through a set in the order of names


class Sorting:
    """Finds the sorts of rules and expressions, and stops at the first that is no matter of the canonical form."""

    def __init__(self, program: Program, data: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        self._program = program
        self._data = data
        self._input = sorts.request(vocabulary)
        self._memo: dict[Any, Values | None] = {}

    def rule(self, name: str, arguments: tuple[Values, ...] | None = None) -> Values:
        """The sorts of a rule, or of a function for these arguments."""
        key = (name, arguments)
        if key not in self._memo:
            self._memo[key] = None
            found: Values = _NOTHING
            for rule in self._program.rules.get(name, ()):
                found |= self._definition(rule, arguments)
            self._memo[key] = found
        known = self._memo[key]
        if known is None:
            raise SyntaxUnknownError(f"`{name}` asks for itself")
        return known

    def _definition(self, rule: Rule, arguments: tuple[Values, ...] | None) -> Values:
        with _in_file(rule.file):
            env: _Env = {}
            for parameter, argument in zip(rule.parameters, arguments or (), strict=True):
                self._match(parameter, argument, rule.package, env)
            found: Values = _NOTHING
            for body in rule.bodies or ((),):
                inner = dict(env)
                self._query(body, rule.package, inner)
                head = self.value(rule.head, rule.package, inner) if rule.head else frozenset({Constant(True)})
                if rule.form == "set":
                    assert rule.head is not None
                    head = frozenset({set_of(head, rule.head)})
                found |= head
            return found

    def _match(self, pattern: Node, value: Values, package: str, env: _Env) -> None:
        """Binds the names of a pattern to the parts of a value."""
        match kind(pattern):
            case "Var":
                name = pattern["Var"]["value"]
                if name != "_":
                    env[name] = value
            case "Array":
                for item in pattern["Array"]["items"]:
                    self._match(item, members_of(value, pattern), package, env)
            case _:
                self._compare(self.value(pattern, package, env), value)

    # Statements

    def _query(self, body: Sequence[Node], package: str, env: _Env) -> None:
        for statement in body:
            with _at(statement):
                self._statement(statement, package, env)

    def _statement(self, statement: Node, package: str, env: _Env) -> None:
        match kind(statement):
            case "SomeIn":
                some = statement["SomeIn"]
                collection = self.value(some["collection"], package, env)
                if any(isinstance(one, Set) and any(sorts.carried(one.members)) for one in collection) or any(
                    isinstance(one, Array) and one.shuffled for one in collection
                ):
                    env[_SHUFFLED] = _NOTHING
                if some["key"]:
                    self._match(some["key"], keys_of(collection, some["key"]), package, env)
                self._match(some["value"], members_of(collection, some["collection"]), package, env)
            case "Expr" if "AssignExpr" in statement["Expr"]["expr"]:
                assign = statement["Expr"]["expr"]["AssignExpr"]
                value = self.value(assign["rhs"], package, env)
                if assign["op"] == "ColEq":
                    self._match(assign["lhs"], value, package, env)
                else:
                    self._compare(self.value(assign["lhs"], package, env), value)
            case "Expr" | "NotExpr":
                self.value(statement[kind(statement)]["expr"], package, env)
            case other:
                raise SyntaxUnknownError(f"the statement `{other}` is not understood")

    # Expressions

    def value(self, node: Node, package: str, env: _Env) -> Values:
        """The sorts of an expression."""
        spec = node[kind(node)]
        with _at(node):
            match kind(node):
                case "String" | "RawString" | "Number" | "Bool" | "Null":
                    return frozenset({Constant(spec["value"])})
                case "Array" | "Set" | "Object":
                    return frozenset({self._collection(node, package, env)})
                case "Var":
                    return self._variable(spec["value"], package, env)
                case "RefDot":
                    return self._below(self.value(spec["refr"], package, env), frozenset({Constant(spec["field"][1])}))
                case "RefBrack":
                    return self._bracket(spec, package, env)
                case "Call":
                    return self._call(spec, package, env)
                case "ArrayCompr" | "SetCompr" | "ObjectCompr":
                    return self._comprehension(kind(node), spec, package, dict(env))
                case "BoolExpr" | "Membership" | "BinExpr" | "ArithExpr":
                    return self._operation(kind(node), spec, package, env)
                case other:
                    raise SyntaxUnknownError(f"the expression `{other}` is not understood")

    def _collection(self, node: Node, package: str, env: _Env) -> sorts.Sort:
        spec = node[kind(node)]
        if kind(node) == "Object":
            return self._object(spec["fields"], package, env)
        members = self._all(spec["items"], package, env)
        return Array(members) if kind(node) == "Array" else set_of(members, node)

    def _all(self, items: Sequence[Node], package: str, env: _Env) -> Values:
        return _NOTHING.union(*(self.value(item, package, env) for item in items))

    def _object(self, fields: Sequence[Any], package: str, env: _Env) -> Record:
        known: dict[str, Values] = {}
        rest = _NOTHING
        for _, key, item in fields:
            names, value = self.value(key, package, env), self.value(item, package, env)
            plain(names, "makes the name of a member out of")
            (name,) = names if len(names) == 1 else (None,)
            if isinstance(name, Constant) and isinstance(name.value, str):
                known[name.value] = value
            else:
                rest |= value
        return Record(tuple(known.items()), rest)

    def _variable(self, name: str, package: str, env: _Env) -> Values:
        if name in env:
            return env[name]
        if name == "input":
            return self._input
        if name == "data":
            return frozenset({Package("")})
        if f"{package}.{name}" in self._program.rules:
            return self.rule(f"{package}.{name}")
        if name in self._program.imports.get(package, {}):
            return frozenset({Package(self._program.imports[package][name])})
        raise SyntaxUnknownError(f"the name `{name}` is not understood")

    def _bracket(self, spec: Node, package: str, env: _Env) -> Values:
        base = self.value(spec["refr"], package, env)
        index = spec["index"]
        if kind(index) == "Var" and index["Var"]["value"] == "_":
            return members_of(base, index)
        return self._below(base, self.value(index, package, env))

    def _below(self, base: Values, index: Values) -> Values:
        found = _NOTHING
        for holder in base:
            for name in index:
                found |= self._member(holder, name)
        return found

    def _member(self, holder: sorts.Sort, name: sorts.Sort) -> Values:
        exact = name.value if isinstance(name, Constant) else None
        match holder:
            case Package(path):
                return self._of_package(path, exact)
            case Law():
                if isinstance(name, sorts.REDUCED) and not isinstance(name, Identifier):
                    raise SyntaxUnknownError(f"looks up {sorts.called(name)} in the law as data")
                return frozenset({holder.below(exact)})
            case Set(members):
                self._compare(members, frozenset({name}))
                return members
            case Record(fields, rest):
                plain(frozenset({name}), "looks up")
                if exact is None:
                    return holder.members()
                return dict(fields).get(exact, _NOTHING) | rest
            case Array(members, shuffled):
                plain(frozenset({name}), "looks up")
                if shuffled:
                    raise SyntaxUnknownError(f"takes a place in {sorts.called(holder)}")
                return members
        return _NOTHING

    def _of_package(self, path: str, name: Any | None) -> Values:
        if name is None:
            raise SyntaxUnknownError("which package or rule is asked for is not known")
        full = f"{path}.{name}".lstrip(".")
        if full in self._program.rules:
            return self.rule(full)
        return frozenset({Law((self._data[name],)) if not path and name in self._data else Package(full)})

    def _call(self, spec: Node, package: str, env: _Env) -> Values:
        arguments = tuple(self.value(item, package, env) for item in spec["params"])
        name = dotted(spec["fcn"]) or ""
        head, _, tail = name.partition(".")
        full = f"{self._program.imports.get(package, {}).get(head, head)}.{tail}" if tail else f"{package}.{name}"
        full = full.removeprefix("data.")
        if full in self._program.rules:
            return self.rule(full, arguments)
        if name not in BUILTINS:
            raise SyntaxUnknownError(f"the function `{name}` is not known to depend on its arguments alone")
        return BUILTINS[name](name, arguments)

    def _comprehension(self, form: str, spec: Node, package: str, env: _Env) -> Values:
        env.pop(_SHUFFLED, None)
        self._query(statements(spec["query"]), package, env)
        if form == "ObjectCompr":
            plain(self.value(spec["key"], package, env), "makes the name of a member out of")
            return frozenset({Record((), self.value(spec["value"], package, env))})
        members = self.value(spec["term"], package, env)
        return frozenset({set_of(members, spec["term"]) if form == "SetCompr" else Array(members, _SHUFFLED in env)})

    def _operation(self, form: str, spec: Node, package: str, env: _Env) -> Values:
        if form == "Membership":
            collection = self.value(spec["collection"], package, env)
            if spec["key"]:
                self._compare(self.value(spec["key"], package, env), keys_of(collection, spec["key"]))
            self._compare(self.value(spec["value"], package, env), members_of(collection, spec["collection"]))
            return frozenset({Code()})
        left, right = self.value(spec["lhs"], package, env), self.value(spec["rhs"], package, env)
        if form == "BoolExpr":
            if spec["op"] in ("Eq", "Ne"):
                self._compare(left, right)
            else:
                refuse(sorts.unordered(left, right))
            return frozenset({Code()})
        sets = [one for one in left | right if isinstance(one, Set)]
        if not sets:
            plain(left | right, "computes with")
            return _MADE
        self._compare(members_of(left, spec["lhs"]), members_of(right, spec["rhs"]))
        return frozenset(sets)

    def _compare(self, one: Values, two: Values) -> None:
        refuse(sorts.unequal(one, two))


@contextmanager
def _at(node: Node) -> Iterator[None]:
    """Gives a refusal the line of this node, unless it has one further inside."""
    try:
        yield
    except SyntaxUnknownError as error:
        error.line = error.line or line(node)
        raise


@contextmanager
def _in_file(file: str) -> Iterator[None]:
    """Gives a refusal the file of this rule, unless it is in another one that this rule asks for."""
    try:
        yield
    except SyntaxUnknownError as error:
        error.file = error.file or file
        raise
