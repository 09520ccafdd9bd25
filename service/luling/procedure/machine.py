"""State machines, built from the procedures as data: which acts are possible, and where each of them leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statemachine import StateChart
from statemachine.exceptions import InvalidDefinition
from statemachine.io import create_machine_class_from_definition

from luling.law.procedure import UNOPENED, Procedure
from luling.law.regulation import LawError

Facts = Mapping[str, Any]


@dataclass
class _Case:
    """What a machine runs on: the state of a case."""

    state: str


class Machine:
    """The state machine of one procedure. It keeps no case: a state goes in, a state comes out."""

    def __init__(self, name: str, procedure: Procedure) -> None:
        """Raises `LawError` where the acts do not make a machine: a state that is not there or cannot be reached or
        left, an act that goes on from a final state."""
        self._procedure = procedure
        definition: dict[str, Any] = {UNOPENED: {"initial": True, "on": {}}}
        definition |= {code: {"final": state.final, "on": {}} for code, state in procedure.states.items()}
        for code, act in procedure.acts.items():
            for state in act.from_ or (UNOPENED,):
                if state not in definition or act.to not in definition:
                    raise LawError(f"`{name}`: `{code}` leads from `{state}` to `{act.to}`, one of which is no state")
                definition[state]["on"][code] = [{"target": act.to, "cond": _condition(act.when)}]
        try:
            self._chart: type[StateChart[_Case]] = create_machine_class_from_definition(name, definition)
        except InvalidDefinition as error:
            raise LawError(f"`{name}`: {error}") from error

    def possible(self, state: str, facts: Facts) -> tuple[str, ...]:
        """The acts that are possible in a state (`UNOPENED` before the first) with these facts, in their order."""
        enabled = {event.id for event in self._at(_Case(state)).enabled_events(facts=facts)}
        return tuple(act for act in self._procedure.acts if act in enabled)

    def after(self, state: str, act: str, facts: Facts) -> str:
        """The state after a possible act."""
        case = _Case(state)
        self._at(case).send(act, facts=facts)
        return case.state

    def _at(self, case: _Case) -> StateChart[_Case]:
        return self._chart(case)


def holds(when: Mapping[str, Sequence[str | bool]], facts: Facts) -> bool:
    """Whether every fact that is asked for is known and has one of the values."""
    return all(_has(facts.get(path), values) for path, values in when.items())


def _has(value: Any, wanted: Sequence[str | bool]) -> bool:
    if isinstance(value, list):
        return any(item in wanted for item in value)
    return value in wanted


def _condition(when: Mapping[str, Sequence[str | bool]]) -> Any:
    def condition(facts: Facts) -> bool:
        return holds(when, facts)

    return condition
