"""A plugin of pytest that keeps the scenarios of one regulation (`LULING_MUTATED`; all where it is empty)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    regulation = os.environ.get("LULING_MUTATED", "")
    if not regulation:
        return
    kept = [item for item in items if regulation in _feature(item).parts]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _feature(item: pytest.Item) -> Path:
    scenario = scenario_wrapper_template_registry.get(getattr(item, "obj", None))
    return Path(scenario.feature.filename) if scenario else Path()
