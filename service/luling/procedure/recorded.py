"""The register as procedures use it: who is who, and where approvals go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from luling.procedure.registry import GivenApproval, ToldApplication
from luling.register.reading import ACTION, APPLICATION, ORGANIZATION, grant_form
from luling.register.reading import application as application_record
from luling.register.reading import approval as approval_record
from luling.register.reading import resource as resource_record
from luling.register.store import Register, held
from luling.register.tables import Application, Resource, Subject
from luling.request.vocabulary import Vocabulary


class RecordedRegistry:
    """The register of this program. `vocabulary` is the one in force; approvals are kept in its words."""

    def __init__(self, register: Register, vocabulary: Callable[[], Vocabulary]) -> None:
        self._register = register
        self._vocabulary = vocabulary

    def roles_of(self, session: Session, organization: str, regulation: str) -> Collection[str]:
        """The authority roles of an organisation under a regulation."""
        return self._register.roles_of(session, organization, regulation)

    def provider_of(self, session: Session, resource_type: str, resource_id: str) -> str | None:
        """The organisation that provides a resource."""
        return self._register.provider_of(session, resource_type, resource_id)

    def properties_of(self, session: Session, organization: str) -> Mapping[str, Any]:
        """What is recorded of an organisation."""
        found = self._register.get(session, Subject, (ORGANIZATION, organization))
        return found.properties if found else {}

    def record_approval(self, session: Session, approval: GivenApproval, caller: str) -> None:
        """Keeps an approval, with what it may say of the authority itself (its level) as the register knows it."""
        vocabulary = self._vocabulary()
        known = self.properties_of(session, approval.organization)
        told = grant_form("approval", vocabulary).fields.keys() & vocabulary.sections["subject"].keys()
        fields = {
            **{name: known[name] for name in sorted(told & known.keys())},
            "act": approval.act,
            "by": approval.by,
            "outcome": approval.outcome,
            "subject": approval.subject_id,
            "resource": approval.resource_id,
            "at": approval.at,
            "reference": approval.reference,
            **({"expires": approval.expires} if approval.expires else {}),
        }
        self._register.put(session, approval_record(approval.id, fields, vocabulary), caller)

    def change_resource(
        self, session: Session, resource: tuple[str, str], properties: Mapping[str, Any], caller: str
    ) -> None:
        """Keeps the properties beside those that a recorded resource has. One that is not recorded stays so: the
        register knows too little of it."""
        before = self._register.get(session, Resource, resource)
        if before is not None:
            after = {"name": before.name, "entry": before.entry, "properties": {**before.properties, **properties}}
            self._register.put(session, resource_record(resource, after, self._vocabulary()), caller)

    def tell_application(self, session: Session, application: ToldApplication, caller: str) -> None:
        """Keeps how an application stands: what was told of it before, and over it what an act changes."""
        vocabulary = self._vocabulary()
        parties = (application.subject_id, application.resource_id)
        before = self._register.get(session, Application, (application.id,))
        if before is None and not application.own:
            before = _last_application(session, parties, application.action)
        told = {**(before.told[APPLICATION] if before else {}), **application.told}
        identity = before.id if before else application.id
        self._register.put(session, application_record(identity, parties, application.action, told, vocabulary), caller)


def _last_application(session: Session, parties: tuple[str, str], action: str) -> Application | None:
    """The application that decisions about an action are told of: of those of the parties the one opened last."""
    subject, resource = parties
    wanted = (col(Application.subject) == subject, col(Application.resource) == resource, held(Application, None))
    found = [one for one in session.exec(select(Application).where(*wanted)) if one.told[ACTION] == action]
    return max(found, key=lambda one: one.id, default=None)
