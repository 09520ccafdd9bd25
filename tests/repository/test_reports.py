"""Reports and duties as data: what they name exists, and the regulation says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from luling.decision.knowledge import Knowledge
from luling.law.reporting import Measured, Report, ReportFile
from luling.request.vocabulary import Property
from tests.repository.places import REGULATIONS, RULES, provisions

KNOWLEDGE = Knowledge.read(RULES)
in_every_regulation = pytest.mark.parametrize("regulation", REGULATIONS)


def file(regulation: str) -> ReportFile:
    return KNOWLEDGE.reports[regulation]


def measured(regulation: str) -> Iterator[tuple[Report, Measured]]:
    for report in file(regulation).reports.values():
        for criterion in report.criteria.values():
            for one in criterion.measures.values():
                yield report, one


@in_every_regulation
def test_what_reports_and_duties_cite_exists(regulation: str) -> None:
    assert [name for name, eid, _ in file(regulation).articles() if eid not in provisions(regulation)] == []


@in_every_regulation
def test_whoever_makes_or_gets_a_report_is_an_authority_of_the_regulation(regulation: str) -> None:
    known = KNOWLEDGE.regulations[regulation].authorities
    named = [
        role
        for one in (*file(regulation).reports.values(), *file(regulation).duties.values())
        for role in (one.by, *one.to)
        if role is not None
    ]
    assert [role for role in named if role not in known] == []


@in_every_regulation
def test_what_a_measure_counts_exists(regulation: str) -> None:
    vocabulary, law = KNOWLEDGE.vocabulary, KNOWLEDGE.regulations[regulation]
    kinds = KNOWLEDGE.procedure_words.kinds if KNOWLEDGE.procedure_words else {}
    conduct = vocabulary.forms["findings"]["conduct"].items
    assert conduct is not None
    entry = vocabulary.forms["catalogue"]
    for report, one in measured(regulation):
        assert not set(one.actions) - set(vocabulary.actions)
        assert not set(one.kinds) - set(kinds)
        assert not set(one.conduct) - set(conduct.values)
        assert not set(one.norms) - set(law.parameters)
        assert not set(report.units) - set(vocabulary.sections["subject"]["kind"].values)
        for name, values in one.where.items():
            assert counted(vocabulary.sections["resource"].get(name) or entry[name]) >= set(values), name
        if one.changed is not None:
            assert entry[one.changed].done_by in entry
        if one.norm is not None:
            assert law.parameters[one.norm].unit in ("day", "working_day")


def counted(spec: Property) -> set[object]:
    return {True, False} if spec.type == "boolean" else set(spec.values)


@in_every_regulation
def test_shared_classes_are_those_of_the_regulation(regulation: str) -> None:
    classes = set(KNOWLEDGE.regulations[regulation].classes)
    for _, one in measured(regulation):
        assert set(one.where.get("sharing_class", ())) <= classes
