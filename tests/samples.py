"""Requests for tests: the samples of `examples/`, and one request of the contract to vary."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

_CONTRACT: dict[str, Any] = {
    "subject": {
        "type": "organization",
        "id": "shenyang-housing-bureau",
        "properties": {"kind": "administrative_organ", "jurisdiction": "210100", "functions": ["housing"]},
    },
    "action": {"name": "obtain", "properties": {"channel": "platform"}},
    "resource": {
        "type": "data_resource",
        "id": "ln-population-base",
        "properties": {
            "regulation": "liaoning_2019",
            "jurisdiction": "210000",
            "provider": "ln-public-security",
            "sharing_class": "conditional",
            "sensitivity": [],
        },
    },
    "context": {
        "time": "2026-11-23T09:00:00+08:00",
        "purpose": {
            "text": "保障性住房资格核查",
            "within_duties": True,
            "commercial": False,
            "matches_stated_use": True,
        },
    },
}


def contract_request(**values: Any) -> dict[str, Any]:
    """A request for conditional data in Liaoning, with other values at paths (`resource__properties__tier="base"`);
    `...` removes the path."""
    request = copy.deepcopy(_CONTRACT)
    for path, value in values.items():
        *parents, name = path.split("__")
        holder = request
        for parent in parents:
            holder = holder.setdefault(parent, {})
        if value is ...:
            holder.pop(name, None)
        else:
            holder[name] = value
    return request


def samples() -> list[tuple[str, dict[str, Any]]]:
    """Every sample request, with a name."""
    return [
        (f"{path.stem}:{number}", json.loads(line))
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip()
    ]
