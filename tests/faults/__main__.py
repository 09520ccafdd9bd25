"""Kills without end: `make faults FAULTS_ARGS="--kills 200 --database postgresql"`.

Starts the service and its database in a directory of its own, has clients ask all the while, kills at random moments
(`tests.faults.kills`) and says whether an answer is missing from the log. Exit status 1 if one is, or if the log does
not verify, or if a client was told anything but an answer or a proper refusal.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.databases import DATABASES, PostgresServer, running_postgres
from tests.faults.clients import Load
from tests.faults.evidence import Account, account_of
from tests.faults.kills import Toll, kill_often, plan
from tests.faults.service import Service, over_postgres


def run(database: str, kills: int, clients: int, seed: int, directory: Path) -> tuple[Toll, Account]:
    """The kills, and what the log and the clients say afterwards."""
    with contextlib.ExitStack() as stack:
        server: PostgresServer | None = None
        environment = {}
        if database == "postgresql":
            server = stack.enter_context(contextlib.contextmanager(running_postgres)())
            environment = over_postgres(server.create())
        service = Service(directory, environment)
        stack.callback(service.kill)
        service.start()
        service.until_ready()
        progress = stack.enter_context(Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()))
        task = progress.add_task(f"kill -9, {database}", total=kills)
        with Load(service.url, clients, seed) as load:
            toll = kill_often(
                service,
                server,
                load,
                plan(database, kills),
                seed,
                lambda toll: progress.update(task, completed=toll.total),
            )
        service.stop()
        return toll, account_of(service, load)


def table(database: str, toll: Toll, account: Account) -> Table:
    """What happened, for people."""
    shown = Table("what", "number", title=f"kill -9 under load, {database}")
    for what, number in {
        **{f"kills: {kind}": count for kind, count in sorted(toll.kills.items())},
        "kills": toll.total,
        "answers read": account.answers,
        "calls refused (503)": account.refused,
        "calls cut off": account.broken,
        "records in the log": account.records,
        "writers": account.writers,
        "ANSWERS NOT IN THE LOG": len(account.lost),
        "FAULTS OF THE CHAIN": len(account.faults),
        "ODD ANSWERS": account.odd.total(),
    }.items():
        shown.add_row(what, f"{number:,}")
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill -9 at random moments under load.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=DATABASES, action="append", help="default: both")
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    fine = True
    for database in arguments.database or DATABASES:
        with tempfile.TemporaryDirectory(prefix="luling-faults-") as name:
            toll, account = run(database, arguments.kills, arguments.clients, arguments.seed, Path(name))
        Console().print(table(database, toll, account), f"seed {arguments.seed}")
        for line in account.complaints:
            print(line)
        fine = fine and not account.complaints
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
