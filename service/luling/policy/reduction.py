"""Whether policies look at a request only as its canonical form does: identifiers by equality, times by order.

The memory of decisions answers a request with what was said of another one of the same canonical form. That is right
only for policies that cannot tell the two apart, so every rule that the entry point can reach is read, with the sorts
of values that can reach it; what is not known to be harmless is refused, with its file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.policy.sorting import Sorting
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet
from luling.policy.syntax import SyntaxUnknownError, parse
from luling.request.parts import Landmarks
from luling.request.vocabulary import Vocabulary

_MOST_CHECKED = 8
_checked: dict[tuple[str, str], Landmarks] = {}  # by revision, which the vocabulary is a part of, and entry point
_WAY_OUT = "the memory of decisions needs it otherwise; `reduction: none` in rules/vocabulary.yaml does without one"


def landmarks(policies: PolicySet, vocabulary: Vocabulary, entrypoint: str) -> Landmarks:
    """What the policies tell requests apart by.

    Raises:
        PolicyError: a rule that the entry point reaches looks at an identifier, text, time or amount in a way that the
            canonical form does not keep, or in one that is not understood; names file and line.
    """
    asked = (policies.revision, entrypoint)
    if asked in _checked:
        return _checked[asked]
    try:
        program = parse(policies)
        Sorting(program, policies.data, vocabulary).rule(entrypoint)
    except SyntaxUnknownError as error:
        problem = PolicyProblem(error.file, error.line, f"{error} ({_WAY_OUT})")
        raise PolicyError(problem) from error
    mentioned = [*program.literals, *_leaves(policies.data)]
    numbers = [one for one in mentioned if isinstance(one, int | float) and not isinstance(one, bool)]
    found = Landmarks.of((one for one in mentioned if isinstance(one, str)), numbers)
    while len(_checked) >= _MOST_CHECKED:
        del _checked[next(iter(_checked))]
    return _checked.setdefault(asked, found)


def _leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield key
            yield from _leaves(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _leaves(value)
    else:
        yield data
