"""Switches off each statement of the policies in turn and reports which of them nothing misses.

python -m tests.mutation [--regulation ID]… [--shared] [--sample N] [--seed N] [--jobs N]

Exit status: 0 every mutant was killed or is known to be equivalent, 1 some survived, 2 an error.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console
from rich.progress import track

from luling.analysis.checkout import Checkout
from tests.engines import opa_binary
from tests.mutation.equivalent import equivalents
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.trial import Ground, Trial, Verdict
from tests.repository.places import CHECKOUT


def tried(checkout: Checkout, chosen: Sequence[Mutant], jobs: int, *, quiet: bool = False) -> list[Trial]:
    """The trials of the mutants, in their order; each job has a copy of the policies of its own."""
    with tempfile.TemporaryDirectory() as directory, ThreadPoolExecutor(jobs) as pool:
        grounds: SimpleQueue[Ground] = SimpleQueue()
        for number in range(jobs):
            grounds.put(Ground(checkout, Path(directory) / str(number), opa_binary()))

        def try_one(mutant: Mutant) -> Trial:
            ground = grounds.get()
            try:
                return ground.tries(mutant)
            finally:
                grounds.put(ground)

        return list(
            track(
                pool.map(try_one, chosen),
                total=len(chosen),
                description="mutants",
                console=Console(stderr=True),
                disable=quiet or not sys.stderr.isatty(),
            )
        )


def report(trials: Sequence[Trial], seconds: float) -> list[str]:
    """The score for each regulation and the shared policies, and the survivors."""
    known = equivalents()
    lines = []
    for regulation in dict.fromkeys(trial.mutant.regulation for trial in trials):
        own = [trial for trial in trials if trial.mutant.regulation == regulation]
        lines.append(f"{regulation or 'shared':16} {_score(own)}")
        speaking = [trial for trial in own if trial.mutant.speaks]
        if speaking:
            lines.append(f"{'  rules':16} {_score(speaking)}")
    lines.append(f"{'all':16} {_score(trials)}  ({seconds:.0f} s)")
    for trial in trials:
        if trial.verdict is Verdict.survived:
            why = known.get(trial.mutant.key)
            lines.append(f"{'equivalent' if why else 'SURVIVED'}: {trial.mutant.rule.place}: {trial.mutant.key}")
            lines += [f"    {why}"] if why else []
    return lines


def survivors(trials: Sequence[Trial]) -> list[str]:
    """The survivors that are not known to be equivalent."""
    known = equivalents()
    return [
        f"{trial.mutant.rule.place}: {trial.mutant.key}"
        for trial in trials
        if trial.verdict is Verdict.survived and trial.mutant.key not in known
    ]


def _score(trials: Sequence[Trial]) -> str:
    known = equivalents()
    counted = [one for one in trials if one.verdict is not Verdict.survived or one.mutant.key not in known]
    killed = [one for one in counted if one.verdict is not Verdict.survived]
    by_scenario = sum(one.verdict is Verdict.scenario for one in killed)
    share = f"{100 * len(killed) / len(counted):.1f} %" if counted else "-"
    return (
        f"{len(killed)} of {len(counted)} killed ({share}), {by_scenario} of them by scenarios only, "
        f"{len(trials) - len(counted)} equivalent"
    )


def main() -> int:
    """Runs the command; see the module."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--regulation", action="append", choices=list(CHECKOUT.regulations), default=[])
    parser.add_argument("--shared", action="store_true", help="the shared policies")
    parser.add_argument("--sample", type=int, help="so many mutants only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    folders = [*arguments.regulation, *([""] if arguments.shared else [])] or [*CHECKOUT.regulations, ""]
    chosen = [mutant for mutant in mutants(CHECKOUT) if mutant.regulation in folders]
    if arguments.sample is not None and arguments.sample < len(chosen):
        chosen = random.Random(arguments.seed).sample(chosen, arguments.sample)
    start = time.monotonic()
    try:
        trials = tried(CHECKOUT, chosen, arguments.jobs)
    except (OSError, RuntimeError) as error:
        print(f"mutation: {error}", file=sys.stderr)
        return 2
    print(*report(trials, time.monotonic() - start), sep="\n")
    return 1 if survivors(trials) else 0


if __name__ == "__main__":
    sys.exit(main())
