"""`luling verify` proves what holds, and finds what does not, with the smallest case that shows it."""

from __future__ import annotations

import dataclasses
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luling.analysis.domains import ABSENT
from luling.analysis.failures import Failure
from luling.analysis.proof import Proof
from luling.analysis.properties import DIVISION, MONOTONICITY, PRECONDITIONS, STEPS, TIME, TOTALITY
from luling.analysis.verification_report import account
from luling.analysis.verify import Plan, Verification
from luling.cli import app
from tests.engines import POLICIES, RULES

ENTRYPOINT = "luling.decision.answer"
PLAN = Plan(RULES, POLICIES, ENTRYPOINT)
SAMPLE = 8  # cases of each regulation and action in this test; `make verify` tries every case
Alter = Callable[[Path, str, str], Plan]


@pytest.fixture(scope="module")
def verification() -> Verification:
    return Verification(PLAN)


@pytest.fixture
def alter(tmp_path: Path) -> Alter:
    """The plan for a copy of rules and policies in which one text of one file is another."""

    def altered(path: Path, old: str, new: str) -> Plan:
        for directory in (RULES, POLICIES):
            shutil.copytree(directory, tmp_path / directory.name)
        file = tmp_path / path.relative_to(RULES.parent)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Plan(tmp_path / "rules", tmp_path / "policies", ENTRYPOINT)

    return altered


def proven(plan: Plan, regulation: str, action: str) -> tuple[Failure, ...]:
    return Verification(plan).outcome(regulation, action).failures


def test_every_property_holds_on_a_sample_of_each_action(verification: Verification) -> None:
    sampling = Verification(dataclasses.replace(PLAN, sample=SAMPLE))
    failures = [one for unit in sampling.units() for one in sampling.outcome(*unit).failures]
    assert ["\n".join(account(one, verification.knowledge)) for one in failures] == []
    assert [one for one in sampling.dates() if not one.recorded] == []


@pytest.mark.parametrize(
    ("regulation", "action"),
    [
        ("xiangyang_2012", "publish"),
        ("dazhou", "transfer"),
        ("yushui_2018", "charge"),
    ],
)
def test_smaller_spaces_are_proven_whole(verification: Verification, regulation: str, action: str) -> None:
    outcome = verification.outcome(regulation, action)
    assert outcome.proven
    assert outcome.evaluated < outcome.cases or outcome.cases < 10_000
    assert ["\n".join(account(one, verification.knowledge)) for one in outcome.failures] == []


def test_a_fact_that_no_rule_reads_never_changes_an_answer(verification: Verification) -> None:
    """The space leaves such facts out; here they are put in."""
    known = verification.knowledge.vocabulary.sections
    chance = random.Random(1)
    evaluator = verification.proof("xiangyang_2012", "obtain")._evaluator
    for regulation, action in verification.units():
        space = verification.space(regulation, action)
        read = {variable.path for variable in space.variables}
        unread = [name for name in known["resource"] if ("resource", "properties", name) not in read]
        unread = [name for name in unread if known["resource"][name].type == "boolean"]
        for _ in range(1):
            document = space.document([chance.randrange(len(variable.values)) for variable in space.variables])
            before = evaluator.answer(document)
            properties = document["resource"]["properties"]
            properties |= {name: chance.choice((True, False)) for name in unread if name not in properties}
            after = evaluator.answer(document)
            assert after["effect"] == before["effect"]


def test_absent_comes_first_so_that_small_cases_are_those_with_few_facts(verification: Verification) -> None:
    for variable in verification.space("xiangyang_2012", "obtain").variables:
        assert ABSENT not in variable.values[1:]


