"""Policy directories of as many regulations as one likes: copies of one regulation under other ids."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_PARTS = ("regulation.yaml", "articles.yaml", "messages.yaml")
_OF_A_REGULATION = re.compile(r"\bdata\.luling\.(\w+)\.(?:verdict|consequences|problems)\b")


def copies(base: str, count: int) -> list[str]:
    """The ids of so many regulations, the first one being `base` itself."""
    return [base, *(f"{base}_copy_{number:03}" for number in range(2, count + 1))]


def write(rules: Path, policies: Path, base: str, count: int, directory: Path) -> tuple[Path, Path]:
    """The rules and the policies directory of a policy set of `count` regulations that all say what `base` says, in the
    same area, with its own competences each. Procedures and reports, of which decisions know nothing, are left out."""
    ids = copies(base, count)
    made_rules, made_policies = directory / "rules", directory / "policies"
    law, common = made_policies / "luling", policies / "luling"
    law.mkdir(parents=True)
    made_rules.mkdir()
    for path in rules.glob("*.yaml"):
        shutil.copy(path, made_rules)
    for one in ids:
        _copy([rules / base / name for name in _PARTS], made_rules / one, base, one)
        _copy(_modules(common / base), law / one, base, one)
    for path in _modules(common):
        rules_of_it = path.read_text(encoding="utf-8").split("\n\n")
        text = "\n\n".join(rule for original in rules_of_it for rule in _listed(original, base, ids))
        (law / path.name).write_text(text, encoding="utf-8")
    casbin = made_policies / "casbin"
    casbin.mkdir()
    shutil.copy(policies / "casbin/competence.conf", casbin)
    rows = (policies / "casbin/competence.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    own = [row for row in rows if f", {base}," in row]
    competence = "".join(row.replace(f", {base},", f", {one},") for one in ids for row in own)
    (casbin / "competence.csv").write_text(competence, encoding="utf-8")
    return made_rules, made_policies


def _modules(directory: Path) -> list[Path]:
    return [path for path in sorted(directory.glob("*.rego")) if not path.stem.endswith("_test")]


def _copy(paths: list[Path], target: Path, base: str, new: str) -> None:
    target.mkdir()
    for path in paths:
        (target / path.name).write_text(path.read_text(encoding="utf-8").replace(base, new), encoding="utf-8")


def _listed(rule: str, base: str, ids: list[str]) -> list[str]:
    """A rule of a common policy once for each regulation, if it asks one: not at all where that is not `base`."""
    found = _OF_A_REGULATION.search(rule)
    if found is None:
        return [rule]
    return [rule.replace(base, one) for one in ids] if found[1] == base else []
