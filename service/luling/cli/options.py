"""The options that several commands have, and how a command fails."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from luling.settings import Settings

FAILED = 2  # the exit status of wrong usage and of tool errors, for every command


class Language(StrEnum):
    """The language of an account or a report."""

    zh = "zh"
    en = "en"


class EngineChoice(StrEnum):
    """The engines by name."""

    regorus = "regorus"
    opa = "opa"
    regopy = "regopy"


LanguageOption = Annotated[Language, typer.Option("--lang", help="说明的语言 · language of the account")]
EngineOption = Annotated[EngineChoice | None, typer.Option("--engine", help="裁决引擎 · the engine that evaluates")]
RulesOption = Annotated[Path | None, typer.Option("--rules", help="法规数据目录 · the law as data")]
PoliciesOption = Annotated[Path | None, typer.Option("--policies", help="策略目录 · the law as policy")]


def settings_of(
    engine: EngineChoice | None = None, rules: Path | None = None, policies: Path | None = None
) -> Settings:
    """The settings of the environment, with the command's options over them."""
    given: dict[str, Any] = {"engine": engine and engine.value, "rules": rules, "policies": policies}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        # Not the values: secrets may be among them.
        told = (
            f"LULING_{str(one['loc'][0]).upper()}: {one['msg']}" if one["loc"] else one["msg"] for one in error.errors()
        )
        fail("设置有误 · wrong settings\n" + "\n".join(told))


def fail(message: str) -> NoReturn:
    """Say what is wrong in one line on standard error, and end with the exit status for it."""
    typer.echo(f"luling: {message}", err=True)
    raise typer.Exit(FAILED)
