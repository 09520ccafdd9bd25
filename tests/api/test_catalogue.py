"""`POST /v1/catalogue/checks`: what it takes, what it answers, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

ENTRY = {"id": "1", "regulation": "yushui_2018", "type": "organization", "leader": "局长"}
CHECKS = "/v1/catalogue/checks"


def problems(platform: TestClient, body: Any) -> list[dict[str, Any]]:
    response = platform.post(CHECKS, json=body)
    assert response.status_code == 200, response.text
    return list(response.json()["problems"])


def test_a_problem_has_what_the_contract_says(platform: TestClient) -> None:
    (problem,) = problems(platform, {"entries": [ENTRY]})
    assert {name: problem[name] for name in ("entry", "field", "code", "article", "severity")} == {
        "entry": "1",
        "field": "workflow",
        "code": "field_missing",
        "article": "yushui_2018/art_6",
        "severity": "violation",
    }
    assert set(problem["message"]) == {"zh", "en"}


def test_an_array_is_a_catalogue_too_and_may_be_empty(platform: TestClient) -> None:
    assert len(problems(platform, [ENTRY])) == 1
    assert problems(platform, []) == []


def test_what_cannot_be_read_is_reported_and_the_rest_is_checked(platform: TestClient) -> None:
    found = problems(platform, [3, ENTRY | {"kind": "club"}, {"name": "x"}])
    assert [(problem["index"], problem["code"], problem["field"]) for problem in found] == [
        (0, "unreadable", ""),
        (1, "unreadable", "kind"),
        (1, "field_missing", "workflow"),
        (2, "regulation_missing", "regulation"),
    ]


@pytest.mark.parametrize(
    "body", [3, {}, {"entries": {}}, {"entries": [], "time": "now"}, {"entries": [], "regulation": ["x"]}, [{}] * 1001]
)
def test_a_bad_request_is_refused(platform: TestClient, body: Any) -> None:
    response = platform.post(CHECKS, json=body)
    assert response.status_code == 400
    assert response.json()["errors"]
