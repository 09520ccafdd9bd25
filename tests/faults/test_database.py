"""PostgreSQL gone, frozen and back: refusals, readiness down and up again, and workers that start meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import PostgresServer
from tests.faults.clients import EVALUATION, Load, flaw_of_refusal
from tests.faults.evidence import account_of
from tests.faults.scenario import SMALL, asked, asks
from tests.faults.service import Service, over_postgres, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def service(tmp_path: Path, own_postgres: PostgresServer) -> Iterator[Service]:
    with serving(tmp_path, SMALL | over_postgres(own_postgres.create())) as made:
        yield made


def refuses(service: Service) -> None:
    status, headers, answer = service.post(EVALUATION, asks())
    assert flaw_of_refusal(status, headers, answer) == ""
    assert not service.ready()


def test_a_database_that_goes_and_comes_back(service: Service, own_postgres: PostgresServer) -> None:
    with Load(service.url, 2, 1, asked) as load:
        service.until(lambda: len(load.noted) > 20, "answers")
        own_postgres.stop()
        service.until(lambda: load.refused > 10 and not service.ready(), "refusals")
        refuses(service)
        # A worker that has to start now must neither answer nor take the service down with it.
        service.workers()[0].kill()
        service.until(lambda: service.said().count("died") == 1, "a new worker")
        service.until(lambda: service.said().count("is not there yet") > 0, "a worker that waits")
        refuses(service)
        own_postgres.start()
        service.until_ready()
        before = len(load.noted)
        service.until(lambda: len(load.noted) > before + 20 and len(service.workers()) == 2, "answers again")
        # Frozen: connections stay open, and nothing comes over them.
        refused = load.refused
        own_postgres.freeze()
        service.until(lambda: load.refused > refused and not service.ready(), "refusals")
        refuses(service)
        own_postgres.thaw()
        service.until_ready()
        before = len(load.noted)
        service.until(lambda: len(load.noted) > before + 20, "answers again")
    assert account_of(service, load).complaints == []
