"""Settings of the service, from environment variables `LULING_<NAME>`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, HttpUrl, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url

EngineName = Literal["regorus", "opa", "regopy"]
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]  # written with commas
Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_split)]
_MAIL_SERVER = r"^smtps?://([^:@/\s]+@)?([^:@/\s]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?$"


@cache
def law_directory() -> Path:
    """Where `rules/` and `policies/` lie: inside an installed package, else at the top of the checkout."""
    packaged = Path(str(files("luling"))) / "_law"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What an operator may set. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(
        env_prefix="LULING_", env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    rules: Path = Field(default_factory=lambda: law_directory() / "rules", description="the law as data")
    policies: Path = Field(default_factory=lambda: law_directory() / "policies", description="the law as policy")
    corpus: Path = Field(
        default_factory=lambda: user_data_path("luling") / "corpus", description="the imported official texts"
    )
    database: SecretStr = Field(
        default_factory=lambda: SecretStr(f"sqlite:///{user_data_path('luling') / 'luling.db'}"),
        description="the register and the procedures: a database URL, SQLite or PostgreSQL",
    )
    migrate: bool | None = Field(
        default=None,
        description="whether the service brings the schema up to date; by default SQLite's, not PostgreSQL's",
    )
    register_cache: int = Field(default=50_000, ge=100, description="facts of the register that a process remembers")
    register_staleness: float = Field(
        default=0.2,
        ge=0,
        le=60,
        description="seconds after which a change by another process is seen at the latest (PostgreSQL)",
    )
    evidence: SecretStr | None = Field(
        default=None, description="the evidence log: a database URL, by default beside the register; `off` for none"
    )
    evidence_keys: Path = Field(
        default_factory=lambda: user_data_path("luling") / "keys",
        description="the directory of the keys that sign the evidence log and mask identifiers in it",
    )
    evidence_anchor_file: Path | None = Field(
        default=None, description="a file to which each new checkpoint of the evidence log is appended"
    )
    evidence_anchor_url: HttpUrl | None = Field(
        default=None, description="a webhook to which the checkpoints of the evidence log are sent"
    )
    evidence_anchor_secret: SecretStr | None = Field(
        default=None, description="the secret (`whsec_…`) by which these deliveries are signed"
    )
    identity: Literal["required", "none"] = Field(
        default="required",
        description="whether callers must prove who they are; `none` only behind a gateway that does",
    )
    identity_memory: float = Field(
        default=5.0, gt=0, le=300, description="seconds until a revoked key or an ended session is refused everywhere"
    )
    oidc_issuer: str | None = Field(default=None, description="the OpenID Connect issuer whose bearer tokens are taken")
    oidc_audience: str | None = Field(default=None, description="the audience that its tokens must name")
    oidc_jwks_url: HttpUrl | None = Field(default=None, description="where its keys are, if not where its metadata say")
    oidc_algorithms: Listed = Field(default=("RS256", "ES256", "EdDSA"), description="the signatures that are taken")
    oidc_skew: int = Field(default=60, ge=0, le=600, description="seconds by which clocks may differ")
    oidc_pause: float = Field(default=30.0, ge=1, description="seconds at least between two look-ups of its keys")
    oidc_stale: float = Field(default=86_400.0, ge=3600, description="seconds that its keys are used while it is down")
    oidc_roles_claim: str = Field(default="roles", description="the claim with the roles")
    oidc_organization_claim: str = Field(default="organization", description="the claim with the organisation's id")
    oidc_roles: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="what a value of the roles claim grants: `role@regulation` or `role@*`"
    )
    session_idle: float = Field(default=1800.0, gt=0, description="seconds after which an idle session is over")
    session_lifetime: float = Field(default=28_800.0, gt=0, description="seconds after which any session is over")
    rate: float = Field(default=5000.0, ge=0, description="requests a second of one caller and process; 0: any")
    max_headers: int = Field(default=100, ge=10, description="header fields of a request at the most")
    max_header_bytes: int = Field(default=32_768, ge=4096, description="bytes of header fields at the most")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="what is logged")
    log_format: Literal["json", "text"] = Field(default="json", description="how it is logged")
    engine: EngineName = Field(default="regorus", description="which engine evaluates")
    entrypoint: str = Field(default="luling.decision.answer", description="the rule that answers")
    opa_url: HttpUrl = Field(default=HttpUrl("http://127.0.0.1:8181"), description="the OPA server of engine `opa`")
    opa_token: SecretStr | None = Field(default=None, description="the bearer token that OPA asks for")
    opa_timeout: float = Field(default=1.0, gt=0, le=60, description="seconds for one call of OPA")
    opa_retries: int = Field(default=1, ge=0, le=5, description="further tries of a failed call of OPA")
    memory: int = Field(
        default=50_000, ge=0, description="canonical requests whose answers are remembered at the most; 0 for none"
    )
    watch: bool = Field(default=True, description="take up changed rules and policies while running")
    public_url: HttpUrl = Field(
        default=HttpUrl("http://127.0.0.1:8000"), description="the address that clients see, for the AuthZEN metadata"
    )
    deadline_warning: int = Field(
        default=2, ge=0, le=30, description="working days before its last day from which a legal deadline is warned of"
    )
    client_timeout: float = Field(
        default=30.0, gt=0, le=600, description="seconds for a client to send a whole request, or to take an answer"
    )
    notification_secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="the secret out of which those come that sign webhooks; without it none are delivered",
    )
    notification_networks: Networks = Field(
        default=(), description="networks that are not public and to which webhooks may go all the same, as CIDR"
    )
    notification_give_up: float = Field(
        default=259_200.0, ge=0, description="seconds after which a notification that does not arrive is given up"
    )
    mail_server: str | None = Field(
        default=None,
        pattern=_MAIL_SERVER,
        description="the server for e-mail: `smtps://user@host` or `smtp://user@host` (STARTTLS)",
    )
    mail_password: SecretStr | None = Field(default=None, description="the password for it")
    mail_from: str | None = Field(default=None, description="the sender of e-mail")
    max_body: int = Field(default=1 << 20, ge=1024, description="bytes of a request body at the most")
    max_evaluations: int = Field(default=1000, ge=1, description="items of one `evaluations` call at the most")
    search_page: int = Field(default=1000, ge=1, description="results of one page of a search at the most")
    search_candidates: int = Field(default=5000, ge=1, description="entities evaluated for one page at the most")
    search_seconds: float = Field(default=2.0, gt=0, le=60, description="seconds spent on one page of a search")

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if (self.mail_server is None) != (self.mail_from is None):
            raise ValueError("LULING_MAIL_SERVER and LULING_MAIL_FROM go together")
        return self

    @model_validator(mode="after")
    def _webhooks_are_signed(self) -> Self:
        if self.evidence_anchor_url is not None and self.evidence_anchor_secret is None:
            raise ValueError("`evidence_anchor_url` needs `evidence_anchor_secret`")
        return self

    @property
    def evidence_url(self) -> str | None:
        """The database URL of the evidence log; None where nothing is recorded.

        Beside the register means: the same PostgreSQL database, or `evidence.db` in the directory of the SQLite file.
        """
        if self.evidence is not None:
            url = self.evidence.get_secret_value()
            return None if url == "off" else url
        beside = make_url(self.database.get_secret_value())
        if beside.get_backend_name() == "sqlite" and beside.database:
            beside = beside.set(database=str(Path(beside.database).with_name("evidence.db")))
        return beside.render_as_string(hide_password=False)

    @model_validator(mode="after")
    def _issuer_is_whole(self) -> Self:
        if (self.oidc_issuer is None) != (self.oidc_audience is None):
            raise ValueError("LULING_OIDC_ISSUER and LULING_OIDC_AUDIENCE go together")
        urls = [str(url) for url in (self.oidc_issuer, self.oidc_jwks_url) if url is not None]
        for url in urls:
            parts = urlsplit(url)
            # Whoever can change the keys on their way can sign any token.
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
                raise ValueError(f"`{url}` must be https")
        return self


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach the address."""
    return host in _LOOPBACK
