"""The syntax trees of a policy set, as regorus parses it: rules by package and name, imports resolved.

Only what a static reading needs; a construct that it does not know is an error, never skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import regorus

from luling.policy.regorus_engine import policy_problems
from luling.policy.sources import PolicySet

Node = Mapping[str, Any]


class SyntaxUnknownError(Exception):
    """A construct of Rego that the static reading does not know: nothing is proven of such a policy. `line` is its line
    in the file, where that is known."""

    def __init__(self, message: str, file: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.file, self.line = file, line


@dataclass(frozen=True, slots=True)
class Rule:
    """One definition of a rule: `form` is `complete`, `set` or `function`; `head` is the value (None: true) or the
    member; `bodies` are lists of statements, none of which means that it always holds."""

    package: str
    name: str
    form: str
    head: Node | None
    parameters: tuple[Node, ...] = ()
    bodies: tuple[tuple[Node, ...], ...] = ()
    default: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """Rules by full name (`luling.facts.kind`), imports by package and alias, every text and number in the modules."""

    rules: Mapping[str, list[Rule]] = field(default_factory=dict)
    imports: Mapping[str, dict[str, str]] = field(default_factory=dict)
    literals: frozenset[Any] = frozenset()


def kind(node: Node) -> str:
    """The kind of a node (`RefDot`, `Call` …)."""
    return next(iter(node))


def dotted(node: Node) -> str | None:
    """A reference of plain names as text (`data.luling.facts`), or None for any other node."""
    match kind(node):
        case "Var":
            return str(node["Var"]["value"])
        case "RefDot":
            base = dotted(node["RefDot"]["refr"])
            return f"{base}.{node['RefDot']['field'][1]}" if base else None
    return None


def parse(policies: PolicySet) -> Program:
    """The syntax trees of all modules.

    Raises:
        PolicyError: a module is no Rego.
        SyntaxUnknownError: a rule has a form that is not known here.
    """
    rules: dict[str, list[Rule]] = {}
    imports: dict[str, dict[str, str]] = {}
    literals: set[Any] = set()
    for module in _trees(policies):
        tree = module["ast"]
        package = dotted(tree["package"]["refr"]) or ""
        aliases = imports.setdefault(package, {})
        for item in tree["imports"]:
            target = dotted(item["refr"]) or ""
            aliases[item.get("as") or target.rpartition(".")[2]] = target.removeprefix("data.")
        for node in tree["rules"]:
            rule = _rule(package, node, module["source"]["file"])
            rules.setdefault(f"{package}.{rule.name}", []).append(rule)
        literals.update(_literals(tree["rules"]))
    return Program(rules, imports, frozenset(literals))


def _trees(policies: PolicySet) -> list[Any]:
    engine = None
    try:
        engine = regorus.Engine()
        for path, text in policies.modules.items():
            with policy_problems(path):
                engine.add_policy(path, text)
        return msgspec.json.decode(engine.get_ast_as_json(), type=list[Any])
    finally:
        # Not left in the frame of a traceback: a native engine is dropped by the thread that made it.
        engine = None


def statements(query: Node) -> tuple[Node, ...]:
    """The statements of a query.

    Raises:
        SyntaxUnknownError: one of them changes the input or the data for itself (`with`).
    """
    for statement in query["stmts"]:
        if statement.get("with_mods"):
            raise SyntaxUnknownError("`with`", line=statement["span"]["line"])
    return tuple(statement["literal"] for statement in query["stmts"])


def line(node: Node) -> int | None:
    """The line of a node in its file."""
    spec = node[kind(node)]
    found = spec["span"]["line"] if isinstance(spec, dict) and "span" in spec else None
    return int(found) if found is not None else None


def _literals(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for part in node:
            yield from _literals(part)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name in ("String", "RawString", "Number"):
                yield part["value"]
            elif name == "field":
                yield part[1]
            else:
                yield from _literals(part)


def _rule(package: str, node: Node, file: str) -> Rule:
    try:
        return _read_rule(package, node, file)
    except SyntaxUnknownError as error:
        raise SyntaxUnknownError(f"{error} in package `{package}`", file, error.line or line(node)) from None


def _read_rule(package: str, node: Node, file: str) -> Rule:
    if "Default" in node:
        spec = node["Default"]
        return Rule(package, _name(spec["refr"]), "complete", spec["value"], default=True, file=file)
    head, bodies = node["Spec"]["head"], node["Spec"]["bodies"]
    if any(body["is_else"] for body in bodies):
        raise SyntaxUnknownError("`else`")
    bodies_read = tuple(statements(body["query"]) for body in bodies)
    match kind(head):
        case "Compr":
            spec = head["Compr"]
            return Rule(package, _name(spec["refr"]), "complete", _value(spec), bodies=bodies_read, file=file)
        case "Set":
            spec = head["Set"]
            return Rule(package, _name(spec["refr"]), "set", spec["key"], bodies=bodies_read, file=file)
        case "Func":
            spec = head["Func"]
            return Rule(
                package, _name(spec["refr"]), "function", _value(spec), tuple(spec["args"]), bodies_read, file=file
            )
    raise SyntaxUnknownError(f"head `{kind(head)}`")


def _value(spec: Node) -> Node | None:
    assigned: Node | None = spec["assign"]["value"] if spec["assign"] else None
    return assigned


def _name(node: Node) -> str:
    name = dotted(node)
    if name is None or "." in name:
        raise SyntaxUnknownError(f"a rule's name of several parts: `{name}`")
    return name
