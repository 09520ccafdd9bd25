"""Three engines, one law: many made-up requests, and cases of the proven spaces, on regorus, OPA and rego-cpp.

`python -m tests.differential [--questions N] [--share S] [--seed N] [--jobs N]`; exit status 0 where all agree, else 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from rich.progress import track

from tests.differential.comparison import Result, batch, described
from tests.engines import OpaServer, opa_binary

_BATCH = 250
_ENGINES = ("regorus", "opa", "regopy")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--questions", type=int, default=25_000)
    parser.add_argument("--share", type=float, default=0.2, help="share of cases of the proven spaces")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    server, total, started = OpaServer(opa_binary()), Result(), time.monotonic()
    server.start()
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(given.jobs, mp_context=context, max_tasks_per_child=1) as pool:
            waiting = [
                pool.submit(batch, number, _BATCH, given.share, given.seed, _ENGINES, server.url)
                for number in range(-(-given.questions // _BATCH))
            ]
            for done in track(as_completed(waiting), "比较 comparing", total=len(waiting)):
                total.add(done.result())
    finally:
        server.stop()
    for disagreement in total.disagreements[:20]:
        print(described(disagreement))
    print(f"{sum(total.asked.values())} questions to {', '.join(_ENGINES)}: {dict(total.asked)}")
    print(f"answers: {dict(total.answers.most_common())}")
    print(f"disagreements: {len(total.disagreements)}; {time.monotonic() - started:.0f} s, {given.jobs} processes")
    return 1 if total.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
