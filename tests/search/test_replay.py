"""A recorded page of a search is made again out of the register as it was, whatever the register has become."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.audit.keys import KeyDirectory
from luling.audit.search import Record, Search, whole
from luling.decision.replay import Outcome, Replay, Replayer
from luling.register.book import Book
from luling.register.tables import Record as Registered
from luling.settings import Settings
from luling.storage.database import Database
from tests.certification import running
from tests.certification.running import resource, subject
from tests.search.world import request

PHONE = "13800138000"


@pytest.fixture
def options(database_url: str, tmp_path: Path) -> Settings:
    """A service whose register and log are in one database, under the policies of the certification."""
    return Settings(
        rules=running.RULES,
        policies=running.POLICIES,
        database=SecretStr(database_url),
        evidence=SecretStr(database_url),
        evidence_keys=tmp_path / "keys",
        migrate=True,
        identity="none",
        watch=False,
    )


@pytest.fixture
def service(options: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(options)) as client:
        put(client, subject("user", "alice"), subject("user", "bob", role="admin"))
        put(client, *(resource("record", f"r{number:02}", status="active") for number in range(12)))
        yield client


def put(client: TestClient, *records: Registered) -> None:
    book: Book = client.app.state.book  # type: ignore[attr-defined]
    with book.database.session() as session:
        for record in records:
            book.register.put(session, record, "tester")


def search(client: TestClient, target: str, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post(f"/access/v1/search/{target}", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def replayed(options: Settings, *, register: bool = True) -> list[tuple[Record, Replay]]:
    """Every record of the log, made again."""

    async def run(book: Book | None) -> list[tuple[Record, Replay]]:
        key = KeyDirectory(options.evidence_keys).mask_key
        url = options.database.get_secret_value()
        with Database(url) as database:
            async with Replayer(database, key, options, {}, book=book) as replayer:
                return [(one, await replayer.again(one)) for one in whole(database, Search(oldest_first=True))]

    if not register:
        return asyncio.run(run(None))
    with Book(options.database.get_secret_value()) as book:
        return asyncio.run(run(book))


def differing(options: Settings) -> list[Replay]:
    return [replay for _, replay in replayed(options) if replay.outcome is not Outcome.same]


def test_every_page_is_the_same_after_the_register_has_changed(service: TestClient, options: Settings) -> None:
    for target in ("subject", "resource", "action"):
        answer = search(service, target, request(target, on="r03") | {"page": {"limit": 5}})
        while token := answer["page"]["next_token"]:
            answer = search(service, target, request(target, on="r03") | {"page": {"token": token}})
    search(service, "resource", request("resource", who="nobody"))
    search(service, "resource", request("resource"))
    put(service, subject("user", "carol"), subject("user", "bob"), resource("record", "r99", status="active"))
    put(service, *(resource("record", f"r{number:02}", status="archived") for number in range(0, 12, 2)))
    assert len(search(service, "resource", request("resource"))["results"]) == 7
    results = replayed(options)
    assert len(results) == 8
    assert {record.kind for record, _ in results} == {"search"}
    assert [replay for _, replay in results if replay.outcome is not Outcome.same] == []


def test_a_page_that_ended_at_its_bound_ends_there_again(options: Settings) -> None:
    bounded = options.model_copy(update={"search_candidates": 4})
    with TestClient(create_app(bounded)) as client:
        put(client, subject("user", "bob"), *(resource("record", f"r{one:02}", status="archived") for one in range(9)))
        answer = search(client, "resource", request("resource", who="bob"))
        assert (answer["results"], bool(answer["page"]["next_token"])) == ([], True)
        put(client, subject("user", "bob", role="admin"))
        answer = search(client, "resource", request("resource", who="bob"))
        assert len(answer["results"]) == 4
    assert differing(options) == []


def test_what_was_changed_in_the_past_of_the_register_is_found(service: TestClient, options: Settings) -> None:
    assert len(search(service, "resource", request("resource"))["results"]) == 12
    with service.app.state.book.database.session() as session:  # type: ignore[attr-defined]
        session.execute(text("DELETE FROM register_resource WHERE id = 'r05'"))
    [differs] = differing(options)
    assert differs.outcome is Outcome.differs
    assert "results" in differs.details


def test_identifiers_are_masked_in_tokens_too_and_a_search_by_one_cannot_be_made_again(
    options: Settings, tmp_path: Path
) -> None:
    masked = options.model_copy(update={"rules": shutil.copytree(running.RULES, tmp_path / "rules")})
    shutil.copy(Settings().rules / "masking.yaml", masked.rules)
    with TestClient(create_app(masked)) as client:
        put(client, subject("user", PHONE, role="admin"), subject("user", "bob", role="admin"))
        put(client, resource("record", "old", status="archived"))
        first = search(client, "subject", request("subject", on="old") | {"page": {"limit": 1}})
        assert first["results"] == [{"type": "user", "id": PHONE}]
        search(client, "resource", request("resource", who=PHONE))
    results = replayed(masked)
    assert [replay.outcome for _, replay in results] == [Outcome.same, Outcome.not_replayable]
    assert "masked" in results[1][1].details[0]
    kept = msgspec.json.encode([record for record, _ in results]).decode()
    assert PHONE not in kept
    assert first["page"]["next_token"] not in kept


def test_without_the_register_or_by_a_record_that_says_too_little_nothing_is_made_again(
    service: TestClient, options: Settings
) -> None:
    search(service, "resource", request("resource"))
    [(record, replay)] = replayed(options, register=False)
    assert replay.outcome is Outcome.not_replayable
    assert "not at hand" in replay.details[0]
    asked = msgspec.json.decode(record.asked)
    del asked["page"]["examined"]
    short = msgspec.structs.replace(record, asked=msgspec.Raw(msgspec.json.encode(asked)))

    async def run() -> Replay:
        with (
            Book(options.database.get_secret_value()) as book,
            Database(book.database.url.render_as_string(False)) as db,
        ):
            key = KeyDirectory(options.evidence_keys).mask_key
            async with Replayer(db, key, options, {}, book=book) as replayer:
                return await replayer.again(short)

    said = asyncio.run(run())
    assert (said.outcome, said.details) == (Outcome.not_replayable, ("the record does not say `examined`",))
