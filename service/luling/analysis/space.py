"""The request space of one regulation and action: the facts that its rules read, each with its finite domain.

Found by the program: `luling.analysis.reading` says which places of the input a rule may look at, the vocabulary says
which facts lie there. Every case of the space is a document as policies see it, so nothing is normalised again.
"""

from __future__ import annotations

import copy
import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.analysis.abstract import Path, Reading
from luling.analysis.dates import NOW, boundaries
from luling.analysis.domains import ABSENT, RESOURCE, SUBJECT, Around, Constants, listed_values, values_of
from luling.analysis.places import inner, lists_objects, places, told, words
from luling.analysis.reading import ListedKind, Reader
from luling.decision.knowledge import Knowledge
from luling.policy.sources import PolicySet
from luling.policy.syntax import Node, Program, kind
from luling.request.normalisation import ancestors, normalise, parse_instant, utc_text
from luling.request.vocabulary import Property

TIME: Path = ("context", "time")
TYPE: Path = ("resource", "type")
_IDENTITIES = {("subject", "id"), ("resource", "id"), ("subject", "type")}
_ELSEWHERE = "110000"  # an area that no regulation has

Case = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """One fact of the space: its place (for objects of one kind in a list, the list and the kind) and its values."""

    path: Path
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One definition of a reason: what marks its reasons (code and article), and the variables that it reads."""

    marks: frozenset[str]
    variables: frozenset[int]


@dataclass(frozen=True, slots=True)
class Space:
    """Every case of one regulation and action; a case is an index into the values of each variable."""

    regulation: str
    action: str
    base: Mapping[str, Any]
    variables: tuple[Variable, ...]
    rules: tuple[RuleReading, ...]

    @property
    def size(self) -> int:
        """The number of cases."""
        return math.prod(len(variable.values) for variable in self.variables)

    def index(self, path: Path) -> int | None:
        """The variable at a place, or None where no rule reads it."""
        return next((n for n, variable in enumerate(self.variables) if variable.path == path), None)

    def value(self, case: Sequence[int], variable: int) -> Any:
        """The value of a variable in a case."""
        return self.variables[variable].values[case[variable]]

    def document(self, case: Sequence[int]) -> dict[str, Any]:
        """The case as policies see it."""
        document: dict[str, Any] = copy.deepcopy(dict(self.base))
        for variable, choice in zip(self.variables, case, strict=True):
            _put(document, variable.path, variable.values[choice])
        time = parse_instant(document["context"]["time"])
        assert time is not None
        settled: dict[str, Any] = _settled(document, time)
        return settled


def _put(document: dict[str, Any], path: Path, value: Any) -> None:
    if value is ABSENT:
        return
    *parents, name = path
    if name.startswith("["):
        *parents, name = parents
        for parent in parents:
            document = document.setdefault(parent, {})
        document[name] = [
            *document.get(name, []),
            *({"subject": SUBJECT, "resource": RESOURCE, **item} for item in value),
        ]
        return
    for parent in parents:
        document = document.setdefault(parent, {})
    document[name] = value


def _settled(value: Any, time: dt.datetime) -> Any:
    if isinstance(value, Around):
        return utc_text(time + dt.timedelta(seconds=value.order))
    if isinstance(value, dict):
        return {name: _settled(inner, time) for name, inner in value.items()}
    if isinstance(value, list):
        return [_settled(inner, time) for inner in value]
    return value


class Spaces:
    """The spaces of a policy directory."""

    def __init__(self, policies: PolicySet, program: Program, knowledge: Knowledge, entrypoint: str) -> None:
        self._data = policies.data
        self._program = program
        self._knowledge = knowledge
        self._root = entrypoint.partition(".")[0]
        self._places = dict(places(knowledge.vocabulary))
        self._kinds = tuple(ListedKind(path, told(spec)) for path, spec in self._places.items() if lists_objects(spec))
        self._instants = {
            name
            for spec in (*self._places.values(), *(one for spec in self._places.values() for one in inner(spec)))
            for name, field in spec.fields.items()
            if field.type == "instant"
        } | {path[-1] for path, spec in self._places.items() if spec.type == "instant"} - {TIME[-1]}

    def of(self, regulation: str, action: str) -> Space:
        """The space of a regulation and an action.

        Raises:
            SyntaxUnknownError: a rule has a form that the reading does not know.
        """
        named = ("resource", "properties", "regulation")
        reader = Reader(
            self._program, {("action", "name"): action, named: regulation}, self._kinds, self._instants, TIME
        )
        whole = Reading()
        read: list[tuple[frozenset[str], Reading]] = []
        for rule in self._program.rules[f"{self._root}.{regulation}.reasons"]:
            found = reader.definition(rule)
            if found is not None and rule.head is not None:
                read.append((_marks(rule.head), found[0]))
                whole.add(found[0])
        for rule in self._program.rules.get(f"{self._root}.{regulation}.obligations", ()):
            found = reader.definition(rule)
            if found is not None:
                read.append((frozenset(), found[0]))
                whole.add(found[0])
        places = sorted(self._variables(whole, whole))
        constants = self._constants(regulation)
        variables = tuple(
            Variable(place, tuple(self._domain(regulation, place, places, whole, constants))) for place in places
        )
        number = {variable.path: n for n, variable in enumerate(variables)}
        rules = tuple(
            RuleReading(marks, frozenset(number[place] for place in self._variables(reading, whole)))
            for marks, reading in read
        )
        return Space(regulation, action, self._base(regulation, action), variables, rules)

    def _base(self, regulation: str, action: str) -> dict[str, Any]:
        kinds = self._knowledge.vocabulary.resource_types
        request = {
            "subject": {"type": "organization", "id": SUBJECT},
            "action": {"name": action},
            "resource": {"type": next(iter(kinds)), "id": RESOURCE, "properties": {"regulation": regulation}},
            "context": {},
        }
        return normalise(request, self._knowledge.vocabulary, NOW)

    def _variables(self, reading: Reading, whole: Reading) -> set[Path]:
        found = {variable for path in reading.facts for variable in self._variable(path)}
        return found | {variable for path in reading.presence for variable in self._present(path, whole)}

    def _present(self, path: Path, whole: Reading) -> Iterator[Path]:
        """The facts below a place of which only the presence counts there: those that are read elsewhere or asked for
        by name, and one that stands for all the others."""
        read = {variable for fact in whole.facts for variable in self._variable(fact)}
        named = {value for _, value in whole.scalars} | {value for _, group in whole.groups for value in group}
        others = []
        for place in self._variable(path):
            if place in read or place[-1] in named or place[: len(path)] != path or len(place) == len(path):
                yield place
            else:
                others.append(place)
        yield from others[:1]

    def _variable(self, path: Path) -> Iterator[Path]:
        if path in _IDENTITIES:
            return
        if path in (TIME, TYPE):
            yield path
            return
        for length in range(len(path), 0, -1):
            spec = self._places.get(path[:length])
            if spec is None:
                continue
            if lists_objects(spec):
                below = path[length] if len(path) > length else "[]"
                every = [f"[{code}]" for code in spec.items.fields[told(spec)].values] if spec.items else []
                yield from ((*path[:length], name) for name in (every if below == "[]" else [below]))
            else:
                yield path[:length]
            return
        for place, spec in self._places.items():
            if place[: len(path)] == path:
                if lists_objects(spec):
                    yield from self._variable(place)
                else:
                    yield place

    def _constants(self, regulation: str) -> Constants:
        law = self._knowledge.regulations[regulation]
        competent: dict[str, list[str]] = {}
        for act, roles in self._data["competence"].get(regulation, {}).items():
            competent.setdefault(act.rpartition(".")[2], []).extend(roles)
        amounts = {
            value["value"]
            for parameter in self._data["law"][regulation]["parameters"].values()
            if parameter["unit"] == "yuan"
            for value in parameter["values"]
        }
        known = {word for spec in self._places.values() for word in words(spec)} | {p[-1] for p in self._places}
        return Constants(
            frozenset(),
            frozenset(),
            tuple(law.authorities),
            {act: tuple(dict.fromkeys(roles)) for act, roles in competent.items()},
            tuple(sorted(amounts)),
            frozenset(known | set(self._knowledge.vocabulary.actions) | set(self._knowledge.vocabulary.resource_types)),
        )

    def _domain(
        self, regulation: str, place: Path, places: list[Path], reading: Reading, constants: Constants
    ) -> list[Any]:
        if place == TIME:
            return boundaries(self._data["law"][regulation])
        near = constants.at(place, reading)
        if place == TYPE:
            return [block[0] for block in near.blocks(self._knowledge.vocabulary.resource_types)]
        if place[-1].startswith("["):
            spec = self._places[place[:-1]]
            assert spec.items is not None
            deep = len(place)
            below = {path[deep] for path in reading.facts if path[:deep] == place and len(path) > deep}
            known = {name: spec.items.fields[name] for name in sorted(below) if name in spec.items.fields}
            fields = {name: constants.at((*place, name), reading) for name in known}
            shared = [name for name, field in known.items() if self._shared(field, places)]
            return listed_values(spec.items, told(spec), place[-1][1:-1], fields, near, shared=shared)
        spec = self._places[place]
        if spec.type == "jurisdiction":
            law = self._knowledge.regulations[regulation]
            return [ABSENT, ancestors(law.jurisdiction.codes[0]), ancestors(_ELSEWHERE)]
        values = values_of(spec, near, shared=self._shared(spec, [path for path in places if path != place]))
        read = any(path[: len(place)] == place or place[: len(path)] == path for path in reading.facts)
        return values if read else values[:2]

    def _shared(self, spec: Property, places: list[Path]) -> bool:
        """Whether the values are also those of another fact that is read."""
        others = [self._places[path] for path in places if path in self._places]
        others += [
            field
            for path in places
            if path[-1].startswith("[") and (items := self._places[path[:-1]].items)
            for field in items.fields.values()
        ]
        return bool(spec.values) and any(
            set(other.values) == set(spec.values) and other is not spec for other in others
        )


def _marks(head: Node) -> frozenset[str]:
    """The first two texts of a reason's call, its code and its article; another form is marked by nothing."""
    if kind(head) != "Call":
        return frozenset({"*"})
    texts = [item["String"]["value"] for item in head["Call"]["params"][:2] if kind(item) == "String"]
    return frozenset({" ".join(texts)}) if len(texts) == 2 else frozenset({"*"})
