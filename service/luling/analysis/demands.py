"""What `luling verify` proves of the law, as data: `rules/verification/*.yaml`.

What each permission presupposes, with the article that says so; what taking a step does to the facts; and which facts
only make a request graver. The paths are those under which policies see the facts.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from luling.law.regulation import Code, Eid, Words, read

_OWN = {"subject", "resource"}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Model):
    """Holds where all of it holds; what is absent meets nothing.

    `facts`: the value is one of these, or a list has one of them. `present`: there is a value. `at_least`: an amount
    reaches the regulation's parameter. `items`: a list has an object with these values that counts: for this subject
    and resource, given and not expired.
    """

    facts: dict[str, list[bool | int | str]] = {}
    present: list[str] = []
    at_least: dict[str, Code] = {}
    items: dict[str, dict[str, list[str]]] = {}

    def paths(self) -> Iterator[tuple[str, ...]]:
        """The facts that it asks for; of a list of objects, the list."""
        for path in (*self.facts, *self.present, *self.at_least, *self.items):
            yield tuple(path.split("."))

    def holds(self, document: Mapping[str, Any], amounts: Mapping[str, int]) -> bool:
        """Whether it holds of a request as policies see it; `amounts` are the parameters at its time, in fen."""
        return (
            all(_among(_at(document, path), values) for path, values in self.facts.items())
            and all(_at(document, path) is not None for path in self.present)
            and all(_reaches(_at(document, path), amounts.get(name)) for path, name in self.at_least.items())
            and all(
                any(_counts(item, fields, document) for item in _at(document, path) or ())
                for path, fields in self.items.items()
            )
        )


class Precondition(_Model):
    """No permission of these actions, where `when` holds, unless one of `needs` holds too; without `needs`, never."""

    id: Code
    title: Words
    article: Eid
    actions: list[Code] = Field(min_length=1)
    when: Condition = Condition()
    needs: list[Condition] = []

    def broken(self, document: Mapping[str, Any], amounts: Mapping[str, int]) -> bool:
        """Whether a permission of this request would lack what the article asks for."""
        return self.when.holds(document, amounts) and not any(one.holds(document, amounts) for one in self.needs)


class Step(_Model):
    """What is so once a step has been taken with success: facts that it sets, objects that it adds to lists. A text
    `$path` stands for the value at that path, `$path|other` for another text where there is none."""

    code: Code
    to: Code | None = None
    actions: list[Code] = []
    sets: dict[str, Any] = {}
    adds: dict[str, list[dict[str, Any]]] = {}

    def take(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The request after the step."""
        after: dict[str, Any] = copy.deepcopy(dict(document))
        for path, value in self.sets.items():
            holder, name = _holder(after, path)
            found = _resolved(value, document)
            if found is not None:
                holder[name] = found
        for path, items in self.adds.items():
            holder, name = _holder(after, path)
            own = {part: document[part]["id"] for part in _OWN}
            holder[name] = [*holder.get(name, []), *(own | _object(item, document) for item in items)]
        return after


class Demands(_Model):
    """`rules/verification/<regulation>.yaml`."""

    preconditions: list[Precondition]
    steps: list[Step]
    undated: Words | None = None  # why the effective date is missing, where the source lacks it


class Graver(_Model):
    """A fact that only makes a request graver: by a further member of a list (`grows`), or from one value to others;
    null stands for an absent fact."""

    path: str
    title: Words
    grows: bool = False
    worse: list[tuple[bool | str | None, bool | str | None]] = []

    def worsened(self, before: Any, after: Any) -> bool:
        """Whether the second value is graver than the first; None is an absent fact."""
        if self.grows:
            return isinstance(before, list) and isinstance(after, list) and set(before) < set(after)
        return any(before == one and after == other for one, other in self.worse)


class Gravity(_Model):
    """`rules/verification/gravity.yaml`."""

    graver: list[Graver]


def read_demands(rules: Path, regulation: str) -> Demands:
    """The demands of a regulation.

    Raises:
        LawError: the file is missing or wrong.
    """
    return read(Demands, rules / "verification" / f"{regulation}.yaml")


def read_gravity(rules: Path) -> Gravity:
    """The facts that only make a request graver.

    Raises:
        LawError: the file is missing or wrong.
    """
    return read(Gravity, rules / "verification" / "gravity.yaml")


def _at(document: Mapping[str, Any], path: str) -> Any:
    value: Any = document
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _among(value: Any, values: list[bool | int | str]) -> bool:
    if isinstance(value, list):
        return any(item in values for item in value)
    return any(value is known if isinstance(known, bool) else value == known for known in values)


def _reaches(value: Any, amount: int | None) -> bool:
    return isinstance(value, int) and amount is not None and value >= amount


def _counts(item: Mapping[str, Any], fields: Mapping[str, list[str]], document: Mapping[str, Any]) -> bool:
    """An object counts where it has the values, is about this request and in force at its time."""
    time = document["context"]["time"]
    return (
        all(_among(item.get(name), list(values)) for name, values in fields.items())
        and all(item[part] == document[part]["id"] for part in _OWN if part in item)
        and item.get("at", time) <= time <= item.get("expires", time)
    )


def _holder(document: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *parents, name = path.split(".")
    for parent in parents:
        document = document.setdefault(parent, {})
    return document, name


def _resolved(value: Any, document: Mapping[str, Any]) -> Any:
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    path, _, other = value[1:].partition("|")
    found = _at(document, path)
    return (other or None) if found is None else found


def _object(item: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: _resolved(value, document) for name, value in item.items()}
    return {name: value for name, value in values.items() if value is not None}
