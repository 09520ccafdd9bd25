"""Every answer of the service is on record before it is given, and can be found, shown and decided again."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.audit.keys import KeyDirectory
from luling.audit.search import Search, whole
from luling.audit.verification import verify
from luling.compliance.findings import FINDING, found
from luling.decision.replay import Outcome, Replay, Replayer
from luling.settings import Settings
from luling.storage.database import Database
from tests.audit.entries import RESIDENT
from tests.samples import contract_request, samples

EVALUATION = "/access/v1/evaluation"


def settings(url: str, directory: Path, **options: Any) -> Settings:
    """A service that records there."""
    stated: dict[str, Any] = {
        "evidence": SecretStr(url),
        "evidence_keys": directory / "keys",
        "database": SecretStr(f"sqlite:///{directory / 'register.db'}"),
        "migrate": True,
        "identity": "none",
        "watch": False,
    }
    return Settings(**stated | options)


def replayed(url: str, settings: Settings) -> list[Replay]:
    """Every record of a log decided again."""

    async def run() -> list[Replay]:
        key = KeyDirectory(settings.evidence_keys).mask_key
        with Database(url) as database:
            async with Replayer(database, key, settings, {FINDING: found}) as replayer:
                return [await replayer.again(record) for record in whole(database, Search())]

    return asyncio.run(run())


@pytest.fixture
def law(tmp_path: Path) -> tuple[Path, Path]:
    """Rules and policies of one's own, to change."""
    found = Settings()
    return (
        Path(shutil.copytree(found.rules, tmp_path / "rules")),
        Path(shutil.copytree(found.policies, tmp_path / "policies")),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    directory = tmp_path_factory.mktemp("evidence")
    with TestClient(create_app(settings(f"sqlite:///{directory / 'evidence.db'}", directory))) as client:
        yield client


def test_an_answer_is_on_record_with_all_that_led_to_it(client: TestClient) -> None:
    request = contract_request(subject__id=RESIDENT)
    answer = client.post(EVALUATION, json=request, headers={"X-Request-ID": "from-the-platform"}).json()
    record = client.get(f"/v1/decisions/{answer['context']['id']}").json()
    assert record["request_id"] == "from-the-platform"
    assert record["effect"] == answer["context"]["effect"]
    assert record["regulations"] == ["liaoning_2019"]
    assert {"liaoning_2019/art_17__para_2", "liaoning_2019/art_16"} <= set(record["articles"])
    assert record["answered"] == answer
    assert record["masks"] == [["asked.subject.id", "resident_id"], ["subject", "resident_id"]]
    assert RESIDENT not in json.dumps(record)
    request["subject"]["id"] = record["subject"]
    assert record["asked"] == request


def test_records_are_found_by_subject_resource_article_effect_and_time_in_pages(
    database_url: str, tmp_path: Path
) -> None:
    with TestClient(create_app(settings(database_url, tmp_path))) as client:
        _search(client)


def _search(client: TestClient) -> None:
    for number in range(5):
        request = contract_request(subject__id=f"s{number % 2}", resource__id=f"r{number}")
        assert client.post(EVALUATION, json=request).status_code == 200
    assert client.post(EVALUATION, json=contract_request(subject__id=RESIDENT)).status_code == 200

    def sought(**query: Any) -> list[str]:
        return [one["resource"] for one in client.get("/v1/decisions", params=query).json()["decisions"]]

    assert sought(subject="s0") == ["r4", "r2", "r0"]
    assert sought(resource="r3") == ["r3"]
    assert len(sought(subject=RESIDENT)) == 1, "what is masked is found by its value"
    assert len(sought(article="liaoning_2019/art_17")) == 6, "an article with its paragraphs"
    assert sought(article="liaoning_2019/art_1") == []
    assert sought(effect="permit") == []
    assert sought(to="2020-01-01T00:00:00Z") == []
    assert len(sought(**{"from": "2020-01-01T00:00:00Z"})) == 6

    pages, token = [], None
    while True:
        query: dict[str, Any] = {"limit": 4} | ({"page": token} if token else {})
        page = client.get("/v1/decisions", params=query).json()
        pages.append([one["id"] for one in page["decisions"]])
        token = page["next"]
        if token is None:
            break
    assert [len(page) for page in pages] == [4, 2]
    assert len({one for page in pages for one in page}) == 6


@pytest.mark.parametrize(("query", "path"), [({"page": "!"}, "page"), ({"from": "yesterday"}, "from")])
def test_a_bad_search_is_told_with_its_field(query: dict[str, str], path: str, client: TestClient) -> None:
    response = client.get("/v1/decisions", params=query)
    assert response.status_code == 400
    assert [one["path"] for one in response.json()["errors"]] == [path]


def test_a_batch_and_a_finding_are_on_record_and_bad_items_are_not(client: TestClient) -> None:
    batch = {"evaluations": [contract_request(), {"action": {}}, contract_request()]}
    answers = client.post("/access/v1/evaluations", json=batch).json()["evaluations"]
    report = {"regulation": "liaoning_2019", "actor": {"id": "bureau"}, "conduct": ["late_update"]}
    assert client.post("/v1/findings", json=report).status_code == 200
    records = client.get("/v1/decisions", params={"limit": 3}).json()["decisions"]
    assert [one["kind"] for one in records] == ["finding", "evaluation", "evaluation"]
    assert {one["id"] for one in records[1:]} == {answers[0]["context"]["id"], answers[2]["context"]["id"]}
    assert records[0]["subject"] == "bureau"
    assert records[0]["articles"]


def test_every_sample_decided_again_gives_the_same_answer(database_url: str, tmp_path: Path) -> None:
    options = settings(database_url, tmp_path)
    with TestClient(create_app(options)) as client:
        for _, request in samples():
            assert client.post(EVALUATION, json=request).status_code == 200
        timeless = contract_request(subject__id=RESIDENT, context__time=...)
        assert client.post(EVALUATION, json=timeless).status_code == 200
        report = {"regulation": "liaoning_2019", "conduct": ["leak"], "crime_suspected": True}
        assert client.post("/v1/findings", json=report).status_code == 200
    results = replayed(database_url, options)
    assert len(results) == len(samples()) + 2
    assert [one for one in results if one.outcome is not Outcome.same] == []
    assert verify(database_url, KeyDirectory(options.evidence_keys).root).faults == ()


def test_a_record_is_decided_again_by_the_policies_that_it_was_decided_by(
    tmp_path: Path, law: tuple[Path, Path]
) -> None:
    database_url = f"sqlite:///{tmp_path / 'evidence.db'}"
    rules, policies = law
    options = settings(database_url, tmp_path, rules=rules, policies=policies)
    with TestClient(create_app(options)) as client:
        before = client.post(EVALUATION, json=contract_request()).json()
    messages = rules / "messages.yaml"
    messages.write_text(
        messages.read_text(encoding="utf-8").replace("尚未取得批准", "还没有取得批准"), encoding="utf-8"
    )
    with TestClient(create_app(options)) as client:
        after = client.post(EVALUATION, json=contract_request()).json()
    assert before["context"]["policy_revision"] != after["context"]["policy_revision"]
    assert before["context"]["reasons"] != after["context"]["reasons"]
    assert {one.outcome for one in replayed(database_url, options)} == {Outcome.same}


def test_an_answer_that_was_changed_is_not_given_again(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    options = settings(f"sqlite:///{path}", tmp_path)
    with TestClient(create_app(options)) as client:
        assert client.post(EVALUATION, json=contract_request()).status_code == 200
    connection = sqlite3.connect(path)
    with connection:
        for digest, text in connection.execute("SELECT digest, text FROM evidence_answers").fetchall():
            forged = text.replace(b'"effect":"refer"', b'"effect":"permit"')
            connection.execute("UPDATE evidence_answers SET text = ? WHERE digest = ?", (forged, digest))
    connection.close()
    [result] = replayed(f"sqlite:///{path}", options)
    assert result.outcome is Outcome.differs
    assert "context.effect" in result.details


def test_while_the_log_is_gone_nothing_is_answered_and_the_service_is_not_ready(tmp_path: Path) -> None:
    path = tmp_path / "log" / "evidence.db"
    with TestClient(create_app(settings(f"sqlite:///{path}", tmp_path))) as client:
        assert client.post(EVALUATION, json=contract_request()).status_code == 200
        assert client.get("/health/ready").status_code == 200
        path.parent.rename(tmp_path / "elsewhere")
        for endpoint in (EVALUATION, "/access/v1/evaluations"):
            response = client.post(endpoint, json=contract_request())
            assert response.status_code == 503
            assert response.headers["content-type"] == "application/problem+json"
            assert "decision" not in response.json()
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
        (tmp_path / "elsewhere").rename(path.parent)
        for _ in range(1000):
            if client.get("/health/ready").status_code == 200:
                break
        assert client.post(EVALUATION, json=contract_request()).status_code == 200


def test_checkpoints_are_shown_as_an_anchor_keeps_them(client: TestClient) -> None:
    shown = client.get("/v1/audit/checkpoints").json()
    assert shown["checkpoints"][0]["kind"] == "open"
    assert len(shown["root"]) == 64
    later = client.get("/v1/audit/checkpoints", params={"after": 1}).json()["checkpoints"]
    assert later == shown["checkpoints"][1:]


def test_a_service_without_a_log_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(settings("off", tmp_path))) as client:
        assert client.post(EVALUATION, json=contract_request()).status_code == 200
        assert client.get("/v1/decisions").status_code == 404
