"""The canonical form of a request: what is left of it when everything that cannot matter is renamed (design, 6).

Identifiers and jurisdictions matter only by equality, instants only by their order to each other and to those that the
law names, amounts only by where they lie among its numbers, texts only by presence. Requests that agree in all that
have one key, and what is made from the key stands for all of them. No law is in this: it is symmetry, which a check on
the policies (`luling.policy.reduction`) makes sure of and property tests confirm.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from luling.request.normalisation import utc_text
from luling.request.parts import Amount, Compiler, IrregularError, Landmarks, Moments, Names, Renaming, spelled
from luling.request.vocabulary import Property, Vocabulary

_EARLIEST = dt.datetime(2, 1, 1, tzinfo=dt.UTC)  # before the first year that a request may name an instant of
_PLACES = 1 << 10  # of instants whose representatives are at hand
_MICROSECOND = dt.timedelta(microseconds=1)

_encode = msgspec.json.Encoder().encode

Key = tuple[Any, ...]


class CanonicalForm:
    """Finds the key of a request, and what policies see of the canonical request of a key, for one vocabulary and the
    landmarks of one policy set."""

    def __init__(self, vocabulary: Vocabulary, landmarks: Landmarks) -> None:
        words = landmarks.words | frozenset(_words(vocabulary)) | {""}
        self._instants = landmarks.instants
        self._own_instants = frozenset(landmarks.instants)
        self._representative = lru_cache(maxsize=_PLACES)(self._placed)
        self._amounts = landmarks.amounts
        self._words = words
        self._mark = _unused(words)
        self._timed = "time" in vocabulary.sections["context"]
        self._actions = frozenset(vocabulary.actions)
        self._resource_types = frozenset(vocabulary.resource_types)
        compiled = Compiler(words, landmarks)
        self._identifier = compiled.identifier
        self._sections = {name: compiled.fields(specs) for name, specs in vocabulary.sections.items()}

    def key(self, request: Any, now: dt.datetime) -> Key | None:
        """The key of a request as decoded JSON; `now` stands where it names no time.

        None where it has none: it is bad (normalisation says how), or says something that is told apart by more than
        a canonical form keeps.
        """
        names: Names = {}
        moments: Moments = []
        try:
            subject, action, resource = request["subject"], request["action"], request["resource"]
            context = request.get("context", {})
            tree = (
                self._identifier(subject["type"], names, moments),
                self._identifier(subject["id"], names, moments),
                self._sections["subject"][0](subject.get("properties", {}), names, moments),
                self._named(action["name"], self._actions, names, moments),
                self._sections["action"][0](action.get("properties", {}), names, moments),
                self._named(resource["type"], self._resource_types, names, moments),
                self._identifier(resource["id"], names, moments),
                self._sections["resource"][0](resource.get("properties", {}), names, moments),
                self._sections["context"][0](context, names, moments),
            )
            if not self._timed or "time" not in context:
                moments.append(now)
        except (IrregularError, AttributeError, KeyError, TypeError):
            return None
        return tree, self._order(moments)

    def document(self, key: Key) -> dict[str, Any]:
        """What policies see of the canonical request of a key: as if it had been normalised."""
        tree, order = key
        renaming = Renaming(self._name, [text for _, text in self._representatives(order)])
        subject_type, subject_id, subject, action_name, action, resource_type, resource_id, resource, context = tree
        called = renaming.called = {
            "subject.type": spelled(subject_type, self._name),
            "subject.id": spelled(subject_id, self._name),
            "action.name": spelled(action_name, self._name),
            "resource.type": spelled(resource_type, self._name),
            "resource.id": spelled(resource_id, self._name),
        }
        document = {
            "subject": {
                "type": called["subject.type"],
                "id": called["subject.id"],
                "properties": self._sections["subject"][1](subject, renaming),
            },
            "action": {
                "name": called["action.name"],
                "properties": self._sections["action"][1](action, renaming),
            },
            "resource": {
                "type": called["resource.type"],
                "id": called["resource.id"],
                "properties": self._sections["resource"][1](resource, renaming),
            },
            "context": self._sections["context"][1](context, renaming),
        }
        if "time" not in document["context"]:
            # The last instant of a request that names no time is the present.
            document["context"]["time"] = next(renaming.moments)
        return document

    def carries(self, key: Key, said: Any) -> bool:
        """Whether what policies said of the canonical request repeats something of it that stands for another value:
        then the answer belongs to that request alone."""
        tree, order = key
        text = _encode(said).decode()
        if self._mark in text:
            return True
        if any(made in text for moment, made in self._representatives(order) if moment not in self._own_instants):
            return True
        amounts: set[int] = set()
        _gather_amounts(tree, amounts)
        amounts.difference_update(self._amounts)
        return bool(amounts) and not amounts.isdisjoint(_leaves(said))

    def _name(self, number: int) -> str:
        return f"{self._mark}{number}"

    def _named(self, value: Any, known: frozenset[str], names: Names, moments: Moments) -> Any:
        if not known:
            return self._identifier(value, names, moments)
        if value in known:
            return value
        raise IrregularError

    def _order(self, moments: Moments) -> tuple[int, ...]:
        """Where each instant lies: among those of the law, and within a gap between two of them by rank."""
        if len(moments) == 1:
            return (self._gap(moments[0]), 0)
        ranks: dict[dt.datetime, tuple[int, int]] = {}
        last, rank = -1, 0
        for moment in sorted(set(moments)):
            gap = self._gap(moment)
            rank = rank + 1 if gap == last else 0
            last = gap
            ranks[moment] = (gap, rank)
        return tuple(part for moment in moments for part in ranks[moment])

    def _gap(self, moment: dt.datetime) -> int:
        """Twice the number of the law's instants before it, and one more where it is one of them."""
        place = bisect_left(self._instants, moment)
        return 2 * place + (place < len(self._instants) and self._instants[place] == moment)

    def _representatives(self, order: tuple[int, ...]) -> list[tuple[dt.datetime, str]]:
        return [self._representative(gap, rank) for gap, rank in zip(order[::2], order[1::2], strict=True)]

    def _placed(self, gap: int, rank: int) -> tuple[dt.datetime, str]:
        """The instant that stands for all of this rank in a gap, and its text."""
        place, at = divmod(gap, 2)
        if at:
            moment = self._instants[place]
        else:
            moment = (self._instants[place - 1] if place else _EARLIEST) + (rank + 1) * _MICROSECOND
        return moment, utc_text(moment)


def _leaves(value: Any) -> Iterable[Any]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    else:
        yield value


def _gather_amounts(tree: tuple[Any, ...], found: set[int]) -> None:
    for part in tree:
        if part.__class__ is tuple:
            _gather_amounts(part, found)
        elif part.__class__ is Amount:
            found.add(int(part))


def _words(vocabulary: Vocabulary) -> Iterable[str]:
    """Every name and code of the vocabulary."""
    yield from (
        *vocabulary.actions,
        *vocabulary.resource_types,
        *vocabulary.sections,
        "type",
        "id",
        "name",
        "properties",
    )
    for specs in vocabulary.sections.values():
        yield from _words_of(specs)


def _words_of(specs: Mapping[str, Property]) -> Iterable[str]:
    for name, spec in specs.items():
        yield from (name, *([spec.becomes] if spec.becomes else ()), *spec.values, *spec.codes)
        for inner in (spec, *([spec.items] if spec.items else ())):
            yield from (*inner.values, *inner.codes)
            yield from _words_of(inner.fields)


def _unused(words: frozenset[str]) -> str:
    """The beginning of canonical names: no known text has it in it."""
    mark = "\u2026"
    while any(mark in word for word in words):
        mark += "\u2026"
    return mark
