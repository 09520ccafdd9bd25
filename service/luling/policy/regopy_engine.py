"""rego-cpp inside the process: the third engine, there to check the other two.

What its Python binding (regopy 1.5) does, and what is done about it here:

- a query compiles the policies every time unless they are built into a bundle with an entry point;
- an input handed over as a Python value is not the same value inside: text is cut at NUL and its quotes and backslashes
  are not escaped, whole numbers wrap at 64 bits. Handed over as a term, which JSON is, it arrives whole, provided that
  only what must be escaped is: rego-cpp compares texts as they are written, so "\\u5f8b" is not "律";
- it reads any Rego term, not only JSON, and answers errors in the place of values: an output that is not JSON is an
  error;
- it finds unsafe variables undefined and prints some errors to standard output: `opa check` is the gate for policies.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from typing import Any

from regopy import Interpreter
from regopy.rego_shared import RegoError

from luling.policy.engine import EngineError, EngineSettings, answer_object, answering, chosen
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

_OFFSET = re.compile(r"\(error \d+:[^|]+\|(\d+)\|")
_MESSAGE = re.compile(r"\(errormsg \d+:([^)]*)\)")


class RegopyEngine:
    """An `Engine` on the thread that first loads a policy set."""

    name = "regopy"

    def __init__(self, settings: EngineSettings) -> None:
        self._entrypoints = settings.entrypoints
        self._answering: tuple[str, ...] = ()
        self._thread: int | None = None
        self._built: tuple[Any, Any] | None = None

    async def load(self, policies: PolicySet) -> None:
        """See `Engine.load`."""
        self._thread = self._thread or threading.get_ident()
        self._check_thread()
        found = answering(policies, self._entrypoints)
        interpreter = Interpreter()
        for path, text in policies.modules.items():
            try:
                interpreter.add_module(path, text)
            except RegoError as error:
                raise PolicyError(_problem(path, text, str(error))) from error
        try:
            interpreter.add_data_json(_json(policies.data))
            bundle = interpreter.build(f"data.{found[0]}", [_plan(one) for one in found])
            if not bundle.ok():
                raise PolicyError(PolicyProblem("", None, "rego-cpp cannot build the policies"))
            for entrypoint in found:
                self._run(interpreter, bundle, {}, entrypoint)
        except (RegoError, ValueError) as error:
            raise PolicyError(PolicyProblem("", None, f"rego-cpp: {_message(error)}")) from error
        self._built, self._answering = (interpreter, bundle), found

    async def evaluate(self, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        """See `Engine.evaluate`."""
        self._check_thread()
        # Checked first: a bundle answers by its first entry point where it does not know the one that is asked for.
        rule = chosen(self._answering, entrypoint)
        assert self._built is not None
        try:
            return answer_object(self._run(*self._built, document, rule))
        except (RegoError, ValueError, TypeError, RecursionError) as error:
            raise EngineError(f"rego-cpp: {_message(error)}") from error

    async def close(self) -> None:
        """See `Engine.close`."""
        self._built, self._answering = None, ()

    def _run(self, interpreter: Any, bundle: Any, document: Mapping[str, Any], entrypoint: str) -> Any:
        # One step: an input that fails to load leaves the previous one in place, and then nothing is asked.
        interpreter.set_input_term(_json(document))
        output = interpreter.query_bundle_entrypoint(bundle, _plan(entrypoint))
        if not output.ok():
            raise ValueError("the result is an error")
        expressions = output[0].expressions
        return expressions[0] if len(expressions) == 1 else None

    def _check_thread(self) -> None:
        if self._thread is not None and self._thread != threading.get_ident():
            raise EngineError("a rego-cpp interpreter is used only by the thread that loaded it")


def _plan(entrypoint: str) -> str:
    """An entry point as bundles name it."""
    return entrypoint.replace(".", "/")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _problem(path: str, text: str, error: str) -> PolicyProblem:
    """rego-cpp names the byte at which it stumbled; the reader wants the line."""
    offset = _OFFSET.search(error)
    line = text.encode()[: int(offset[1])].count(b"\n") + 1 if offset else None
    return PolicyProblem(path, line, _message(error))


def _message(error: object) -> str:
    found = _MESSAGE.findall(str(error))
    return "; ".join(dict.fromkeys(found)) or " ".join(str(error).split())
