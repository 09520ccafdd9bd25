"""Modules as an OPA server can take them: one for each package.

OPA takes policies one at a time over REST, and each time what is there must compile. Files of one package that use each
other's rules, as those of a regulation do, can never be taken one by one; so they are put together. Imports belong to a
file, not to a package: they are written out where they are used. Comments are left out. Lines stay where they were,
so that OPA's errors can be traced to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from luling.policy.sources import PolicyError, PolicyProblem

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<package>^package[ \t]+(?P<name>[\w.]+))
      | (?P<import>^import[ \t]+(?P<path>[\w.]+)(?:[ \t]+as[ \t]+(?P<alias>\w+))?)
      | (?P<text>"(?:\\.|[^"\\\n])*"|`[^`]*`)
      | (?P<word>\.?[A-Za-z_]\w*)""",
    re.MULTILINE | re.VERBOSE,
)
_LANGUAGE = ("rego.", "future.")  # imports that name a version of the language, now the only one


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of one package, and the files that it is made of with the line before each one's first."""

    text: str
    starts: tuple[tuple[str, int], ...]

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a line of the text."""
        file, before = max((start for start in self.starts if start[1] < row), key=lambda start: start[1])
        return file, row - before


def merged(modules: Mapping[str, str]) -> dict[str, Merged]:
    """The modules by package.

    Raises:
        PolicyError: a module has no package.
    """
    files = sorted((_package(file, text), file) for file, text in modules.items())
    return {
        package: _merge(package, {file: modules[file] for _, file in group})
        for package, group in groupby(files, key=lambda item: item[0])
    }


def _package(file: str, text: str) -> str:
    for token in _TOKEN.finditer(text):
        if token["package"]:
            return token["name"]
    raise PolicyError(PolicyProblem(file, None, "has no package"))


def _merge(package: str, files: Mapping[str, str]) -> Merged:
    lines, starts = [f"package {package}"], []
    for file, text in files.items():
        starts.append((file, len(lines)))
        lines += "".join(_written_out(text)).split("\n")
    return Merged("\n".join(lines), tuple(starts))


def _written_out(text: str) -> Iterator[str]:
    """The text without package, imports and comments, each imported name as its whole path."""
    names: dict[str, str] = {}
    end = 0
    for token in _TOKEN.finditer(text):
        yield text[end : token.start()]
        end = token.end()
        if token["import"] and not token["path"].startswith(_LANGUAGE):
            names[token["alias"] or token["path"].rpartition(".")[2]] = token["path"]
        elif token["text"]:
            yield token["text"]
        elif token["word"]:
            yield names.get(token["word"], token["word"])
    yield text[end:]
