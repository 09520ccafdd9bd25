from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from luling.policy.sources import PolicySource
from tests.engines import opa_server, own_opa

__all__ = ["opa_server", "own_opa"]
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def source(tmp_path: Path) -> PolicySource:
    """A small made-up policy set that a test may change."""
    shutil.copytree(FIXTURES, tmp_path, dirs_exist_ok=True)
    return PolicySource(tmp_path / "rules", tmp_path / "policies")
