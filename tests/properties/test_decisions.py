"""What holds of every decision, whatever the request (contract, section 2), over generated requests."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luling.decision.knowledge import Knowledge
from luling.settings import Settings
from tests.platforms import Platforms
from tests.properties.requests import complete_requests, completed, facts, partial_requests

KNOWLEDGE = Knowledge.read(Settings().rules)
REGULATIONS = sorted(KNOWLEDGE.regulations)
FACTS = facts(KNOWLEDGE)
_MANY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
_COMPLETIONS = 40

Decide = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def decide(platforms: Platforms) -> Decide:
    """The context of the answer to a request, from the embedded engine in process."""
    client = platforms("regorus")
    point = client.app.state.point  # type: ignore[attr-defined]
    portal = client.portal
    assert portal is not None

    def ask(request: dict[str, Any]) -> dict[str, Any]:
        answer = portal.call(point.decide, request)
        context: dict[str, Any] = answer["context"]
        assert answer["decision"] is (context["effect"] == "permit")
        return context

    return ask


def kinds(context: dict[str, Any]) -> set[str]:
    return {reason["kind"] for reason in context["reasons"]}


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_a_case_with_all_facts_known_has_one_effect_that_its_reasons_explain(
    decide: Decide, regulation: str, data: st.DataObject
) -> None:
    context = decide(data.draw(complete_requests(KNOWLEDGE, regulation)))
    assert (context["effect"], context["missing"]) != ("indeterminate", []), context
    assert context["missing"] == []
    assert kinds(context) - {"notice"} == {context["effect"]}
    assert bool(context["next_steps"]) is (context["effect"] == "refer")
    for reason in context["reasons"]:
        eids = {eid for one in KNOWLEDGE.articles[regulation] for eid in (one.id, *one.provisions)}
        assert reason["article"].removeprefix(f"{regulation}/") in eids


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_it_is_indeterminate_exactly_where_an_absent_fact_changes_the_effect(
    decide: Decide, regulation: str, data: st.DataObject
) -> None:
    request, absent = data.draw(partial_requests(KNOWLEDGE, regulation, most=3))
    context = decide(request)
    space = [FACTS[path] for path in absent]
    every = list(itertools.product(*space))
    tried = every
    if len(every) > _COMPLETIONS:
        tried = data.draw(st.randoms(use_true_random=False)).sample(every, _COMPLETIONS)
    effects = {decide(completed(request, dict(zip(absent, values, strict=True))))["effect"] for values in tried}
    if context["effect"] != "indeterminate":
        assert effects == {context["effect"]}
        return
    assert context["missing"]
    assert {path for path in context["missing"] if path in FACTS} <= set(absent)
    if tried is every:
        assert len(effects) > 1, context


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_a_prohibition_never_disappears_when_facts_are_added(
    decide: Decide, regulation: str, data: st.DataObject
) -> None:
    request, absent = data.draw(partial_requests(KNOWLEDGE, regulation, most=8))
    before = decide(request)
    if before["effect"] != "deny":
        return
    added = data.draw(st.lists(st.sampled_from(absent), unique=True)) if absent else []
    after = decide(completed(request, {path: data.draw(st.sampled_from(FACTS[path])) for path in added}))
    assert after["effect"] == "deny"
    prohibitions = {(reason["code"], reason["article"]) for reason in before["reasons"] if reason["kind"] == "deny"}
    prohibitions -= {one for one in prohibitions if one[0] == "no_permission_rule"}
    assert prohibitions <= {(reason["code"], reason["article"]) for reason in after["reasons"]}


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_outside_its_time_or_area_a_regulation_never_speaks(
    decide: Decide, regulation: str, data: st.DataObject
) -> None:
    request = data.draw(complete_requests(KNOWLEDGE, regulation))
    law = KNOWLEDGE.regulations[regulation]
    request["subject"]["properties"]["jurisdiction"] = "110000"
    assert decide(request)["effect"] == "not_applicable"
    if law.effective.from_ is not None:
        request["subject"]["properties"]["jurisdiction"] = law.jurisdiction.codes[0]
        request["context"]["time"] = "2001-01-01T00:00:00+08:00"
        context = decide(request)
        assert context["effect"] == "not_applicable"
        assert "not_in_force" in {reason["code"] for reason in context["reasons"]}


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_an_authority_without_competence_changes_nothing_but_is_named(
    decide: Decide, regulation: str, data: st.DataObject
) -> None:
    request = data.draw(complete_requests(KNOWLEDGE, regulation))
    request["context"]["approvals"] = []
    before = decide(request)
    # No regulation gives a consumer the right to approve anything.
    acts = KNOWLEDGE.vocabulary.sections["context"]["approvals"].items
    assert acts is not None
    request["context"]["approvals"] = [{"act": act, "by": "consumer"} for act in acts.fields["act"].values]
    after = decide(request)
    assert after["effect"] == before["effect"]
    assert [one for one in after["reasons"] if one["kind"] != "notice"] == [
        one for one in before["reasons"] if one["kind"] != "notice"
    ]
