"""The properties over every case, or over a sample of them, of each regulation and action, on several cores."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from luling.analysis.dates import faults
from luling.analysis.demands import Demands, Gravity, read_demands, read_gravity
from luling.analysis.evaluation import Evaluator
from luling.analysis.failures import Failure
from luling.analysis.proof import Proof
from luling.analysis.properties import TIME
from luling.analysis.space import Space, Spaces
from luling.decision.knowledge import Knowledge
from luling.policy.sources import PolicySet, read_policy_set
from luling.policy.syntax import parse

MOST_EVALUATIONS = 2_000_000  # for one space; a larger one is sampled, and said not to be proven
_CROSS_CHECK = 200  # whole cases by which a division is checked


@dataclass(frozen=True, slots=True)
class Plan:
    """What is verified. `sample` is the number of cases drawn from each space, None means every case."""

    rules: Path
    policies: Path
    entrypoint: str
    regulations: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for one space. `cases` is its size, `evaluated` how often the policies were asked, `seconds` the
    time of one core."""

    regulation: str
    action: str
    cases: int
    evaluated: int
    seconds: float
    proven: bool
    facts: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of all spaces, what was found about time, and the seconds of the clock."""

    outcomes: tuple[Outcome, ...]
    dates: tuple[Failure, ...]
    seconds: float
    revision: str = field(default="")

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that was found."""
        return (*self.dates, *(failure for outcome in self.outcomes for failure in outcome.failures))

    @property
    def sound(self) -> bool:
        """Whether nothing was found but what the register records as a defect of the source."""
        return all(failure.recorded for failure in self.failures)


class Verification:
    """One policy set, read once in each process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.policies: PolicySet = read_policy_set(plan.rules, plan.policies)
        self.knowledge = Knowledge.read(plan.rules)
        self._spaces = Spaces(self.policies, parse(self.policies), self.knowledge, plan.entrypoint)
        self._gravity: Gravity = read_gravity(plan.rules)
        self._demands: dict[str, Demands] = {}
        self._evaluator: Evaluator | None = None
        self._articles = frozenset(
            f"{regulation}/{eid}"
            for regulation, register in self.knowledge.articles.items()
            for row in register
            for eid in (row.id, *row.provisions)
        )

    def units(self) -> list[tuple[str, str]]:
        """The regulations and actions to be verified."""
        regulations = self.plan.regulations or tuple(self.knowledge.regulations)
        actions = self.plan.actions or tuple(self.knowledge.vocabulary.actions)
        return [(regulation, action) for regulation in regulations for action in actions]

    def space(self, regulation: str, action: str) -> Space:
        """The space of a regulation and an action."""
        return self._spaces.of(regulation, action)

    def proof(self, regulation: str, action: str) -> Proof:
        """The proof of a space, with nothing explored yet."""
        if self._evaluator is None:
            self._evaluator = Evaluator(self.policies, self.plan.entrypoint, tuple(self.knowledge.regulations))
        amounts = {
            name: parameter["values"][-1]["value"]
            for name, parameter in self.policies.data["law"][regulation]["parameters"].items()
            if parameter["unit"] == "yuan"
        }
        return Proof(
            self.space(regulation, action),
            self._evaluator,
            self._demanded(regulation),
            self._gravity,
            amounts,
            self._articles,
        )

    def _demanded(self, regulation: str) -> Demands:
        if regulation not in self._demands:
            self._demands[regulation] = read_demands(self.plan.rules, regulation)
        return self._demands[regulation]

    def outcome(self, regulation: str, action: str) -> Outcome:
        """Verify one space."""
        started, proof = time.monotonic(), self.proof(regulation, action)
        assert self._evaluator is not None
        space, before = self.space(regulation, action), self._evaluator.count
        proven = self.plan.sample is None and proof.division.evaluations(space) <= MOST_EVALUATIONS
        if proven:
            proof.whole(lambda _: None)
        sample = _CROSS_CHECK if proven else self.plan.sample if self.plan.sample is not None else MOST_EVALUATIONS
        proof.sampled(min(sample, space.size), self.plan.seed, lambda _: None)
        return Outcome(
            regulation,
            action,
            space.size,
            self._evaluator.count - before,
            time.monotonic() - started,
            proven,
            len(space.variables),
            tuple(proof.failures),
        )

    def dates(self) -> Iterator[Failure]:
        """What is wrong with the time of the law as data."""
        for regulation in self.plan.regulations or tuple(self.knowledge.regulations):
            for place in faults(self.policies.data["law"][regulation]):
                yield Failure(
                    TIME, regulation, note={"zh": f"时间空缺或者重叠: {place}", "en": f"gap or overlap: {place}"}
                )
            law = self.knowledge.regulations[regulation]
            if law.effective.from_ is None:
                known = self._demanded(regulation).undated is not None
                article = f"{regulation}/{law.effective_article}"
                lacking = {"zh": "原文缺施行日期", "en": "the source lacks the effective date"}
                yield Failure(TIME, regulation, note=lacking, articles=(article,), recorded=known)


def verify(plan: Plan, jobs: int, done: Callable[[Outcome], None]) -> Report:
    """Verify everything that the plan names, the largest spaces first; `done` hears of each outcome.

    Raises:
        PolicyError, LawError: rules or policies do not load.
        SyntaxUnknownError: the policies use a construct that the reading does not know.
    """
    started, verification = time.monotonic(), Verification(plan)
    units = sorted(verification.units(), key=lambda unit: -verification.space(*unit).size)
    outcomes = []
    for outcome in _run(plan, verification, units, jobs):
        outcomes.append(outcome)
        done(outcome)
    outcomes.sort(key=lambda one: _place(verification.units(), one))
    return Report(
        tuple(outcomes), tuple(verification.dates()), time.monotonic() - started, verification.policies.revision
    )


def _place(units: Sequence[tuple[str, str]], outcome: Outcome) -> int:
    return units.index((outcome.regulation, outcome.action))


def _run(plan: Plan, here: Verification, units: Iterable[tuple[str, str]], jobs: int) -> Iterator[Outcome]:
    if jobs == 1:
        for unit in units:
            yield here.outcome(*unit)
        return
    # A fresh interpreter for each process: an engine belongs to the thread that made it.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=(plan,)) as pool:
        for waiting in as_completed([pool.submit(_outcome, *unit) for unit in units]):
            yield waiting.result()


_here: list[Verification] = []


def _prepare(plan: Plan) -> None:
    _here[:] = [Verification(plan)]


def _outcome(regulation: str, action: str) -> Outcome:
    return _here[0].outcome(regulation, action)
