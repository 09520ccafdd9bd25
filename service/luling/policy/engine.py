"""The seam between the service and whatever evaluates Rego: one Protocol, its errors, and the choice by name.

Every engine answers the same question, `data.<entrypoint>` for one input, and fails closed: whatever is not a JSON
object is an `EngineError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

__all__ = [
    "Engine",
    "EngineError",
    "EngineSettings",
    "PolicyError",
    "PolicyProblem",
    "answer_object",
    "answering",
    "chosen",
    "make_engine",
]


class EngineError(Exception):
    """The engine could not answer: an error, an undefined result, a time-out, a panic. Never a permit."""


class Engine(Protocol):
    """Evaluates the entry point of one policy set."""

    name: str

    async def load(self, policies: PolicySet) -> None:
        """Answer by this policy set from now on; atomic.

        Raises:
            PolicyError: the set does not load; the engine goes on answering by the old one.
            EngineError: the engine cannot be reached or used at all.
        """

    async def evaluate(self, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        """The value of an entry point for this input; of the first one where none is named.

        Raises:
            EngineError: there is no such value, or it is no object with something in it.
        """

    async def close(self) -> None:
        """Give up connections and memory; the engine is not used afterwards."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What engines need to know. Times are in seconds.

    `entrypoints` are the rules that answer, without `data.`: every policy set has the first, the others where it has
    their package. `opa_timeout` holds for one evaluation with all its tries,
    `opa_retries` counts the tries after the first, `opa_push_timeout` holds for handing a whole policy set over.
    """

    entrypoints: tuple[str, ...] = ("luling.decision.answer",)
    opa_url: str = "http://127.0.0.1:8181"
    opa_token: str | None = field(default=None, repr=False)
    opa_timeout: float = 1.0
    opa_retries: int = 1
    opa_push_timeout: float = 30.0


def make_engine(name: str, settings: EngineSettings | None = None) -> Engine:
    """The engine called `regorus` (embedded, the default), `opa` (a server) or `regopy` (rego-cpp).

    Raises:
        ValueError: there is no engine of that name, or `opa_url` is no usable address.
        ImportError: the engine's package is not installed.
    """
    settings = settings or EngineSettings()
    # Imported here: each engine brings a large native or HTTP library of which a process needs one.
    match name:
        case "regorus":
            from luling.policy.regorus_engine import RegorusEngine

            return RegorusEngine(settings)
        case "opa":
            from luling.policy.opa_engine import OpaEngine

            return OpaEngine(settings)
        case "regopy":
            from luling.policy.regopy_engine import RegopyEngine

            return RegopyEngine(settings)
    raise ValueError(f"unknown engine `{name}`: it is regorus, opa or regopy")


def answer_object(value: Any) -> dict[str, Any]:
    """What an engine returned, if it is an answer.

    Raises:
        EngineError: it is undefined, empty, or no object.
    """
    if not isinstance(value, dict) or not value:
        raise EngineError(f"the entry point gave no object: `{str(value)[:80]}`")
    return value


def answering(policies: PolicySet, entrypoints: tuple[str, ...]) -> tuple[str, ...]:
    """The entry points that a policy set has. Engines take a missing one for merely undefined, or worse.

    Raises:
        PolicyError: no module has the package of the first one.
    """
    found = tuple(one for one in entrypoints if one.rpartition(".")[0] in policies.packages)
    if entrypoints[0] not in found:
        package = entrypoints[0].rpartition(".")[0]
        raise PolicyError(PolicyProblem("", None, f"no module has the package `{package}` of the entry point"))
    return found


def chosen(answering: tuple[str, ...], entrypoint: str | None) -> str:
    """The entry point to evaluate.

    Raises:
        EngineError: no policy set is loaded, or the loaded one has not this entry point.
    """
    if not answering:
        raise EngineError("no policy set is loaded")
    if entrypoint is None:
        return answering[0]
    if entrypoint not in answering:
        raise EngineError(f"the policies have no entry point `{entrypoint}`")
    return entrypoint
