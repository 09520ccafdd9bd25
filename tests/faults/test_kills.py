"""Kill -9 under load, a few times of each kind; `make faults` does it for as long as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import PostgresServer
from tests.faults.clients import Load
from tests.faults.evidence import account_of
from tests.faults.kills import kill_often
from tests.faults.service import over_postgres, serving

pytestmark = pytest.mark.slow

_SEED = 5


def test_no_answer_is_lost_by_kills_over_sqlite(tmp_path: Path) -> None:
    with serving(tmp_path, {}) as service, Load(service.url, 4, _SEED) as load:
        kill_often(service, None, load, {"worker": 1, "service": 1}, _SEED)
    account = account_of(service, load)
    assert account.complaints == []
    assert account.answers > 40


def test_no_answer_is_lost_by_kills_over_postgresql(tmp_path: Path, own_postgres: PostgresServer) -> None:
    with serving(tmp_path, over_postgres(own_postgres.create())) as service, Load(service.url, 4, _SEED) as load:
        kill_often(service, own_postgres, load, {"worker": 1, "backend": 1, "database": 1}, _SEED)
    account = account_of(service, load)
    assert account.complaints == []
    assert account.answers > 40
