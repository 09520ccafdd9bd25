"""The certification scenario of the AuthZEN Authorization API 1.0, against the running service.

The cases are data (`cases.yaml`), policies and vocabulary lie beside them: nothing of the program is changed for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.certification.running import HERE, Response, Service, api_key, record_facts, running
from tests.databases import DATABASES

CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
PATHS = {
    "evaluation": "/access/v1/evaluation",
    "evaluations": "/access/v1/evaluations",
    "search/subject": "/access/v1/search/subject",
    "search/resource": "/access/v1/search/resource",
    "search/action": "/access/v1/search/action",
}
WELL_KNOWN = "/.well-known/authzen-configuration"
PERMIT = next(case["request"] for case in CASES if case["id"] == "c-2-2-1")


@pytest.fixture(scope="module", params=DATABASES)
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    directory: Path = tmp_path_factory.mktemp("certification")
    database = f"sqlite:///{directory}/luling.db"
    if request.param == "postgresql":
        database = request.getfixturevalue("postgres").create()
    record_facts(database)
    environment = {
        "LULING_DATABASE": database,
        "LULING_EVIDENCE": "",  # beside the register, as by default
        "LULING_EVIDENCE_KEYS": str(directory / "keys"),
        "LULING_IDENTITY": "required",
    }
    headers = {"Authorization": f"Bearer {api_key(database, 'platform@*', 'auditor@*')}"}
    with running(directory, environment, headers) as service:
        yield service


@pytest.fixture(scope="module")
def schemas(service: Service) -> dict[str, Any]:
    """What the service publishes of its answers."""
    published: dict[str, Any] = service.get("/openapi.json").json["components"]["schemas"]
    return published


def named(case: dict[str, Any]) -> str:
    return f"{case['id']} {case['title']}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_case_is_answered_as_the_scenario_asks(
    service: Service, schemas: dict[str, Any], case: dict[str, Any]
) -> None:
    body = case["body"].encode() if "body" in case else case["request"]
    response = service.post(PATHS[case["to"]], body, {"X-Request-ID": case["id"], **case.get("headers", {})})
    assert response.status == case.get("status", 200), response.body
    assert response.headers["X-Request-ID"] == case["id"]
    if response.status == 200:
        assert response.headers.get_content_type() == "application/json"
        judge(case, response)
        what, _, target = case["to"].partition("/")
        name = f"{target.capitalize()}Search" if target else what.capitalize()
        jsonschema.validate(case["request"], schemas[f"{name}Request"])
        jsonschema.validate(response.json, schemas[f"{name}Answer"])


def judge(case: dict[str, Any], response: Response) -> None:
    answer = response.json
    if "decision" in case:
        assert answer["decision"] is case["decision"]
        assert isinstance(answer.get("context", {}), dict)
        assert "evaluations" not in answer
    if "decisions" in case:
        assert "decision" not in answer
        decisions = [item["decision"] for item in answer["evaluations"]]
        assert all(isinstance(decision, bool) for decision in decisions)
        assert len(decisions) == len(case["request"]["evaluations"])
        assert all(wanted in (None, one) for one, wanted in zip(decisions, case["decisions"], strict=True)), decisions
    if "includes" in case or "results" in case:
        found = answer["results"]
        assert all(found.count(one) == 1 for one in case.get("includes", found))
        if "results" in case:
            assert found == case["results"]
        kind = case["request"].get(case["to"].rpartition("/")[2], {}).get("type")
        assert all(set(one) == ({"type", "id"} if kind else {"name"}) and one.get("type") == kind for one in found)
        assert isinstance(answer.get("page", {}).get("next_token", ""), str)


@pytest.mark.parametrize("search", ["search/subject", "search/resource", "search/action"])
def test_pages_end_with_an_empty_token(service: Service, search: str) -> None:
    """c-4-5: a page of one result, and then with the token what follows, without repeating the limit."""
    whole = next(case["request"] for case in CASES if case["to"] == search and "includes" in case)
    found, page = [], {"limit": 1}
    for _ in range(10):
        answer = service.post(PATHS[search], whole | {"page": page}).json
        found += answer["results"]
        assert len(answer["results"]) <= 1
        assert answer["page"]["count"] == len(answer["results"])
        page = {"token": answer["page"]["next_token"]}
        if not page["token"]:
            break
    assert page == {"token": ""}
    assert found == service.post(PATHS[search], whole).json["results"]
    assert len(found) > 1


@pytest.mark.parametrize("authorization", ["", "Bearer nonsense", "Basic YWxpY2U6"])
@pytest.mark.parametrize("path", PATHS.values())
def test_whoever_does_not_prove_who_it_is_gets_no_answer(service: Service, path: str, authorization: str) -> None:
    response = service.post(path, PERMIT, {"Authorization": authorization, "X-Request-ID": "who"})
    assert response.status == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.headers["X-Request-ID"] == "who"
    assert "decision" not in response.json


def test_a_request_without_an_id_is_answered_all_the_same(service: Service) -> None:
    assert service.post(PATHS["evaluation"], PERMIT).json["decision"] is True


def test_an_id_of_any_letters_is_echoed(service: Service) -> None:
    given = "请求\xff".encode("utf-8", "surrogateescape").decode("latin-1")
    assert service.post(PATHS["evaluation"], PERMIT, {"X-Request-ID": given}).headers["X-Request-ID"] == given


def test_the_same_request_has_the_same_decision_each_time(service: Service) -> None:
    assert [service.post(PATHS["evaluation"], PERMIT).json["decision"] for _ in range(5)] == [True] * 5


def test_a_search_is_on_record(service: Service) -> None:
    asked = next(case["request"] for case in CASES if case["id"] == "c-4-3-1")
    answer = service.post(PATHS["search/resource"], asked).json
    response = service.get(f"/v1/decisions/{answer['context']['id']}")
    assert response.status == 200, response.body
    record = response.json
    assert (record["kind"], record["subject"], record["articles"]) == ("search", "alice", ["records/rule_1"])
    assert record["answered"] == answer


def test_the_metadata_names_every_endpoint_by_its_https_url(service: Service) -> None:
    response = service.get(WELL_KNOWN)
    assert response.status == 200
    assert response.headers.get_content_type() == "application/json"
    metadata = response.json
    assert metadata["policy_decision_point"] == service.url
    endpoints = {name: url for name, url in metadata.items() if name.endswith("_endpoint")}
    assert endpoints == {
        f"{'search' if '/' in name else 'access'}_{name.rpartition('/')[2]}_endpoint": service.url + path
        for name, path in PATHS.items()
    }
    assert all(url.startswith("https://") for url in endpoints.values())
    # What has no value is left out, and no capability has been registered yet (sections 9.1.2 and 9.2.2).
    assert "capabilities" not in metadata