def test_a_permission_without_its_precondition_is_found(alter: Alter) -> None:
    own = RULES / "verification/xiangyang_2012.yaml"
    plan = alter(own, "act: [publication], by: [provider]", "act: [publication], by: [lead_office]")
    failures = [one for one in proven(plan, "xiangyang_2012", "publish") if one.property == PRECONDITIONS]
    # The smallest case: only what a permission needs.
    needed = {"context.approvals", "context.time", "resource.properties.electronic", "subject.properties.kind"}
    assert [set(one.facts) for one in failures] == [needed]
    lines = list(account(failures[0], Verification(plan).knowledge))
    assert lines[0].startswith("未通过: 不具备前提即不允许 — 《襄阳市")
    assert lines[0].endswith("》向社会发布")
    assert any("第十七条" in line for line in lines)


def test_a_graver_fact_that_turns_a_refusal_into_a_permission_is_found(alter: Alter) -> None:
    plan = alter(
        POLICIES / "luling/yushui_2018/24_use.rego",
        'missing := facts.may_be(facts.purpose("commercial"), true)',
        'missing := facts.may_be(facts.purpose("commercial"), false)',
    )
    failures = proven(plan, "yushui_2018", "use")
    assert {MONOTONICITY, PRECONDITIONS} <= {one.property for one in failures}


def test_a_step_that_leads_nowhere_is_found(alter: Alter) -> None:
    plan = alter(
        RULES / "verification/xiangyang_2012.yaml", "{act: publication, by: provider", "{act: publication, by: consumer"
    )
    failures = proven(plan, "xiangyang_2012", "publish")
    assert {one.property for one in failures} == {STEPS}
    assert failures[0].note["steps"] == "obtain_consent"


def test_a_case_with_two_effects_is_found(alter: Alter) -> None:
    plan = alter(POLICIES / "luling/outcome.rego", '_barred(sure, _) if "deny" in sure', "_barred(_, _) if false")
    assert TOTALITY in {one.property for one in proven(plan, "xiangyang_2012", "transfer")}


def test_a_missing_date_is_a_finding_unless_the_source_is_known_to_lack_it(alter: Alter) -> None:
    plan = alter(RULES / "xiangyang_2012/regulation.yaml", "effective: {from: 2012-05-01}", "effective: {from: null}")
    found = [one for one in Verification(plan).dates() if one.regulation in {"xiangyang_2012", "dazhou"}]
    assert [(one.property, one.regulation, one.recorded) for one in found] == [
        (TIME, "dazhou", True),
        (TIME, "xiangyang_2012", False),
    ]


def test_facts_that_are_explored_separately_although_they_are_not_independent_are_found(
    verification: Verification,
) -> None:
    proof: Proof = verification.proof("xiangyang_2012", "publish")
    proof.whole(lambda _: None)
    proof._effects = dict.fromkeys(proof._effects, "permit")
    proof.sampled(50, 0, lambda _: None)
    assert {one.property for one in proof.failures} == {DIVISION}


def test_the_command_reports_and_its_status_says_whether_all_holds(alter: Alter) -> None:
    few = ["--regulation", "xiangyang_2012", "--action", "publish", "--jobs", "1"]
    fine = CliRunner().invoke(app, ["verify", *few, "--whole", "--json"])
    assert fine.exit_code == 0, fine.output
    report = json.loads(fine.stdout)
    assert report["sound"]
    assert [(one["action"], one["proven"]) for one in report["spaces"]] == [("publish", True)]
    shown = CliRunner().invoke(app, ["verify", *few, "--sample", "5"])
    assert (shown.exit_code, "sample, not a proof" in shown.stdout) == (0, True)
    plan = alter(
        RULES / "verification/xiangyang_2012.yaml", "act: publication, by: provider", "act: publication, by: consumer"
    )
    broken = CliRunner().invoke(app, ["verify", *few, "--sample", "50", "--rules", str(plan.rules)])
    assert broken.exit_code == 1
    assert "每个下一步都能走通" in broken.stdout


@pytest.mark.parametrize("options", [["--regulation", "nowhere"], ["--whole", "--sample", "3"]])
def test_wrong_usage_has_status_2(options: list[str]) -> None:
    assert CliRunner().invoke(app, ["verify", *options]).exit_code == 2
