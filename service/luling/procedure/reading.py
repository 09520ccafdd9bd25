"""What is asked of procedures: the opening of a case, and an act in one, as decoded JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luling.law.procedure import Act
from luling.procedure.errors import NotActingError
from luling.procedure.law import ProcedureLaw
from luling.request.caller import Caller
from luling.request.errors import Problem, RequestError, problem
from luling.request.normalisation import parse_day, parse_instant

_LONGEST_INPUT = 10_000
EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is asked for. `act` is None for the only act that opens a procedure; `version` is the one that the
    case is thought to have; `organization` is for whom the caller acts, None where it does not say."""

    act: str | None
    organization: str | None
    version: int | None
    inputs: Mapping[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that is to be opened: by a procedure of which kind, and the request that it is about."""

    asked: Asked
    kind: str
    regulation: str
    procedure: str | None
    request: Mapping[str, Any]


def read_act(body: Any, about: str) -> Asked:
    """An act that is asked for in the case `about`.

    Raises:
        RequestError: every bad field, by path.
    """
    document, problems = _object(body)
    _text(document, "act", problems, required=True)
    asked = _asked(document, about, problems)
    if problems:
        raise RequestError(*problems)
    return asked


def read_opening(body: Any, kind: str) -> Opening:
    """A case of a kind that is to be opened.

    Raises:
        RequestError: every bad field, by path; those of the request itself are found when it is normalised.
    """
    document, problems = _object(body)
    asked = _asked(document, kind, problems)
    regulation = _text(document, "regulation", problems, required=True)
    procedure = _text(document, "procedure", problems)
    request = {name: document[name] for name in ("subject", "resource") if name in document}
    context = document.get("context", {})
    # An act is done now: a stated time would ask the register how things were then.
    request["context"] = (
        {name: value for name, value in context.items() if name != "time"} if isinstance(context, dict) else context
    )
    if problems:
        raise RequestError(*problems)
    return Opening(asked, kind, regulation or "", procedure, request)


def acting(asked: Asked, caller: Caller, default: str | None = None) -> str:
    """For which organisation the caller acts. A caller that may assert facts and has none of its own says for whom.

    Raises:
        NotActingError: it acts for another organisation than it says, or for none.
    """
    if caller.organization is not None:
        if asked.organization not in (None, caller.organization):
            raise NotActingError(f"`{caller.name}` acts for `{caller.organization}`, not for `{asked.organization}`")
        return caller.organization
    said = asked.organization or default
    if not caller.may_assert or not said:
        raise NotActingError(f"`{caller.name}` acts for no organisation")
    return said


def require_inputs(act: Act, asked: Asked, law: ProcedureLaw) -> None:
    """Makes sure that an act states what it must.

    Raises:
        RequestError: an input is missing, or the end of an approval is no instant.
    """
    problems = []
    for name in act.requires:
        if not asked.inputs.get(name, "").strip():
            words = law.input_words(name)
            problems.append(problem(f"inputs.{name}", f"须写明{words.zh}", f"the {words.en} must be stated"))
    expires = asked.inputs.get(EXPIRES)
    if act.approval and expires is not None and parse_instant(expires) is None:
        wrong = ("应为带时区的RFC 3339时间", "must be an RFC 3339 instant with its offset")
        problems.append(problem(f"inputs.{EXPIRES}", *wrong))
    if problems:
        raise RequestError(*problems)


def day_of(name: str, asked: Asked, today: dt.date) -> dt.date:
    """The legal day that an input states.

    Raises:
        RequestError: it is no day, or is still to come.
    """
    day = parse_day(asked.inputs.get(name, ""))
    if day is None or day > today:
        wrong = ("应为不晚于今天的日期(YYYY-MM-DD)", "must be a day (YYYY-MM-DD), not later than today")
        raise RequestError(problem(f"inputs.{name}", *wrong))
    return day


def _object(body: Any) -> tuple[Mapping[str, Any], list[Problem]]:
    if not isinstance(body, dict):
        raise RequestError(problem("", "应为对象", "must be an object"))
    return body, []


def _asked(document: Mapping[str, Any], about: str, problems: list[Problem]) -> Asked:
    inputs = document.get("inputs", {})
    if not isinstance(inputs, dict):
        problems.append(problem("inputs", "应为对象", "must be an object"))
        inputs = {}
    for name, value in inputs.items():
        if not isinstance(value, str) or len(value) > _LONGEST_INPUT:
            most = f"不超过{_LONGEST_INPUT}字的文本"
            problems.append(problem(f"inputs.{name}", f"应为{most}", f"must be a text of at most {_LONGEST_INPUT}"))
    version = document.get("version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        problems.append(problem("version", "应为整数", "must be an integer"))
    return Asked(
        _text(document, "act", problems),
        _text(document, "organization", problems),
        version,
        inputs,
        _digest(about, document),
    )


def _text(document: Mapping[str, Any], name: str, problems: list[Problem], *, required: bool = False) -> str | None:
    value = document.get(name)
    if value is None:
        if required:
            problems.append(problem(name, "缺少", "is missing"))
        return None
    if not isinstance(value, str) or not value:
        problems.append(problem(name, "应为文本", "must be a text"))
        return None
    return value


def _digest(about: str, document: Mapping[str, Any]) -> str:
    """What makes two requests the same for an idempotency key."""
    whole = json.dumps([about, document], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()
