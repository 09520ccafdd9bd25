"""The modules of a policy set in the form in which regorus answers fastest: one module a package.

At each look-up regorus (gordon-to-regorus 0.13) walks through the list of its modules: for the place of a rule or a
function, and for each mention of `data` that no rule of its own has marked as evaluated. A policy set of one file a
topic has a hundred of them, and they grow with the number of regulations, as the look-ups do. So files of one package
are handed over as one module, and each document of the data gets a package without rules, which marks it. Neither
changes what is said; the texts stay as they are read, and every place that regorus names is told as a place in its
file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_PACKAGE = re.compile(r"^package[ \t]+([\w.]+)[ \t]*$", re.MULTILINE)
_IMPORT = re.compile(r"^import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?[ \t]*$", re.MULTILINE)
_SILENT = re.compile(r'"(?:\\.|[^"\\\n])*"|#[^\n]*')  # texts and comments
_NAME = re.compile(r"(?<![.\w])[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Module:
    """One text for regorus. `starts` are the lines, from 0, after which each file of `paths` stands in it."""

    name: str
    text: str
    paths: tuple[str, ...]
    starts: tuple[int, ...]

    def origin(self, line: int) -> tuple[str, int]:
        """The file and the line in it of a line of this module, both counted from 1."""
        place = max(bisect_right(self.starts, line - 1) - 1, 0)
        return self.paths[place], max(line - self.starts[place], 1)


@dataclass(frozen=True, slots=True)
class _File:
    """A module as it was read: its imports by alias, and the rest with a blank line for each line taken out."""

    path: str
    package: str
    imports: Mapping[str, str]
    rest: str

    @property
    def names(self) -> frozenset[str]:
        """Every name in its rules, of whatever it is the name."""
        return frozenset(_NAME.findall(_SILENT.sub(" ", self.rest)))


def gathered(modules: Mapping[str, str], data: Iterable[str]) -> Iterator[Module]:
    """The modules of a policy set, by path, one for each package, and the packages that mark the documents `data`.

    Files that might read otherwise together than apart, or whose head is not understood, stay apart.
    """
    packages: dict[str, list[_File]] = {}
    for path, text in modules.items():
        file = _read(path, text)
        if file is None:
            yield Module(path, text, (path,), (0,))
        else:
            packages.setdefault(file.package, []).append(file)
    for package, files in packages.items():
        if len(files) > 1 and _agree(files):
            yield _together(package, files)
        else:
            yield from (Module(file.path, modules[file.path], (file.path,), (0,)) for file in files)
    taken = {package.partition(".")[0] for text in modules.values() for package in _PACKAGE.findall(text)}
    for document in data:
        if document.isidentifier() and document not in taken:
            yield Module(f"data.{document}", f"package {document}\n", (f"data.{document}",), (0,))


def _read(path: str, text: str) -> _File | None:
    heads, imports = _PACKAGE.findall(text), _IMPORT.findall(text)
    rest = _IMPORT.sub("", _PACKAGE.sub("", text))
    # A text in backticks may run over lines that look like anything.
    if len(heads) != 1 or "`" in text or re.search(r"^(?:package|import)\b", rest, re.MULTILINE):
        return None
    return _File(path, heads[0], {alias or target.rpartition(".")[2]: target for target, alias in imports}, rest)


def _agree(files: list[_File]) -> bool:
    """Whether each name means the same in all of them: what one file imports no other uses for something else."""
    imports: dict[str, str] = {}
    for file in files:
        for alias, target in file.imports.items():
            if imports.setdefault(alias, target) != target:
                return False
    return all(file.names.isdisjoint(imports.keys() - file.imports.keys()) for file in files)


def _together(package: str, files: list[_File]) -> Module:
    imports = {alias: target for file in files for alias, target in file.imports.items()}
    parts = [f"package {package}\n", *(f"import {target} as {alias}\n" for alias, target in sorted(imports.items()))]
    line, starts = len(parts), []
    for file in files:
        starts.append(line)
        parts.append(f"{file.rest}\n")
        line += file.rest.count("\n") + 1
    return Module(f"package {package}", "".join(parts), tuple(file.path for file in files), tuple(starts))
