"""Regorus inside the process: the default engine.

What its Python binding (gordon-to-regorus 0.13) does, and what is done about it here:

- an engine may be used only by the thread that made it, anything else panics: the thread is checked first;
- a panic is a `PanicException`, which is no `Exception`: everything is caught but what ends a task or the process;
- after an input that failed to load, it answers for the *previous* input: setting and evaluating are one step, and
  after any failure in it the engine is thrown away for a fresh copy of the compiled one;
- undefined is the text "<undefined>": only an object is an answer;
- an engine dropped on another thread is leaked and complained about: none is left where only the garbage collector
  finds it;
- unsafe variables are found at the first evaluation, not at load: one is made at load;
- it walks through the list of its modules at every look-up: it is given one module a package (`regorus_modules`);
- there is no time limit and the interpreter lock is held throughout: the policies are trusted and have no loops.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from luling.policy.engine import EngineError, EngineSettings, answer_object, answering, chosen
from luling.policy.regorus_modules import Module, gathered
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

# Read once by Rust when the first error is made: backtraces cost time and end up in messages.
os.environ["RUST_BACKTRACE"] = "0"
import regorus

_LOCATED = re.compile(r"--> (?P<file>.+?):(?P<line>\d+):\d+\n.*?^error: (?P<message>.+)", re.MULTILINE | re.DOTALL)
_encode = json.JSONEncoder(allow_nan=False).encode  # stricter than msgspec's: what is no JSON is refused
_ENDINGS = (KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError)


class RegorusEngine:
    """An `Engine` on the thread that first loads a policy set, normally the event loop's."""

    name = "regorus"

    def __init__(self, settings: EngineSettings) -> None:
        self._entrypoints = settings.entrypoints
        self._answering: tuple[str, ...] = ()
        self._modules: dict[str, Module] = {}  # as they were handed over, by name
        self._thread: int | None = None
        self._compiled: Any = None  # never evaluates, so that its copies remember no input
        self._engine: Any = None

    async def load(self, policies: PolicySet) -> None:
        """See `Engine.load`."""
        self._thread = self._thread or threading.get_ident()
        self._check_thread()
        found = answering(policies, self._entrypoints)
        modules = {module.name: module for module in gathered(policies.modules, policies.data)}
        self._compiled = self._compile(policies, found, modules)
        self._engine, self._answering, self._modules = None, found, modules

    async def evaluate(self, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        """See `Engine.evaluate`."""
        self._check_thread()
        rule = f"data.{chosen(self._answering, entrypoint)}"
        # Taken out for the time of use: it comes back only if nothing failed.
        engine, self._engine = self._engine, None
        try:
            engine = engine or self._compiled.clone()
            engine.set_input_json(_encode(document))
            result = msgspec.json.decode(engine.eval_rule_as_json(rule))
        except _ENDINGS:
            raise
        except BaseException as error:
            engine = None  # not left in the frame, see `_compile`
            raise EngineError(f"regorus: {_message(error, self._modules)}") from error
        self._engine = engine
        return answer_object(result)

    async def close(self) -> None:
        """See `Engine.close`. To be called on the engine's own thread, as a native engine is dropped there only."""
        self._compiled = self._engine = None
        self._answering = ()

    def _compile(self, policies: PolicySet, entrypoints: tuple[str, ...], modules: Mapping[str, Module]) -> Any:
        compiled = probe = None
        try:
            # Each file is parsed as it is read: what is wrong with one alone is told of it.
            probe = regorus.Engine()
            for path, text in policies.modules.items():
                with policy_problems(path):
                    probe.add_policy(path, text)
            compiled = regorus.Engine()
            with policy_problems("", modules):
                for module in modules.values():
                    compiled.add_policy(module.name, module.text)
                compiled.add_data_json(json.dumps(policies.data))
                probe = compiled.clone()
                probe.set_input_json("{}")
                for entrypoint in entrypoints:
                    probe.eval_rule_as_json(f"data.{entrypoint}")
            return compiled
        finally:
            # A traceback keeps its frames, and with them an engine that the garbage collector might later drop on
            # another thread.
            compiled = probe = None

    def _check_thread(self) -> None:
        if self._thread is not None and self._thread != threading.get_ident():
            raise EngineError("a regorus engine can be used only by the thread that loaded it")


@contextmanager
def policy_problems(path: str, modules: Mapping[str, Module] | None = None) -> Iterator[None]:
    """Whatever regorus says of a policy, as a problem of it; `path` is the file where it names none, `modules` are
    those that were handed over in another form than they were read."""
    try:
        yield
    except _ENDINGS:
        raise
    except BaseException as error:
        problem = _located(error, modules or {}) or PolicyProblem(path, None, str(error).strip())
        raise PolicyError(problem) from error


def _located(error: BaseException, modules: Mapping[str, Module]) -> PolicyProblem | None:
    """What regorus says, and of which file and line, if it names a place."""
    found = _LOCATED.search(str(error))
    if not found:
        return None
    file, line = found["file"], int(found["line"])
    module = modules.get(file)
    return PolicyProblem(*(module.origin(line) if module else (file, line)), found["message"].strip())


def _message(error: BaseException, modules: Mapping[str, Module]) -> str:
    """An error in one line, with its place if it names one."""
    located = _located(error, modules)
    return str(located) if located else f"{type(error).__name__}: {' '.join(str(error).split())}"
