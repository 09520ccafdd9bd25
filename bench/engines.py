"""How long one evaluation takes, per engine and regulation, over the samples.

    make bench                                  every engine, the table in the terminal
    make bench BENCH_ARGS="--rounds 200"        more rounds
    make bench BENCH_ARGS="--engine regorus --json"

Each sample is normalised once; only `Engine.evaluate` is measured, the way from a Python dictionary to a Python
dictionary. The engines take turns within every round, so that a busy machine slows all of them alike and their ratios
can be compared within one run; absolute times cannot be compared between machines.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import gc
import json
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from luling.decision.knowledge import Knowledge
from luling.policy.engine import Engine, EngineSettings, make_engine
from luling.policy.sources import read_policy_set
from luling.request.normalisation import normalise
from luling.settings import Settings
from tests.engines import OpaServer

ENGINES = ("regorus", "opa", "regopy")
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_WARM_UP = 3  # rounds that are not counted


@dataclass(frozen=True, slots=True)
class Times:
    """Times of evaluations in microseconds, and of them the median and the 99th percentile."""

    engine: str
    regulation: str
    microseconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.microseconds)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.microseconds, n=100, method="inclusive")[98]


def documents(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """The samples as the policies see them, by the file's name, which is the regulation's."""
    vocabulary = Knowledge.read(settings.rules).vocabulary
    now = dt.datetime.now(dt.UTC)
    found = {}
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found[path.stem] = [normalise(json.loads(line), vocabulary, now) for line in lines if line.strip()]
    return found


async def measure(engines: Sequence[Engine], samples: dict[str, list[dict[str, Any]]], rounds: int) -> list[Times]:
    """The times of every engine over every sample, the engines taking turns."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    gc.disable()
    for number in range(-_WARM_UP, rounds):
        for regulation, requests in samples.items():
            for engine in engines:
                for document in requests:
                    started = time.perf_counter_ns()
                    await engine.evaluate(document)
                    taken = (time.perf_counter_ns() - started) / 1000
                    if number >= 0:
                        times[engine.name, regulation].append(taken)
        gc.collect()
    gc.enable()
    return [Times(engine, regulation, tuple(taken)) for (engine, regulation), taken in times.items()]


async def run(names: Sequence[str], rounds: int) -> list[Times]:
    """Loads the policies of the checkout into each engine and measures them; OPA is a server of its own."""
    settings = Settings()
    policies = read_policy_set(settings.rules, settings.policies)
    async with contextlib.AsyncExitStack() as stack:
        engines = []
        for name in names:
            choice = EngineSettings(opa_timeout=10)
            if name == "opa":
                binary = shutil.which("opa")
                if binary is None:
                    sys.stderr.write("opa is not on the path (`make tools`): not measured\n")
                    continue
                server = OpaServer(binary)
                server.start()
                stack.callback(server.stop)
                choice = EngineSettings(opa_url=server.url, opa_timeout=10)
            engine = make_engine(name, choice)
            stack.push_async_callback(engine.close)
            await engine.load(policies)
            engines.append(engine)
        return await measure(engines, documents(settings), rounds)


def table(times: Sequence[Times]) -> Table:
    """The times side by side; the ratio is that of the medians to the first engine's."""
    base = {row.regulation: row.median for row in reversed(times) if row.engine == times[0].engine}
    shown = Table(title="one evaluation, µs")
    for heading in ("regulation", "engine", "evaluations", "median", "p99", f"× {times[0].engine}"):
        shown.add_column(heading, justify="left" if heading in ("regulation", "engine") else "right")
    for row in sorted(times, key=lambda row: row.regulation):
        shown.add_row(
            row.regulation,
            row.engine,
            str(len(row.microseconds)),
            f"{row.median:,.0f}",
            f"{row.p99:,.0f}",
            f"{row.median / base[row.regulation]:.2f}",
        )
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description="Time of one evaluation per engine and regulation.")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="measure only this one (may be repeated)")
    parser.add_argument("--rounds", type=int, default=100, help="how often every sample is evaluated")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    times = asyncio.run(run(arguments.engine or ENGINES, arguments.rounds))
    if arguments.json:
        for row in times:
            print(
                json.dumps({"engine": row.engine, "regulation": row.regulation, "median": row.median, "p99": row.p99})
            )
    else:
        Console().print(table(times))


if __name__ == "__main__":
    main()
