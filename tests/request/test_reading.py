"""Reading JSON strictly."""

from __future__ import annotations

import pytest

from luling.request.errors import RequestError
from luling.request.reading import MAX_DEPTH, read_json


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": 1} x', "not JSON"),
        (b'{"a": 1, "a": 2}', "duplicate key"),
        (b'{"a": {"b": 1, "c": 2, "b": 1}}', "duplicate key"),
        (b'{"\\ud800": 1, "\\ud800": 1}', "duplicate key"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e999}', "too large"),
        (b'"\xff"', "not UTF-8"),
        (b'{"a": "\\ud800"}', "not valid Unicode"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "nested deeper"),
        (b"[" * 200_000, "nested deeper"),
        (b'{"a":' * 200_000, "nested deeper"),
    ],
)
def test_what_is_not_strict_json_is_refused(body: bytes, complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        read_json(body)


def test_what_is_json_is_read() -> None:
    assert read_json('{"a": [1, 2.5, "律令", null, true]}'.encode()) == {"a": [1, 2.5, "律令", None, True]}
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
