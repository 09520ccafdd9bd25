"""Reports and duties over HTTP: their forms, their errors, and that whoever has no part in a regulation sees none."""

from __future__ import annotations

import io

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from starlette.testclient import TestClient

from luling.law.period import Period
from tests.platforms import Platforms

REPORT = "/v1/reports/yushui_2018"
ASKED = {"report": "evaluation", "period": "2026-H1"}


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def test_without_a_name_the_reports_are_listed(client: TestClient) -> None:
    listed = client.get(REPORT).json()["reports"]
    assert [one["report"] for one in listed] == ["overview", "evaluation"]
    assert [one["id"] for one in listed[1]["criteria"]] == ["quantity", "quality", "timeliness", "attitude", "results"]


def test_a_report_names_its_article_period_and_revision(client: TestClient) -> None:
    made = client.get(REPORT, params=ASKED).json()
    assert made["article"] == "yushui_2018/art_28"
    assert made["period"]["from"] == "2026-01-01"
    assert made["policy_revision"].startswith("sha256:")
    assert made["validity"]["zh"]


def test_a_workbook_is_a_file_to_keep(client: TestClient) -> None:
    response = client.get(REPORT, params=ASKED | {"format": "xlsx"})
    assert (
        response.headers["content-disposition"] == 'attachment; filename="luling-yushui_2018-evaluation-2026-H1.xlsx"'
    )
    book = load_workbook(io.BytesIO(response.content))
    assert "单位" in book.sheetnames
    book.close()


def test_a_page_comes_with_its_policy(client: TestClient) -> None:
    response = client.get(REPORT, params=ASKED | {"format": "html"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/v1/reports/unknown_law", {}, 404),
        (REPORT, {"report": "unknown"}, 404),
        (REPORT, ASKED | {"period": "2026-H3"}, 400),
        (REPORT, ASKED | {"period": "2999"}, 400),
        (REPORT, ASKED | {"weight": "quantity"}, 400),
        (REPORT, ASKED | {"weight": "unknown:1"}, 400),
        (REPORT, ASKED | {"format": "pdf"}, 400),
        ("/v1/duties", {"regulation": "unknown_law"}, 404),
        ("/v1/duties", {"from": "2026-02-30"}, 400),
        ("/v1/duties", {"from": "2026-01-02", "to": "2026-01-01"}, 400),
        ("/v1/duties", {"from": "1900-01-01", "to": "2900-01-01"}, 400),
    ],
)
def test_what_cannot_be_made_is_a_problem_document(
    client: TestClient, path: str, params: dict[str, str], status: int
) -> None:
    response = client.get(path, params=params)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_the_calendar_of_duties_is_of_all_regulations_or_of_one(client: TestClient) -> None:
    asked = {"from": "2026-01-01", "to": "2026-12-31"}
    every = client.get("/v1/duties", params=asked).json()["duties"]
    assert {one["regulation"] for one in every} == {
        "dazhou", "liaoning_2019", "sanya_2007", "xiangyang_2012", "yushui_2018",
    }  # fmt: skip
    assert len({one["id"] for one in every}) == len(every)
    one = client.get("/v1/duties", params=asked | {"regulation": "sanya_2007"}).json()["duties"]
    assert one == [duty for duty in every if duty["regulation"] == "sanya_2007"]
    training = next(duty for duty in one if duty["id"] == "sanya_2007/training/2026-H1")
    assert (training["first_day"], training["last_day"]) == ("2026-01-01", "2026-06-30")
    assert training["by"]["title"]["zh"] == "市信息化主管部门"


def test_the_calendar_to_subscribe_to_has_the_duties_when_it_is_asked_for_them(client: TestClient) -> None:
    without = client.get("/v1/deadlines.ics", params={"regulation": "sanya_2007"}).content
    assert b"duty.luling" not in without
    asked = {"regulation": "sanya_2007", "duties": "true", "bearer": "informatization_department"}
    events = list(Calendar.from_ical(client.get("/v1/deadlines.ics", params=asked).content).walk("VEVENT"))
    days = {str(one["UID"]).removesuffix("@duty.luling"): one.decoded("DTSTART") for one in events}
    assert len(days) == len(events)
    for name, day in days.items():
        _, duty, period = name.split("/")
        expected = Period.read(period)
        assert day == (expected.first if duty == "overview" else expected.last)
    assert {name.split("/")[1] for name in days} == {"overview", "evaluation", "training"}
    assert client.get("/v1/deadlines.ics", params=asked | {"bearer": "leading_group"}).content.count(b"VEVENT") == 0


def test_the_forms_are_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/v1/reports/{regulation}"]["get"]
    assert {"application/json", "text/html"} <= set(described["responses"]["200"]["content"])
    assert {one["name"] for one in described["parameters"]} == {"regulation", "report", "period", "format", "weight"}
