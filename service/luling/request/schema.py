"""JSON Schema (2020-12) of requests, generated from the vocabulary, for the OpenAPI document.

It describes the wire, for people and client generators; `luling.request.normalisation` is what checks a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luling.law.regulation import Words
from luling.request.vocabulary import MISSING, Property, Vocabulary

_PLAIN: Mapping[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "text": {"type": "string"},
    "stated": {},
    "identifier": {"type": "string"},
    "instant": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "yuan": {"type": "number", "minimum": 0},
    "jurisdiction": {"type": "string"},
}


def evaluation_request(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of an evaluation request."""
    parts = _parts(vocabulary)
    return {"type": "object", "required": ["subject", "action", "resource"], "properties": parts}


def evaluations_request(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of a request of several evaluations: defaults, items, options. A type or an id may be in either."""
    parts = _parts(vocabulary)
    for part in ("subject", "resource"):
        del parts[part]["required"]
    item = {"type": "object", "properties": parts}
    semantics = {"type": "string", "enum": ["execute_all", "deny_on_first_deny", "permit_on_first_permit"]}
    return {
        "type": "object",
        "properties": parts
        | {
            "evaluations": {"type": "array", "items": item},
            "options": {"type": "object", "properties": {"evaluations_semantic": semantics}},
        },
    }


def search_request(vocabulary: Vocabulary, target: str) -> dict[str, Any]:
    """The schema of a search for `subject`, `resource` or `action`."""
    parts = _parts(vocabulary)
    if target == "action":
        del parts["action"]
    else:
        # A type that is unknown is no mistake here: nothing of it is found.
        parts[target] = {**parts[target], "required": ["type"]}
    resource = parts["resource"]
    parts["resource"] = {**resource, "properties": {**resource["properties"], "type": {"type": "string"}}}
    page = {"token": {"type": "string"}, "limit": {"type": "integer", "minimum": 0}, "properties": {"type": "object"}}
    required = [part for part in ("subject", "action", "resource") if part in parts]
    return {
        "type": "object",
        "required": required,
        "properties": {**parts, "page": {"type": "object", "properties": page}},
    }


def form(vocabulary: Vocabulary, name: str) -> dict[str, Any]:
    """The schema of a form of the vocabulary."""
    return _fields(vocabulary.forms.get(name, {}))


def _parts(vocabulary: Vocabulary) -> dict[str, Any]:
    def party(section: str, types: Mapping[str, Words]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["type", "id"],
            "properties": {
                "type": _named(types),
                "id": {"type": "string"},
                "properties": _fields(vocabulary.sections[section]),
            },
        }

    action = {"name": _named(vocabulary.actions), "properties": _fields(vocabulary.sections["action"])}
    return {
        "subject": party("subject", {}),
        "action": {"type": "object", "required": ["name"], "properties": action},
        "resource": party("resource", vocabulary.resource_types),
        "context": _fields(vocabulary.sections["context"]),
    }


def _named(values: Mapping[str, Words]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)} if values else {"type": "string"}


def _fields(properties: Mapping[str, Property], required: tuple[str, ...] = ()) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": {name: _schema(p) for name, p in properties.items()}}
    return schema | ({"required": list(required)} if required else {})


def _schema(spec: Property) -> dict[str, Any]:
    described = {"description": f"{spec.words.zh} · {spec.words.en}"}
    if spec.type == "list":
        return {"type": "array", **({"items": _schema(spec.items)} if spec.items else {}), **described}
    if spec.type == "object":
        return _fields(spec.fields, spec.required) | described
    if spec.codes:
        return {"type": "string", "enum": list(spec.codes)} | described
    default = {} if spec.default is MISSING else {"default": spec.default}
    return {**_PLAIN.get(spec.type, {"type": "string"}), **described, **default}
