"""Forms as people write them: column names and values of a table in Chinese or English, turned into those of the wire.

Which names and words there are is the vocabulary's matter (`zh`, `en`, `aliases`, `values`); nothing here knows one.
What is no word of the vocabulary stays as it is, so that normalisation names it as the bad value that it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from luling.request.vocabulary import Property

_DECORATION = re.compile(r"(?:[(\uff08][^()\uff08\uff09]*[)\uff09]|[*\uff0a:\uff1a])+$")
_SPACES = re.compile(r"[\s_\-.]+")
_SEPARATORS = re.compile(r"[\u3001,\uff0c;\uff1b\n|]+")
_YES = frozenset({"是", "有", "真", "true", "yes", "y", "1", "√", "✓"})
_NO = frozenset({"否", "无", "假", "false", "no", "n", "0", "×", "✗"})


def columns(properties: Mapping[str, Property]) -> dict[str, tuple[str, ...]]:
    """The path of a property by every name that a column may have, as `column_key` writes it."""
    found: dict[str, tuple[str, ...]] = {}
    for path, spec in _walk(properties, ()):
        for name in (".".join(path), spec.words.zh, spec.words.en, *spec.aliases):
            found.setdefault(column_key(name), path)
    return found


def column_key(name: str) -> str:
    """A column name without what does not matter: case, spaces, underscores, a mark or a remark at its end."""
    key = _SPACES.sub("", name).casefold()
    return _DECORATION.sub("", key) or key


def _walk(properties: Mapping[str, Property], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Property]]:
    for name, spec in properties.items():
        yield (*path, name), spec
        yield from _walk(spec.fields, (*path, name))


def wire_form(form: Mapping[str, Any], properties: Mapping[str, Property]) -> dict[str, Any]:
    """A form with the values of the wire. Empty values are left out: nothing is stated by them."""
    result = {}
    for name, value in form.items():
        spec = properties.get(name)
        written = _value(value, spec) if spec else None
        if written is not None:
            result[name] = written
    return result


def _value(value: Any, spec: Property) -> Any:
    if isinstance(value, str):
        return _text(value.strip(), spec) if value.strip() else None
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, list) and spec.items is not None:
        return [written for one in value if (written := _item(one, spec)) is not None]
    if isinstance(value, dict) and spec.fields:
        return wire_form(value, spec.fields) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, spec)
    return value


def _item(value: Any, spec: Property) -> Any:
    assert spec.items is not None
    known = _codes(spec)
    return known.get(value.strip(), _value(value, spec.items)) if isinstance(value, str) else _value(value, spec.items)


def _text(text: str, spec: Property) -> Any:
    if spec.type == "boolean":
        return True if text.casefold() in _YES else False if text.casefold() in _NO else text
    if spec.type == "list":
        parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
        return [_item(part, spec) for part in parts]
    if spec.type == "object":
        # One cell for a whole object: its first text.
        stated = next((name for name, inner in spec.fields.items() if inner.type in ("text", "stated")), None)
        return {stated: text} if stated else text
    if spec.type == "stated" and text.casefold() in _NO and text not in _codes(spec):
        return None
    return _codes(spec).get(text, text)


def _number(number: float, spec: Property) -> Any:
    if spec.type == "boolean" and number in (0, 1):
        return bool(number)
    if spec.type in ("text", "identifier"):
        return str(int(number)) if number == int(number) else str(number)
    return number


def _codes(spec: Property) -> dict[str, str]:
    labels = {label: code for code, words in spec.values.items() for label in (words.zh, words.en)}
    return labels | {code: code for code in spec.values}
