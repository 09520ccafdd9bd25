"""From what is written about a record to the record: checked by the vocabulary, in the register's one spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luling.law.regulation import Regulation
from luling.register.tables import Agreement, Application, Approval, Resource, Subject
from luling.request.errors import Problem, RequestError, problem
from luling.request.recording import recorded_form
from luling.request.vocabulary import Property, Vocabulary

# The type of subject under which organisations are kept where nobody says otherwise.
ORGANIZATION = "organization"
# The parts of what is told of an application.
ACTION, APPLICATION = "action", "application"
_LONGEST = 1024  # characters of an id


def subject(identity: tuple[str, str], body: Any, vocabulary: Vocabulary, law: Mapping[str, Regulation]) -> Subject:
    """A subject from {name, properties, roles, entry}.

    Raises:
        RequestError: every bad field of it, by path.
    """
    parts = _Parts(body, {"name", "properties", "roles", "entry"})
    kind, name = parts.identity(identity)
    properties = parts.properties(vocabulary, "subject")
    roles = parts.roles(law)
    record = Subject(type=kind, id=name, name=parts.text("name"), properties=properties, roles=roles)
    record.entry = parts.object("entry")
    parts.done()
    return record


def resource(identity: tuple[str, str], body: Any, vocabulary: Vocabulary) -> Resource:
    """A resource from {name, properties, entry}.

    Raises:
        RequestError: every bad field of it, by path.
    """
    parts = _Parts(body, {"name", "properties", "entry"})
    kind, name = parts.identity(identity)
    if vocabulary.resource_types and kind not in vocabulary.resource_types:
        parts.wrong("type", f"未知的类型 `{kind}`", f"unknown type `{kind}`")
    properties = parts.properties(vocabulary, "resource")
    record = Resource(type=kind, id=name, name=parts.text("name"), properties=properties, entry=parts.object("entry"))
    for searched, spec in vocabulary.sections["resource"].items():
        if spec.register == "provider":
            record.provider = properties.get(searched)
        if spec.type == "regulation":
            record.regulation = properties.get(searched)
    parts.done()
    return record


def agreement(identity: str, body: Any, vocabulary: Vocabulary) -> Agreement:
    """An agreement from its fields, both parties among them.

    Raises:
        RequestError: every bad field of it, by path.
    """
    return Agreement(id=identity, **_grant("agreement", identity, body, vocabulary))


def approval(identity: str, body: Any, vocabulary: Vocabulary) -> Approval:
    """An approval from its fields, both parties among them.

    Raises:
        RequestError: every bad field of it, by path.
    """
    return Approval(id=identity, **_grant("approval", identity, body, vocabulary))


def application(
    identity: str, parties: tuple[str, str], action: str, told: Mapping[str, Any], vocabulary: Vocabulary
) -> Application:
    """What decisions about an action are told of the application of a subject for a resource (`parties`).

    Raises:
        RequestError: every bad field of `told`, by path; or the vocabulary knows no applications.
    """
    subject_id, resource_id = parties
    kept = recorded_form(dict(told), application_form(vocabulary).fields, "", vocabulary)
    record = Application(id=identity, subject=subject_id, resource=resource_id)
    record.told = {ACTION: action, APPLICATION: kept}
    return record


def application_form(vocabulary: Vocabulary) -> Property:
    """What decisions may be told of an application.

    Raises:
        RequestError: the vocabulary knows no applications.
    """
    for spec in vocabulary.sections["context"].values():
        if spec.register == Application.KIND:
            return spec
    raise RequestError(problem("", "词汇表没有申请", "the vocabulary has no applications"))


def grant_form(kind: str, vocabulary: Vocabulary) -> Property:
    """What an agreement or an approval may say.

    Raises:
        RequestError: the vocabulary knows no such thing.
    """
    for spec in vocabulary.sections["context"].values():
        if spec.register == kind and spec.items is not None:
            return spec.items
    raise RequestError(problem("", f"词汇表没有 `{kind}`", f"the vocabulary has no `{kind}`"))


def parties_of(form: Property) -> dict[str, str]:
    """The fields that name the parties, by party: for whom of a request a field stands (`same_as`)."""
    return {spec.same_as.partition(".")[0]: name for name, spec in form.fields.items() if spec.same_as}


def _grant(kind: str, identity: str, body: Any, vocabulary: Vocabulary) -> dict[str, Any]:
    form = grant_form(kind, vocabulary)
    parts = _Parts(body, set(form.fields))
    parts.identity((kind, identity))
    parties = parties_of(form)
    fields: dict[str, Any] = {}
    try:
        fields = recorded_form(body, form.fields, "", vocabulary, (*form.required, *parties.values()))
    except RequestError as error:
        parts.problems[:] = error.problems
    parts.done()
    named = {party: fields.pop(name) for party, name in parties.items()}
    return {**named, "fields": fields}


class _Parts:
    """The parts of a record as it came, and what is wrong with them."""

    def __init__(self, body: Any, known: set[str]) -> None:
        self.problems: list[Problem] = []
        self._body: Mapping[str, Any] = body if isinstance(body, dict) else {}
        if not isinstance(body, dict):
            self.wrong("", "应为对象", "must be an object")
        for name in self._body.keys() - known:
            self.wrong(name, "未知的属性", "is no known property")

    def wrong(self, path: str, zh: str, en: str) -> None:
        self.problems.append(problem(path, zh, en))

    def done(self) -> None:
        if self.problems:
            raise RequestError(*self.problems)

    def identity(self, identity: tuple[str, str]) -> tuple[str, str]:
        for path, name in zip(("type", "id"), identity, strict=True):
            if not name or len(name) > _LONGEST or not name.isprintable():
                self.wrong(path, "应为非空的可见文本", f"must be printable text of 1 to {_LONGEST} characters")
        return identity

    def text(self, name: str) -> str | None:
        value = self._body.get(name)
        if value is not None and not isinstance(value, str):
            self.wrong(name, "应为文本", "must be a text")
            return None
        return value

    def object(self, name: str) -> dict[str, Any]:
        value = self._body.get(name, {})
        if not isinstance(value, dict):
            self.wrong(name, "应为对象", "must be an object")
            return {}
        return value

    def properties(self, vocabulary: Vocabulary, section: str) -> dict[str, Any]:
        known = {name: spec for name, spec in vocabulary.sections[section].items() if spec.register != "none"}
        try:
            return recorded_form(self._body.get("properties", {}), known, "properties", vocabulary)
        except RequestError as error:
            self.problems += error.problems
            return {}

    def roles(self, law: Mapping[str, Regulation]) -> dict[str, list[str]]:
        """As which authorities an organisation acts: {regulation: [role]}."""
        result: dict[str, list[str]] = {}
        for regulation, names in self.object("roles").items():
            if regulation not in law:
                self.wrong(f"roles.{regulation}", f"没有法规 `{regulation}`", f"no regulation `{regulation}`")
            elif not isinstance(names, list):
                self.wrong(f"roles.{regulation}", "应为数组", "must be an array")
            else:
                known = law[regulation].authorities
                for name in names:
                    if name not in known:
                        told = f"未知的值 `{name}`", f"unknown value `{name}`"
                        self.wrong(f"roles.{regulation}", *told)
                if names:
                    result[regulation] = [name for name in dict.fromkeys(map(str, names)) if name in known]
        return result
