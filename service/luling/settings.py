"""Settings of the service, from environment variables `LULING_<NAME>`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

EngineName = Literal["regorus", "opa", "regopy"]


@cache
def law_directory() -> Path:
    """Where `rules/` and `policies/` lie: inside an installed package, else at the top of the checkout."""
    packaged = Path(str(files("luling"))) / "_law"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What an operator may set. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix="LULING_", env_ignore_empty=True, extra="forbid", frozen=True)

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
    identity: Literal["required", "none"] = Field(
        default="required",
        description="whether callers must prove who they are; `none` only behind a gateway that does",
    )
    engine: EngineName = Field(default="regorus", description="which engine evaluates")
    entrypoint: str = Field(default="luling.decision.answer", description="the rule that answers")
    opa_url: HttpUrl = Field(default=HttpUrl("http://127.0.0.1:8181"), description="the OPA server of engine `opa`")
    opa_token: SecretStr | None = Field(default=None, description="the bearer token that OPA asks for")
    opa_timeout: float = Field(default=1.0, gt=0, le=60, description="seconds for one call of OPA")
    opa_retries: int = Field(default=1, ge=0, le=5, description="further tries of a failed call of OPA")
    watch: bool = Field(default=True, description="take up changed rules and policies while running")
    public_url: HttpUrl = Field(
        default=HttpUrl("http://127.0.0.1:8000"), description="the address that clients see, for the AuthZEN metadata"
    )
    max_body: int = Field(default=1 << 20, ge=1024, description="bytes of a request body at the most")
    max_evaluations: int = Field(default=1000, ge=1, description="items of one `evaluations` call at the most")

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
