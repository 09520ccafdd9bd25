"""Several evaluations in one call (AuthZEN Authorization API 1.0, section 7)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from luling.decision.decided import Answer, Refused
from luling.request.errors import RequestError, problem

# Answers a request; the list is of all requests of the call, until what they need of the register was read at once.
Decide = Callable[[Any, list[Any]], Awaitable[Answer]]
_PARTS = ("subject", "action", "resource", "context")
_NAMED = ("subject", "resource")  # parts that a type and an id name
# Semantic: the decision after which evaluation stops, if any.
SEMANTICS: Mapping[str, bool | None] = {
    "execute_all": None,
    "deny_on_first_deny": False,
    "permit_on_first_permit": True,
}


async def evaluate_all(request: Any, decide: Decide, most: int) -> Answer | list[Answer]:
    """The answers to an `evaluations` request of at most `most` items.

    Without items it is answered like a single evaluation, by one answer alone. The top level's parts are defaults, each
    replaced as a whole object; only a type or an id that an item's own part lacks still comes from the default
    (certification scenario of AuthZEN 1.0, c-3-2-7). A bad item is answered false with `context.error`; the others are
    evaluated all the same.

    Raises:
        RequestError: the request itself is bad (not one of its items).
        EngineError: an evaluation failed; the whole call has no answer.
    """
    if not isinstance(request, dict):
        raise RequestError(problem("", "应为对象", "must be an object"))
    items = request.get("evaluations", [])
    if not isinstance(items, list):
        raise RequestError(problem("evaluations", "应为数组", "must be an array"))
    stop_at = SEMANTICS[_semantic(request)]
    if not items:
        return await decide({part: request[part] for part in _PARTS if part in request}, [])
    if len(items) > most:
        raise RequestError(problem("evaluations", f"超过{most}项", f"has more than {most} items"))
    defaults = {part: request[part] for part in _PARTS if part in request}
    requests = [_merged(defaults, item) if isinstance(item, dict) else None for item in items]
    ahead = [one for one in requests if one is not None]
    answers: list[Answer] = []
    for index, item in enumerate(requests):
        answer = await _evaluate(item, ahead, decide, f"evaluations[{index}]")
        answers.append(answer)
        if answer.decision is stop_at:
            break
    return answers


def _semantic(request: dict[str, Any]) -> str:
    options = request.get("options", {})
    if not isinstance(options, dict):
        raise RequestError(problem("options", "应为对象", "must be an object"))
    semantic = options.get("evaluations_semantic", "execute_all")
    if not isinstance(semantic, str) or semantic not in SEMANTICS:
        raise RequestError(
            problem("options.evaluations_semantic", "未知的语义", f"must be one of {', '.join(SEMANTICS)}")
        )
    return semantic


async def _evaluate(request: Any, ahead: list[Any], decide: Decide, path: str) -> Answer:
    if request is None:
        return Refused(RequestError(problem("", "应为对象", "must be an object")), path)
    try:
        return await decide(request, ahead)
    except RequestError as error:
        return Refused(error, path)


def _merged(defaults: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**defaults, **{part: item[part] for part in _PARTS if part in item}}
    for part in _NAMED:
        default, own = defaults.get(part), item.get(part)
        if isinstance(default, dict) and isinstance(own, dict):
            merged[part] = {name: default[name] for name in ("type", "id") if name in default} | own
    return merged
