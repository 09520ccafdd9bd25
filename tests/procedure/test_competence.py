"""Every procedure, every act, every role: only the competent ones succeed, the others are told who is competent."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from luling.decision.knowledge import Knowledge
from luling.law.procedure import UNOPENED, ProcedureFile
from luling.policy.sources import PolicySource
from luling.procedure.checks import problems
from luling.procedure.errors import NotCompetentError
from luling.procedure.law import ProcedureLaw
from luling.procedure.machine import holds
from tests.engines import POLICIES, RULES
from tests.procedure.conftest import Office, facts, organization, request

_POLICIES = PolicySource(RULES, POLICIES).read()
_LAW = ProcedureLaw(_POLICIES, Knowledge.read(RULES))
ACTS = [(named.regulation, named.name, act) for named in _LAW.all for act in named.procedure.acts]
IDS = [".".join(one) for one in ACTS]


def test_the_procedures_fit_together() -> None:
    assert list(problems(_LAW)) == []


def _found(regulation: str, procedure: str, act: str, **changed: Any) -> list[str]:
    """The problems of the procedures with one act changed."""
    file = _LAW.knowledge.procedures[regulation]
    whole = file.model_dump(by_alias=True)
    whole["procedures"][procedure]["acts"][act] |= changed
    files = {**_LAW.knowledge.procedures, regulation: ProcedureFile.model_validate(whole)}
    return list(problems(ProcedureLaw(_POLICIES, dataclasses.replace(_LAW.knowledge, procedures=files))))


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"no_such": True}, "`no_such` of the application is no boolean"),
        ({"received": True}, "`received` of the application is no boolean"),
        ({"filed": "at"}, "`filed` of the application is no instant"),
        ({"received": "inputs.content"}, "`received` of the application is no text"),
        ({"content": "inputs.weather"}, "the input `weather` has no words"),
    ],
)
def test_what_is_told_of_an_application_is_in_its_words(told: dict[str, Any], problem: str) -> None:
    found = _found("liaoning_2019", "conditional_access", "request", application=told)
    assert found == [f"liaoning_2019.conditional_access.request: {problem}"]


def test_every_regulation_has_procedures() -> None:
    assert {regulation for regulation, _, _ in ACTS} == set(_LAW.knowledge.regulations)


def test_an_act_cites_its_article_and_the_article_exists() -> None:
    known = {
        f"{regulation}/{eid}"
        for regulation, articles in _LAW.knowledge.articles.items()
        for article in articles
        for eid in (article.id, *article.provisions)
    }
    cited = {f"{named.regulation}/{eid}" for named in _LAW.all for eid in named.procedure.articles()}
    assert cited - known == set()


@pytest.mark.parametrize(("regulation", "name", "act"), ACTS, ids=IDS)
def test_only_the_competent_roles_act(regulation: str, name: str, act: str, lasting_office: Office) -> None:
    office, law = lasting_office, lasting_office.law
    named = law.named(regulation, name)
    step = named.procedure.acts[act]
    opened = request(named)
    opened["resource"]["properties"] |= facts(named, act)
    case_facts = {f"resource.properties.{key}": value for key, value in opened["resource"]["properties"].items()}
    competent = {one.role for one in law.competent(named, step, case_facts)}
    roles = set(law.knowledge.regulations[regulation].authorities)
    assert competent, "nobody may act"
    assert competent <= roles

    # One case for all who are refused: a refusal changes nothing in it.
    opening, first = next(iter(named.procedure.opening.items()))
    opener = organization(named, law.competent(named, first, case_facts)[0].role)
    case = str(office.open(named, opener, act=opening, **opened).answer["id"]) if step.from_ else ""
    if case:
        office.put(case, named, step.from_[0])

    def attempt(role: str) -> str:
        by = organization(named, role)
        done = office.act(case, act, by) if case else office.open(named, by, act=act, **opened)
        return str(done.answer["state"]["id"])

    # A refusal writes nothing: on the slower kind of database one for each act will do.
    refused_roles = sorted(roles - competent)[: None if office.database.sqlite else 1]
    for role in [*refused_roles, *sorted(competent)]:
        if role in competent:
            assert attempt(role) == step.to, role
            if case:
                office.put(case, named, step.from_[0])
        else:
            with pytest.raises(NotCompetentError) as refused:
                attempt(role)
            assert {one.role for one in refused.value.competent} == competent
            assert all(one.article.startswith(f"{regulation}/art_") for one in refused.value.competent)


@pytest.mark.parametrize(("regulation", "name", "act"), ACTS, ids=IDS)
def test_an_act_is_possible_in_its_states_only_and_with_its_facts(regulation: str, name: str, act: str) -> None:
    named = _LAW.named(regulation, name)
    step = named.procedure.acts[act]
    fitting = {path: values[0] for path, values in step.when.items()}
    assert holds(step.when, fitting)
    for state in (UNOPENED, *named.procedure.states):
        expected = state in (step.from_ or (UNOPENED,))
        assert (act in named.machine.possible(state, fitting)) is expected, state
        if step.when:
            assert act not in named.machine.possible(state, {}), state
    assert named.machine.after((step.from_ or (UNOPENED,))[0], act, fitting) == step.to


def test_a_party_of_another_case_is_nobody_here(lasting_office: Office) -> None:
    named = next(one for one in lasting_office.law.all if len(one.parties) > 1)
    with pytest.raises(NotCompetentError):
        lasting_office.open(named, "office-" + named.parties["applicant"])
