"""The memory of decisions: what was answered to a canonical request is the answer to every request of that form.

It belongs to one policy revision, since what is remembered was said by its policies, and it is bounded: where it is
full, an answer goes that was not asked for since it was last passed over (the second-chance rule, which costs a hit no
more than a mark).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from luling.decision.answer import Prepared
from luling.decision.knowledge import Knowledge
from luling.request.canonical import CanonicalForm, Key


@dataclass(slots=True)
class MemoryCounts:
    """What became of requests with a canonical form since the process started, over all policy revisions: answered from
    memory, asked of the engine for the first time, asked of it because each has an answer of its own; and the answers
    that were given up for others."""

    hits: int = 0
    misses: int = 0
    apart: int = 0
    evictions: int = 0


@dataclass(slots=True)
class _Entry:
    prepared: Prepared | None
    asked_again: bool = False


@dataclass(slots=True)
class Memory:
    """At most `most` answers under one policy revision, by the keys of `form`."""

    form: CanonicalForm
    most: int
    counts: MemoryCounts
    _entries: OrderedDict[Key, _Entry] = field(default_factory=OrderedDict)
    _answers: WeakValueDictionary[bytes, Prepared] = field(default_factory=WeakValueDictionary)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Prepared | None:
        """The answer to a canonical request, or None where it is not known or every request has its own."""
        entry = self._entries.get(key)
        if entry is None:
            self.counts.misses += 1
            return None
        entry.asked_again = True
        if entry.prepared is None:
            self.counts.apart += 1
        else:
            self.counts.hits += 1
        return entry.prepared

    def worthwhile(self, key: Key) -> bool:
        """Whether one answer may do for all requests of this form: false once it was found out that it does not."""
        entry = self._entries.get(key)
        return entry is None or entry.prepared is not None

    def put(self, key: Key, prepared: Prepared) -> Prepared:
        """Remembers an answer. Many forms have the same one: it is kept once, and returned."""
        kept = self._answers.setdefault(prepared.digest, prepared)
        if kept.shared is None:
            kept.for_many()
        self._keep(key, kept)
        return kept

    def set_apart(self, key: Key) -> None:
        """Remembers that the requests of this form have answers of their own."""
        self._keep(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def _keep(self, key: Key, prepared: Prepared | None) -> None:
        while len(self._entries) >= self.most:
            oldest, entry = self._entries.popitem(last=False)
            if entry.asked_again:
                entry.asked_again = False
                self._entries[oldest] = entry
            else:
                self.counts.evictions += 1
        self._entries[key] = _Entry(prepared)


@dataclass(frozen=True, slots=True)
class InForce(Knowledge):
    """The knowledge of one policy revision, with what was answered under it; `memory` is None where nothing is kept."""

    memory: Memory | None = None
