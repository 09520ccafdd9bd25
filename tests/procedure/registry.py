"""A register for tests of procedures: what it says is said to it, and the approvals that it is given are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from luling.procedure.registry import GivenApproval, ToldApplication


@dataclass
class StatedRegistry:
    """Every organisation whose id is a role (`office-<role>`) acts as that authority; of whom nothing else is said,
    it is municipal."""

    provider: str = "holder-unit"
    approvals: list[tuple[GivenApproval, str]] = field(default_factory=list)
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: list[tuple[tuple[str, str], dict[str, Any]]] = field(default_factory=list)
    applications: list[ToldApplication] = field(default_factory=list)

    def roles_of(self, session: Session, organization: str, regulation: str) -> list[str]:
        return [organization.removeprefix("office-")] if organization.startswith("office-") else []

    def provider_of(self, session: Session, resource_type: str, resource_id: str) -> str | None:
        return self.provider

    def properties_of(self, session: Session, organization: str) -> Mapping[str, Any]:
        return self.known.get(organization, {"level": "municipal"})

    def record_approval(self, session: Session, approval: GivenApproval, caller: str) -> None:
        self.approvals.append((approval, caller))

    def change_resource(
        self, session: Session, resource: tuple[str, str], properties: Mapping[str, Any], caller: str
    ) -> None:
        self.changed.append((resource, dict(properties)))

    def tell_application(self, session: Session, application: ToldApplication, caller: str) -> None:
        self.applications.append(application)
