"""What a search finds, what is recorded of it, and when there is no answer."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import text

from luling.audit.entry import LogError
from luling.policy.engine import EngineError
from luling.policy.reload import PolicyStatus
from luling.request.caller import Caller
from luling.request.search import Target
from luling.storage.database import StorageError
from tests.certification.running import resource, subject
from tests.search.world import World, named, request

# What is found


def test_only_entities_of_the_register_are_found(world: World) -> None:
    body = request("resource", what="read") | {"subject": {"type": "user", "id": "carol"}}
    assert world.search("resource", body)["results"] == []
    world.put(subject("robot", "alice"))
    assert world.search("subject", request("subject", what="read"))["results"] == [
        {"type": "user", "id": "alice"},
        {"type": "user", "id": "bob"},
    ]


@pytest.mark.parametrize(
    ("target", "changed"),
    [
        ("resource", {"resource": {"type": "spaceship"}}),
        ("subject", {"subject": {"type": "spaceship"}}),
        ("subject", {"resource": {"type": "spaceship", "id": "record-1"}}),
        ("subject", {"resource": {"type": "record", "id": "nowhere"}}),
        ("action", {"subject": {"type": "user", "id": "nobody"}}),
        ("action", {"resource": {"type": "record", "id": "nowhere"}}),
    ],
)
def test_what_is_unknown_is_not_found(world: World, target: Target, changed: dict[str, Any]) -> None:
    answer = world.search(target, request(target) | changed)
    assert answer["results"] == []
    assert "page" not in answer


def test_the_targets_id_is_ignored_whatever_it_is(world: World) -> None:
    body = request("resource")
    for odd in ("record-2", "", 7, None):
        body["resource"]["id"] = odd
        assert world.search("resource", body)["results"] == [named("resource", "record-1")]
    assert world.search("action", request("action") | {"action": 7})["results"] == [
        named("action", "read"),
        named("action", "write"),
    ]


def test_what_is_stated_of_the_target_is_stated_of_each_candidate_and_the_register_wins(world: World) -> None:
    world.put(resource("record", "record-3"))
    body = request("resource")
    body["resource"]["properties"] = {"status": "archived"}
    assert world.search("resource", body)["results"] == [named("resource", "record-1")]
    held = world.search("resource", body, Caller("platform", may_assert=False))
    assert held["results"] == [named("resource", "record-1"), named("resource", "record-3")]


def test_a_time_in_the_past_sees_the_register_as_it_was(world: World) -> None:
    answer = world.search("resource", request("resource"))
    then = answer["context"]["time"]
    world.end(resource("record", "record-1"))
    world.put(resource("record", "record-2", status="active"))
    assert world.search("resource", request("resource"))["results"] == [named("resource", "record-2")]
    past = request("resource") | {"context": {"time": then}}
    assert world.search("resource", past)["results"] == answer["results"] == [named("resource", "record-1")]
    assert (
        world.search("resource", request("resource") | {"context": {"time": "2000-01-01T00:00:00Z"}})["results"] == []
    )


def test_a_caller_finds_nothing_under_regulations_in_which_it_has_no_role(world: World) -> None:
    answer = world.search("resource", request("resource"), Caller("platform", regulations=frozenset({"another"})))
    assert answer["results"] == []
    assert answer["context"]["skipped"] == 2


def test_entities_whose_record_the_vocabulary_no_longer_allows_are_passed_over_and_counted(world: World) -> None:
    odd = resource("record", "record-0", status="active")
    odd.properties = {"status": "lost"}
    world.put(odd)
    answer = world.search("resource", request("resource"))
    assert answer["results"] == [named("resource", "record-1")]
    assert answer["context"]["skipped"] == 1


# Records, failures, changes


def test_a_page_is_one_record_with_the_query_and_what_it_was_answered_from(world: World) -> None:
    body = request("resource") | {"page": {"limit": 5}, "context": {"ip": "192.0.2.1"}}
    answer = world.search("resource", body, Caller("platform", may_assert=False))
    (entry,) = world.entries
    assert (entry.kind, entry.caller, entry.subject, entry.action, entry.resource) == (
        "search",
        "platform",
        "alice",
        "write",
        "",
    )
    assert (entry.regulations, entry.articles) == (("records",), ("records/rule_2",))
    assert json.loads(entry.answered) == answer
    assert entry.id == answer["context"]["id"]
    assert entry.policy_revision == answer["context"]["policy_revision"] == world.point.status.revision
    asked = json.loads(entry.asked)
    assert asked["search"] == "resource"
    assert {part: asked[part] for part in ("subject", "action", "resource")} == request("resource")
    assert asked["page"] == {"after": "", "limit": 5, "examined": 2, "asked": True}
    assert (asked["time"], asked["register"], asked["may_assert"]) == (answer["context"]["time"], 4, False)


def test_a_search_that_cannot_be_recorded_is_not_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def down(_entries: Any) -> None:
        raise LogError("the disk is full")

    monkeypatch.setattr(world.point, "record", down)
    with pytest.raises(LogError):
        world.search("resource", request("resource"))


def test_a_register_that_does_not_answer_is_not_an_empty_one(world: World) -> None:
    with world.book.database.session() as session:
        session.execute(text("ALTER TABLE register_resource RENAME TO elsewhere"))
    with pytest.raises(StorageError):
        world.search("resource", request("resource"))
    with world.book.database.session() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO register_resource"))


def test_a_page_is_made_under_one_policy_revision(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Policies that change during a page have it made anew; if they keep changing there is no answer."""
    statuses = iter(range(100))
    monkeypatch.setattr(
        type(world.point),
        "status",
        property(lambda _: PolicyStatus(f"sha256:{next(statuses)}", dt.datetime.now(dt.UTC))),
    )
    with pytest.raises(EngineError, match="changed"):
        world.search("resource", request("resource"))
