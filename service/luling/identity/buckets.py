"""Token buckets: how many requests one may make."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Buckets:
    """A bucket for each of many callers, holding `burst` tokens and filled at `rate` tokens a second.

    At most `most` are kept. The one that was not asked for longest is dropped: it is full by then, unless there is an
    attack from more addresses than that.
    """

    def __init__(
        self, rate: float, burst: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._most, self._clock = rate, burst, most, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> float:
        """Seconds until the next token is there; 0 where there is one now. Takes nothing."""
        tokens = self._level(name, self._clock())
        return 0.0 if tokens >= 1 else (1 - tokens) / self._rate

    def take(self, name: str) -> float:
        """Take a token if there is one: 0; else the seconds until there is one."""
        now = self._clock()
        tokens = self._level(name, now)
        if tokens < 1:
            return (1 - tokens) / self._rate
        self._buckets[name] = (tokens - 1, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0.0

    def _level(self, name: str, now: float) -> float:
        found = self._buckets.get(name)
        if found is None:
            return self._burst
        tokens, since = found
        return min(self._burst, tokens + (now - since) * self._rate)
