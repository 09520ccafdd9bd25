"""What each mark of the article register asks for, what stands in for it where it is not a policy, and how much of it
there was when it was last written down: the models of `rules/coverage/*.yaml`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from luling.law.regulation import Code, Eid, Mark, Words, read

Citation = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*/art_\d+$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Provider(_Model):
    """What encodes a mark.

    `by` is `policy` (Rego that adds to one of the sets `rules`), `competence` (a line of the competence table),
    `parameter` (a dated number of `regulation.yaml`), `procedure` (a procedure of `procedures.yaml`, or an act of one),
    `report` (a report or a recurring duty of `reports.yaml`),
    `program` (a part of the service, which `explanations` name), or `nothing` (the article's own `reason` says why).
    `examples` are those that such an article shows once it is encoded: a lawful and an unlawful one (`both`; either of
    them where the article only advises), or `one`.
    """

    words: Words
    by: Literal["policy", "competence", "parameter", "procedure", "report", "program", "nothing"]
    rules: list[Code] = []
    examples: Literal["both", "one"] | None = None


class Explanation(_Model):
    """Why a mark has no encoding in the law as data, policy or table.

    `provided`: the part of the service `by` does it. `planned`: nothing does it yet, `by` is to. `recorded` is the day
    on which somebody last saw it so. Without `articles` it speaks of every article whose mark is not encoded.
    """

    mark: Mark
    status: Literal["planned", "provided"]
    by: Words
    recorded: dt.date
    reason: Words
    articles: tuple[Citation, ...] | None = Field(default=None, min_length=1)


class Marks(_Model):
    """`marks.yaml`: every mark with what encodes it, and the explanations."""

    marks: dict[Mark, Provider]
    explanations: list[Explanation] = []


class Counts(_Model):
    """How many places cite an article, by kind of place."""

    identity: int = Field(default=0, ge=0)
    parameter: int = Field(default=0, ge=0)
    competence: int = Field(default=0, ge=0)
    procedure: int = Field(default=0, ge=0)
    report: int = Field(default=0, ge=0)
    rule: int = Field(default=0, ge=0)
    lawful: int = Field(default=0, ge=0)
    unlawful: int = Field(default=0, ge=0)
    test: int = Field(default=0, ge=0)


class Inventory(RootModel[dict[Code, dict[Eid, Counts]]]):
    """`inventory.yaml`: the counts by regulation and article, as they were last written down."""


def read_marks(rules: Path) -> Marks:
    """The marks of a rules directory.

    Raises:
        LawError: the file is missing or wrong; names file and field.
    """
    return read(Marks, rules / "coverage" / "marks.yaml")


def read_inventory(rules: Path) -> Inventory:
    """The inventory of a rules directory.

    Raises:
        LawError: the file is missing or wrong; names file and field.
    """
    return read(Inventory, rules / "coverage" / "inventory.yaml")
