"""`POST /v1/findings` over HTTP: the contract's answer, its errors, its description."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.platforms import Platforms
from tests.samples import EXAMPLES

REPORT = {
    "regulation": "liaoning_2019",
    "actor": {"id": "ln-housing-department", "kind": "administrative_organ"},
    "time": "2026-11-23T09:00:00+08:00",
    "conduct": ["late_update"],
    "sensitivity": [],
    "ordered": {"at": "2026-10-01T09:00:00+08:00", "due": "2026-11-01T00:00:00+08:00"},
    "corrected": False,
    "consequence": "none",
    "circumstances": "ordinary",
    "crime_suspected": False,
}
SAMPLES = [json.loads(line) for line in (EXAMPLES / "findings" / "findings.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def test_the_answer_is_that_of_the_contract(client: TestClient) -> None:
    response = client.post("/v1/findings", json=REPORT)
    answer = response.json()
    assert response.status_code == 200
    assert answer.pop("policy_revision").startswith("sha256:")
    assert answer == {
        "findings": [
            {
                "kind": "breach",
                "conduct": "late_update",
                "article": "liaoning_2019/art_26__item_3",
                "duties": [],
                "measures": [
                    {
                        "stage": "criticism",
                        "by": "management_department",
                        "against": ["unit"],
                        "article": "liaoning_2019/art_26",
                        "status": "due",
                        "message": {"zh": "通报批评", "en": "Circulated criticism"},
                    },
                    {
                        "stage": "discipline",
                        "by": "competent_organ",
                        "against": ["leader", "persons"],
                        "article": "liaoning_2019/art_26",
                        "status": "not_yet",
                        "waits_for": "serious_circumstances",
                        "message": {"zh": "处分", "en": "Discipline"},
                        "condition": {"zh": "情节严重", "en": "Serious circumstances"},
                    },
                ],
                "message": {"zh": "未及时更新数据", "en": "data not updated in time"},
            }
        ],
        "notices": [],
        "missing": [],
    }


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, ""),
        ({"content": b"", "headers": {"Content-Type": "application/json"}}, ""),
        ({"content": b"{}", "headers": {"Content-Type": "text/plain"}}, ""),
        ({"json": {**REPORT, "conduct": ["sleep"]}}, "conduct[0]"),
    ],
)
def test_a_bad_report_is_400_with_the_path_of_its_field(client: TestClient, options: dict[str, Any], path: str) -> None:
    response = client.post("/v1/findings", **options)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert [error["path"] for error in response.json()["errors"]] == [path]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one['regulation']}-{one['conduct'][0]}")
def test_reports_and_answers_keep_the_described_schemas(client: TestClient, sample: dict[str, Any]) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    jsonschema.validate(sample, schemas["FindingsRequest"])
    jsonschema.validate(client.post("/v1/findings", json=sample).json(), schemas["FindingsAnswer"])


def test_a_sample_shows_every_regulation() -> None:
    assert {one["regulation"] for one in SAMPLES} == {
        "dazhou",
        "liaoning_2019",
        "sanya_2007",
        "xiangyang_2012",
        "yushui_2018",
    }
