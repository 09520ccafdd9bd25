"""The mutants: for each statement of the policies, the policies in which it never holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from luling.analysis import rego
from luling.analysis.checkout import Checkout

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`')
_BODY = re.compile(r"^(?:[^\t\n].*)? if \{$", re.MULTILINE)
_CONDITION = re.compile(r"^(?P<head>(?:[^\t\n].*?)?) if (?P<body>(?!\{\n))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One statement that never holds.

    `regulation` is "" for the shared policies, `path` lies below the policies. `turn` counts the statements of the file
    that start alike.
    """

    regulation: str
    path: str
    rule: rego.Rule
    turn: int

    @property
    def speaks(self) -> bool:
        """Whether it is a rule of an article, rather than a word that such rules use."""
        return self.rule.speaks

    @property
    def key(self) -> str:
        """A name that stays when lines move: the file, the first line of the statement, and which of those it is."""
        again = f" #{self.turn}" if self.turn > 1 else ""
        return f"{self.path}: {_first_line(self.rule)}{again}"

    def applied(self, whole: str) -> str:
        """The text of its file with the statement switched off."""
        lines = whole.splitlines(keepends=True)
        first = self.rule.line - 1
        text = self.rule.text.rstrip()
        after = first + len(text.splitlines())
        return "".join([*lines[:first], never(text) + "\n", *lines[after:]])


def mutants(checkout: Checkout) -> Iterator[Mutant]:
    """Every mutant of a checkout: regulations first, then the shared policies."""
    for regulation in (*checkout.regulations, ""):
        for path in checkout.policy_files(regulation):
            turns: Counter[str] = Counter()
            for rule in rego.read(path, checkout.shown(path)):
                if not rule.text.startswith(("package", "import")):
                    turns[_first_line(rule)] += 1
                    place = path.relative_to(checkout.policies).as_posix()
                    yield Mutant(regulation, place, rule, turns[_first_line(rule)])


def _first_line(rule: rego.Rule) -> str:
    return rule.text.partition("\n")[0].removesuffix("{").strip()


def never(statement: str) -> str:
    """The statement so that it never holds. It stays defined, since others that use it must still compile; a default is
    left out, since the other statements of its name define it."""
    if statement.startswith("default "):
        return ""
    masked = _STRING.sub(lambda found: "x" * len(found[0]), statement)
    if found := _BODY.search(masked):
        return f"{statement[: found.end()]}\n\tfalse{statement[found.end() :]}"
    if found := _CONDITION.search(masked):
        return f"{statement[: found.start('body')]}{{\n\tfalse\n\t{statement[found.start('body') :]}\n}}"
    return f"{statement} if false"


def write(mutant: Mutant, source: Path, target: Path) -> None:
    """Writes the mutant's file below `target`, from the one below `source`."""
    text = (source / mutant.path).read_text(encoding="utf-8")
    (target / mutant.path).write_text(mutant.applied(text), encoding="utf-8")
