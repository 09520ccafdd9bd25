"""How long pages of AuthZEN searches take over a large register, on SQLite and on PostgreSQL.

    make bench-search                                     100,000 resources, 2,000 organisations, both databases
    make bench-search BENCH_ARGS="--resources 10000"      fewer
    make bench-search BENCH_ARGS="--database sqlite --json"

The register is made up: every regulation has a fifth of the resources and of the organisations, the classes, tiers and
sensitivities of its catalogue in turn. The decision point, the register and the search are those of the service; there
is no HTTP and no evidence log in between. `cold`: the process knows nothing of the register yet, and remembers no
decision; `warm`: the same page again.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from luling.decision.knowledge import Knowledge
from luling.decision.pages import Bounds
from luling.decision.point import DecisionPoint
from luling.decision.search import Search
from luling.register import reading
from luling.register.book import Book
from luling.register.directory import RegisterDirectory
from luling.register.tables import Resource, Subject
from luling.request.search import Target
from luling.settings import Settings
from tests.databases import DATABASES, PostgresServer

_LIMITS = (100, 1000)
_PAGES = 20  # pages of a walk
_AGAIN = 5  # times that a warm page is asked for
_AT_ONCE = 5000  # records of one transaction


def main() -> None:
    """Measure and show."""
    arguments = _arguments()
    rows = []
    for database in arguments.database or DATABASES:
        with _url(database) as url:
            with Book(url, migrate=True) as book:
                _fill(book, Knowledge.read(Settings().rules), arguments.resources, arguments.organizations)
            rows += [{"database": database, **row} for row in asyncio.run(_measure(url, arguments.cache))]
    if arguments.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(f"{value:.3g}" if isinstance(value, float) else str(value) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else 150).print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--resources", type=int, default=100_000)
    parser.add_argument("--organizations", type=int, default=2_000)
    parser.add_argument("--cache", type=int, default=50_000, help="facts that the process remembers")
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


@contextmanager
def _url(database: str) -> Iterator[str]:
    # Below `/tmp` and open, since PostgreSQL's own user has to reach it.
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)
        if database == "sqlite":
            yield f"sqlite:///{directory}/luling.db"
            return
        (Path(directory) / "postgresql").mkdir()
        server = PostgresServer(Path(directory) / "postgresql")
        server.start()
        try:
            yield server.create()
        finally:
            server.stop()


def _fill(book: Book, knowledge: Knowledge, resources: int, organizations: int) -> None:
    words, law = knowledge.vocabulary, knowledge.regulations

    def subject(number: int, regulation: str) -> Subject:
        area = law[regulation].jurisdiction.codes[0]
        kinds = itertools.islice(words.sections["subject"]["kind"].values, 2)
        properties = {"kind": list(kinds)[number % 2], "jurisdiction": area}
        return reading.subject(("organization", f"unit-{number:06}"), {"properties": properties}, words, law)

    def resource(number: int, regulation: str) -> Resource:
        known = words.sections["resource"]
        classes, sensitivities = list(known["sharing_class"].values), known["sensitivity"].items
        assert sensitivities is not None
        hidden = [[], *([value] for value in sensitivities.values)]
        properties = {
            "regulation": regulation,
            "jurisdiction": law[regulation].jurisdiction.codes[0],
            "provider": f"unit-{number % organizations:06}",
            "sharing_class": classes[number % len(classes)],
            "sensitivity": hidden[number // 7 % len(hidden)],
        }
        return reading.resource(("data_resource", f"data-{number:06}"), {"properties": properties}, words)

    turns = itertools.cycle(sorted(law))
    _put(book, [subject(number, next(turns)) for number in range(organizations)])
    for start in range(0, resources, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, resources))
        _put(book, [resource(number, next(turns)) for number in numbers])


def _put(book: Book, records: list[Any]) -> None:
    with book.database.session() as session:
        book.register.put_all(session, records, "bench")


async def _measure(url: str, cache: int) -> list[dict[str, Any]]:
    rows = []
    searches: Mapping[str, tuple[Target, dict[str, Any]]] = {
        "resources that a unit may obtain": ("resource", _question(resource={"type": "data_resource"})),
        "units that may obtain a resource": ("subject", _question(subject={"type": "organization"})),
        "what a unit may do with a resource": ("action", _question()),
    }
    for (name, (target, body)), limit in itertools.product(searches.items(), _LIMITS):
        with Book(url, cache) as book:
            async with DecisionPoint(Settings(watch=False), register=book.facts) as point:
                search = Search(point, RegisterDirectory(book), Bounds(seconds=60))
                page = body | {"page": {"limit": limit}}
                cold, answer = await _timed(search, target, page)
                used = time.process_time()
                warm = [(await _timed(search, target, page))[0] for _ in range(_AGAIN)]
                used = (time.process_time() - used) * 1000 / _AGAIN
                walked = await _walk(search, target, page, answer)
        rows.append(
            {
                "search": name,
                "limit": limit,
                "found": len(answer["results"]),
                "first page, cold, ms": cold,
                "first page, warm, ms": statistics.median(warm),
                "of it CPU, ms": used,
                "next pages, ms": walked,
                "RSS, MB": psutil.Process().memory_info().rss / 1e6,
            }
        )
    return rows


def _question(**targets: dict[str, Any]) -> dict[str, Any]:
    return {
        "subject": {"type": "organization", "id": "unit-000000"},
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "resource": {"type": "data_resource", "id": "data-000000"},
        "context": {"purpose": {"within_duties": True, "commercial": False, "matches_stated_use": True}},
    } | targets


async def _timed(search: Search, target: Target, body: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    start = time.perf_counter()
    answer = await search.answer(body, target)
    return (time.perf_counter() - start) * 1000, answer


async def _walk(search: Search, target: Target, body: dict[str, Any], first: dict[str, Any]) -> float:
    """The median of the pages that follow, in ms; they are cold as a page is that nobody has asked for."""
    times, token = [], first["page"]["next_token"]
    for _ in range(_PAGES):
        if not token:
            break
        spent, answer = await _timed(search, target, body | {"page": {"token": token}})
        times.append(spent)
        token = answer["page"]["next_token"]
    return statistics.median(times) if times else float("nan")


if __name__ == "__main__":
    main()
