"""The form in which the register keeps what a request may say: wire terms, each value in its one spelling.

A term is its code, an instant UTC text, a day its ISO form. What is kept so can be put into a request as it is, and two
values mean the same if they are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luling.request.errors import Problem, RequestError, problem
from luling.request.normalisation import check_value, parse_day, parse_instant, utc_text
from luling.request.vocabulary import Property, Vocabulary

_CODED = frozenset({"enum", "regulation", "role"})


def recorded_form(
    values: Any, known: Mapping[str, Property], path: str, vocabulary: Vocabulary, required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of an object in the form of the register.

    Raises:
        RequestError: every bad field by its path, unknown ones among them: what nobody reads must not be kept.
    """
    if not isinstance(values, dict):
        raise RequestError(problem(path, "应为对象", "must be an object"))
    prefix = f"{path}." if path else ""
    problems = [problem(prefix + name, "缺少", "is missing") for name in required if name not in values]
    result = {}
    for name, value in values.items():
        try:
            result[name] = recorded_value(value, known.get(name), prefix + name, vocabulary)
        except RequestError as error:
            problems += error.problems
    if problems:
        raise RequestError(*problems)
    return result


def recorded_value(value: Any, spec: Property | None, path: str, vocabulary: Vocabulary) -> Any:
    """One value in the form of the register.

    Raises:
        RequestError: the value is bad, or the vocabulary has no such property (`spec` is None).
    """
    if spec is None:
        raise RequestError(problem(path, "未知的属性", "is no known property"))
    if spec.type == "object":
        return recorded_form(value, spec.fields, path, vocabulary, spec.required)
    if spec.type == "list" and spec.items is not None and isinstance(value, list):
        return _listed(value, spec.items, path, vocabulary)
    problems: tuple[Problem, ...] = check_value(value, spec, path, vocabulary)
    if problems:
        raise RequestError(*problems)
    return _spelled(value, spec)


def _listed(values: list[Any], spec: Property, path: str, vocabulary: Vocabulary) -> list[Any]:
    result: list[Any] = []
    problems: list[Problem] = []
    for index, value in enumerate(values):
        try:
            one = recorded_value(value, spec, f"{path}[{index}]", vocabulary)
        except RequestError as error:
            problems += error.problems
            continue
        if one not in result:
            result.append(one)
    if problems:
        raise RequestError(*problems)
    return result


def _spelled(value: Any, spec: Property) -> Any:
    if spec.type in _CODED:
        return spec.codes[value]
    if spec.type == "instant":
        moment = parse_instant(value)
        assert moment is not None
        return utc_text(moment)
    if spec.type == "day":
        day = parse_day(value)
        assert day is not None
        return day.isoformat()
    return value


def agrees(stated: Any, recorded: Any, spec: Property, path: str, vocabulary: Vocabulary) -> bool:
    """Whether a stated value says nothing else than a recorded one. An object may say less, a list in another order.

    Raises:
        RequestError: the stated value is bad.
    """
    if stated == recorded:
        return True
    value = recorded_value(stated, spec, path, vocabulary)
    if spec.type == "object" and isinstance(recorded, dict):
        return all(name in recorded and _same(inner, recorded[name]) for name, inner in value.items())
    return _same(value, recorded)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(item in other for item in one)
    return bool(one == other)
