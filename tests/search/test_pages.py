"""Pages and their tokens, and searches that are refused."""

from __future__ import annotations

from typing import Any

import pytest

from luling.request.caller import Caller
from luling.request.errors import RequestError
from luling.request.search import Target
from tests.certification.running import resource
from tests.search.world import World, named, pages, request


@pytest.fixture
def many(world: World) -> World:
    world.put(*(resource("record", f"r{number:03}", status="active") for number in range(30)))
    return world


def test_a_page_holds_no_more_than_its_limit_and_the_last_one_says_so(many: World) -> None:
    found, _ = pages(many, "resource", request("resource"), 7, lambda: None)
    assert [one["id"] for one in found] == sorted(["record-1", *(f"r{number:03}" for number in range(30))])


def test_a_full_page_after_which_nothing_is_found_is_the_last(world: World) -> None:
    answer = world.search("resource", request("resource") | {"page": {"limit": 1}})
    assert answer["page"] == {"next_token": "", "count": 1}


def test_the_service_may_give_less_than_was_asked_for(many: World) -> None:
    answer = many.search("resource", request("resource") | {"page": {"limit": 1000}}, results=5)
    assert answer["page"]["count"] == 5
    assert len(many.search("resource", request("resource"), results=5)["results"]) == 5


def test_a_page_of_nothing_says_whether_there_is_something(world: World) -> None:
    answer = world.search("resource", request("resource") | {"page": {"limit": 0}})
    assert answer["results"] == []
    assert answer["page"]["next_token"]
    nothing = request("resource", who="bob", on="x") | {"action": {"name": "delete"}, "page": {"limit": 0}}
    assert world.search("resource", nothing)["page"] == {"next_token": "", "count": 0}


@pytest.mark.parametrize(("bounds", "least"), [({"candidates": 3}, 11), ({"seconds": 1e-9}, 32)])
def test_a_page_ends_where_its_work_is_done_even_if_it_found_nothing(
    many: World, bounds: dict[str, Any], least: int
) -> None:
    body = request("resource", who="bob")
    answer = many.search("resource", body, **bounds)
    assert answer["results"] == []
    found, seen = [], 1
    while token := answer["page"]["next_token"]:
        answer = many.search("resource", body | {"page": {"token": token}}, **bounds)
        found += answer["results"]
        seen += 1
    assert found == [named("resource", "record-2")]
    assert seen == least


def test_a_token_is_good_for_its_own_search_only(many: World) -> None:
    body = request("resource")
    token = many.search("resource", body | {"page": {"limit": 2}})["page"]["next_token"]
    again = many.search("resource", body | {"page": {"limit": 2, "token": token}})
    assert again["results"] == [named("resource", "r002"), named("resource", "r003")]
    page = {"page": {"token": token}}
    for other, target in (
        (request("resource", what="read"), "resource"),
        (request("resource", who="bob"), "resource"),
        (body | {"context": {"time": "2026-11-23T09:00:00Z"}}, "resource"),
        (request("subject"), "subject"),
    ):
        refused(many, target, other | page, "page.token")
    refused(many, "resource", body | {"page": {"token": token, "limit": 3}}, "page.limit")
    with pytest.raises(RequestError, match="another search"):
        many.search("resource", body | page, Caller("somebody else"))


@pytest.mark.parametrize("token", ["x", "WyI0", "bnVsbA", "§", "W10", "WyJhIiwiYiIsMSwyLCJjIl0"])
def test_what_is_no_token_is_refused(world: World, token: str) -> None:
    refused(world, "resource", request("resource") | {"page": {"token": token}}, "page.token")


@pytest.mark.parametrize(
    ("target", "changed", "path"),
    [
        ("subject", {"page": 1}, "page"),
        ("subject", {"page": {"limit": -1}}, "page.limit"),
        ("subject", {"page": {"limit": True}}, "page.limit"),
        ("subject", {"page": {"limit": "1"}}, "page.limit"),
        ("subject", {"page": {"token": 1}}, "page.token"),
        ("subject", {"page": {"properties": []}}, "page.properties"),
        ("subject", {"subject": {}}, "subject.type"),
        ("subject", {"subject": {"type": 1}}, "subject.type"),
        ("resource", {"resource": "record"}, "resource"),
        ("resource", {"subject": {"type": "user"}}, "subject.id"),
        ("resource", {"action": {"name": "steal"}}, "action.name"),
        ("resource", {"action": {"name": "delete", "properties": {"soft": "yes"}}}, "action.properties.soft"),
        (
            "resource",
            {"resource": {"type": "spaceship", "properties": {"status": "lost"}}},
            "resource.properties.status",
        ),
        ("action", {"resource": {"type": "record"}}, "resource.id"),
        ("action", {"context": []}, "context"),
    ],
)
def test_a_bad_search_is_refused_with_the_path_of_the_bad_field(
    world: World, target: Target, changed: dict[str, Any], path: str
) -> None:
    refused(world, target, request(target) | changed, path)


def refused(world: World, target: Any, body: Any, path: str) -> None:
    with pytest.raises(RequestError) as error:
        world.search(target, body)
    assert [problem.path for problem in error.value.problems] == [path]
