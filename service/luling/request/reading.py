"""Reading JSON strictly (RFC 8259): what other readers let pass silently is an error here.

A duplicate key would let two readers of one request see two requests, so it is refused; so are numbers that are not
finite, text that is not Unicode, and nesting beyond `MAX_DEPTH`.
"""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from luling.request.errors import RequestError, problem

MAX_DEPTH = 32


_UNSURE: Any = object()
_decode = msgspec.json.Decoder().decode
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


class _Refused(Exception):
    pass


def read_json(body: bytes | str) -> Any:
    """The value of a JSON text.

    Raises:
        RequestError: not JSON, not UTF-8, a duplicate key, a number that is not finite, or nested beyond `MAX_DEPTH`.
    """
    if isinstance(body, bytes):
        try:
            value = _plain(body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError):
            value = _UNSURE  # the strict reader says what is wrong
        if value is not _UNSURE:
            return value
    return _strict(body)


def _plain(body: bytes) -> Any:
    """The value of an ordinary JSON text, quickly; `_UNSURE` where it might be one that is refused.

    A duplicate key is lost in reading, and its colon with it: written again, the value has fewer colons than the text,
    unless there are escapes. Without escapes all text is Unicode.
    """
    if b"\\u" in body or not _shallow(body):
        return _UNSURE
    value = _decode(body)
    return value if _encode(value).count(b":") == body.count(b":") else _UNSURE


def _shallow(body: bytes) -> bool:
    """Whether it is plain that nothing is nested beyond `MAX_DEPTH`: the text has no more brackets, or no element of a
    long list in its object has as many."""
    if _brackets(body) <= MAX_DEPTH:
        return True
    large = [member for member in _members(body).values() if _brackets(member) > MAX_DEPTH - 1]
    return all(_brackets(element) <= MAX_DEPTH - 2 for member in large for element in _elements(member))


def _brackets(text: bytes | msgspec.Raw) -> int:
    """How many brackets open in a text; those in its strings count too, so that nothing is nested deeper."""
    content = bytes(text)
    return content.count(b"{") + content.count(b"[")


def _strict(body: bytes | str) -> Any:
    if not body.strip():
        raise RequestError(problem("", "请求体为空", "the body is empty"))
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        value = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float)
    except UnicodeDecodeError as error:
        raise RequestError(problem("", "请求体不是UTF-8", "the body is not UTF-8")) from error
    except RecursionError as error:
        raise RequestError(_too_deep()) from error
    except _Refused as error:
        raise RequestError(problem("", f"请求体不是可接受的JSON: {error}", f"not acceptable JSON: {error}")) from error
    except ValueError as error:
        raise RequestError(problem("", f"请求体不是JSON: {error}", f"the body is not JSON: {error}")) from error
    if _deeper_than(value, MAX_DEPTH):
        raise RequestError(_too_deep())
    try:
        # An escaped half of a surrogate pair decodes, but no UTF-8 can carry it on.
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise RequestError(problem("", "含有无效的Unicode文本", "contains text that is not valid Unicode")) from error
    return value


def _too_deep() -> Any:
    return problem("", f"嵌套超过{MAX_DEPTH}层", f"nested deeper than {MAX_DEPTH} levels")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"duplicate key {json.dumps(twice)}")
    return members


def _constant(name: str) -> Any:
    raise _Refused(f"`{name}` is not a number")


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Refused(f"`{digits[:40]}` is too large a number")
    return number


def _deeper_than(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
