"""Kills at random moments under load: what was answered must be in the log, and the chain must hold.

A *worker* holds a writer of the log; the *service* is all processes at once; a *backend* is one process of PostgreSQL,
after whose death the server goes through recovery with all connections cut; the *database* is the whole server.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import psutil

from tests.databases import PostgresServer
from tests.faults.clients import Load
from tests.faults.service import Service

# What is killed, in these proportions: a service takes longest to come back.
KINDS = {
    "sqlite": {"worker": 3, "service": 1},
    "postgresql": {"worker": 2, "service": 1, "backend": 1, "database": 1},
}
_LONGEST_GAP = 0.8  # seconds from the first answer after a kill to the next kill, at the most
_LONGEST_OUTAGE = 1.0  # seconds that a killed server stays away, at the most
_BETWEEN = 20  # answers that must have come between two kills, or nothing would be at stake


@dataclass
class Toll:
    """How often what was killed."""

    kills: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All kills."""
        return self.kills.total()


def plan(database: str, kills: int) -> dict[str, int]:
    """How often what is killed, of so many kills together."""
    weights = KINDS[database]
    order = [kind for kind, weight in weights.items() for _ in range(weight)]
    return Counter(order[number % len(order)] for number in range(kills))


def kill_often(
    service: Service,
    server: PostgresServer | None,
    load: Load,
    planned: Mapping[str, int],
    seed: int,
    told: Callable[[Toll], None] = lambda _: None,
) -> Toll:
    """Kills as often as the plan says, in an order of chance, while the clients ask; `told` hears of each kill."""
    chance = random.Random(seed)
    order = [kind for kind, count in planned.items() for _ in range(count)]
    chance.shuffle(order)
    toll = Toll()
    for kind in order:
        _wait_for_answers(service, load, len(load.noted) + _BETWEEN)
        time.sleep(chance.uniform(0, _LONGEST_GAP))
        _kill(kind, service, server, chance)
        toll.kills[kind] += 1
        told(toll)
    _wait_for_answers(service, load, len(load.noted) + _BETWEEN)
    return toll


def _kill(kind: str, service: Service, server: PostgresServer | None, chance: random.Random) -> None:
    if kind == "worker":
        _kill_one(service.workers, service, chance)
    elif kind == "service":
        service.kill()
        service.start()
    elif kind == "backend":
        assert server is not None
        _kill_one(server.backends, service, chance)
    else:
        assert server is not None
        server.kill()
        time.sleep(chance.uniform(0, _LONGEST_OUTAGE))
        server.start()


def _kill_one(found: Callable[[], Sequence[psutil.Process]], service: Service, chance: random.Random) -> None:
    def killed() -> bool:
        with contextlib.suppress(IndexError, psutil.NoSuchProcess):
            chance.choice(found()).kill()
            return True
        return False

    service.until(killed, "a process to kill")


def _wait_for_answers(service: Service, load: Load, number: int) -> None:
    service.until(lambda: len(load.noted) >= number, "answers")
