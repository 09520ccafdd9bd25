"""Procedures as data: the models of `rules/procedures.yaml` and `rules/<regulation>/procedures.yaml`.

A procedure has states and acts. An act leads from some states to another, belongs to whoever is competent for it by the
competence table, and may start or end legal deadlines and leave an approval behind. Nothing here knows a particular
procedure; the state machines are built from this (`luling.procedure.machine`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from luling.law.regulation import Code, Eid, Model, Text, Words, read

CompetenceAct = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
FactPath = Annotated[str, StringConstraints(pattern=r"^(subject|resource|context)(\.[a-z][a-z0-9_]*)+$")]
Party = Literal["applicant", "holder"]
INSTANT = "at"
# What an application is told to be: a truth, the instant of the act (`at`), or what an input of the act states.
Told = bool | Annotated[str, StringConstraints(pattern=r"^(at|inputs\.[a-z][a-z0-9_]*)$")]
# What a case is in before its first act; no state of a procedure may be called so.
UNOPENED = "unopened"


class State(Words):
    """A state by its words. A case in a final state is closed: no act is possible any more."""

    final: bool = False


class Approval(Model):
    """The approval that an act leaves behind, given by the role of whoever acted.

    `act` and `outcome` are words of the vocabulary's approvals. `to` is the party of the case that is approved of.
    """

    act: Code
    outcome: Code
    to: Party = "applicant"


class Bound(Model):
    """An amount of the regulation, by the name of its dated number, that a fact reaches or stays below."""

    at_least: Code | None = None
    below: Code | None = None

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.at_least is None) == (self.below is None):
            raise ValueError("is either `at_least` or `below`")
        return self

    @property
    def norm(self) -> str:
        """The name of the dated number."""
        return self.at_least or self.below or ""


class Act(Words):
    """An act of a procedure, by its words.

    `from` are the states in which it is possible, none for the act that opens a case. `by` is the act of the competence
    table whose roles may do it. `requires` are the inputs that must be stated (`reasons` is one of them). `when` are
    facts of the case that must have one of the values. `starts` and `ends` are deadlines of the regulation; `bearer` is
    who bears the started ones where it is not the one that the deadline names. `since` names, for a
    started one that does not run from the day of the act, the input that states its first day; such a one may end with
    the act. `application` is what decisions are told of the application from then on, by the vocabulary: true, false,
    `at` (the instant of the act) or `inputs.<name>` (nothing, where the act does not state it). `resource` are
    properties that the case's resource has from then on, where the register knows it. `bearer_of` is a deadline whose
    bearer alone does the act: of several authorities that are competent the one on which it falls in this case. `same`
    are properties of a subject in which whoever acts is like one of these parties of the case, as far as is known.
    """

    article: Eid
    from_: tuple[Code, ...] = Field(default=(), alias="from")
    to: Code
    by: CompetenceAct
    requires: tuple[Code, ...] = ()
    when: dict[FactPath, tuple[str | bool, ...]] = Field(default_factory=dict)
    starts: tuple[Code, ...] = ()
    ends: tuple[Code, ...] = ()
    bearer: Code | None = None
    since: dict[Code, Code] = Field(default_factory=dict)
    approval: Approval | None = None
    application: dict[Code, Told] = Field(default_factory=dict)
    resource: dict[Code, bool | Code] = Field(default_factory=dict)
    bearer_of: Code | None = None
    same: dict[Code, tuple[Party, ...]] = Field(default_factory=dict)


class Procedure(Model):
    """A procedure of one regulation.

    `kind` is where it is found (`rules/procedures.yaml`). `action` is the action that the applicant wants to take in
    the end, by the vocabulary. `when` are the facts that a case must have, by their values or by an amount in force on
    the day: of the procedures of a kind, the first one whose facts are met is meant. `scope` is the fact to which
    competences may be narrowed. `parties` are the roles that the parties have, where they are not the usual ones.
    """

    title: Words
    article: Eid
    kind: Code
    action: Code
    when: dict[FactPath, tuple[str | bool, ...] | Bound] = Field(default_factory=dict)
    scope: FactPath | None = None
    parties: dict[Party, Code] = Field(default_factory=dict)
    states: dict[Code, State] = Field(min_length=2)
    acts: dict[Code, Act] = Field(min_length=1)

    @property
    def opening(self) -> Mapping[str, Act]:
        """The acts that open a case."""
        return {name: act for name, act in self.acts.items() if not act.from_}

    def articles(self) -> Mapping[str, None]:
        """Every article that the procedure rests on, in its order."""
        return dict.fromkeys((self.article, *(act.article for act in self.acts.values())))


class ProcedureFile(Model):
    """`rules/<regulation>/procedures.yaml`. `missed` is the conduct that the miss of a deadline is."""

    missed: dict[Code, Code] = Field(default_factory=dict)
    procedures: dict[Code, Procedure] = Field(min_length=1)


class Kind(Words):
    """A kind of procedures, and what its cases are called in an address (`/v1/<collection>`).

    `about_application`: its cases are about an application, so what their acts tell is told of the one of the same
    subject for the same resource that was opened last.
    """

    collection: Annotated[Text, StringConstraints(pattern=r"^[a-z_]+$")]
    about_application: bool = False


class ProcedureWords(Model):
    """`rules/procedures.yaml`: the kinds of procedures, and the words of what acts may have to state.

    `parties` are the roles that the parties of a case usually have: the applicant opens it, the holder provides the
    resource.
    """

    kinds: dict[Code, Kind] = Field(min_length=1)
    parties: dict[Party, Code]
    inputs: dict[Code, Words] = Field(default_factory=dict)


def read_procedures(rules: Path, regulations: Mapping[str, object]) -> Mapping[str, ProcedureFile]:
    """The procedures of each regulation that has some.

    Raises:
        LawError: a file is wrong; names file and field.
    """
    paths = {regulation: rules / regulation / "procedures.yaml" for regulation in regulations}
    return {regulation: read(ProcedureFile, path) for regulation, path in paths.items() if path.exists()}


def read_procedure_words(rules: Path) -> ProcedureWords | None:
    """The kinds and inputs of procedures; None for a rules directory without procedures.

    Raises:
        LawError: the file is wrong; names file and field.
    """
    path = rules / "procedures.yaml"
    return read(ProcedureWords, path) if path.exists() else None
