"""The procedures of one policy set: their machines, and who is competent for which act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from luling.decision.knowledge import Knowledge
from luling.law.calendar import legal_day
from luling.law.procedure import Act, Bound, Kind, Party, Procedure
from luling.law.regulation import LawError, Words
from luling.policy.competence import Competence
from luling.policy.sources import PolicySet
from luling.procedure.machine import Facts, Machine, holds
from luling.request.amounts import fen
from luling.request.normalisation import parse_instant
from luling.request.vocabulary import policy_name


@dataclass(frozen=True, slots=True)
class Competent:
    """A role that is competent for an act, under its own name, and the article that makes it so."""

    role: str
    words: Words
    article: str


@dataclass(frozen=True, slots=True)
class Named:
    """A procedure with its names, its machine, and the roles that the parties of its cases have."""

    regulation: str
    name: str
    procedure: Procedure
    machine: Machine
    parties: Mapping[Party, str]


class ProcedureLaw:
    """The procedures of one policy set."""

    def __init__(self, policies: PolicySet, knowledge: Knowledge) -> None:
        """Raises `LawError` where acts do not make a machine."""
        self.revision = policies.revision
        self.knowledge = knowledge
        self.competence = Competence(policies)
        self._named: Mapping[tuple[str, str], Named] = {
            (regulation, name): self._prepared(regulation, name, procedure)
            for regulation, file in knowledge.procedures.items()
            for name, procedure in file.procedures.items()
        }

    @property
    def all(self) -> tuple[Named, ...]:
        """Every procedure."""
        return tuple(self._named.values())

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of procedures."""
        words = self.knowledge.procedure_words
        return words.kinds if words else {}

    def named(self, regulation: str, name: str) -> Named:
        """A procedure.

        Raises:
            LawError: the policies in force have no such procedure.
        """
        found = self._named.get((regulation, name))
        if found is None:
            raise LawError(f"`{regulation}` has no procedure `{name}`")
        return found

    def fits(self, named: Named, facts: Facts) -> bool:
        """Whether a case with these facts is one of the procedure's, by the amounts in force at its time."""
        return all(
            self._bounded(named, path, wanted, facts) if isinstance(wanted, Bound) else holds({path: wanted}, facts)
            for path, wanted in named.procedure.when.items()
        )

    def of_kind(self, kind: str, regulation: str) -> tuple[Named, ...]:
        """The procedures of a kind under a regulation."""
        return tuple(one for one in self.all if (one.regulation, one.procedure.kind) == (regulation, kind))

    def competent(
        self, named: Named, act: Act, facts: Facts, bearers: Mapping[str, str] | None = None
    ) -> tuple[Competent, ...]:
        """Who is competent for an act in a case with these facts, in the order in which the regulation names roles.

        `bearers` are the roles that bear the case's deadlines; None: whoever is competent in some case.
        """
        authorities = self.knowledge.regulations[named.regulation].authorities
        scope = scope_of(named.procedure, facts)
        found = []
        for role, authority in authorities.items():
            article = self.competence.article(role, named.regulation, act.by, scope)
            if act.bearer_of and bearers is not None and role != bearers.get(act.bearer_of):
                continue
            if article is not None:
                found.append(Competent(role, Words(zh=authority.zh, en=authority.en), article))
        return tuple(found)

    def _bounded(self, named: Named, path: str, bound: Bound, facts: Facts) -> bool:
        """Whether an amount is known and on its side of a number of the regulation."""
        spec = self.knowledge.vocabulary.property(path)
        at = parse_instant(facts["context.time"])
        assert spec is not None
        assert at is not None
        section, _, name = path.rpartition(".")
        amount = facts.get(f"{section}.{policy_name(name, spec)}")
        threshold = fen(self.knowledge.regulations[named.regulation].parameters[bound.norm].on(legal_day(at)))
        if not isinstance(amount, int) or threshold is None:
            return False
        return amount >= threshold if bound.at_least else amount < threshold

    def _prepared(self, regulation: str, name: str, procedure: Procedure) -> Named:
        usual = self.knowledge.procedure_words.parties if self.knowledge.procedure_words else {}
        machine = Machine(f"{regulation}.{name}", procedure)
        return Named(regulation, name, procedure, machine, {**usual, **procedure.parties})

    def input_words(self, name: str) -> Words:
        """The words of an input; its name where it has none."""
        words = self.knowledge.procedure_words
        return (words.inputs.get(name) if words else None) or Words(zh=name, en=name)


def scope_of(procedure: Procedure, facts: Facts) -> str:
    """What competences are narrowed to in a case with these facts."""
    scope = facts.get(procedure.scope) if procedure.scope else None
    return scope if isinstance(scope, str) else "*"
