"""Who is competent: Casbin and Rego read the same table and must agree on every combination."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
import regorus

from luling.policy.competence import Competence
from luling.policy.sources import PolicySet, PolicySource
from tests.engines import POLICIES, RULES


@pytest.fixture
def competence(source: PolicySource) -> Competence:
    return Competence(source.read())


def test_a_competence_that_is_not_narrowed_holds_in_every_scope(competence: Competence) -> None:
    assert competence.allows("provider", "madeup", "approve.access")
    assert competence.allows("provider", "madeup", "approve.access", "conditional")


def test_a_narrowed_competence_holds_in_its_scope_only(competence: Competence) -> None:
    assert competence.allows("data_center", "madeup", "approve.access", "conditional")
    assert not competence.allows("data_center", "madeup", "approve.access", "special")
    assert not competence.allows("data_center", "madeup", "approve.access")


@pytest.mark.parametrize(
    "asked", [("x", "madeup", "approve.access"), ("provider", "x", "approve.access"), ("", "", "")]
)
def test_whoever_is_not_in_the_table_is_not_competent(competence: Competence, asked: tuple[str, str, str]) -> None:
    assert not competence.allows(*asked)
    assert competence.article(*asked) is None


def test_the_article_that_gives_a_competence_is_named(competence: Competence) -> None:
    assert competence.article("provider", "madeup", "approve.access", "conditional") == "madeup/art_2"
    assert competence.article("data_center", "madeup", "sign.confidentiality") == "madeup/art_4"


def test_without_a_table_nobody_is_competent(source: PolicySource) -> None:
    for path in (source.policies / "casbin").iterdir():
        path.unlink()
    assert not Competence(source.read()).allows("provider", "madeup", "approve.access")


def test_a_refusal_is_not_logged_as_a_warning(competence: Competence, caplog: pytest.LogCaptureFixture) -> None:
    competence.allows("x", "madeup", "approve.access")
    assert not caplog.records


COLUMNS = ("role", "regulation", "act", "scope")
ASKED = """package asked

competent := [[role, regulation, act, scope] |
	some role in input.role
	some regulation in input.regulation
	some act in input.act
	some scope in input.scope
	data.luling.competence.competent(regulation, act, scope, role)
]
"""


def rego_says(policies: PolicySet, values: dict[str, list[str]]) -> set[tuple[str, ...]]:
    engine: Any = regorus.Engine()
    engine.add_policy("competence.rego", (POLICIES / "luling" / "competence.rego").read_text(encoding="utf-8"))
    engine.add_policy("asked.rego", ASKED)
    engine.add_data_json(json.dumps(policies.data))
    engine.set_input_json(json.dumps(values))
    return {tuple(found) for found in json.loads(engine.eval_rule_as_json("data.asked.competent"))}


@pytest.mark.parametrize("table", ["the repository's", "a made-up one"])
def test_casbin_and_rego_agree_on_every_combination(source: PolicySource, table: str) -> None:
    policies = (PolicySource(RULES, POLICIES) if table == "the repository's" else source).read()
    values = {name: sorted({row[name] for row in policies.competence} | {"unknown"}) for name in COLUMNS}
    values["scope"] = sorted({*values["scope"], "*"})
    competence = Competence(policies)
    casbin_says = {asked for asked in itertools.product(*values.values()) if competence.allows(*asked)}
    assert casbin_says == rego_says(policies, values)
    assert {row["role"] for row in policies.competence} == {role for role, *_ in casbin_says}
