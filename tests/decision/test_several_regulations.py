"""A request that names no regulation: every regulation whose scope matches decides, the strictest wins."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from luling.decision.point import DecisionPoint
from luling.settings import Settings
from tests.samples import contract_request


def decide(request: dict[str, Any], **settings: Any) -> dict[str, Any]:
    async def run() -> dict[str, Any]:
        async with DecisionPoint(Settings(watch=False, **settings)) as point:
            return await point.decide(request)

    context: dict[str, Any] = asyncio.run(run())["context"]
    return context


def unnamed(**values: Any) -> dict[str, Any]:
    return contract_request(resource__properties__regulation=..., **values)


def test_the_regulation_of_the_area_decides() -> None:
    context = decide(unnamed())
    assert (context["effect"], context["regulations"]) == ("refer", ["liaoning_2019"])


def test_outside_every_area_no_regulation_applies_and_each_says_why() -> None:
    context = decide(unnamed(subject__properties__jurisdiction="110000"))
    assert (context["effect"], context["regulations"]) == ("not_applicable", [])
    assert {reason["article"].split("/")[0] for reason in context["reasons"]} == {
        "dazhou",
        "liaoning_2019",
        "sanya_2007",
        "xiangyang_2012",
        "yushui_2018",
    }
    assert {reason["code"] for reason in context["reasons"]} == {"outside_area"}


def test_both_parties_must_lie_in_the_area() -> None:
    context = decide(unnamed(resource__properties__jurisdiction="420600"))
    assert context["effect"] == "not_applicable"


def test_an_unknown_jurisdiction_leaves_it_open() -> None:
    context = decide(unnamed(resource__properties__jurisdiction=...))
    assert context["effect"] == "indeterminate"
    assert "resource.properties.jurisdiction" in context["missing"]


@pytest.fixture
def overlapping(tmp_path: Path) -> dict[str, Path]:
    """The law, as if Sanya's measure held in Liaoning too."""
    for name in ("rules", "policies"):
        shutil.copytree(getattr(Settings(), name), tmp_path / name)
    path = tmp_path / "rules/sanya_2007/regulation.yaml"
    path.write_text(re.sub(r'"460200"', '"210000"', path.read_text(encoding="utf-8")), encoding="utf-8")
    return {name: tmp_path / name for name in ("rules", "policies")}


def test_the_strictest_outcome_wins_and_all_citations_are_kept(overlapping: dict[str, Path]) -> None:
    # Excluded data are prohibited by both; commercial use only by Sanya, the approval lets Liaoning permit.
    request = unnamed(
        context__purpose={"within_duties": True, "commercial": True, "matches_stated_use": True},
        context__approvals=[{"act": "access", "by": "provider"}],
    )
    context = decide(request, **overlapping)
    assert context["effect"] == "deny"
    assert context["regulations"] == ["liaoning_2019", "sanya_2007"]
    kinds = {(reason["article"].split("/")[0], reason["kind"]) for reason in context["reasons"]}
    assert {("sanya_2007", "deny"), ("liaoning_2019", "permit")} <= kinds
    assert decide(request)["effect"] == "permit"
