"""The time of the law as data: at which instants it changes, and whether its dates leave a gap or overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from luling.policy.data import FIRST_INSTANT, LAST_INSTANT
from luling.request.normalisation import parse_instant, utc_text

NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)  # the present of every case


def boundaries(data: Mapping[str, Any]) -> list[str]:
    """Instants at which the law as data changes: of each the instant before and itself, and the present."""
    dated = [data["effective"], *(value for one in data["parameters"].values() for value in one["values"])]
    edges = {value[end] for value in dated for end in ("from", "until")} - {FIRST_INSTANT, LAST_INSTANT}
    times = {utc_text(NOW)}
    for edge in edges:
        moment = parse_instant(edge)
        if moment:
            times |= {utc_text(moment), utc_text(moment - dt.timedelta(microseconds=1))}
    return sorted(times)


def faults(data: Mapping[str, Any]) -> Iterator[str]:
    """Gaps and overlaps in the dated values of a regulation, each as `parameter: instant`."""
    force = data["effective"]
    for name, parameter in data["parameters"].items():
        dated = sorted(parameter["values"], key=lambda value: str(value["from"]))
        if dated[0]["from"] > force["from"]:
            yield f"{name}: {force['from']}"
        if dated[-1]["until"] < force["until"]:
            yield f"{name}: {dated[-1]['until']}"
        for before, after in pairwise(dated):
            if before["until"] != after["from"]:
                yield f"{name}: {before['until']}"
    if force["from"] >= force["until"]:
        yield f"effective: {force['from']}"
