"""Reading JSON strictly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(value=_VALUES, spaced=st.booleans(), escaped=st.booleans())
def test_what_is_read_quickly_is_what_is_read_strictly(value: Any, spaced: bool, escaped: bool) -> None:
    text = json.dumps(value, ensure_ascii=escaped, indent=1 if spaced else None)
    assert read_json(text.encode("utf-8", "surrogatepass")) == read_json(text)


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 5, MAX_DEPTH + 2))
def test_a_long_list_is_as_deep_as_the_deepest_of_it(depth: int) -> None:
    shallow = '{"a": {"b": ["]]]", "{{{"]}}'
    text = f'{{"members": [{f"{shallow}, " * 40}{"[" * depth}{"]" * depth}], "more": {{"a": []}}}}'
    try:
        strictly = read_json(text)
    except RequestError as error:
        with pytest.raises(RequestError, match=str(error)):
            read_json(text.encode())
    else:
        assert read_json(text.encode()) == strictly
    assert (depth <= MAX_DEPTH - 2) == _is_read(text)


def _is_read(text: str) -> bool:
    try:
        read_json(text.encode())
    except RequestError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": [' + "{}," * 40 + '{"b": 1, "b": 1}]}',
        '{"a": [' + "{}," * 40 + '{}], "a": []}',
        '{"a": {"b": 1, "b": {"c": ":"}}}',
        '{"a": ":", "a": 1}',
        r'{"a": 1, "a": 2, "b": "\u003a"}',
        r'{"a": 1, "\u0061": 2}',
        r'{"a": "\ud800"}',
        '{"a": 1e999}',
        '{"a": NaN}',
        "[" * 33 + "]" * 33,
        '{"a":' * 33 + "1" + "}" * 33,
        '"\x01"',
        "{} {}",
        "[" + "9" * 30 + "]x",
        "",
        " ",
    ],
)
def test_what_the_strict_reader_refuses_is_never_read_quickly(text: str) -> None:
    with pytest.raises(RequestError) as strictly:
        read_json(text)
    with pytest.raises(RequestError) as quickly:
        read_json(text.encode())
    assert str(quickly.value) == str(strictly.value)


def test_a_number_beyond_64_bits_is_read() -> None:
    assert read_json(b'{"a": 123456789012345678901234567890}') == {"a": 123456789012345678901234567890}
