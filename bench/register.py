"""A large register: import, evaluation of a known resource, a page of a list. `make bench-register`.

Makes a catalogue of `--resources` entries provided by `--organizations` organisations, imports both as an operator
would, and measures on the given database. Memory is that of the measuring process, in MB.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from luling.compliance.admission import Importer
from luling.compliance.entries import stream_entries
from luling.decision.enrichment import Enrichment
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.register.catalogue import record_of, table_form
from luling.register.forms import COLLECTIONS
from luling.register.tables import Resource, Subject
from luling.request.caller import LOCAL
from luling.request.normalisation import utc_text
from luling.request.wording import columns, wire_form
from luling.settings import Settings

_PAGE = 50
_PATTERNS = 40  # entries of which a whole catalogue is made at once
_AT_ONCE = 10_000  # rows handed to the database together


def main() -> None:
    """Measure, and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="database URL, of an empty database (default: SQLite in a temporary file)")
    parser.add_argument("--resources", type=int, default=100_000)
    parser.add_argument("--organizations", type=int, default=2_000)
    parser.add_argument("--again", action="store_true", help="import the same table a second time")
    parser.add_argument("--unchecked", action="store_true", help="write without the check, which takes longest")
    parser.add_argument("--requests", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(arguments, Path(directory)))


async def _measure(arguments: argparse.Namespace, directory: Path) -> None:
    catalogue = tables(directory, arguments.resources, arguments.organizations)
    url = arguments.database or f"sqlite:///{directory / 'luling.db'}"
    with Book(url, migrate=True) as book:
        async with DecisionPoint(Settings(watch=False), register=book.facts) as point:
            _say("memory before, MB", _memory())
            importer = Importer(point, book, COLLECTIONS["resources"], "bench")
            for name, path in catalogue.items():
                if arguments.unchecked:
                    write(book, point, name, path)
                else:
                    await _import(importer, name, path)
            if arguments.again:
                await _import(importer, "resources again", catalogue["resources"])
            _say("memory after, MB", _memory())
            await _decisions(point, book, arguments)
            _pages(book, arguments.resources)


async def _import(importer: Importer, name: str, path: Path) -> None:
    began = time.perf_counter()
    seconds: dict[str, float] = {}

    def stage(called: str, _rows: int) -> None:
        seconds[called] = time.perf_counter() - began

    done = await importer.run([path], accept_violations=True, progress=stage)
    stages = ", ".join(f"{called} until {at:.1f}" for called, at in seconds.items())
    told = f"{done.rows} rows, {done.written} written, {done.unchanged} unchanged, {done.refused} refused; {stages}"
    _say(f"import of {name}, s", time.perf_counter() - began, told)


def write(book: Book, point: DecisionPoint, name: str, path: Path) -> None:
    """Write a table's rows as an import does, in parts of as many, but without checking them."""
    words, law = point.knowledge.vocabulary, point.knowledge.regulations
    collection = COLLECTIONS["resources"]
    form = table_form(collection, words)
    began = time.perf_counter()
    rows = 0
    entries = stream_entries(path, columns(form))
    while part := [record_of(wire_form(one.value, form), collection, words, law) for one in islice(entries, 400)]:
        with book.database.session() as session:
            book.register.put_all(session, part, "bench")
        rows += len(part)
    _say(f"writing of {name} without the check, s", time.perf_counter() - began, f"{rows} rows")


def fill(book: Book, point: DecisionPoint, directory: Path, resources: int, organizations: int) -> None:
    """Put such a catalogue into an empty register at once: the rows that an import makes of some entries, many times.

    Nobody may have the register open: no change is noted.
    """
    words, law = point.knowledge.vocabulary, point.knowledge.regulations
    collection = COLLECTIONS["resources"]
    form = table_form(collection, words)
    patterns: dict[str, list[dict[str, Any]]] = {}
    for name, path in tables(directory, _PATTERNS, 1).items():
        entries = stream_entries(path, columns(form))
        found = [record_of(wire_form(one.value, form), collection, words, law) for one in entries]
        patterns[name] = [one.model_dump(exclude={"row"}) for one in found]
    at = {"revision": 1, "recorded_at": utc_text(dt.datetime.now(dt.UTC)), "recorded_by": "bench"}
    for name, table, number in (("organizations", Subject, organizations), ("resources", Resource, resources)):
        made = (_copy(patterns[name][one % len(patterns[name])] | at, one, organizations) for one in range(number))
        with book.database.session() as session:
            while part := list(islice(made, _AT_ONCE)):
                session.execute(insert(table), part)


