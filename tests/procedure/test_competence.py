"""Every procedure, every act, every role: only the competent ones succeed, the others are told who is competent."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from pydantic import ValidationError

from luling.decision.knowledge import Knowledge
from luling.law.procedure import UNOPENED, Act, Bound, ProcedureFile
from luling.policy.sources import PolicySource
from luling.procedure.checks import problems
from luling.procedure.errors import NotAlikeError, NotCompetentError
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.machine import holds
from luling.request.errors import RequestError
from tests.engines import POLICIES, RULES
from tests.procedure.conftest import HOLDER, Office, facts, organization, request

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


def _openings(named: Named, step: Act) -> list[tuple[str, dict[str, str]]]:
    """The acts that open a case before this act, with who bears its deadlines then: of all of them, where that decides
    who is competent."""
    opening = named.procedure.opening
    if step.bearer_of is None:
        return [(next(iter(opening)), {})]
    return [(name, {step.bearer_of: str(one.bearer)}) for name, one in opening.items() if step.bearer_of in one.starts]


@pytest.mark.parametrize(("regulation", "name", "act"), ACTS, ids=IDS)
def test_only_the_competent_roles_act(regulation: str, name: str, act: str, lasting_office: Office) -> None:
    office, law = lasting_office, lasting_office.law
    named = law.named(regulation, name)
    step = named.procedure.acts[act]
    opened = request(named)
    opened["resource"].setdefault("properties", {}).update(facts(named, act))
    case_facts = {f"resource.properties.{key}": value for key, value in opened["resource"]["properties"].items()}
    roles = set(law.knowledge.regulations[regulation].authorities)

    for opening, bearers in _openings(named, step):
        competent = {one.role for one in law.competent(named, step, case_facts, bearers)}
        assert competent, "nobody may act"
        assert competent <= roles
        # One case for all who are refused: a refusal changes nothing in it.
        opener = organization(named, law.competent(named, named.procedure.acts[opening], case_facts)[0].role)
        case = str(office.open(named, opener, act=opening, **opened).answer["id"]) if step.from_ else ""
        if case:
            office.put(case, named, step.from_[0])

        def attempt(role: str, case: str = case) -> str:
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


SAME = [(*one, _LAW.named(*one[:2]).procedure.acts[one[2]].same) for one in ACTS]


@pytest.mark.parametrize(
    ("regulation", "name", "act", "same"),
    [one for one in SAME if one[3]],
    ids=[".".join(one[:3]) for one in SAME if one[3]],
)
def test_an_authority_that_is_not_shown_to_be_like_a_party_does_not_act(
    regulation: str, name: str, act: str, same: dict[str, tuple[str, ...]], lasting_office: Office
) -> None:
    office, named = lasting_office, lasting_office.law.named(regulation, name)
    step = named.procedure.acts[act]
    case = str(office.open(named, act=next(iter(named.procedure.opening))).answer["id"])
    office.put(case, named, step.from_[0])
    by = organization(named, office.law.competent(named, step, {})[0].role)
    (prop, parties) = next(iter(same.items()))
    other, known = {prop: "county"}, office.registry.known
    try:
        for unlike in ({prop: "provincial"}, {}):
            known[by] = unlike
            with pytest.raises(NotAlikeError):
                office.act(case, act, by)
        # The applicant is municipal; what the register knows of the holder counts where the act says so.
        known[HOLDER], known[by] = other, other
        if "holder" in parties:
            assert office.act(case, act, by).answer["state"]["id"] == step.to
        else:
            with pytest.raises(NotAlikeError) as refused:
                office.act(case, act, by)
            assert refused.value.words == office.law.knowledge.vocabulary.sections["subject"][prop].words
    finally:
        known.clear()


def test_a_case_shows_only_the_authority_that_received_it_as_competent(lasting_office: Office) -> None:
    shown = set()
    for named in lasting_office.law.all:
        for opening, act in named.procedure.opening.items():
            after = [one for one in named.procedure.acts.values() if act.to in one.from_]
            if any(one.bearer_of in act.starts for one in after):
                answer = lasting_office.open(named, act=opening).answer
                roles = {one["role"] for possible in answer["possible"] for one in possible["competent"]}
                assert roles == {act.bearer}
                shown.add((named.regulation, act.bearer))
    assert len(shown) == 5


@pytest.mark.parametrize(
    ("yuan", "procedure"), [(300000, "project"), (299999.99, "small_project"), (0, "small_project")]
)
def test_a_procedure_is_chosen_by_an_amount(yuan: float, procedure: str, lasting_office: Office) -> None:
    named = lasting_office.law.named("dazhou", "project")
    resource = {"type": "project", "id": "p", "properties": {"investment_yuan": yuan}}
    opened = lasting_office.open(named, procedure=None, resource=resource).answer
    assert opened["procedure"]["id"] == procedure


def test_an_amount_that_is_not_known_or_on_the_other_side_fits_no_procedure(lasting_office: Office) -> None:
    for name, properties in (
        ("project", {}),
        ("project", {"investment_yuan": 1}),
        ("small_project", {"investment_yuan": 3e5}),
    ):
        named = lasting_office.law.named("dazhou", name)
        with pytest.raises(RequestError, match=r"resource\.properties\.investment_yuan"):
            lasting_office.open(named, resource={"type": "project", "id": "p", "properties": properties})


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"resource": {"colour": True}}, "`colour` of the resource cannot be `True`"),
        ({"resource": {"sharing_class": "secret"}}, "`sharing_class` of the resource cannot be `secret`"),
        ({"same": {"height": ["applicant"]}}, "`height` is no property of a subject"),
    ],
)
def test_what_an_act_does_and_asks_for_is_in_the_words_of_the_vocabulary(changed: dict[str, Any], problem: str) -> None:
    assert _found("sanya_2007", "complaint", "handle", **changed) == [f"sanya_2007.complaint.handle: {problem}"]


def test_who_bears_a_deadline_must_be_competent_for_what_belongs_to_its_bearer() -> None:
    found = _found("sanya_2007", "complaint", "complain_to_supervision", bearer="secrecy_bureau")
    wrong = "`secrecy_bureau` bears `complaint_handling` and is not competent for `receive.complaint`"
    assert found == [f"sanya_2007.complaint.{act}: {wrong}" for act in ("handle", "feed_back")]
    found = _found("sanya_2007", "complaint", "feed_back", bearer_of="response")
    assert found == ["sanya_2007.complaint.feed_back: `response` is not started"]


def test_an_amount_of_a_procedure_is_one_of_the_regulation() -> None:
    whole = _LAW.knowledge.procedures["dazhou"].model_dump(by_alias=True)
    whole["procedures"]["project"]["when"] = {"resource.properties.investment_yuan": {"below": "acceptance"}}
    files = {**_LAW.knowledge.procedures, "dazhou": ProcedureFile.model_validate(whole)}
    law = ProcedureLaw(_POLICIES, dataclasses.replace(_LAW.knowledge, procedures=files))
    wrong = "`resource.properties.investment_yuan` or `acceptance` is no amount"
    assert list(problems(law)) == [f"dazhou.project: {wrong}"]
    for sides in ({}, {"below": "acceptance", "at_least": "acceptance"}):
        with pytest.raises(ValidationError, match="at_least"):
            Bound.model_validate(sides)


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
