"""Ids for answers and requests: ULIDs, made without asking the system for randomness each time.

A call of the system lets another thread have the interpreter, and on the way of every request that costs more than all
the rest of an id.
"""

from __future__ import annotations

import os
import time
from base64 import b32encode

from ulid import ULID

_RANDOM = 10  # bytes of an id (ULID specification)
_TAKEN = 400 * _RANDOM  # bytes that are taken from the system at a time
_TO_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class _Source:
    """The rest of what was taken from the system, and the text of the last millisecond."""

    def __init__(self) -> None:
        self._millisecond, self._time = -1, ""
        self.forget()

    def forget(self) -> None:
        """Let the next id be made of new randomness."""
        self._entropy, self._used = b"", 0

    def ulid(self) -> str:
        millisecond = time.time_ns() // 1_000_000
        if millisecond != self._millisecond:
            self._time = str(ULID.from_bytes(millisecond.to_bytes(6) + bytes(_RANDOM)))[:10]
            self._millisecond = millisecond
        start, self._used = self._used, self._used + _RANDOM
        if self._used > len(self._entropy):
            self._entropy, start, self._used = os.urandom(_TAKEN), 0, _RANDOM
        random = b32encode(self._entropy[start : start + _RANDOM]).translate(_TO_CROCKFORD)
        return self._time + random.decode("ascii")


_source = _Source()
new_ulid = _source.ulid
os.register_at_fork(after_in_child=_source.forget)  # a child must not repeat its parent's ids
