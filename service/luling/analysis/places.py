"""Where the facts of the vocabulary lie in a request as policies see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luling.analysis.abstract import Path
from luling.request.vocabulary import Property, Vocabulary, policy_name


def places(vocabulary: Vocabulary) -> Iterator[tuple[Path, Property]]:
    """Every property with its place; those of objects are below them."""
    for section, properties in vocabulary.sections.items():
        base: Path = (section,) if section == "context" else (section, "properties")
        yield from _below(properties, base)


def _below(properties: Mapping[str, Property], base: Path) -> Iterator[tuple[Path, Property]]:
    for name, spec in properties.items():
        path = (*base, policy_name(name, spec))
        if spec.type == "object":
            yield from _below(spec.fields, path)
        else:
            yield path, spec


def lists_objects(spec: Property) -> bool:
    """Whether the property is a list of objects, such as approvals."""
    return spec.type == "list" and spec.items is not None and spec.items.type == "object"


def inner(spec: Property) -> Iterator[Property]:
    """The property of the members of a list."""
    if spec.items is not None:
        yield spec.items


def told(spec: Property) -> str:
    """The field that tells the objects of a list apart: the first required one with values of its own."""
    assert spec.items is not None
    return next(name for name in spec.items.required if spec.items.fields[name].type == "enum")


def words(spec: Property) -> Iterator[str]:
    """Every value that the property or one below it may have by name."""
    yield from spec.values
    for one in (*inner(spec), *spec.fields.values()):
        yield from words(one)
