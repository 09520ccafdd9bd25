"""Ids for answers and requests: ULIDs, made without asking the system for randomness each time.

A call of the system lets another thread have the interpreter, and on the way of every request that costs more than all
the rest of an id.
"""

from __future__ import annotations

import os
import time
from base64 import b32encode

from ulid import ULID

_RANDOM = 10  # bytes of an id (ULID specification): 80 bits, so 16 digits of 5
_DIGITS = 16
_TAKEN = 400  # ids for which randomness is taken from the system at a time
_TO_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class _Source:
    """The rest of what was taken from the system, written in digits, and the text of the last millisecond."""

    def __init__(self) -> None:
        self._millisecond, self._time = -1, ""
        self.forget()

    def forget(self) -> None:
        """Let the next id be made of new randomness."""
        self._random, self._used = "", 0

    def ulid(self) -> str:
        millisecond = time.time_ns() // 1_000_000
        if millisecond != self._millisecond:
            self._time = str(ULID.from_bytes(millisecond.to_bytes(6) + bytes(_RANDOM)))[:10]
            self._millisecond = millisecond
        start = self._used
        end = self._used = start + _DIGITS
        if end > len(self._random):
            self._random = b32encode(os.urandom(_TAKEN * _RANDOM)).translate(_TO_CROCKFORD).decode("ascii")
            start, end = 0, _DIGITS
            self._used = end
        return self._time + self._random[start:end]


_source = _Source()
new_ulid = _source.ulid
os.register_at_fork(after_in_child=_source.forget)  # a child must not repeat its parent's ids
