"""The wheel, as somebody meets it who has no checkout: it brings the law along, and `luling decide` works."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.engines import missing
from tests.repository.places import EXAMPLES, POLICIES, ROOT, RULES

pytestmark = pytest.mark.slow

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*==[^\s;]+)( ;[^\\]*)?", re.MULTILINE)


def run(*command: str | Path, directory: Path, status: int = 0) -> str:
    """Standard output of a program that must end with this status; it sees no setting of the checkout."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("LULING_", "PYTHON"))}
    done = subprocess.run([str(part) for part in command], cwd=directory, env=settings, capture_output=True, text=True)
    assert done.returncode == status, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", target, directory=ROOT)
    (found,) = target.glob("luling-*.whl")
    return found


@pytest.fixture(scope="module")
def luling(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel in an environment that was empty before, with the locked versions."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", home, directory=home)
    locked = PINNED.finditer((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    constraints = home / "constraints.txt"
    constraints.write_text("".join(f"{found[1]}{found[2] or ''}\n" for found in locked), encoding="utf-8")
    pip = [home / "bin" / "pip", "install", "--quiet", "--constraint", constraints, wheel]
    try:
        run(*pip, directory=home)
    except AssertionError as error:
        if "Could not find a version" in str(error) or "NewConnectionError" in str(error):
            missing("the package index, from which the wheel's dependencies come,")
        raise
    return home / "bin" / "luling"


def test_the_wheel_carries_the_law_and_no_tests_of_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rules = {f"luling/_law/rules/{path.relative_to(RULES)}" for path in RULES.rglob("*.yaml")}
    policies = {
        f"luling/_law/policies/{path.relative_to(POLICIES)}"
        for path in [*POLICIES.rglob("*.rego"), *POLICIES.glob("casbin/*")]
        if not path.name.endswith("_test.rego")
    }
    assert (rules | policies | {"luling/py.typed"}) - names == set()
    assert [name for name in names if name.endswith("_test.rego")] == []
    assert [name for name in names if name.endswith("dist-info/licenses/LICENSE")]


def test_decide_works_where_there_is_nothing_but_the_wheel(luling: Path, tmp_path: Path) -> None:
    answers: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        requests = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        # The samples show several effects each, so not every answer is a permit.
        decided = run(luling, "decide", path, "--json", directory=tmp_path, status=1).splitlines()
        answers += zip(requests, map(json.loads, decided), strict=True)
    assert answers
    permitted = [request for request, answer in answers if answer["decision"]]
    assert permitted
    assert all("article" in reason for _, answer in answers for reason in answer["context"]["reasons"])

    lawful = tmp_path / "lawful.jsonl"
    lawful.write_text(
        "".join(f"{json.dumps(request, ensure_ascii=False)}\n" for request in permitted), encoding="utf-8"
    )
    account = run(luling, "decide", lawful, directory=tmp_path, status=0)
    assert "允许" in account
    run(luling, "decide", tmp_path / "missing.json", directory=tmp_path, status=2)
