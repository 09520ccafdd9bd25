"""Between a catalogue, as people keep it in tables, and the register.

An entry of the catalogue says more than decisions ask for; it is kept with the record as it came, so that an export
gives it back. What decisions ask for are the properties that a record has under the same name, or under the one that
the vocabulary gives (`records`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.law.regulation import Regulation, Words
from luling.register import reading
from luling.register.forms import COLLECTIONS, Collection
from luling.register.tables import Resource, Subject, Version
from luling.request.errors import RequestError, problem
from luling.request.vocabulary import Properties, Property, Vocabulary
from luling.request.wording import wire_form

FORM = "catalogue"
_IDENTITY = ("type", "id", "name")
_ID = Property("identifier", Words(zh="编号", en="id"))


def table_form(collection: Collection, vocabulary: Vocabulary) -> Mapping[str, Property]:
    """The columns that a table of these records may have: those of the catalogue, and what else can be recorded."""
    if not collection.typed:
        return {"id": _ID} | dict(collection.properties(vocabulary))
    form = vocabulary.forms.get(FORM, Properties())
    # The catalogue first: a name that both have means its column.
    return dict(form) | {name: spec for name, spec in collection.properties(vocabulary).items() if name not in form}


def record_of(
    entry: Mapping[str, Any], collection: Collection, vocabulary: Vocabulary, law: Mapping[str, Regulation]
) -> Version:
    """The record that an entry, in the values of the wire, makes; its type decides of what kind it is.

    Raises:
        RequestError: every bad field of it. An entry without an id names nothing.
    """
    if not entry.get("id"):
        raise RequestError(problem("id", "缺少", "is missing"))
    identity = str(entry["id"])
    if not collection.typed:
        body = {name: value for name, value in entry.items() if name != "id"}
        return collection.read((identity,), body, vocabulary, law)
    kind = entry.get("type") or next(iter(vocabulary.resource_types), "")
    table = COLLECTIONS["organizations" if kind == reading.ORGANIZATION else "resources"]
    body = {"name": entry.get("name"), "properties": _recorded(entry, table.properties(vocabulary), vocabulary)}
    body["entry"] = {name: value for name, value in entry.items() if name not in _IDENTITY}
    if table.table is Subject:
        roles = body["entry"].pop("roles", None)
        # Roles say under which regulations it is known; without any, the entry's own word on it is kept.
        body["roles"] = {body["entry"].pop("regulation"): roles} if roles and "regulation" in entry else {}
    return table.read((str(kind), identity), body, vocabulary, law)


def _recorded(entry: Mapping[str, Any], known: Mapping[str, Property], vocabulary: Vocabulary) -> dict[str, Any]:
    form = vocabulary.forms.get(FORM, Properties())
    result: dict[str, Any] = {}
    for name, value in entry.items():
        spec = form.get(name)
        target = (spec.records if spec else None) or name
        if target not in known or target in result:
            continue
        nothing = spec is not None and spec.type == "stated" and value in spec.values
        result |= {target: []} if nothing else wire_form({target: value}, known)
    return result


def entries_of(record: Version, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """The entries that make this record again; of an organisation, one for each regulation of its roles."""
    match record:
        case Subject():
            entry = _entry(record, record.entry, record.properties, vocabulary)
            for regulation, roles in sorted(record.roles.items()):
                yield entry | {"regulation": regulation, "roles": roles}
            if not record.roles:
                yield entry
        case Resource():
            yield _entry(record, record.entry, record.properties, vocabulary)
        case _:
            form = reading.grant_form(record.KIND, vocabulary)
            parties = {name: getattr(record, party) for party, name in reading.parties_of(form).items()}
            yield {"id": record.id} | parties | record.says


def _entry(
    record: Subject | Resource, entry: Mapping[str, Any], properties: Mapping[str, Any], vocabulary: Vocabulary
) -> dict[str, Any]:
    """What was imported, brought up to date by what is recorded now."""
    result = {"type": record.type, "id": record.id, "name": record.name} | dict(entry)
    columns = {spec.records: name for name, spec in vocabulary.forms.get(FORM, Properties()).items() if spec.records}
    for name, value in properties.items():
        column = columns.get(name)
        if column is None:
            result[name] = value
        elif column not in entry:
            result[column] = "、".join(map(str, value)) if isinstance(value, list) else value
    return {name: value for name, value in result.items() if value is not None}
