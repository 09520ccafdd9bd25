"""Tries mutants: the Rego tests of the regulation first, since they are quick, then its scenarios."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from luling.analysis.checkout import Checkout
from tests.mutation.mutants import Mutant, write
from tests.repository.places import ROOT

_TESTS_FAIL = 2  # exit status of `opa test`; 1 is an error, as of a policy that does not compile
# OPA sees without running it that a test compares with what can never come out any more.
_TEST_CANNOT_HOLD = re.compile(r"_test\.rego:\d+: rego_type_error: match error")
_SCENARIOS_FAIL = 1  # exit status of pytest


class Verdict(StrEnum):
    """What became of a mutant."""

    rego = "killed by a Rego test"
    scenario = "killed by a scenario"
    survived = "survived"


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant and its verdict."""

    mutant: Mutant
    verdict: Verdict


class Ground:
    """A copy of the policies on which one mutant at a time is tried."""

    def __init__(self, checkout: Checkout, directory: Path, opa: str) -> None:
        self._checkout = checkout
        self._opa = opa
        self._policies = directory / "policies"
        self._data = directory / "data.json"
        shutil.copytree(checkout.policies, self._policies)
        exported = subprocess.run(
            [sys.executable, "-m", "luling.policy.export", str(checkout.rules), str(checkout.policies)],
            capture_output=True,
            check=True,
        )
        self._data.write_bytes(exported.stdout)

    def tries(self, mutant: Mutant) -> Trial:
        """Tries a mutant, and mends the copy afterwards.

        Raises:
            RuntimeError: the mutant does not compile or a tool does not run, which tells nothing about the tests.
        """
        write(mutant, self._checkout.policies, self._policies)
        try:
            return Trial(mutant, self._verdict(mutant))
        finally:
            shutil.copyfile(self._checkout.policies / mutant.path, self._policies / mutant.path)

    def _verdict(self, mutant: Mutant) -> Verdict:
        if self._rego_fails(self._beside(mutant.regulation)):
            return Verdict.rego
        if not mutant.regulation and self._rego_fails([self._policies]):
            return Verdict.rego
        return Verdict.scenario if self._scenario_fails(mutant.regulation) else Verdict.survived

    def _beside(self, regulation: str) -> list[Path]:
        """The shared policies and those of one regulation, with their tests."""
        return [
            self._policies / path.relative_to(self._checkout.policies)
            for folder in dict.fromkeys((regulation, ""))
            for tests in (False, True)
            for path in self._checkout.policy_files(folder, tests=tests)
        ]

    def _rego_fails(self, places: list[Path]) -> bool:
        done = subprocess.run(
            [self._opa, "test", *map(str, places), str(self._data)], capture_output=True, text=True, check=False
        )
        cannot_hold = bool(_TEST_CANNOT_HOLD.search(done.stderr + done.stdout))
        if done.returncode not in (0, _TESTS_FAIL) and not cannot_hold:
            raise RuntimeError(f"opa test: {done.stderr or done.stdout}")
        return cannot_hold or done.returncode == _TESTS_FAIL

    def _scenario_fails(self, regulation: str) -> bool:
        # Only the plugins that scenarios need: to load the others takes longer than most mutants live.
        plugins = ["-p", "no:cacheprovider", "-p", "pytest_bdd.plugin", "-p", "tests.mutation.selection"]
        settings = {"LULING_POLICIES": str(self._policies), "LULING_RULES": str(self._checkout.rules)}
        settings["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", *plugins, "--engine", "regorus", "tests/features"],
            cwd=ROOT,
            env={**os.environ, **settings, "LULING_MUTATED": regulation},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, _SCENARIOS_FAIL):
            raise RuntimeError(f"pytest tests/features: {done.stdout}{done.stderr}")
        return done.returncode == _SCENARIOS_FAIL
