"""Memory over a million decisions in a row, and over ten minutes of load on a large register. `make endurance`.

    python -m bench.endurance row --decisions 1000000     batches of 100, then the whole log is verified
    python -m bench.endurance load --minutes 10           100,000 resources, 2,000 organisations, single requests

The service runs as `luling serve` with two workers and the durable log on SQLite. Ids and times of the requests never
repeat in the first, and are those of the register in the second. Memory is the resident size of each worker, sampled
every two seconds; its slope is a least-squares line over what comes after the first fifth, in which caches fill.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
from rich.console import Console
from rich.table import Table

from bench.register import fill, request
from bench.workload import samples
from luling.audit.keys import KeyDirectory
from luling.audit.verification import verify
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.settings import Settings
from tests.faults.service import Service, serving

_BATCH = 100
_ROUNDS = 2  # how often each resource is asked for before the memory is measured: once by each worker, about
_EVERY = 2.0  # seconds between two samples of the memory
_WARMING = 0.2  # of the samples, left out of the slope
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_PLACES = ("@subject@", "@resource@", "@time@")

# Makes the body of the call with this number: the path, the body, and how many decisions it asks for.
Call = Callable[[int], tuple[str, bytes, int]]


class Clients:
    """Threads that call until `enough`; `decisions` counts what was answered, `refused` what was not.

    `scattered`: each call on a connection of its own, so that calls go to all workers alike.
    """

    def __init__(
        self, service: Service, call: Call, clients: int, enough: Callable[[int], bool], *, scattered: bool = False
    ) -> None:
        self._address, self._call, self._enough = urlsplit(service.url).netloc, call, enough
        self._scattered = scattered
        self._lock = threading.Lock()
        self._next = self.decisions = self.refused = 0
        self._threads = [threading.Thread(target=self._ask) for _ in range(clients)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    @property
    def busy(self) -> bool:
        """Whether one of them still asks."""
        return any(thread.is_alive() for thread in self._threads)

    def _ask(self) -> None:
        connection = http.client.HTTPConnection(self._address, timeout=60)
        while not self._enough(self.decisions):
            with self._lock:
                number, self._next = self._next, self._next + 1
            path, body, decisions = self._call(number)
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            with connection.getresponse() as response:
                response.read()
            with self._lock:
                if response.status == 200:
                    self.decisions += decisions
                else:
                    self.refused += 1
            if self._scattered:
                connection.close()
        connection.close()


class Memory:
    """Samples of the resident size of each worker, in MB, by the seconds since the start."""

    def __init__(self, service: Service) -> None:
        self._workers, self._began = service.workers(), time.monotonic()
        self.sizes: dict[int, list[tuple[float, float]]] = defaultdict(list)

    def watch(self, clients: Clients) -> float:
        """Takes samples until the clients have done; the seconds that it took."""
        while clients.busy:
            self._sample()
            time.sleep(_EVERY)
        self._sample()
        return time.monotonic() - self._began

    def _sample(self) -> None:
        at = time.monotonic() - self._began
        for worker in self._workers:
            self.sizes[worker.pid].append((at, psutil.Process(worker.pid).memory_info().rss / 1e6))

    def rows(self) -> list[tuple[str, str]]:
        """The figures of each worker."""
        found = []
        for number, sizes in enumerate(self.sizes.values(), start=1):
            kept = sizes[int(len(sizes) * _WARMING) :]
            slope = statistics.linear_regression([at for at, _ in kept], [size for _, size in kept]).slope
            name = f"worker {number}, MB"
            found += [
                (f"{name}: first, after warming, last", f"{sizes[0][1]:.0f}, {kept[0][1]:.0f}, {sizes[-1][1]:.0f}"),
                (f"{name}: most", f"{max(size for _, size in sizes):.0f}"),
                (f"{name}: slope per minute", f"{slope * 60:+.2f}"),
            ]
        return found


def never_the_same() -> Call:
    """Batches of the samples, each request with ids and a time of its own."""
    patterns = [json.dumps(_with_places(sample), ensure_ascii=False) for sample in samples()]

    def call(number: int) -> tuple[str, bytes, int]:
        items = []
        for one in range(number * _BATCH, (number + 1) * _BATCH):
            text = patterns[one % len(patterns)]
            for place, value in zip(_PLACES, (f"unit-{one}", f"data-{one}", _time(one)), strict=True):
                text = text.replace(place, value)
            items.append(text)
        return "/access/v1/evaluations", f'{{"evaluations":[{",".join(items)}]}}'.encode(), _BATCH

    return call


def _with_places(sample: dict[str, Any]) -> dict[str, Any]:
    subject, thing, context = sample["subject"], sample["resource"], sample.get("context", {})
    return sample | {
        "subject": subject | {"id": _PLACES[0]},
        "resource": thing | {"id": _PLACES[1]},
        "context": context | {"time": _PLACES[2]},
    }


def _time(number: int) -> str:
    second = number % _DAY
    return f"2026-11-23T{second // _HOUR:02}:{second % _HOUR // _MINUTE:02}:{second % _MINUTE:02}+08:00"


def of_the_register(resources: int, organizations: int) -> Call:
    """Single requests of a known organisation for a known resource."""
    chance = random.Random(11)

    def call(_number: int) -> tuple[str, bytes, int]:
        asked = request(chance.randrange(resources), chance.randrange(organizations))
        return "/access/v1/evaluation", json.dumps(asked).encode(), 1

    return call


def one_after_another(resources: int, organizations: int) -> Call:
    """Batches that ask for every resource, by one organisation or another."""

    def call(number: int) -> tuple[str, bytes, int]:
        first = number * _BATCH
        items = [request(one % resources, one % organizations) for one in range(first, first + _BATCH)]
        return "/access/v1/evaluations", json.dumps({"evaluations": items}).encode(), _BATCH

    return call


def in_a_row(decisions: int, clients: int, directory: Path) -> list[tuple[str, str]]:
    """So many decisions, then the verification of their log."""
    with serving(directory, {}) as service:
        service.until(lambda: len(service.workers()) == 2, "both workers")
        memory = Memory(service)
        with Clients(service, never_the_same(), clients, lambda done: done >= decisions) as asking:
            seconds = memory.watch(asking)
    began = time.perf_counter()
    report = verify(service.evidence, KeyDirectory.open(directory / "keys").root)
    verified = time.perf_counter() - began
    size = sum(path.stat().st_size for path in directory.glob("evidence.db*"))
    return [
        *_done(asking, seconds),
        *memory.rows(),
        ("records in the log", f"{report.records:,}"),
        ("bytes of the log a record", f"{size / report.records:,.0f}"),
        ("verification: faults", str(len(report.faults))),
        ("verification, records a second", f"{report.records / verified:,.0f}"),
    ]


def under_load(
    minutes: float, clients: int, directory: Path, resources: int, organizations: int
) -> list[tuple[str, str]]:
    """So many minutes of single requests over a large register."""
    asyncio.run(_fill(directory, resources, organizations))
    with serving(directory, {}) as service:
        service.until(lambda: len(service.workers()) == 2, "both workers")
        # Until each worker remembers as many facts of the register as it may: that is growth, but it has an end.
        warming = one_after_another(resources, organizations)
        with Clients(service, warming, clients, lambda done: done >= _ROUNDS * resources, scattered=True):
            pass
        memory = Memory(service)
        until = time.monotonic() + minutes * 60
        call = of_the_register(resources, organizations)
        with Clients(service, call, clients, lambda _: time.monotonic() > until) as asking:
            seconds = memory.watch(asking)
    return [*_done(asking, seconds), *memory.rows()]


async def _fill(directory: Path, resources: int, organizations: int) -> None:
    with Book(f"sqlite:///{directory / 'luling.db'}", migrate=True) as book:
        async with DecisionPoint(Settings(watch=False), register=book.facts) as point:
            fill(book, point, directory, resources, organizations)


def _done(clients: Clients, seconds: float) -> list[tuple[str, str]]:
    return [
        ("decisions", f"{clients.decisions:,}"),
        ("calls refused", f"{clients.refused:,}"),
        ("seconds", f"{seconds:,.0f}"),
        ("decisions a second", f"{clients.decisions / seconds:,.0f}"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Memory over many decisions.")
    parser.add_argument("what", choices=("row", "load"))
    parser.add_argument("--decisions", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--resources", type=int, default=100_000)
    parser.add_argument("--organizations", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luling-endurance-") as name:
        if arguments.what == "row":
            rows = in_a_row(arguments.decisions, arguments.clients, Path(name))
        else:
            size = arguments.resources, arguments.organizations
            rows = under_load(arguments.minutes, arguments.clients, Path(name), *size)
    shown = Table("what", "figure", title=f"endurance: {arguments.what}")
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)


if __name__ == "__main__":
    main()
