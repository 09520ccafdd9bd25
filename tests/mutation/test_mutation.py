"""A sample of the mutants is killed; `make mutants` tries all of them."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
import yaml

from luling.analysis import rego
from tests.engines import opa_binary
from tests.mutation.__main__ import report, survivors, tried
from tests.mutation.equivalent import equivalents
from tests.mutation.mutants import Mutant, mutants, never
from tests.mutation.trial import Ground, Trial, Verdict
from tests.repository.places import CHECKOUT, POLICIES

SAMPLE = 24  # mutants of each run; which ones is fixed, so that a failure comes back
ALL = list(mutants(CHECKOUT))


@pytest.mark.parametrize(
    ("statement", "off"),
    [
        ("a := 1", "a := 1 if false"),
        ('a := {\n\t"b": 1,\n}', 'a := {\n\t"b": 1,\n} if false'),
        ("a if input.b == 1", "a if {\n\tfalse\n\tinput.b == 1\n}"),
        ('a if input.b in {\n\t"c",\n}', 'a if {\n\tfalse\n\tinput.b in {\n\t"c",\n}\n}'),
        ("a if {\n\tinput.b\n}", "a if {\n\tfalse\n\tinput.b\n}"),
        ('f(x) := {\n\t"y": x,\n} if {\n\tx > 1\n}', 'f(x) := {\n\t"y": x,\n} if {\n\tfalse\n\tx > 1\n}'),
        ('a contains "x if y"', 'a contains "x if y" if false'),
        ("default a := []", ""),
    ],
)
def test_a_statement_is_switched_off_and_stays_defined(statement: str, off: str) -> None:
    assert never(statement) == off


def test_only_the_statement_of_the_mutant_changes() -> None:
    text = "package a\n\nb := 1\n\n# kept\nc if {\n\tb == 1\n}\n\nd := 2\n"
    rule = next(one for one in rego.statements(text, "a.rego") if one.name == "c")
    assert Mutant("", "a.rego", rule, 1).applied(text) == text.replace("{\n\tb", "{\n\tfalse\n\tb")


def test_each_mutant_has_a_name_of_its_own() -> None:
    assert len({mutant.key for mutant in ALL}) == len(ALL)


def test_each_equivalent_names_a_statement_and_a_reason() -> None:
    known = equivalents()
    assert sorted(set(known) - {mutant.key for mutant in ALL}) == []
    assert all(known.values())


def test_a_sample_of_the_mutants_is_killed() -> None:
    opa_binary()
    chosen = [mutant for mutant in ALL if mutant.key not in equivalents()]
    trials = tried(CHECKOUT, random.Random(3).sample(chosen, SAMPLE), jobs=2, quiet=True)
    assert survivors(trials) == []


def test_what_only_a_scenario_misses_is_killed_by_it_and_what_nothing_misses_survives(tmp_path: Path) -> None:
    """On a copy without Rego tests: the scenarios are left."""
    checkout = dataclasses.replace(CHECKOUT.again(), policies=tmp_path / "policies")
    for path in POLICIES.rglob("*"):
        if path.is_file() and not path.name.endswith("_test.rego"):
            target = checkout.policies / path.relative_to(POLICIES)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    unused = checkout.policies / "luling" / "sanya_2007" / "verdict.rego"
    unused.write_text(unused.read_text(encoding="utf-8") + "\n_unused := 1\n", encoding="utf-8")
    found = [mutant for mutant in mutants(checkout) if mutant.regulation == "sanya_2007"]
    charged = next(mutant for mutant in found if mutant.path.endswith("21_use.rego") and mutant.speaks)
    idle = next(mutant for mutant in found if mutant.rule.name == "_unused")
    ground = Ground(checkout, tmp_path / "ground", opa_binary())
    trials = [ground.tries(charged), ground.tries(idle)]
    assert [trial.verdict for trial in trials] == [Verdict.scenario, Verdict.survived]
    assert survivors(trials) == [f"{idle.rule.place}: {idle.key}"]
    assert f"SURVIVED: {idle.rule.place}: {idle.key}" in report(trials, 1.0)


def test_a_mutant_that_does_not_compile_is_an_error(tmp_path: Path) -> None:
    broken = dataclasses.replace(ALL[0], rule=dataclasses.replace(ALL[0].rule, text="a b c"))
    with pytest.raises(RuntimeError, match="opa test"):
        Ground(CHECKOUT, tmp_path, opa_binary()).tries(broken)


def test_the_report_counts_equivalents_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    mutant = ALL[0]
    trials = [Trial(mutant, Verdict.survived), Trial(ALL[1], Verdict.rego), Trial(ALL[2], Verdict.scenario)]
    monkeypatch.setattr("tests.mutation.__main__.equivalents", lambda: {mutant.key: "why"})
    lines = report(trials, 2.0)
    assert "2 of 2 killed (100.0 %), 1 of them by scenarios only, 1 equivalent" in lines[0]
    assert f"equivalent: {mutant.rule.place}: {mutant.key}" in lines
    assert survivors(trials) == []


def test_the_list_of_equivalents_is_a_mapping_of_texts() -> None:
    listed = yaml.safe_load((Path(__file__).parent / "equivalent.yaml").read_text(encoding="utf-8"))
    assert isinstance(listed, dict)
    assert all(isinstance(value, str) for value in listed.values())
