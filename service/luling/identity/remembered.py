"""A bounded memory of things that are good for a while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values that are forgotten after `seconds`, or when there are more than `most` of them (the oldest first)."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._values: OrderedDict[K, tuple[V, float]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value, unless it is too old."""
        found = self._values.get(key)
        if found is None:
            return None
        value, since = found
        if self._clock() - since >= self._seconds:
            del self._values[key]
            return None
        return value

    def put(self, key: K, value: V) -> None:
        """Remember it from now on."""
        self._values.pop(key, None)
        self._values[key] = (value, self._clock())
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def forget(self, key: K) -> None:
        """No longer remember it."""
        self._values.pop(key, None)

    def __len__(self) -> int:
        return len(self._values)
