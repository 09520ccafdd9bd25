"""Evaluation requests from a file or standard input: one JSON document, or JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luling.request.errors import RequestError
from luling.request.reading import read_json


@dataclass(frozen=True, slots=True)
class Entry:
    """One request of an input: the line on which it starts, and its value or what is wrong with it."""

    line: int
    request: Any = None
    error: RequestError | None = None


def read_entries(source: str) -> list[Entry]:
    """The requests of a file (`-`: standard input).

    A text that is one JSON document is one request, or several if it is an array; any other is JSON Lines, where every
    line that cannot be read is an entry with its error.

    Raises:
        OSError: the file cannot be read.
    """
    body = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    if not source.endswith((".jsonl", ".ndjson")):
        try:
            whole = read_json(body)
        except RequestError as error:
            if body.strip().count(b"\n") == 0 or _starts_document(body):
                return [Entry(1, error=error)]
        else:
            return [Entry(1, one) for one in whole] if isinstance(whole, list) else [Entry(1, whole)]
    return list(_lines(body))


def _starts_document(body: bytes) -> bool:
    """Whether a text that is not JSON was meant as one document: its first line is not JSON by itself."""
    try:
        read_json(body.strip().split(b"\n", 1)[0])
    except RequestError:
        return True
    return False


def _lines(body: bytes) -> Iterator[Entry]:
    for number, line in enumerate(body.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Entry(number, read_json(line))
        except RequestError as error:
            yield Entry(number, error=error)
