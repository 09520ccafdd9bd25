"""The deadlines of a regulation over HTTP."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.platforms import Platforms

DEADLINES = "/v1/regulations/liaoning_2019/deadlines"


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def test_the_deadlines_of_a_regulation_tell_article_unit_start_and_bearer(client: TestClient) -> None:
    found = {one["norm"]: one for one in client.get(DEADLINES).json()["deadlines"]}
    reply = found["access_reply"]
    assert reply["article"] == "liaoning_2019/art_17__para_2"
    assert (reply["unit"], reply["starts"], reply["bearer"]) == ("working_day", "received", "provider")
    assert reply["starts_title"]["en"] == "receipt of the request"
    assert reply["bearer_title"]["en"] == "providing department"
    assert [one["value"] for one in reply["values"]] == [5]


def test_amounts_of_money_are_not_among_them(client: TestClient) -> None:
    found = client.get("/v1/regulations/dazhou/deadlines").json()["deadlines"]
    assert "review_threshold" not in {one["norm"] for one in found}


def test_every_regulation_shows_its_deadlines(client: TestClient) -> None:
    for regulation in client.get("/v1/regulations").json()["regulations"]:
        assert client.get(f"/v1/regulations/{regulation['id']}/deadlines").json()["deadlines"]


def test_a_start_gives_the_due_date(client: TestClient) -> None:
    found = client.get(f"{DEADLINES}/access_reply", params={"start": "2026-11-23"}).json()
    assert (found["start"], found["days"], found["unit"], found["due"]) == (
        "2026-11-23",
        5,
        "working_day",
        "2026-11-30",
    )
    assert "term" not in found


def test_a_year_without_notice_leaves_the_due_date_undetermined(client: TestClient) -> None:
    found = client.get(f"{DEADLINES}/access_reply", params={"start": "2026-12-30"}).json()
    assert (found["days"], found["due"]) == (5, "undetermined")


def test_a_term_without_a_number_is_given_as_such(client: TestClient) -> None:
    found = client.get(f"{DEADLINES}/check_correction", params={"start": "2026-11-23"}).json()
    assert found["term"] == "promptly"
    assert "due" not in found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/regulations/mars_1900/deadlines", 404),
        ("/v1/regulations/mars_1900/deadlines/reply?start=2026-11-23", 404),
        (f"{DEADLINES}/unheard_of?start=2026-11-23", 404),
        (f"{DEADLINES}/access_reply?start=2019-12-31", 404),
        (f"{DEADLINES}/access_reply", 400),
        (f"{DEADLINES}/access_reply?start=", 400),
        (f"{DEADLINES}/access_reply?start=2026-02-30", 400),
        (f"{DEADLINES}/access_reply?start=20261123", 400),
        (f"{DEADLINES}/access_reply?start=1700000000", 400),
        (f"{DEADLINES}/access_reply?start=2026-11-23T00:00:00Z", 400),
        (f"{DEADLINES}/access_reply?start=２０２６-11-23", 400),
        (f"{DEADLINES}/access_reply?start=9999-12-31", 200),
        (f"{DEADLINES}/access_reply?start=0001-01-01", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert (response.headers["content-type"] == "application/problem+json") is (status != 200)
