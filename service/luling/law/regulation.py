"""Regulations as data: the models of `rules/<regulation>/*.yaml` and how they are read.

The models are the schema: `rules/schema/*.json` is generated from them. Nothing here knows a particular regulation.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Eid = Annotated[str, StringConstraints(pattern=r"^art_\d+(__para_\d+)?(__item_\d+)?$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Mark = Literal["scope", "rule", "cat", "conduct", "sanction", "comp", "life", "due", "plat", "rep", "none"]

# libyaml reads several times as fast; where PyYAML was built without it, PyYAML's own reader gives the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LawError(ValueError):
    """A rules file that cannot be used; the message names file and field."""


class Model(BaseModel):
    """A part of a rules file: no field that the model does not know, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Model):
    """A text in the two languages of the project, Chinese first."""

    zh: Text
    en: Text


class Effective(Model):
    """First and (exclusive) last day in force, Asia/Shanghai. `from: null`: the source lacks the date; it applies."""

    from_: dt.date | None = Field(alias="from")
    until: dt.date | None = None


class Validity(Model):
    """On which day somebody last read the text as in force, and what its user must check."""

    last_seen: dt.date
    notice: Words


class Authority(Words):
    """An authority role of the regulation under its own name, and the article that names it."""

    article: Eid


class SharingClass(Model):
    """A sharing class: the regulation's own terms, accepted in requests, and the article that defines it."""

    terms: list[Text] = Field(min_length=1)
    article: Eid


class DatedValue(Model):
    """A value from a day on (null: from the start), the day on which somebody last saw it in the text."""

    from_: dt.date | None = Field(alias="from")
    until: dt.date | None = None
    value: int | Code
    seen: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether the value is in force on a legal day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day < self.until)


class Parameter(Model):
    """A number of the law. `unit` is `working_day`, `day`, `yuan`, or `none` for a term without a number
    (`promptly`, `per_catalogue`); `starts` is a start event of the vocabulary, `bearer` a role; both are null for
    amounts. `article` is where the law says it."""

    article: Eid
    title: Words
    unit: Literal["working_day", "day", "yuan", "none"]
    starts: Code | None = None
    bearer: Code | None = None
    values: list[DatedValue] = Field(min_length=1)

    def on(self, day: dt.date) -> int | str | None:
        """The value in force on a legal day; None where there is none."""
        return next((dated.value for dated in self.values if dated.holds(day)), None)


class Jurisdiction(Model):
    """The area by GB/T 2260 codes: whoever has one of them, or lies below one, is inside."""

    codes: list[Annotated[str, StringConstraints(pattern=r"^\d{6}$")]] = Field(min_length=1)
    name: Words


class Regulation(Model):
    """`regulation.yaml`: the identity of a regulation and everything of it that is data rather than rule."""

    id: Code
    title: Words
    issuer: Words
    document_number: Text | None
    promulgated: dt.date | None
    effective: Effective
    effective_article: Eid
    scope_article: Eid
    jurisdiction: Jurisdiction
    validity: Validity
    source_defects: list[Words] = []
    readings: list[Words] = []
    authorities: dict[Code, Authority]
    classes: dict[Code, SharingClass]
    terms: dict[Code, Words] = {}
    parameters: dict[Code, Parameter] = {}


class Article(Model):
    """A row of the article register.

    `provisions` are the eIds of its paragraphs and items, `fingerprint` the digest of the official text
    (`luling.law.text`), `encoded_by` the files that cite it. `reason` says why an article has no encoding (mark
    `none`), `advice` that it only encourages and so has one side.
    """

    id: Eid
    number: int = Field(ge=1)
    title: Words
    summary: Words
    marks: list[Mark] = Field(min_length=1)
    provisions: list[Eid] = []
    fingerprint: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    encoded_by: list[Text] = []
    readings: list[Words] = []
    source_defect: Words | None = None
    reason: Words | None = None
    advice: bool = False


class ArticleRegister(Model):
    """`articles.yaml`: every article of a regulation, in its order."""

    articles: list[Article] = Field(min_length=1)


class Messages(Model):
    """`messages.yaml`: the text of every code that policies return, by code."""

    messages: dict[Code, Words]


class CalendarYear(Model):
    """The notice of one year: weekdays that it makes free, weekend days that it makes working days."""

    notice: Text
    holidays: list[dt.date]
    make_up: list[dt.date]


class CalendarFile(Model):
    """`calendar.yaml`: the working days by the State Council's yearly notices."""

    years: dict[int, CalendarYear] = Field(min_length=1)


def parse_yaml(text: str) -> Any:
    """The value of a YAML text.

    Raises:
        yaml.YAMLError, ValueError: it is no YAML, or has a date that does not exist.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - either of them is safe


def load_yaml(path: Path) -> Any:
    """The value of a YAML file.

    Raises:
        LawError: it is missing, not UTF-8, not YAML, or has a date that does not exist.
    """
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, ValueError) as error:
        # PyYAML makes dates while it reads, and a day that does not exist is a plain ValueError without a place.
        raise LawError(f"{path}: {error}") from error


_M = TypeVar("_M", bound=BaseModel)


def read(model: type[_M], path: Path) -> _M:
    """A rules file as its model.

    Raises:
        LawError: the file is missing, not YAML, or a field of it is wrong; names file and field.
    """
    try:
        return model.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise LawError(f"{path}: `{field}`: {first['msg']}") from error
