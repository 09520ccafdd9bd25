"""Properties of a request as parts of its key, and from there as policies see them: one function for each way, made
from the vocabulary."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from luling.request.amounts import fen
from luling.request.normalisation import ancestors, parse_instant
from luling.request.vocabulary import MISSING, Properties, Property

_TEXT = 0  # stands for any text in a key
_SILENT: Any = object()
_PLACES = 1 << 14  # jurisdictions whose ancestors are kept at hand

Names = dict[str, int]
Moments = list[dt.datetime]
Walker = Callable[[Any, Names, Moments], Any]
Writer = Callable[[Any, "Renaming"], Any]


class IrregularError(Exception):
    """The request is bad, or says something that has no canonical form; which, is not found out here."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What policies and the law as data mention, and so what a request is told apart by: `words` are all their texts
    and names, `instants` (UTC) and `amounts` (fen, days or whatever numbers there are) in ascending order."""

    words: frozenset[str]
    instants: tuple[dt.datetime, ...]
    amounts: tuple[int, ...]

    @classmethod
    def of(cls, words: Iterable[str], numbers: Iterable[float]) -> Landmarks:
        """The landmarks among these texts and numbers."""
        known = frozenset(words)
        moments = {moment for word in known if (moment := parse_instant(word)) is not None}
        around = {whole for number in numbers for whole in (int(number // 1), int(-(-number // 1)))}
        return cls(known, tuple(sorted(moments)), tuple(sorted(one for one in around if one >= 0)))


class Renaming:
    """What a key is written with: canonical names of identifiers, the texts of the representatives of its instants,
    and what the parts of the request are called, for properties that stand for them."""

    def __init__(self, names: Callable[[int], str], moments: Iterable[str]) -> None:
        self.name = names
        self.moments = iter(moments)
        self.text = names(_TEXT)
        self.called: dict[str, str] = {}


class Amount(int):
    """An amount in a key, so that it can be told from the number of a name."""

    __slots__ = ()


class Compiler:
    """Makes, of each property, a function that reads it into a key and one that writes it as normalisation does."""

    def __init__(self, words: frozenset[str], landmarks: Landmarks) -> None:
        self._words = words
        self._amounts = landmarks.amounts
        self._chain = lru_cache(maxsize=_PLACES)(lambda code: tuple(ancestors(code)))

    def identifier(self, value: Any, names: Names, _moments: Moments) -> Any:
        """A text that the law mentions as it is, any other as the number of its first occurrence."""
        if value.__class__ is not str:
            raise IrregularError
        return value if value in self._words else names.setdefault(value, len(names) + 1)

    def fields(self, specs: Properties, required: tuple[str, ...] = ()) -> tuple[Walker, Writer]:
        """The members of an object: a flat tuple of names and values, in the order of the request."""
        compiled = {name: self.property(spec) for name, spec in specs.items()}
        readers = {name: reader for name, (reader, _) in compiled.items()}
        writers = {name: (specs.seen[name][1], writer) for name, (_, writer) in compiled.items()}
        filled = [(name, specs.seen[name][1], self._filling(spec)) for name, spec in specs.filled.items()]
        return _fields_read(readers, required), _fields_written(writers, filled)

    def property(self, spec: Property) -> tuple[Walker, Writer]:
        match spec.type:
            case "enum" | "regulation" | "role":
                return _coded(spec.codes), _as_it_is
            case "identifier":
                return self.identifier, _identifier_written
            case "yuan":
                return self._amount, _amount_written
            case "jurisdiction":
                return self._jurisdiction, _jurisdiction_written
            case "object":
                return self.fields(spec.fields, spec.required)
            case "list" if spec.items is not None:
                return _listed(*self.property(spec.items))
        # Without one: days, and lists of anything.
        return _PLAIN.get(spec.type, (_irregular, _as_it_is))

    def _filling(self, spec: Property) -> Callable[[Renaming], Any]:
        """What stands for a property that is absent."""
        if spec.same_as is not None:
            part = spec.same_as
            return lambda renaming: renaming.called[part]
        assert spec.default is not MISSING
        if spec.type == "object":
            _, write = self.fields(spec.fields)
            return lambda renaming: write((), renaming)
        return lambda _renaming: list(spec.default) if spec.type == "list" else spec.default

    def _amount(self, value: Any, _names: Names, _moments: Moments) -> Any:
        amount = fen(value)
        if amount is None or amount < 0:
            raise IrregularError
        place = bisect_left(self._amounts, amount)
        if place < len(self._amounts) and self._amounts[place] == amount:
            return Amount(amount)
        return Amount(self._amounts[place - 1] + 1 if place else 0)

    def _jurisdiction(self, value: Any, names: Names, moments: Moments) -> Any:
        if value.__class__ is not str:
            raise IrregularError
        return tuple([self.identifier(code, names, moments) for code in self._chain(value)])


def _fields_read(readers: Mapping[str, Walker], required: tuple[str, ...]) -> Walker:
    def read(values: Any, names: Names, moments: Moments) -> Any:
        if values.__class__ is not dict:
            raise IrregularError
        found: list[Any] = []
        for name, value in values.items():
            reader = readers.get(name)
            if reader is not None:
                part = reader(value, names, moments)
                if part is not _SILENT:
                    found.append(name)
                    found.append(part)
        for name in required:
            if name not in values:
                raise IrregularError
        return tuple(found)

    return read


def _fields_written(
    writers: Mapping[str, tuple[str, Writer]], filled: Sequence[tuple[str, str, Callable[[Renaming], Any]]]
) -> Writer:
    def write(part: Any, renaming: Renaming) -> Any:
        written, stated = {}, part[::2]
        for name, value in zip(stated, part[1::2], strict=True):
            called, writer = writers[name]
            written[called] = writer(value, renaming)
        for name, called, fill in filled:
            if name not in stated:
                written[called] = fill(renaming)
        return written

    return write


def _coded(codes: Mapping[str, str]) -> Walker:
    def read(value: Any, _names: Names, _moments: Moments) -> Any:
        if value.__class__ is not str:
            raise IrregularError
        return codes[value]

    return read


def _listed(reader: Walker, writer: Writer) -> tuple[Walker, Writer]:
    def read(values: Any, names: Names, moments: Moments) -> Any:
        if values.__class__ is not list:
            raise IrregularError
        return tuple([part for value in values if (part := reader(value, names, moments)) is not _SILENT])

    return read, lambda part, renaming: [writer(item, renaming) for item in part]


def _boolean(value: Any, _names: Names, _moments: Moments) -> Any:
    if value is True or value is False:
        return value
    raise IrregularError


def _text(value: Any, _names: Names, _moments: Moments) -> Any:
    if value.__class__ is not str:
        raise IrregularError
    return _TEXT


def _stated(value: Any, _names: Names, _moments: Moments) -> Any:
    return True if value or (value == 0 and value is not False) else _SILENT


def _instant(value: Any, _names: Names, moments: Moments) -> Any:
    moment = parse_instant(value) if value.__class__ is str else None
    if moment is None:
        raise IrregularError
    moments.append(moment)
    return _TEXT


def _irregular(_value: Any, _names: Names, _moments: Moments) -> Any:
    raise IrregularError


def _as_it_is(part: Any, _renaming: Renaming) -> Any:
    return part


def _said(_part: Any, _renaming: Renaming) -> Any:
    return True


def _any_text(_part: Any, renaming: Renaming) -> Any:
    return renaming.text


def _moment_written(_part: Any, renaming: Renaming) -> Any:
    return next(renaming.moments)


def _amount_written(part: Any, _renaming: Renaming) -> Any:
    return int(part)


_PLAIN: Mapping[str, tuple[Walker, Writer]] = {
    "boolean": (_boolean, _as_it_is),
    "text": (_text, _any_text),
    "stated": (_stated, _said),
    "instant": (_instant, _moment_written),
}


def _identifier_written(part: Any, renaming: Renaming) -> Any:
    return spelled(part, renaming.name)


def _jurisdiction_written(part: Any, renaming: Renaming) -> Any:
    return [spelled(code, renaming.name) for code in part]


def spelled(part: Any, name: Callable[[int], str]) -> str:
    return name(part) if isinstance(part, int) else str(part)
