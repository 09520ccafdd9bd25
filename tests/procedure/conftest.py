"""Cases in a real database of either kind, under the law of this repository."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from luling.decision.knowledge import Knowledge
from luling.law.procedure import Bound, Procedure
from luling.law.regulation import Regulation
from luling.policy.data import read_regulations
from luling.policy.sources import PolicySource
from luling.procedure.cases import Cases, Done
from luling.procedure.checks import scopes
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.reading import read_act, read_opening
from luling.procedure.tables import CaseRow
from luling.request.caller import Caller
from luling.storage.database import Database
from tests.databases import DATABASES
from tests.engines import POLICIES, RULES
from tests.procedure.registry import StatedRegistry

NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
APPLICANT, HOLDER = "applicant-unit", "holder-unit"


@pytest.fixture(scope="session")
def law() -> ProcedureLaw:
    return ProcedureLaw(PolicySource(RULES, POLICIES).read(), Knowledge.read(RULES))


@dataclass
class Office:
    """Opens cases and acts in them as organisations do."""

    law: ProcedureLaw
    database: Database
    registry: StatedRegistry = field(default_factory=StatedRegistry)
    now: dt.datetime = NOW

    @property
    def cases(self) -> Cases:
        return Cases(self.database, self.registry)

    def open(
        self, named: Named, by: str = APPLICANT, *, key: str | None = None, caller: Caller | None = None, **more: Any
    ) -> Done:
        body = request(named) | {"procedure": named.name, "inputs": inputs(self.law)} | more
        opening = read_opening(body, named.procedure.kind)
        return self.cases.open(self.law, opening, opening.request, caller or Caller(by, by), key, self.now)

    def act(self, case: str, act: str, by: str, *, key: str | None = None, **more: Any) -> Done:
        body = {"act": act, "inputs": inputs(self.law)} | more
        asked = self.cases.about(case).asked
        return self.cases.act(self.law, case, read_act(body, case), asked, Caller(by, by), key, self.now)

    def put(self, case: str, named: Named, state: str) -> None:
        """Bring a case into a state, whatever led there."""
        with self.database.session() as session:
            row = session.get(CaseRow, case)
            assert row is not None
            row.state, row.final = state, named.procedure.states[state].final
            session.add(row)


def request(named: Named) -> dict[str, Any]:
    """A request that fits a procedure."""
    asked: dict[str, Any] = {
        "regulation": named.regulation,
        "subject": {"type": "organization", "id": APPLICANT, "properties": {"level": "municipal"}},
        "resource": {"type": "data_resource", "id": "data-1", "properties": {"jurisdiction": "420600"}},
    }
    for path, values in named.procedure.when.items():
        *parts, name = path.split(".")
        inside = asked
        for part in parts:
            inside = inside.setdefault(part, {})
        inside[name] = _amount(named, values) if isinstance(values, Bound) else values[0]
    return asked


@cache
def _regulations() -> Mapping[str, Regulation]:
    return read_regulations(RULES)


def _amount(named: Named, bound: Bound) -> int:
    """The amount on the bound, or one below it."""
    value = _regulations()[named.regulation].parameters[bound.norm].on(NOW.date())
    assert isinstance(value, int)
    return value if bound.at_least else value - 1


def facts(named: Named, act: str) -> dict[str, Any]:
    """The properties that a case must have for an act, beside those of its procedure."""
    return {path.rsplit(".", 1)[-1]: values[0] for path, values in named.procedure.acts[act].when.items()}


def inputs(law: ProcedureLaw) -> dict[str, str]:
    """Every input there is."""
    words = law.knowledge.procedure_words
    assert words is not None
    stated_days = {name for named in law.all for act in named.procedure.acts.values() for name in act.since.values()}
    return dict.fromkeys(words.inputs, "写明") | dict.fromkeys(stated_days, "2026-11-20")


def organization(named: Named, role: str) -> str:
    """The organisation that has a role in a case of the procedure."""
    parties = {role: party for party, role in named.parties.items()}
    if role in parties:
        return {"applicant": APPLICANT, "holder": HOLDER}[parties[role]]
    return f"office-{role}"


def scope(procedure: Procedure) -> str:
    return next(iter(scopes(procedure)))


@pytest.fixture
def office(law: ProcedureLaw, database_url: str) -> Iterator[Office]:
    with Database(database_url) as database:
        database.migrate()
        yield Office(law, database)


@pytest.fixture(scope="module", params=DATABASES)
def lasting_office(
    law: ProcedureLaw, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One database of each kind for many short questions."""
    url = f"sqlite:///{tmp_path_factory.mktemp('cases') / 'luling.db'}"
    if request.param != "sqlite":
        url = request.getfixturevalue("postgres").create()
    with Database(url) as database:
        database.migrate()
        yield Office(law, database)
