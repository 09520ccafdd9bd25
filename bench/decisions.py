"""What a decision costs in process: the engine itself, a decision with a cold memory, and one with a warm memory.

    make bench                                   with the others
    python -m bench.decisions --rounds 50 --json

They take turns on the same request, so that a busy machine slows all of them alike: the ratios hold within one run,
the microseconds only for this machine. Requests differ in ids and times. Nothing is recorded.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import gc
import json
import statistics
import time
from collections.abc import Awaitable, Callable

from rich.console import Console
from rich.table import Table

from bench.workload import samples, varied
from luling.decision.point import DecisionPoint
from luling.request.normalisation import normalise
from luling.settings import Settings


async def measure(rounds: int) -> dict[str, list[float]]:
    """Microseconds of each decision, by what was measured."""
    times: dict[str, list[float]] = {"engine": [], "cold": [], "warm": [], "warm, as JSON": []}

    async def timed(name: str, act: Callable[[], Awaitable[object]]) -> None:
        started = time.perf_counter_ns()
        await act()
        times[name].append((time.perf_counter_ns() - started) / 1000)

    async with DecisionPoint(Settings(watch=False)) as point:
        memory = point.memory
        assert memory is not None
        now = dt.datetime.now(dt.UTC)

        async def answered(request: object) -> bytes:
            return (await point.answer(request)).json()

        requests = varied(len(samples()) * rounds)
        gc.disable()
        for request in requests:
            document = normalise(request, point.knowledge.vocabulary, now)
            await timed("engine", lambda document=document: point.store.engine.evaluate(document))
            memory.clear()
            await timed("cold", lambda request=request: point.decide(request))
        for request in requests:
            await point.decide(request)
        for request in requests:
            await timed("warm", lambda request=request: point.decide(request))
            await timed("warm, as JSON", lambda request=request: answered(request))
        gc.enable()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description="Time of a decision in process, cold and warm, beside the engine's.")
    parser.add_argument("--rounds", type=int, default=20, help="how often every sample is decided")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    times = asyncio.run(measure(arguments.rounds))
    base = statistics.median(times["engine"])
    shown = Table(title="one decision, µs")
    for heading in ("", "decisions", "median", "p99", "× engine"):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, taken in times.items():
        median = statistics.median(taken)
        p99 = statistics.quantiles(taken, n=100, method="inclusive")[98]
        shown.add_row(name, str(len(taken)), f"{median:,.1f}", f"{p99:,.1f}", f"{median / base:.3f}")
        if arguments.json:
            print(json.dumps({"measured": name, "median": median, "p99": p99, "ratio": median / base}))
    if not arguments.json:
        Console().print(shown)


if __name__ == "__main__":
    main()
