"""A register for tests of procedures: what it says is said to it, and the approvals that it is given are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session

from luling.procedure.registry import GivenApproval, ToldApplication


@dataclass
class StatedRegistry:
    """Every organisation whose id is a role (`office-<role>`) acts as that authority."""

    provider: str = "holder-unit"
    approvals: list[tuple[GivenApproval, str]] = field(default_factory=list)
    applications: list[ToldApplication] = field(default_factory=list)

    def roles_of(self, session: Session, organization: str, regulation: str) -> list[str]:
        return [organization.removeprefix("office-")] if organization.startswith("office-") else []

    def provider_of(self, session: Session, resource_type: str, resource_id: str) -> str | None:
        return self.provider

    def record_approval(self, session: Session, approval: GivenApproval, caller: str) -> None:
        self.approvals.append((approval, caller))

    def tell_application(self, session: Session, application: ToldApplication, caller: str) -> None:
        self.applications.append(application)