def _copy(row: dict[str, Any], number: int, organizations: int) -> dict[str, Any]:
    if "provider" not in row:
        return row | {"id": f"org-{number}", "name": f"第{number}单位"}
    provider = {"provider": f"org-{number % organizations}"}
    described = {name: row[name] | provider for name in ("properties", "entry")}
    return row | provider | described | {"id": f"res-{number:06}", "name": f"第{number}项数据"}


async def _decisions(point: DecisionPoint, book: Book, arguments: argparse.Namespace) -> None:
    chance = random.Random(7)
    chosen = chance.sample(range(arguments.resources), arguments.requests)
    requests = [request(number, number % arguments.organizations) for number in chosen]
    enrichment = Enrichment(book.facts)
    words = point.knowledge.vocabulary
    await point.decide(request(0, 0))

    async def enrich(request: Any) -> Any:
        return await enrichment.enrich(request, words, LOCAL)

    await _timed("facts of a resource that was not asked for before", requests, enrich)
    await _timed("facts of a known one", requests * 20, enrich)
    await _timed("decision, facts known, answer perhaps not", requests, point.decide)
    await _timed("decision, facts and answer known", requests * 4, point.decide)


async def _timed(name: str, requests: list[Any], ask: Callable[[Any], Awaitable[Any]]) -> None:
    times = []
    for request in requests:
        began = time.perf_counter()
        await ask(request)
        times.append(time.perf_counter() - began)
    _say(f"{name}, µs", statistics.median(times) * 1e6, f"p99 {statistics.quantiles(times, n=100)[98] * 1e6:.0f}")


def _pages(book: Book, resources: int) -> None:
    searches: dict[str, dict[str, str]] = {
        "a page": {},
        "of one provider": {"provider": "org-7"},
        "of a class": {"sharing_class": "conditional"},
    }
    for name, filters in searches.items():
        times = []
        for number in range(20):
            after = ("data_resource", f"res-{resources * number // 20:06}")
            began = time.perf_counter()
            with book.database.reading() as session:
                book.register.page(session, Resource, filters, _PAGE, after)
            times.append(time.perf_counter() - began)
        _say(f"list: {name}, {_PAGE} records, ms", statistics.median(times) * 1e3, f"worst {max(times) * 1e3:.1f}")


def request(number: int, organization: int) -> dict[str, Any]:
    """The request of an organisation for a resource, both by their numbers."""
    return {
        "subject": {"type": "organization", "id": f"org-{organization}"},
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "resource": {"type": "data_resource", "id": f"res-{number:06}"},
        "context": {"purpose": {"within_duties": True}},
    }


def tables(directory: Path, resources: int, organizations: int) -> dict[str, Path]:
    """A catalogue as a large city might have it, in the columns of the samples."""
    chance = random.Random(5)
    paths = {"organizations": directory / "organizations.csv", "resources": directory / "resources.csv"}
    with paths["organizations"].open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["编号", "条目类别", "名称", "适用法规", "单位类别", "单位层级", "所在地"])
        for number in range(organizations):
            writer.writerow([f"org-{number}", "单位", f"第{number}单位", "liaoning_2019", "行政机关", "市级", "210100"])
    with paths["resources"].open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            [
                "编号",
                "名称",
                "适用法规",
                "提供单位",
                "分类",
                "数据格式",
                "属性",
                "共享类型",
                "敏感内容",
                "更新周期",
                "提供方式",
            ]
        )
        for number in range(resources):
            shared = chance.choice(["无条件共享", "有条件共享"])
            provider = f"org-{number % organizations}"
            row = [f"res-{number:06}", f"第{number}项数据", "liaoning_2019", provider, "部门信息", "库表", "编号、名称"]
            writer.writerow([*row, shared, chance.choice(["", "个人隐私"]), "每日", "数据交换"])
    return paths


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(name: str, figure: float, more: str = "") -> None:
    print(f"{name:60} {figure:10.1f}  {more}", flush=True)


if __name__ == "__main__":
    main()
