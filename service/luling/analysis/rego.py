"""A plain reader of Rego files, good enough for lints and tables: statements, their METADATA, their literals.

It relies on the form that `opa fmt` gives (a statement starts in the first column), which `make lint` holds, and needs
no OPA, so that the lints run everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from luling.law.regulation import parse_yaml

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`')
_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*"|`[^`]*`)|#[^\n]*')
_CITATION = re.compile(r'"([a-z][a-z0-9_]*)/(art_[a-z0-9_]+)"')
_SAYS = re.compile(
    r"\b(?:effect|conduct)\.(outside|deny|refer|permit|notice|step|step_by|obligation|violation|warning"
    r"|exempts|remark|follows)"
    r'\(\s*("[^"]*"|[^,]+),'
)
_LISTED = re.compile(r"\bsome\s+(\w+)\s+in\s+[\[{]([^\]}]*)[\]}]")
_SPEAKS = re.compile(r"[a-z]\w* contains\b")
_NAME = re.compile(r"^(?:default\s+)?([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Citation:
    """`<regulation>/<eId>` as it stands in a rule."""

    regulation: str
    eid: str


@dataclass(frozen=True)
class Rule:
    """One statement of a file with the METADATA block right above it; `line` is that of the statement."""

    file: str
    line: int
    package: str
    text: str
    metadata: dict[str, Any] | None

    @cached_property
    def code(self) -> str:
        """The statement without comments and with empty strings: what a search for words of the language may read."""
        return _STRING.sub('""', without_comments(self.text))

    @property
    def name(self) -> str:
        found = _NAME.match(self.text)
        return found[1] if found else ""

    @property
    def title(self) -> str:
        """The title of its METADATA, if it has one."""
        return str((self.metadata or {}).get("title", ""))

    @property
    def speaks(self) -> bool:
        """Whether it says something of a request, a catalogue entry or a conduct: adds to a set that others read."""
        return bool(_SPEAKS.match(self.text))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(Citation(*found) for found in _CITATION.findall(without_comments(self.text)))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes that it returns as they stand: a literal has its quotes, any other expression has none.

        A variable over a list that stands in the rule is each of its codes.
        """
        text = without_comments(self.text)
        said = [code.strip() for _, code in _SAYS.findall(text)]
        listed = {name: _STRING.findall(items) for name, items in _LISTED.findall(text)}
        return tuple(code for expression in said for code in listed.get(expression, [expression]))

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def without_comments(text: str) -> str:
    """The text without its comments; signs of a comment inside a string stay."""
    return _COMMENT.sub(lambda found: found[1] or "", text)


def statements(text: str, file: str) -> Iterator[Rule]:
    """The statements of a file in their order, `package` and `import` included."""
    comments: list[str] = []
    body: list[str] = []
    start, package = 0, ""

    def ended() -> Iterator[Rule]:
        if body:
            yield Rule(file, start, package, "\n".join(body), _metadata(comments))
            comments.clear()
            body.clear()

    for number, line in enumerate(text.splitlines(), start=1):
        continues = bool(body) and (not line or line[0] in "\t )}]")
        if continues:
            body.append(line)
            continue
        yield from ended()
        if line.startswith("#"):
            comments.append(line)
        elif not line.strip():
            comments.clear()
        else:
            body.append(line)
            start = number
            package = line.removeprefix("package ") if line.startswith("package ") else package
    yield from ended()


def read(path: Path, file: str) -> list[Rule]:
    """The statements of a file on disk; `file` is how messages call it."""
    return list(statements(path.read_text(encoding="utf-8"), file))


def _metadata(comments: list[str]) -> dict[str, Any] | None:
    lines = [line.removeprefix("#").removeprefix(" ") for line in comments]
    if "METADATA" not in lines:
        return None
    try:
        loaded = parse_yaml("\n".join(lines[lines.index("METADATA") + 1 :]))
    except yaml.YAMLError:
        return {}  # lints then miss its title and its article; `opa check` says what is wrong with it
    return loaded if isinstance(loaded, dict) else {}
