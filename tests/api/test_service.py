"""The law endpoints, health, errors of the protocol, and policies that change while the service runs."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.policy.sources import PolicyError
from luling.settings import Settings
from tests.platforms import Platforms
from tests.samples import contract_request


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def test_all_regulations_and_all_their_articles_are_shown(client: TestClient) -> None:
    regulations = client.get("/v1/regulations").json()["regulations"]
    assert {one["id"] for one in regulations} == {
        "dazhou",
        "liaoning_2019",
        "sanya_2007",
        "xiangyang_2012",
        "yushui_2018",
    }
    articles = [client.get(one["articles"]).json()["articles"] for one in regulations]
    assert sum(map(len, articles)) == 162


def test_an_article_is_found_by_its_eid_and_by_those_of_its_paragraphs(client: TestClient) -> None:
    whole = client.get("/v1/regulations/liaoning_2019/articles/art_17").json()
    part = client.get("/v1/regulations/liaoning_2019/articles/art_17__para_2").json()
    assert whole["citation"] == part["citation"] == "liaoning_2019/art_17"
    assert part["requested"] == "art_17__para_2"
    assert whole["summary"]["zh"]
    assert whole["summary"]["en"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/regulations/mars_1900", 404),
        ("GET", "/v1/regulations/mars_1900/articles", 404),
        ("GET", "/v1/regulations/liaoning_2019/articles/art_99", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/access/v1/evaluation", 405),
        ("DELETE", "/v1/regulations", 405),
    ],
)
def test_errors_of_the_protocol_are_problem_documents(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_a_service_that_can_decide_is_ready(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ok"
    assert ready.json()["policy_revision"].startswith("sha256:")


# Policies that change


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the law that a test may change."""
    settings = Settings()
    shutil.copytree(settings.rules, tmp_path / "rules")
    shutil.copytree(settings.policies, tmp_path / "policies")
    return tmp_path


def service(law: Path) -> TestClient:
    return TestClient(create_app(Settings(rules=law / "rules", policies=law / "policies")))


@pytest.fixture
def changing(law: Path) -> Iterator[TestClient]:
    with service(law) as client:
        yield client


def until(met: Callable[[], bool]) -> None:
    """Waits for what a change of files must bring about."""
    give_up = time.monotonic() + 30
    while not met():
        assert time.monotonic() < give_up, "the change was not taken up"
        time.sleep(0.05)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def days(client: TestClient) -> int:
    answer = client.post("/access/v1/evaluation", json=contract_request()).json()
    return int(answer["context"]["next_steps"][0]["deadline"]["days"])


def test_a_number_of_days_edited_in_the_yaml_changes_the_decision(law: Path, changing: TestClient) -> None:
    before = changing.get("/health/ready").json()["policy_revision"]
    assert days(changing) == 5
    edit(law / "rules/liaoning_2019/regulation.yaml", "value: 5", "value: 8")
    until(lambda: days(changing) == 8)
    assert changing.get("/health/ready").json()["policy_revision"] != before


def test_a_bad_policy_leaves_the_old_one_in_force_and_degrades_readiness(law: Path, changing: TestClient) -> None:
    path = law / "policies/luling/liaoning_2019/16_use.rego"
    edit(path, "package luling.liaoning_2019\n", "package luling.liaoning_2019\n\nreasons contains {\n")
    until(lambda: changing.get("/health/ready").json()["status"] == "degraded")
    ready = changing.get("/health/ready")
    assert ready.status_code == 200
    assert "16_use.rego:" in ready.json()["problem"]
    assert days(changing) == 5
    edit(path, "\nreasons contains {\n", "")
    until(lambda: changing.get("/health/ready").json()["status"] == "ok")


def test_a_bad_vocabulary_leaves_the_old_one_in_force(law: Path, changing: TestClient) -> None:
    edit(law / "rules/vocabulary.yaml", "type: enum\n    zh: 主体类别", "type: nothing\n    zh: 主体类别")
    until(lambda: changing.get("/health/ready").json()["status"] == "degraded")
    assert "subject.kind" in changing.get("/health/ready").json()["problem"]
    assert days(changing) == 5


def test_a_service_does_not_start_on_policies_that_do_not_load(law: Path) -> None:
    edit(law / "policies/luling/decision.rego", "package luling.decision\n", "package luling.decision\n\nanswer := {\n")
    with pytest.raises(PolicyError, match=r"decision\.rego:\d+"), service(law):
        pass
