"""Under which keys the register has, or ever had, something: most requests name parties between which there is nothing.

Kept as hashes of 8 bytes, some 60 bytes a key in all. Two keys of one hash cost a look-up for nothing and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

MOST_KEYS = 2_000_000  # beyond them every key is looked up


class Key(NamedTuple):
    """The kind of record, and the two columns by which it is looked up."""

    kind: str
    first: str
    second: str


class Presence:
    """A set of keys that never forgets one. Before it is filled, and once it is too large, it has every key."""

    def __init__(self, most: int = MOST_KEYS) -> None:
        self._most = most
        self._hashes: set[int] | None = None

    def fill(self, keys: Iterable[Key]) -> None:
        """Begin anew with these keys."""
        self._hashes = set()
        self.add(keys)

    def add(self, keys: Iterable[Key]) -> None:
        """Take up further keys."""
        for key in keys:
            if self._hashes is None:
                return
            self._hashes.add(hash(key))
            if len(self._hashes) > self._most:
                self._hashes = None

    def __contains__(self, key: Key) -> bool:
        return self._hashes is None or hash(key) in self._hashes
