"""What procedures need of the register: who is who, who provides a resource, and where approvals go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class GivenApproval:
    """An approval that an act gave or refused; `id` is that of the act. `by` is the role of `organization` under
    `regulation`; `reference` is the case. `at` and `expires` are UTC texts."""

    id: str
    regulation: str
    act: str
    outcome: str
    by: str
    organization: str
    subject_type: str
    subject_id: str
    resource_type: str
    resource_id: str
    at: str
    expires: str | None
    reference: str


@dataclass(frozen=True, slots=True)
class ToldApplication:
    """How an application stands after an act in the case `id`: what decisions about `action` of the subject upon the
    resource are told of it, beside what they were told before. `own`: the case is the application; else it is about
    the one of these parties that was opened last, if there is one."""

    id: str
    own: bool
    action: str
    subject_id: str
    resource_id: str
    told: Mapping[str, Any]


class Registry(Protocol):
    """The register, as procedures see it. Everything happens in the session, so in one transaction with the act."""

    def roles_of(self, session: Session, organization: str, regulation: str) -> Collection[str]:
        """The authority roles of an organisation under a regulation; none where it is not known."""

    def provider_of(self, session: Session, resource_type: str, resource_id: str) -> str | None:
        """The organisation that provides a resource; None where the register does not know."""

    def properties_of(self, session: Session, organization: str) -> Mapping[str, Any]:
        """What is known of an organisation, by the vocabulary; nothing where it is not known."""

    def record_approval(self, session: Session, approval: GivenApproval, caller: str) -> None:
        """Keeps an approval that a caller recorded, so that the next decision knows of it."""

    def change_resource(
        self, session: Session, resource: tuple[str, str], properties: Mapping[str, Any], caller: str
    ) -> None:
        """Keeps properties that a resource (type and id) has after an act of a caller, if the resource is known."""

    def tell_application(self, session: Session, application: ToldApplication, caller: str) -> None:
        """Keeps how an application stands after an act of a caller, so that the next decision knows of it."""
