"""Evaluating documents directly with the embedded engine, without a service around it."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from luling.policy.engine import Engine, EngineError, EngineSettings, make_engine
from luling.policy.sources import PolicySet

Document = Mapping[str, Any]
_T = TypeVar("_T")
_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_IMPORT = re.compile(r"^import\s+data\.([\w.]+)", re.MULTILINE)


class Evaluator:
    """Asks one policy set, on the thread that made it. Counts what it has evaluated."""

    def __init__(self, policies: PolicySet, entrypoint: str, regulations: tuple[str, ...]) -> None:
        root = entrypoint.partition(".")[0]
        self._entrypoint = entrypoint
        self._verdicts = {regulation: f"{root}.{regulation}.verdict" for regulation in regulations}
        self.count = 0
        self._policies = policies
        self._engine = _loaded(policies, entrypoint)
        self._narrow: dict[str, Engine] = {}

    def answer(self, document: Document) -> dict[str, Any]:
        """The answer to a request, before message texts and due dates.

        Raises:
            EngineError: there is none.
        """
        self.count += 1
        return _now(self._engine.evaluate(document, self._entrypoint))

    def verdict(self, regulation: str, document: Document) -> dict[str, Any]:
        """Everything that the rules of one regulation say, and the effects that it leaves open.

        Raises:
            EngineError: there is none.
        """
        self.count += 1
        if regulation not in self._narrow:
            name = self._verdicts[regulation]
            self._narrow[regulation] = _loaded(needed(self._policies, name.rpartition(".")[0]), name)
        return _now(self._narrow[regulation].evaluate(document))

    def effect(self, document: Document) -> str:
        """The effect of a request; `error` where there is no answer."""
        try:
            return str(self.answer(document)["effect"])
        except EngineError:
            return "error"


def needed(policies: PolicySet, package: str) -> PolicySet:
    """The policies without the packages that this one does not import, which an engine would carry along in vain."""
    imports = {path: set(_IMPORT.findall(text)) for path, text in policies.modules.items()}
    packages = {path: name for path, text in policies.modules.items() for name in _PACKAGE.findall(text)}
    wanted, waiting = {package}, [package]
    while waiting:
        name = waiting.pop()
        for path, own in packages.items():
            more = imports[path] - wanted if own == name else set()
            wanted |= more
            waiting += more
    return replace(
        policies, modules={path: text for path, text in policies.modules.items() if packages[path] in wanted}
    )


def _loaded(policies: PolicySet, entrypoint: str) -> Engine:
    engine = make_engine("regorus", EngineSettings(entrypoints=(entrypoint,)))
    _now(engine.load(policies))
    return engine


def _now(waiting: Coroutine[Any, Any, _T]) -> _T:
    """The result of a coroutine of the embedded engine, which never waits: an event loop would cost more than it."""
    try:
        waiting.send(None)
    except StopIteration as done:
        result: _T = done.value
        return result
    waiting.close()
    raise EngineError("the embedded engine waits for something")
