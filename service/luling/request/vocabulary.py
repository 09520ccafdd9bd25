"""The vocabulary of a policy directory (`rules/vocabulary.yaml`): which properties a request may have, which values.

The program knows no action, class or property by name; it reads them here, so that another policy directory brings its
own without a change of program (design, decision 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from luling.law.regulation import LawError, Regulation, Words, load_yaml

PropertyType = Literal[
    "enum",
    "boolean",
    "text",
    "stated",
    "identifier",
    "instant",
    "day",
    "yuan",
    "jurisdiction",
    "regulation",
    "role",
    "list",
    "object",
]
RegisterMark = Literal["none", "provider", "agreement", "approval", "application"]
_TYPES = frozenset(PropertyType.__args__)  # type: ignore[attr-defined]
_MARKS = frozenset(RegisterMark.__args__)  # type: ignore[attr-defined]
_KEYS = frozenset(
    {
        *("type", "zh", "en", "values", "terms", "items", "fields", "required", "default", "becomes", "same_as"),
        *("aliases", "done_by", "alike_by", "register", "inherited_from", "records"),
    }
)
_REQUEST = ("subject", "action", "resource", "context")
_NAMED = frozenset({"subject.type", "subject.id", "action.name", "resource.type", "resource.id"})
_OTHER_KEYS = frozenset({"version", "reduction", "actions", "resource_types", "start_events", *_REQUEST})
MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its type and, by type, its values, items or fields.

    `codes` maps every accepted spelling of a value to its code: the code itself and, for classes, each regulation's own
    terms. `default` is filled in where the property is absent, `same_as` names the part of the request to fill in.
    `aliases` are further names by which a table may call the property. `done_by` names the property with the day on
    which what this day asks for was done. `alike_by` names properties: forms that agree in them are told the values
    that all of them have of this one.

    `register` says what the register knows of it: `none` (it is stated with each request), `provider` (it names the
    organisation that provides the resource), `agreement` or `approval` (a list of what was agreed or approved),
    `application` (how an application stands, by the procedures).
    `inherited_from` names the property with the organisation whose property of the same name stands in for this one.
    `records` names the property of the register that a column of a table fills, where it is called otherwise.
    """

    type: PropertyType
    words: Words
    values: Mapping[str, Words] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    items: Property | None = None
    fields: Properties = field(default_factory=lambda: Properties())
    required: tuple[str, ...] = ()
    default: Any = MISSING
    becomes: str | None = None
    same_as: str | None = None
    aliases: tuple[str, ...] = ()
    done_by: str | None = None
    alike_by: tuple[str, ...] = ()
    register: RegisterMark | None = None
    inherited_from: str | None = None
    records: str | None = None


class Properties(dict[str, Property]):
    """Properties by name. Read only, once it is made."""

    @cached_property
    def seen(self) -> Mapping[str, tuple[Property, str]]:
        """Each of them, and the name under which policies see it."""
        return {name: (spec, policy_name(name, spec)) for name, spec in self.items()}

    @cached_property
    def filled(self) -> Mapping[str, Property]:
        """Those for which something stands where they are absent."""
        return {name: spec for name, spec in self.items() if spec.same_as or spec.default is not MISSING}


