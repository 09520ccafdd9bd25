"""The syntax trees of a policy set, as regorus parses it: rules by package and name, imports resolved.

Only what a static reading needs; a construct that it does not know is an error, never skipped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from luling.policy.sources import PolicySet

Node = Mapping[str, Any]


class SyntaxUnknownError(Exception):
    """A construct of Rego that the static reading does not know: nothing is proven of such a policy."""


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


@dataclass(frozen=True, slots=True)
class Program:
    """Rules by full name (`luling.facts.kind`), imports by package and alias."""

    rules: Mapping[str, list[Rule]] = field(default_factory=dict)
    imports: Mapping[str, dict[str, str]] = field(default_factory=dict)


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
        SyntaxUnknownError: a rule has a form that is not known here.
    """
    import regorus

    engine = regorus.Engine()
    for path, text in policies.modules.items():
        engine.add_policy(path, text)
    rules: dict[str, list[Rule]] = {}
    imports: dict[str, dict[str, str]] = {}
    for module in json.loads(engine.get_ast_as_json()):
        tree = module["ast"]
        package = dotted(tree["package"]["refr"]) or ""
        aliases = imports.setdefault(package, {})
        for item in tree["imports"]:
            target = dotted(item["refr"]) or ""
            aliases[item.get("as") or target.rpartition(".")[2]] = target.removeprefix("data.")
        for node in tree["rules"]:
            rule = _rule(package, node)
            rules.setdefault(f"{package}.{rule.name}", []).append(rule)
    return Program(rules, imports)


def _rule(package: str, node: Node) -> Rule:
    if "Default" in node:
        spec = node["Default"]
        return Rule(package, _name(spec["refr"]), "complete", spec["value"], default=True)
    head, bodies = node["Spec"]["head"], node["Spec"]["bodies"]
    if any(body["is_else"] for body in bodies):
        raise SyntaxUnknownError(f"`else` in package `{package}`")
    statements = tuple(tuple(stmt["literal"] for stmt in body["query"]["stmts"]) for body in bodies)
    match kind(head):
        case "Compr":
            spec = head["Compr"]
            return Rule(package, _name(spec["refr"]), "complete", _value(spec), bodies=statements)
        case "Set":
            spec = head["Set"]
            return Rule(package, _name(spec["refr"]), "set", spec["key"], bodies=statements)
        case "Func":
            spec = head["Func"]
            return Rule(package, _name(spec["refr"]), "function", _value(spec), tuple(spec["args"]), statements)
    raise SyntaxUnknownError(f"head `{kind(head)}` in package `{package}`")


def _value(spec: Node) -> Node | None:
    assigned: Node | None = spec["assign"]["value"] if spec["assign"] else None
    return assigned


def _name(node: Node) -> str:
    name = dotted(node)
    if name is None or "." in name:
        raise SyntaxUnknownError(f"a rule's name of several parts: `{name}`")
    return name
