"""What the package says that it needs is what it imports: nothing by accident, nothing for nothing."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.repository.places import ROOT, SERVICE


def _name(requirement: str) -> str:
    """The normalised name of a requirement (PEP 503)."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _imported() -> Iterator[str]:
    """Top-level modules that the program imports, its own and the standard library's left out."""
    for path in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            tops = {name.partition(".")[0] for name in names}
            yield from tops - sys.stdlib_module_names - {"luling"}


def _declared(*, extras: bool) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [one for extra in project["optional-dependencies"].values() for one in extra] if extras else []
    return {_name(requirement) for requirement in project["dependencies"] + optional}


def test_every_import_is_declared_and_every_declaration_imported() -> None:
    distributions = packages_distributions()
    used = {_name(distributions[module][0]) for module in set(_imported())}
    assert used == _declared(extras=True)


def test_what_is_locked_is_locked_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock, "the lock names an address; it must hold whatever index is set up"
    locked = {_name(entry) for entry in entries}
    assert _declared(extras=True) <= locked
