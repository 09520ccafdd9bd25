"""A proof of the properties over every case of one space, part by part.

Every case of every part is evaluated, with the other parts at their first values; from it come the kinds of reason that
the part contributes. Since the effect follows from the kinds of all reasons together, every combination of such kinds
is evaluated once more, on one case that has it. A property that also asks for facts (a precondition, a graver fact) is
decided in the part where these facts lie, and then combined with what the other parts may contribute.

That parts are independent is the static reading's claim; `Proof.sampled` checks it on whole cases.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from luling.analysis import properties
from luling.analysis.combination import Choice, Explored, fold, pairs, plain
from luling.analysis.demands import Demands, Gravity, Precondition
from luling.analysis.evaluation import Evaluator
from luling.analysis.failures import Failure, shrunk, stated
from luling.analysis.parts import Part, divide
from luling.analysis.properties import Coarse, broken_by, coarse, dead_end, effect_breaks
from luling.analysis.space import Space
from luling.policy.engine import EngineError

_MOST_FAILURES = 3  # of one property, in one space


class Proof:
    """Proves one space. `amounts` are the parameters in fen, `articles` the full citations of the registers."""

    def __init__(
        self,
        space: Space,
        evaluator: Evaluator,
        demands: Demands,
        gravity: Gravity,
        amounts: Mapping[str, int],
        articles: frozenset[str],
    ) -> None:
        self._space = space
        self._evaluator = evaluator
        self._demands = demands
        self._conditions = [one for one in demands.preconditions if space.action in one.actions]
        self._gravity = gravity.graver
        self._amounts = amounts
        self._articles = articles
        together = [self._variables(self._paths(condition)) for condition in self._conditions]
        graver = self._variables(tuple(tuple(one.path.split(".")) for one in self._gravity))
        self.division = divide(space, together, graver)
        self._effects: dict[Coarse, str] = {}
        self._explored: dict[tuple[int, ...], list[Explored]] = {}
        self._found: dict[str, list[Failure]] = {}
        self._broken: set[str] = set()  # preconditions with a counterexample, which need no second one
        self._ended = 0  # walks that ended, since making a case small takes long

    @property
    def failures(self) -> list[Failure]:
        """What was found, at most a few of each property."""
        return [failure for found in self._found.values() for failure in found]

    # Every case

    def whole(self, progress: Callable[[int], None]) -> None:
        """Explore every part under every choice of the fixed facts and combine them."""
        fixed = self.division.fixed
        for choice in itertools.product(*(range(len(self._space.variables[n].values)) for n in fixed)):
            given = dict(zip(fixed, choice, strict=True))
            before = self._evaluator.count
            explored = [self._explore(part, given) for part in self.division.parts]
            self._explored[choice] = explored
            progress(self._evaluator.count - before)
            self._combine(explored, given)

    def _explore(self, part: Part, given: Choice) -> Explored:
        explored = Explored()
        conditions = [
            (number, one)
            for number, one in enumerate(self._conditions)
            if self._lies_in(self._variables(self._paths(one)), part)
        ]
        seen = set()
        for choice in itertools.product(*(range(len(self._space.variables[n].values)) for n in part.variables)):
            mine = given | dict(zip(part.variables, choice, strict=True))
            document = self._space.document(self._case(mine))
            try:
                said = self._evaluator.verdict(self._space.regulation, document)["reasons"]
            except EngineError as error:
                self._fail(properties.TOTALITY, mine, {"error": str(error)})
                continue
            own = [one for one in said if f"{one['code']} {one['article']}" in part.marks]
            kinds = coarse(own)
            explored.kinds[choice] = kinds
            explored.first.setdefault(kinds, mine)
            for number, condition in conditions:
                if condition.broken(document, self._amounts):
                    explored.broken.setdefault(number, {}).setdefault(kinds, mine)
            if ("refer", True) in kinds:
                exact = json.dumps(sorted(json.dumps(one, sort_keys=True) for one in own))
                if exact not in seen:
                    seen.add(exact)
                    explored.referring.append((kinds, mine))
        return explored

    def _combine(self, explored: list[Explored], given: Choice) -> None:
        for kinds, choice in fold([one.first for one in explored], given).items():
            self._effect(kinds, choice)
        for place, one in enumerate(explored):
            others = fold([other.first for n, other in enumerate(explored) if n != place], given)
            for number, broken in one.broken.items():
                for kinds, choice in fold([broken, others], given).items():
                    if self._effects.get(kinds) == "permit":
                        self._precondition_broken(self._conditions[number], choice)
            self._graver(self.division.parts[place], one, others, given)
            for kinds, choice in one.referring:
                self._leads_on(kinds, choice, others)

    def _effect(self, kinds: Coarse, choice: Choice) -> None:
        case = self._case(choice)
        try:
            answer = self._evaluator.answer(self._space.document(case))
        except EngineError as error:
            self._fail(properties.TOTALITY, choice, {"error": str(error)})
            return
        effect = str(answer["effect"])
        if self._effects.setdefault(kinds, effect) != effect:
            self._fail(properties.DIVISION, choice, {})
        for name in {*broken_by(answer, self._articles), *effect_breaks(kinds, effect)}:
            self._fail(name, choice, {})

    def _precondition_broken(self, condition: Precondition, choice: Choice) -> None:
        def fails(case: Sequence[int]) -> bool:
            document = self._space.document(case)
            return condition.broken(document, self._amounts) and self._evaluator.effect(document) == "permit"

        case = self._case(choice)
        if condition.id in self._broken:
            return
        self._broken.add(condition.id)
        if not fails(case):
            self._fail(properties.DIVISION, choice, {})
            return
        note = {"precondition": condition.id, "zh": condition.title.zh, "en": condition.title.en}
        self._fail(properties.PRECONDITIONS, self._choice(shrunk(case, fails)), note, condition.article)

    def _graver(self, part: Part, explored: Explored, others: Mapping[Coarse, Choice], given: Choice) -> None:
        for graver in self._gravity:
            place = self._space.index(tuple(graver.path.split(".")))
            if place is None or place not in part.variables:
                continue
            at, values = part.variables.index(place), self._space.variables[place].values
            for pair, choice in pairs(at, values, explored, graver.worsened).items():
                for rest, other in others.items():
                    effects = [self._effects.get(kinds | rest) for kinds in pair]
                    if effects == ["deny", "permit"]:
                        mine = given | other | dict(zip(part.variables, choice, strict=True))
                        self._fail(properties.MONOTONICITY, mine, {"zh": graver.title.zh, "en": graver.title.en})

    def _leads_on(self, kinds: Coarse, choice: Choice, others: Mapping[Coarse, Choice]) -> None:
        referred = [(rest, other) for rest, other in others.items() if self._effects.get(kinds | rest) == "refer"]
        # The other parts as they are where nothing of theirs stands in the way: then only these steps are open.
        for _, other in sorted(referred, key=lambda one: (("permit", True) not in one[0], len(one[0])))[:1]:
            self._walk(other | choice)

    def _walk(self, choice: Choice) -> None:
        def fails(case: Sequence[int]) -> bool:
            document = self._space.document(case)
            if self._evaluator.effect(document) != "refer":
                return False
            return dead_end(document, self._demands.steps, self._evaluator) is not None

        case = self._case(choice)
        if self._ended < _MOST_FAILURES and fails(case):
            self._ended += 1
            case = shrunk(case, fails)
            end = dead_end(self._space.document(case), self._demands.steps, self._evaluator)
            assert end is not None
            steps = ", ".join(step["code"] for step in end[1].get("next_steps", ()))
            self._fail(properties.STEPS, self._choice(case), {"end": str(end[1]["effect"]), "steps": steps})

    # Samples

    def sampled(self, number: int, seed: int, progress: Callable[[int], None]) -> None:
        """Check whole cases drawn at random: by themselves, and after `whole` against what the parts promise."""
        chance = random.Random(f"{seed} {self._space.regulation} {self._space.action}")  # noqa: S311
        for _ in range(number):
            case = [chance.randrange(len(variable.values)) for variable in self._space.variables]
            self._check(case)
            progress(1)

    def _check(self, case: Sequence[int]) -> None:
        choice = self._choice(case)
        document = self._space.document(case)
        try:
            answer = self._evaluator.answer(document)
        except EngineError as error:
            self._fail(properties.TOTALITY, choice, {"error": str(error)})
            return
        for name in set(broken_by(answer, self._articles)):
            self._fail(name, choice, {})
        if answer["effect"] == "permit":
            for condition in self._conditions:
                if condition.broken(document, self._amounts):
                    self._precondition_broken(condition, choice)
        if answer["effect"] == "deny":
            self._never_milder(case)
        if answer["effect"] == "refer":
            self._walk(choice)
        if self._explored and self._promised(case) != answer["effect"]:
            self._fail(properties.DIVISION, choice, {})

    def _never_milder(self, case: Sequence[int]) -> None:
        for graver in self._gravity:
            place = self._space.index(tuple(graver.path.split(".")))
            if place is None:
                continue
            values = self._space.variables[place].values
            for number, value in enumerate(values):
                after = [*case[:place], number, *case[place + 1 :]]
                worse = graver.worsened(plain(values[case[place]]), plain(value))
                if worse and self._evaluator.effect(self._space.document(after)) == "permit":
                    note = {"zh": graver.title.zh, "en": graver.title.en}
                    self._fail(properties.MONOTONICITY, self._choice(case), note)

    def _promised(self, case: Sequence[int]) -> str | None:
        explored = self._explored[tuple(case[n] for n in self.division.fixed)]
        kinds = frozenset[tuple[str, bool]]()
        for part, one in zip(self.division.parts, explored, strict=True):
            kinds |= one.kinds[tuple(case[n] for n in part.variables)]
        return self._effects.get(kinds)

    # Places

    def _paths(self, condition: Precondition) -> tuple[tuple[str, ...], ...]:
        return (*condition.when.paths(), *(path for one in condition.needs for path in one.paths()))

    def _variables(self, paths: Sequence[tuple[str, ...]]) -> frozenset[int]:
        return frozenset(
            number
            for number, variable in enumerate(self._space.variables)
            if any(variable.path[: len(path)] == path for path in paths)
        )

    def _lies_in(self, variables: frozenset[int], part: Part) -> bool:
        unfixed = variables - set(self.division.fixed)
        return bool(unfixed & set(part.variables)) if unfixed else not part.variables

    def _case(self, choice: Choice) -> list[int]:
        return [choice.get(number, 0) for number in range(len(self._space.variables))]

    def _choice(self, case: Sequence[int]) -> Choice:
        return dict(enumerate(case))

    def _fail(self, name: str, choice: Choice, note: Mapping[str, str], article: str | None = None) -> None:
        found = self._found.setdefault(name, [])
        case = self._case(choice)
        facts = stated(self._space, case)
        if len(found) >= _MOST_FAILURES or any(one.facts == facts and one.note == note for one in found):
            return
        try:
            answer: Mapping[str, Any] = self._evaluator.answer(self._space.document(case))
        except EngineError as error:
            answer = {"error": str(error)}
        cited = {f"{self._space.regulation}/{article}"} if article else set()
        cited |= {reason["article"] for reason in answer.get("reasons", ())}
        found.append(
            Failure(name, self._space.regulation, self._space.action, facts, answer, note, tuple(sorted(cited)))
        )