@dataclass(frozen=True, slots=True)
class StartEvent:
    """What starts a period, and the facts that tell when, the first known one counting."""

    words: Words
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Actions, resource types, properties by section of the request, start events. An empty `actions` leaves the names
    of actions unchecked, and so with `resource_types`. `forms` are the properties of whatever else policies are asked
    about, one map for each further section of the file. `reducible` is false where the file says `reduction: none`: its
    policies look at identifiers, texts, times or amounts in ways that no canonical form keeps."""

    actions: Mapping[str, Words]
    resource_types: Mapping[str, Words]
    sections: Mapping[str, Properties]
    start_events: Mapping[str, StartEvent]
    forms: Mapping[str, Properties] = field(default_factory=dict)
    reducible: bool = True

    @classmethod
    def read(cls, path: Path, regulations: Mapping[str, Regulation]) -> Vocabulary:
        """The vocabulary of a file, with the regulations' ids, roles and terms filled in.

        Raises:
            LawError: the file is missing or wrong; names file and property.
        """
        data = load_yaml(path) or {}
        reader = _Reader(path, regulations)
        return cls(
            actions=reader.words_of(data.get("actions") or {}, "actions"),
            resource_types=reader.words_of(data.get("resource_types") or {}, "resource_types"),
            sections={section: reader.properties(data.get(section) or {}, section) for section in _REQUEST},
            start_events={
                name: StartEvent(reader.words(spec, f"start_events.{name}"), tuple(spec.get("facts", ())))
                for name, spec in (data.get("start_events") or {}).items()
            },
            reducible=reader.reducible(data.get("reduction")),
            forms={name: reader.properties(specs, name) for name, specs in data.items() if name not in _OTHER_KEYS},
        )

    def property(self, path: str) -> Property | None:
        """The property at a path as answers write it (`resource.properties.sharing_class`), or None."""
        section, *names = path.split(".")
        if names and names[0] == "properties":
            names = names[1:]
        known: Mapping[str, Property] = self.sections.get(section) or self.forms.get(section) or {}
        found: Property | None = None
        for name in names:
            found = known.get(name)
            if found is None:
                return None
            known = found.items.fields if found.items else found.fields
        return found


def policy_name(name: str, spec: Property) -> str:
    """The name under which policies see a property."""
    return spec.becomes or ("jurisdictions" if spec.type == "jurisdiction" else name)


class _Reader:
    """Turns the YAML of a vocabulary into properties, naming what is wrong by its place."""

    def __init__(self, path: Path, regulations: Mapping[str, Regulation]) -> None:
        self._path = path
        self._regulations = regulations

    def _wrong(self, place: str, what: str) -> LawError:
        return LawError(f"{self._path}: `{place}`: {what}")

    def reducible(self, stated: Any) -> bool:
        if stated not in (None, "none"):
            raise self._wrong("reduction", f"is `none` or left out, not `{stated}`")
        return stated is None

    def words(self, spec: Any, place: str) -> Words:
        try:
            return Words(zh=spec["zh"], en=spec["en"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._wrong(place, "needs `zh` and `en`") from error

    def words_of(self, specs: dict[str, Any], place: str) -> dict[str, Words]:
        return {name: self.words(spec, f"{place}.{name}") for name, spec in specs.items()}

    def properties(self, specs: dict[str, Any], place: str) -> Properties:
        return Properties({name: self.property(spec, f"{place}.{name}") for name, spec in specs.items()})

    def property(self, spec: dict[str, Any], place: str, words: Words | None = None) -> Property:
        unknown = set(spec) - _KEYS
        if unknown:
            raise self._wrong(place, f"unknown key `{min(unknown)}`")
        if spec.get("type") not in _TYPES:
            raise self._wrong(place, f"unknown type `{spec.get('type')}`")
        if spec.get("register") not in {None, *_MARKS}:
            raise self._wrong(place, f"unknown mark of the register `{spec.get('register')}`")
        if spec.get("same_as") not in {None, *_NAMED}:
            raise self._wrong(place, f"`same_as` is one of {', '.join(sorted(_NAMED))}, not `{spec['same_as']}`")
        if spec["type"] == "object" and spec.get("default"):
            raise self._wrong(place, "the default of an object is `{}`")
        own = words or self.words(spec, place)
        values = self._values(spec, place)
        items = spec.get("items")
        return Property(
            type=spec["type"],
            words=own,
            values=values,
            codes=self._codes(spec, values, place),
            items=self.property(items, f"{place}.items", own) if items else None,
            fields=self.properties(spec.get("fields") or {}, place),
            required=tuple(spec.get("required", ())),
            default=spec.get("default", MISSING),
            becomes=spec.get("becomes"),
            same_as=spec.get("same_as"),
            aliases=tuple(spec.get("aliases", ())),
            done_by=spec.get("done_by"),
            alike_by=tuple(spec.get("alike_by", ())),
            register=spec.get("register"),
            inherited_from=spec.get("inherited_from"),
            records=spec.get("records"),
        )

    def _values(self, spec: dict[str, Any], place: str) -> dict[str, Words]:
        if spec["type"] == "regulation":
            return {key: value.title for key, value in self._regulations.items()}
        if spec["type"] == "role":
            return {
                role: Words(zh=authority.zh, en=authority.en)
                for regulation in self._regulations.values()
                for role, authority in regulation.authorities.items()
            }
        return self.words_of(spec.get("values") or {}, place)

    def _codes(self, spec: dict[str, Any], values: Mapping[str, Words], place: str) -> dict[str, str]:
        codes = {code: code for code in values}
        if spec.get("terms") != "classes":
            return codes
        for regulation in self._regulations.values():
            for code, sharing_class in regulation.classes.items():
                for term in sharing_class.terms:
                    if codes.setdefault(term, code) != code:
                        raise self._wrong(place, f"term `{term}` means two classes")
        return codes
