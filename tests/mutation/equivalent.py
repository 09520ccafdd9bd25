"""Mutants that behave as the original does, each with the reason: `equivalent.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("equivalent.yaml")


@cache
def equivalents() -> dict[str, str]:
    """The reason why nothing can miss a statement, by the mutant's key."""
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")) or {})
