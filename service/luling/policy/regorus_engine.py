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

from luling.policy.engine import EngineError, EngineSettings, answer_object, answering, chosen
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

# Read once by Rust when the first error is made: backtraces cost time and end up in messages.
os.environ["RUST_BACKTRACE"] = "0"
import regorus

_LOCATED = re.compile(r"--> (?P<file>.+?):(?P<line>\d+):\d+\n.*?^error: (?P<message>.+)", re.MULTILINE | re.DOTALL)
_ENDINGS = (KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError)


class RegorusEngine:
    """An `Engine` on the thread that first loads a policy set, normally the event loop's."""

    name = "regorus"

    def __init__(self, settings: EngineSettings) -> None:
        self._entrypoints = settings.entrypoints
        self._answering: tuple[str, ...] = ()
        self._thread: int | None = None
        self._compiled: Any = None  # never evaluates, so that its copies remember no input
        self._engine: Any = None

    async def load(self, policies: PolicySet) -> None:
        """See `Engine.load`."""
        self._thread = self._thread or threading.get_ident()
        self._check_thread()
        found = answering(policies, self._entrypoints)
        self._compiled = self._compile(policies, found)
        self._engine, self._answering = None, found

    async def evaluate(self, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        """See `Engine.evaluate`."""
        self._check_thread()
        rule = f"data.{chosen(self._answering, entrypoint)}"
        # Taken out for the time of use: it comes back only if nothing failed.
        engine, self._engine = self._engine, None
        try:
            engine = engine or self._compiled.clone()
            engine.set_input_json(json.dumps(document, allow_nan=False))
            result = json.loads(engine.eval_rule_as_json(rule))
        except _ENDINGS:
            raise
        except BaseException as error:
            engine = None  # not left in the frame, see `_compile`
            raise EngineError(f"regorus: {_message(error)}") from error
        self._engine = engine
        return answer_object(result)

    async def close(self) -> None:
        """See `Engine.close`. To be called on the engine's own thread, as a native engine is dropped there only."""
        self._compiled = self._engine = None
        self._answering = ()

    def _compile(self, policies: PolicySet, entrypoints: tuple[str, ...]) -> Any:
        compiled = probe = None
        try:
            compiled = regorus.Engine()
            for path, text in policies.modules.items():
                with policy_problems(path):
                    compiled.add_policy(path, text)
            with policy_problems(""):
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
def policy_problems(path: str) -> Iterator[None]:
    """Whatever regorus says of a policy, as a problem of it; `path` is the file where it names none."""
    try:
        yield
    except _ENDINGS:
        raise
    except BaseException as error:
        found = _LOCATED.search(str(error))
        if found:
            problem = PolicyProblem(found["file"], int(found["line"]), found["message"].strip())
        else:
            problem = PolicyProblem(path, None, str(error).strip())
        raise PolicyError(problem) from error


def _message(error: BaseException) -> str:
    """An error in one line, with its place if it names one."""
    found = _LOCATED.search(str(error))
    if found:
        return f"{found['file']}:{found['line']}: {found['message'].strip()}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
