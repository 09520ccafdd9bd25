"""Lints of the policies: codes, tests beside them, and the subset of Rego that every engine runs alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from luling.analysis import rego
from tests.repository.places import CHECKOUT, POLICIES, shown

# Builtins on which the engines differ, or which reach outside (design, decision 4).
_FORBIDDEN = {
    r"\bsprintf\b": "`sprintf`: engines format differently; return codes and parameters",
    r"\btime\.": "`time`: instants are handed over as text, and text order is time order",
    r"\bregex\.": "`regex`: engines differ in their expressions",
    r"\bglob\.": "`glob`: engines differ in their patterns",
    r"\bhttp\.": "`http`: a policy reaches nothing outside",
    r"\brego\.": "`rego`: only one engine has it; citations are literals",
    r"\bcrypto\.": "`crypto`: not in every engine",
    r"\bio\.jwt\b": "`io.jwt`: not in every engine",
    r"\b(rand|uuid|opa|net|graphql|walk)\b[.(]": "a builtin that is not in every engine, or whose result is not fixed",
    r"/": "division: fractions differ",
    r"\d\.\d": "a fraction: engines differ in precision",
    r"\}\s*else\b|\belse\s*:?=": "`else`: write the cases so that they exclude each other",
    r"\bevery\b": "`every`: not in the portable subset",
    r"\bimport\s+rego\b": "`import rego`: engines read version 1 as it is",
}
_REFERENCE_HEAD = re.compile(r"^[A-Za-z_]\w*[.\[][^(]*?\bcontains\b")
_ASSIGNED = re.compile(r"\b([A-Za-z_]\w*)\s*:=")
_SOME = re.compile(r"\bsome\s+([^\n{}|;]*?)(?:\s+in\b|$|\n|;)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_NUMBER = re.compile(r"(?<![\w.\"])\d+(?![\w.\"])")


@cache
def rules_of(regulation: str) -> tuple[rego.Rule, ...]:
    """The statements of the policies of a regulation, or of the shared ones (""), tests left out."""
    return tuple(CHECKOUT.statements(regulation))


def code_problems(rules: Collection[rego.Rule], worded: Collection[str]) -> Iterator[str]:
    """Codes that are no literal, or have no message."""
    for rule in rules:
        for code in rule.codes:
            if not code.startswith('"'):
                yield f"{rule.place}: the code `{code}` is not a literal"
            elif code.strip('"') not in worded:
                yield f"{rule.place}: the code `{code}` has no message"


def codes_used(rules: Collection[rego.Rule]) -> set[str]:
    """Codes that the rules return, those of plain objects (`"code": "…"`) included."""
    spoken = {code.strip('"') for rule in rules for code in rule.codes}
    plain = {code for rule in rules for code in re.findall(r'"code":\s*"([a-z0-9_]+)"', rule.text)}
    return spoken | plain


def portability_problems(rules: Collection[rego.Rule]) -> Iterator[str]:
    """What engines do not run alike. All rules of a package are needed to see names that shadow each other."""
    named = {(rule.package, rule.name) for rule in rules if not rule.text.startswith(("package", "import"))}
    for rule in rules:
        for pattern, why in _FORBIDDEN.items():
            if re.search(pattern, rule.code):
                yield f"{rule.place}: {why}"
        if _REFERENCE_HEAD.match(rule.code):
            yield f"{rule.place}: a partial rule may have a head of one part only"
        for local in sorted(local for local in _locals(rule) if (rule.package, local) in named):
            yield f"{rule.place}: the variable `{local}` has the name of a rule of its package"


def number_problems(rules: Collection[rego.Rule]) -> Iterator[str]:
    """Numbers of the law in a policy: they belong into `rules/`, under a date and an article."""
    for rule in rules:
        for number in _NUMBER.findall(rule.code):
            if int(number) > 1:
                yield f"{rule.place}: the number {number} belongs into `regulation.yaml`"


def files_without_test(folder: str) -> Iterator[str]:
    """Policy files that have no `_test.rego` beside them.

    `verdict.rego` only names the regulation, and a file of private words is tested through the rules that use them.
    """
    for path in sorted((POLICIES / "luling" / folder).glob("*.rego")):
        if path.name.endswith("_test.rego") or path.name == "verdict.rego":
            continue
        rules = [rule for rule in rego.read(path, shown(path)) if not rule.text.startswith(("package", "import"))]
        private = all(rule.name.startswith("_") for rule in rules)
        if not private and not path.with_name(f"{path.stem}_test.rego").exists():
            yield shown(path)


def _locals(rule: rego.Rule) -> set[str]:
    head = rule.code.partition(" if ")[0]
    arguments = re.match(r"^(?:default\s+)?\w+\(([^)]*)\)", head)
    found = set(_WORD.findall(arguments[1])) if arguments else set()
    # The rule's own `name := …` stands at its start, so it is cut off before looking for local assignments.
    found |= set(_ASSIGNED.findall(rule.code[_head_end(rule) :]))
    for declared in _SOME.findall(rule.code):
        found |= set(_WORD.findall(declared))
    return found - {"_"}


def _head_end(rule: rego.Rule) -> int:
    found = re.match(r"^(?:default\s+)?\w+(\([^)]*\))?\s*:=", rule.code)
    return found.end() if found else 0
