"""The requests of the benchmarks: the samples, each under many ids and at many times."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def samples() -> list[dict[str, Any]]:
    """Every sample request."""
    return [
        json.loads(line)
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def varied(count: int) -> list[dict[str, Any]]:
    """Requests that differ in subject, resource and time; their cases are those of the samples."""
    every = samples()
    return [_variant(every[number % len(every)], number) for number in range(count)]


def _variant(sample: dict[str, Any], number: int) -> dict[str, Any]:
    request = copy.deepcopy(sample)
    request["subject"]["id"] += f"-{number}"
    request["resource"]["id"] += f"-{number}"
    hour, minute, second = 9 + number % 8, number % 60, number // 60 % 60
    request["context"]["time"] = f"2026-11-{23 + number % 5}T{hour:02}:{minute:02}:{second:02}+08:00"
    return request
