"""The access part of one regulation in four ways: this project's Rego, its memory of decisions, Casbin and Cedar.

    make bench                                   with the others
    python -m bench.contestants --requests 2000 --json

The question is Xiangyang's articles 13 to 15, permitted or not: unconditional data to everybody, conditional data with
an approval by the centre or the government, special data to designated recipients with the government's approval. Every
request goes to all four, which must agree; then each is timed from the request as a dictionary to a truth value. They
take turns on short stretches of requests, so that ratios hold within one run.

What is compared is not the same work:

- **regorus** evaluates the whole regulation, not this part: scope, channel, purpose, agreement, competence and expiry
  of each approval, every article that speaks, obligations, next steps, missing facts. The time includes normalisation.
- **memory** is the decision point when a request of the same canonical form was asked before: the same whole answer
  with citations and texts, and nothing recorded.
- **pycasbin** and **cedarpy** know only the rules of `access.csv` and `access.cedar`: no citations of articles (Cedar
  names its policies), no dates, no missing facts or indeterminate answers, no obligations, steps or deadlines, no check
  of requests, and an approval counts without its subject, resource, time and expiry. Casbin's matcher is interpreted in
  Python; Cedar's policies are parsed once, the entities with each request, since its facts come with it.

OPA in process exists for Go only and is left out; `bench.http` and `bench.engines` have OPA as a server.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import gc
import json
import logging
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import casbin
import cedarpy
from rich.console import Console
from rich.table import Table

from luling.decision.point import DecisionPoint
from luling.request.normalisation import normalise
from luling.settings import Settings

REGULATION, AREA = "xiangyang_2012", "420600"
_HERE = Path(__file__).parent
_STRETCH = 50  # requests that a contestant answers before the next one: else each finds the caches of the one before
_CLASSES = ("unconditional", "conditional", "special")
_APPROVERS = ((), ("data_center",), ("municipal_government",), ("data_center", "municipal_government"))

Contestant = Callable[[dict[str, Any]], Awaitable[bool]]


def requests(count: int, seed: int = 4) -> list[dict[str, Any]]:
    """Generated requests to obtain data: every class, approvals by nobody, either authority or both, a designated
    recipient or another; ids and times differ."""
    chance = random.Random(seed)
    return [_request(number, chance) for number in range(count)]


def _request(number: int, chance: random.Random) -> dict[str, Any]:
    subject = f"unit-{chance.randrange(1000)}"
    others = [f"unit-{1000 + chance.randrange(1000)}" for _ in range(2)]
    recipients = [*others, subject] if chance.random() < 0.5 else others
    minute, second = number // 60 % 60, number % 60
    return {
        "subject": {
            "type": "organization",
            "id": subject,
            "properties": {"kind": "administrative_organ", "jurisdiction": AREA},
        },
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "resource": {
            "type": "data_resource",
            "id": f"data-{number}",
            "properties": {
                "regulation": REGULATION,
                "jurisdiction": AREA,
                "provider": f"unit-{2000 + chance.randrange(100)}",
                "sharing_class": chance.choice(_CLASSES),
                "designated_recipients": recipients,
                "conditions": [],
            },
        },
        "context": {
            "time": f"2026-11-{23 + number % 5}T10:{minute:02}:{second:02}+08:00",
            "purpose": {"within_duties": True},
            "agreements": [{"kind": "use_and_protection", "with": "data_center"}],
            "approvals": [{"act": "access", "by": by} for by in chance.choice(_APPROVERS)],
        },
    }


def by_engine(point: DecisionPoint) -> Contestant:
    """The engine itself, every time."""
    vocabulary, engine = point.knowledge.vocabulary, point.store.engine

    async def permits(request: dict[str, Any]) -> bool:
        said = await engine.evaluate(normalise(request, vocabulary, dt.datetime.now(dt.UTC)))
        return bool(said["effect"] == "permit")

    return permits


def by_memory(point: DecisionPoint) -> Contestant:
    """The decision point as the service uses it."""

    async def permits(request: dict[str, Any]) -> bool:
        return bool((await point.decide(request))["decision"])

    return permits


def by_casbin() -> Contestant:
    """Casbin with the facts of the request as attributes."""
    enforcer = casbin.Enforcer(str(_HERE / "access.conf"), str(_HERE / "access.csv"))
    enforcer.logger.setLevel(logging.ERROR)  # every "no" would be a warning

    async def permits(request: dict[str, Any]) -> bool:
        told = request["resource"]["properties"]
        resource = SimpleNamespace(sharing_class=told["sharing_class"], recipients=told["designated_recipients"])
        return bool(enforcer.enforce(request["subject"]["id"], resource, _approved(request)))

    return permits


def by_cedar() -> Contestant:
    """Cedar with the resource of the request as its entity."""
    policies = cedarpy.PolicySet.from_str((_HERE / "access.cedar").read_text(encoding="utf-8"))

    async def permits(request: dict[str, Any]) -> bool:
        told = request["resource"]["properties"]
        resource = {"type": "Data", "id": request["resource"]["id"]}
        recipients = [{"__entity": {"type": "Unit", "id": one}} for one in told["designated_recipients"]]
        facts = {"sharing_class": told["sharing_class"], "recipients": recipients}
        asked = {
            "principal": {"type": "Unit", "id": request["subject"]["id"]},
            "action": {"type": "Action", "id": request["action"]["name"]},
            "resource": resource,
            "context": {"approved": _approved(request)},
        }
        return cedarpy.is_authorized(asked, policies, [{"uid": resource, "attrs": facts, "parents": []}]).allowed

    return permits


def _approved(request: dict[str, Any]) -> list[str]:
    return [approval["by"] for approval in request["context"]["approvals"]]


async def measure(count: int) -> dict[str, list[float]]:
    """Microseconds of each decision by contestant, after all have agreed on every request.

    Raises:
        AssertionError: they do not, or the requests do not tell them apart.
    """
    asked = requests(count)
    async with DecisionPoint(Settings(watch=False)) as point:
        contestants = {
            "regorus, whole regulation": by_engine(point),
            "memory, warm": by_memory(point),
            "pycasbin": by_casbin(),
            "cedarpy": by_cedar(),
        }
        seen = set()
        for request in asked:
            said = {name: await permits(request) for name, permits in contestants.items()}
            assert len(set(said.values())) == 1, f"{said}: {json.dumps(request)}"
            seen.add((request["resource"]["properties"]["sharing_class"], said["pycasbin"]))
        assert len(seen) == 2 * len(_CLASSES) - 1, f"the requests are one-sided: {sorted(seen)}"
        times: dict[str, list[float]] = {name: [] for name in contestants}
        gc.disable()
        for start in range(0, count, _STRETCH):
            for name, permits in contestants.items():
                for request in asked[start : start + _STRETCH]:
                    started = time.perf_counter_ns()
                    await permits(request)
                    times[name].append((time.perf_counter_ns() - started) / 1000)
        gc.enable()
    return times


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description="The access part of one regulation in Rego, Casbin and Cedar.")
    parser.add_argument("--requests", type=int, default=1000, help="generated requests, each asked of all")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    times = asyncio.run(measure(arguments.requests))
    base = statistics.median(times["memory, warm"])
    shown = Table(title=f"permitted or not, µs; all agreed on {arguments.requests:,} requests")
    for heading in ("", "median", "p99", "× memory"):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, taken in times.items():
        median, p99 = statistics.median(taken), statistics.quantiles(taken, n=100, method="inclusive")[98]
        shown.add_row(name, f"{median:,.1f}", f"{p99:,.1f}", f"{median / base:.1f}")
        if arguments.json:
            print(json.dumps({"measured": name, "median": median, "p99": p99, "ratio": median / base}))
    if not arguments.json:
        Console().print(shown)


if __name__ == "__main__":
    main()
