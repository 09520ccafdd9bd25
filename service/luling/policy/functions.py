"""The builtin functions whose value depends on their arguments alone, and what the check of policies asks of those."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from luling.policy import sorts
from luling.policy.sorts import Array, Constant, Law, Made, Record, Set, Values
from luling.policy.syntax import SyntaxUnknownError

_MADE: Values = frozenset({Made()})
_SCALAR = (
    *("concat", "contains", "endswith", "format_int", "indexof", "lower", "replace", "startswith", "substring", "trim"),
    *("trim_left", "trim_prefix", "trim_right", "trim_space", "trim_suffix", "upper", "regex.match", "glob.match"),
    *("abs", "ceil", "floor", "round", "max", "min", "sum", "product", "to_number"),
)
_ARRAYS = ("split", "sort", "numbers.range")


def _plain(name: str, arguments: tuple[Values, ...]) -> None:
    for argument in arguments:
        for sort in sorts.carried(argument):
            raise SyntaxUnknownError(f"`{name}` is given {sorts.called(sort)}")


def _scalar(name: str, arguments: tuple[Values, ...]) -> Values:
    _plain(name, arguments)
    return _MADE


def _array(name: str, arguments: tuple[Values, ...]) -> Values:
    _plain(name, arguments)
    return frozenset({Array(_MADE)})


def _count(name: str, arguments: tuple[Values, ...]) -> Values:
    for sort in arguments[0]:
        # The length of a text or of an identifier is lost; the number of members is not.
        if isinstance(sort, sorts.REDUCED):
            _plain(name, arguments)
    return _MADE


def _keys(_name: str, arguments: tuple[Values, ...]) -> Values:
    found: set[sorts.Sort] = set()
    for sort in arguments[0]:
        if isinstance(sort, Law):
            found.add(Law(tuple({key: key for part in sort.parts if isinstance(part, Mapping) for key in part})))
        elif isinstance(sort, Record):
            found |= {Constant(key) for key, _ in sort.fields} | ({Made()} if sort.rest else set())
    return frozenset({Set(frozenset(found))})


def _get(name: str, arguments: tuple[Values, ...]) -> Values:
    holders, names, default = arguments
    found = default
    for holder in holders:
        for key in names:
            exact = key.value if isinstance(key, Constant) else None
            if isinstance(holder, Record) and isinstance(exact, str):
                found |= dict(holder.fields).get(exact, frozenset()) | holder.rest
            elif isinstance(holder, Record) and isinstance(key, sorts.Code | Made | Law):
                found |= holder.members()
            elif isinstance(holder, Law) and isinstance(key, Constant | sorts.Code | Made | Law | sorts.Identifier):
                found |= {holder.below(exact)}
            else:
                raise SyntaxUnknownError(f"`{name}` looks up {sorts.called(key)} in {sorts.called(holder)}")
    return found


def _remove(_name: str, arguments: tuple[Values, ...]) -> Values:
    # What is left is among what was there.
    return arguments[0]


def _concat(_name: str, arguments: tuple[Values, ...]) -> Values:
    arrays = [sort for argument in arguments for sort in argument if isinstance(sort, Array)]
    laws = [frozenset({sort.below()}) for argument in arguments for sort in argument if isinstance(sort, Law)]
    members: Values = frozenset().union(*(array.members for array in arrays), *laws)
    return frozenset({Array(members, shuffled=any(array.shuffled for array in arrays))})


BUILTINS: Mapping[str, Callable[[str, tuple[Values, ...]], Values]] = {
    **dict.fromkeys(_SCALAR, _scalar),
    **dict.fromkeys(_ARRAYS, _array),
    "count": _count,
    "object.keys": _keys,
    "object.get": _get,
    "object.remove": _remove,
    "array.concat": _concat,
}
