"""Decisions over HTTP: luling beside OPA's REST server, with the same policies, requests and machine.

    make bench                                   everything, about ten minutes
    make bench HTTP_ARGS=--brief                 only the runs that the targets are about
    python -m bench.http --seconds 3 --brief     the runs that the targets are about
    python -m bench.http --plot DIRECTORY        also charts: rates.svg, latencies.svg

wrk asks (Debian: `apt install wrk`). luling runs as `luling serve`: 1 and 2 workers, 1, 8 and 32 connections, single
requests and batches of 100, with the evidence log (SQLite, durable) and without, with a warm memory and with none, so
that the engine answers each request as if it were the first of its kind. OPA has no batches. Ratios hold within one
run.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from bench.workload import varied
from luling.decision.knowledge import Knowledge
from luling.policy.sources import read_policy_set
from luling.request.normalisation import normalise
from luling.settings import Settings
from tests.engines import OpaServer, free_port

_SCRIPT = Path(__file__).with_name("requests.lua")
_BATCH = 100
_REQUESTS = 1_000
_WARMING = 2  # seconds before each run
_PATIENCE = 60  # seconds for a server to start


@dataclass(frozen=True, slots=True)
class Run:
    """One run of wrk: decisions a second, latency of a call in ms, CPU seconds of the server for 1,000 decisions, its
    memory in MB, and calls that failed."""

    server: str
    connections: int
    batch: int
    rate: float
    p50: float
    p99: float
    cpu: float
    memory: float
    failed: int


@contextlib.contextmanager
def luling(workers: int, directory: Path, *, log: bool, memory: bool) -> Iterator[tuple[psutil.Process, str]]:
    """A running service and its address."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    environment = os.environ | {
        "LULING_IDENTITY": "none",
        "LULING_DATABASE": f"sqlite:///{directory / 'luling.db'}",
        "LULING_EVIDENCE": f"sqlite:///{directory / 'evidence.db'}" if log else "off",
        "LULING_EVIDENCE_KEYS": str(directory / "keys"),
        "LULING_MEMORY": "50000" if memory else "0",
        "LULING_WATCH": "false",
    }
    command = [sys.executable, "-m", "luling.cli", "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + _PATIENCE
            while not _answers(f"{url}/health/live"):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("luling did not start")
                time.sleep(0.1)
            yield psutil.Process(process.pid), url
        finally:
            process.terminate()


@contextlib.contextmanager
def opa(binary: str, directory: Path) -> Iterator[tuple[psutil.Process, str]]:
    """An OPA server that holds the policies, and its address."""
    settings = Settings()
    policies = read_policy_set(settings.rules, settings.policies)
    for path, text in policies.modules.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    (directory / "data.json").write_text(json.dumps(policies.data), encoding="utf-8")
    server = OpaServer(binary, str(directory))
    server.start()
    try:
        yield psutil.Process(server._process.pid), server.url  # type: ignore[union-attr]
    finally:
        server.stop()


def ask(server: psutil.Process, name: str, url: str, bodies: Path, connections: int, batch: int, seconds: int) -> Run:
    """One run of wrk after a short one that warms everything up: memory, and what is known of the register."""
    command = ["wrk", "-t1", f"-c{connections}", f"-s{_SCRIPT}", url, "--", str(bodies)]
    subprocess.run([*command[:1], f"-d{_WARMING}s", *command[1:]], check=True, capture_output=True)
    before = _cpu(server)
    done = subprocess.run([*command[:1], f"-d{seconds}s", *command[1:]], check=True, capture_output=True, text=True)
    used = _cpu(server) - before
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    calls, duration, p50, p99, failed = map(int, line.split()[1:])
    memory = sum(one.memory_info().rss for one in _family(server)) / 1e6
    decisions = calls * batch
    rate = decisions / (duration / 1e6)
    return Run(name, connections, batch, rate, p50 / 1000, p99 / 1000, used / decisions * 1000, memory, failed)


def run(seconds: int, *, brief: bool) -> list[Run]:
    """All runs; `brief`: 32 connections only, and of the log and the memory what the targets are about."""
    binary = shutil.which("opa")
    if binary is None or shutil.which("wrk") is None:
        sys.exit("opa (`make tools`) and wrk (Debian: `apt install wrk`) must be on the path")
    connections = (32,) if brief else (1, 8, 32)
    found = []
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        single, batches, inputs = _bodies(directory)
        (directory / "policies").mkdir()
        with opa(binary, directory / "policies") as (process, url):
            path = f"{url}/v1/data/luling/decision/answer"
            found += [ask(process, "opa", path, inputs, number, 1, seconds) for number in connections]
        for workers in (2,) if brief else (1, 2):
            for log, memory in ((True, True), (False, True), *(() if brief else ((True, False), (False, False)))):
                title = f"luling ×{workers}{', log' if log else ''}{'' if memory else ', no memory'}"
                own = directory / f"{workers}-{log}-{memory}"
                own.mkdir()
                with luling(workers, own, log=log, memory=memory) as (process, url):
                    for number in connections:
                        path = f"{url}/access/v1/evaluation"
                        found.append(ask(process, title, path, single, number, 1, seconds))
                        found.append(ask(process, title, f"{path}s", batches, number, _BATCH, seconds))
    return found


def table(runs: list[Run]) -> Table:
    """The runs; the ratio is to OPA with as many connections."""
    base = {one.connections: one.rate for one in runs if one.server == "opa"}
    shown = Table(title="over HTTP")
    for heading in (
        "server",
        "connections",
        "batch",
        "decisions/s",
        "× opa",
        "p50 ms",
        "p99 ms",
        "CPU s/1000",
        "MB",
        "failed",
    ):
        shown.add_column(heading, justify="left" if heading == "server" else "right")
    for one in runs:
        ratio = f"{one.rate / base[one.connections]:.1f}"
        figures = (f"{one.rate:,.0f}", ratio, f"{one.p50:.1f}", f"{one.p99:.1f}", f"{one.cpu:.3f}", f"{one.memory:.0f}")
        shown.add_row(one.server, str(one.connections), str(one.batch), *figures, str(one.failed))
    return shown


def plot(runs: list[Run], directory: Path) -> None:
    """Charts of the runs as SVG: `rates.svg` and `latencies.svg`, a bar for each server and kind of load."""
    import pygal

    kinds = list(dict.fromkeys((one.connections, one.batch) for one in runs))
    labels = [f"{connections} × {batch}" for connections, batch in kinds]
    figures: dict[str, tuple[str, Callable[[Run], float]]] = {
        "rates": ("decisions a second · 每秒裁决", lambda one: one.rate),
        "latencies": ("p99 of a call, ms · 第99百分位, 毫秒", lambda one: one.p99),
    }
    directory.mkdir(parents=True, exist_ok=True)
    for name, (title, figure) in figures.items():
        chart = pygal.Bar(
            title=title,
            x_title="connections × decisions a call · 连接 × 每次裁决",
            logarithmic=True,
            legend_at_bottom=True,
            legend_at_bottom_columns=3,
            width=1000,
            height=700,
            js=(),
        )
        chart.x_labels = labels
        for server in dict.fromkeys(one.server for one in runs):
            found = {(one.connections, one.batch): figure(one) for one in runs if one.server == server}
            chart.add(server, [found.get(kind) for kind in kinds])
        chart.render_to_file(str(directory / f"{name}.svg"))


def _bodies(directory: Path) -> tuple[Path, Path, Path]:
    """Files of single requests, of batches, and of OPA inputs, which are the same requests normalised."""
    requests = varied(_REQUESTS)
    vocabulary, now = Knowledge.read(Settings().rules).vocabulary, dt.datetime.now(dt.UTC)
    groups = [requests[place : place + _BATCH] for place in range(0, _REQUESTS, _BATCH)]
    return (
        _file(directory / "single", requests),
        _file(directory / "batches", [{"evaluations": group} for group in groups]),
        _file(directory / "inputs", [{"input": normalise(one, vocabulary, now)} for one in requests]),
    )


def _file(path: Path, bodies: list[Any]) -> Path:
    path.write_text("".join(json.dumps(body, ensure_ascii=False) + "\n" for body in bodies), encoding="utf-8")
    return path


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _cpu(process: psutil.Process) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in _family(process))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description="Decisions over HTTP, luling beside OPA.")
    parser.add_argument("--seconds", type=int, default=6, help="of each run")
    parser.add_argument("--brief", action="store_true", help="only what the targets are about")
    parser.add_argument("--plot", type=Path, metavar="DIRECTORY", help="write charts as SVG")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    runs = run(arguments.seconds, brief=arguments.brief)
    if arguments.json:
        for one in runs:
            print(json.dumps({name: getattr(one, name) for name in Run.__slots__}))
    else:
        Console(width=140).print(table(runs))
    if arguments.plot:
        plot(runs, arguments.plot)


if __name__ == "__main__":
    main()
