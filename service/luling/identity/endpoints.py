"""The endpoints that callers may find (`endpoints.csv`): what has no line there is answered as if it did not exist."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

_PARAMETER = re.compile(r"\{(\w+)(:path)?\}")


class Domain(StrEnum):
    """Where the regulation comes from, under which a caller must have a role."""

    none = "-"
    path = "path"
    caller = "caller"
    handler = "handler"


@dataclass(frozen=True, eq=False)
class Endpoint:
    """One method of one route template, the object and act that it stands for, and its domain."""

    method: str
    path: str
    object: str
    act: str
    domain: Domain

    @property
    def scope(self) -> str:
        """The scope that a narrowed credential needs."""
        return f"{self.object}:{self.act}"


class Endpoints:
    """Finds the endpoint of a request."""

    def __init__(self, endpoints: Iterable[Endpoint] | None = None) -> None:
        self.all = tuple(_read() if endpoints is None else endpoints)
        self._fixed: dict[str, dict[str, Endpoint]] = {}
        self._templates: dict[str, tuple[re.Pattern[str], dict[str, Endpoint]]] = {}
        for one in self.all:
            if "{" in one.path:
                _, methods = self._templates.setdefault(one.path, (_pattern(one.path), {}))
            else:
                methods = self._fixed.setdefault(one.path, {})
            if one.method in methods:
                raise ValueError(f"two lines for `{one.method} {one.path}`")
            methods[one.method] = one

    def find(self, path: str) -> tuple[Mapping[str, Endpoint], Mapping[str, str]] | None:
        """The endpoints of a path by method, with the parameters of the path; None where there are none."""
        fixed = self._fixed.get(path)
        if fixed is not None:
            return fixed, {}
        for pattern, methods in self._templates.values():
            found = pattern.fullmatch(path)
            if found:
                return methods, found.groupdict()
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """The paths of a route template as Starlette writes them."""
    parts, end = [], 0
    for found in _PARAMETER.finditer(path):
        parts += [re.escape(path[end : found.start()]), f"(?P<{found[1]}>{'.*' if found[2] else '[^/]+'})"]
        end = found.end()
    return re.compile("".join([*parts, re.escape(path[end:])]))


def _read() -> Iterator[Endpoint]:
    text = (files("luling.identity") / "endpoints.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    for row in csv.DictReader(lines):
        yield Endpoint(row["method"], row["path"], row["object"], row["act"], Domain(row["regulation"]))
