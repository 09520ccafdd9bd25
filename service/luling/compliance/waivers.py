"""Waivers: problems of a catalogue that somebody answers for, with a reason and a last day.

A waiver hides no problem for ever and none without a reason; one that has expired hides nothing and is reported itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class WaiverError(ValueError):
    """A waiver file that cannot be used."""


class Waiver(BaseModel):
    """What is waived: a code of one entry, of one field of it where that is given; why, and until which day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entry: str = Field(min_length=1)
    code: str = Field(min_length=1)
    field: str | None = None
    reason: str = Field(min_length=1)
    expires: dt.date

    def covers(self, problem: Mapping[str, Any]) -> bool:
        """Whether a problem is the one that is waived."""
        same = problem["entry"] == self.entry and problem["code"] == self.code
        return same and self.field in (None, problem["field"])


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    waivers: list[Waiver]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The problems that stand, those that are waived, and the waivers that have expired."""

    standing: Sequence[Mapping[str, Any]]
    waived: Sequence[Mapping[str, Any]]
    expired: Sequence[Waiver]


def read_waivers(path: Path) -> list[Waiver]:
    """The waivers of a YAML file.

    Raises:
        WaiverError: it cannot be read, or a waiver lacks its reason or its last day; names the field.
    """
    try:
        return _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).waivers
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WaiverError(f"`{path}`: `{place}`: {first['msg'].lower()}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WaiverError(f"`{path}`: {error}") from error


def waive(problems: Sequence[Mapping[str, Any]], waivers: Sequence[Waiver], today: dt.date) -> Sorted:
    """Which problems stand on a day. The last day of a waiver belongs to it."""
    valid = [waiver for waiver in waivers if waiver.expires >= today]
    waived = [problem for problem in problems if any(waiver.covers(problem) for waiver in valid)]
    standing = [problem for problem in problems if not any(waiver.covers(problem) for waiver in valid)]
    return Sorted(standing, waived, [waiver for waiver in waivers if waiver.expires < today])
