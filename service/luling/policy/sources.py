"""What a policy set is, and how it is read from `rules/` and `policies/`.

A set is read whole, as one value with one revision; engines and the rooms around them switch from one set to another,
never between files.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from luling.law.regulation import LawError
from luling.policy.data import policy_data, read_competence, read_regulations

COMPETENCE_MODEL = "policies/casbin/competence.conf"
_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_LOCATED = re.compile(r"(?P<file>[^:\n]+?)(?::(?P<line>\d+))?: (?P<message>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """What is wrong with a policy set, and where: `file` is empty and `line` None where that is not known."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        return f"{place}: {self.message}" if place else self.message


class PolicyError(Exception):
    """A policy set that does not load."""

    def __init__(self, *problems: PolicyProblem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems

    @classmethod
    def of_law(cls, error: LawError) -> Self:
        """A rules file that cannot be used, with the line if the YAML parser told it."""
        found = _LOCATED.fullmatch(str(error))
        if not found:
            return cls(PolicyProblem("", None, str(error)))
        line = int(found["line"]) if found["line"] else None
        mark = error.__cause__.problem_mark if isinstance(error.__cause__, yaml.MarkedYAMLError) else None
        return cls(PolicyProblem(found["file"], mark.line + 1 if mark else line, found["message"]))


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Policies and the law as data, as they stood when they were read.

    `modules` are the Rego texts by their path below the policies directory, without tests. `data` is `data` in Rego.
    `documents` are the other files that alter an answer, by path (`rules/messages.yaml`). `competence` are the rows of
    the competence table. `revision` is the SHA-256 over all of it, as `sha256:<hex>`.
    """

    modules: Mapping[str, str]
    data: Mapping[str, Any]
    documents: Mapping[str, str]
    competence: tuple[Mapping[str, str], ...]
    revision: str

    @property
    def packages(self) -> frozenset[str]:
        """The packages that the modules declare."""
        return frozenset(name for text in self.modules.values() for name in _PACKAGE.findall(text))


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The two directories of a policy set."""

    rules: Path
    policies: Path

    def read(self) -> PolicySet:
        """The set as it stands on the disk; see `read_policy_set`."""
        return read_policy_set(self.rules, self.policies)


def read_policy_set(rules: Path, policies: Path) -> PolicySet:
    """The policy set of two directories. Either may lack what another policy set does not need: regulations, a
    competence table, messages.

    Raises:
        PolicyError: a file is wrong or unreadable, or there is no policy at all.
    """
    try:
        table = policies / "casbin/competence.csv"
        competence = tuple(read_competence(table)) if table.exists() else ()
        data = policy_data(read_regulations(rules), list(competence))
    except LawError as error:
        raise PolicyError.of_law(error) from error
    modules = dict(_texts(policies, (path for path in policies.rglob("*.rego") if not path.stem.endswith("_test"))))
    if not modules:
        raise PolicyError(PolicyProblem(str(policies), None, "holds no policy"))
    documents = {f"rules/{path}": text for path, text in _texts(rules, _answering(rules))}
    documents |= {f"policies/{path}": text for path, text in _texts(policies, policies.glob("casbin/competence.conf"))}
    return PolicySet(modules, data, documents, competence, _revision(modules, data, documents))


def _answering(rules: Path) -> Iterator[Path]:
    """The rules files that alter an answer without being `data`: vocabulary, messages, calendar, procedures,
    reports."""
    yield from rules.glob("*.yaml")
    yield from rules.glob("*/messages.yaml")
    yield from rules.glob("*/procedures.yaml")
    yield from rules.glob("*/reports.yaml")


def _texts(directory: Path, paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    # Editors leave hidden files beside the one that is being edited.
    for path in sorted(path for path in paths if not path.name.startswith(".")):
        try:
            yield path.relative_to(directory).as_posix(), path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(PolicyProblem(str(path), None, f"cannot be read: {error}")) from error


def _revision(modules: Mapping[str, str], data: Mapping[str, Any], documents: Mapping[str, str]) -> str:
    # JSON keeps the parts apart: no two sets have the same text by moving a border.
    whole = json.dumps([modules, data, documents], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(whole.encode()).hexdigest()
