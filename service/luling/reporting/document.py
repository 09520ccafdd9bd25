"""A report as one document: what it is, what it rests on, the figures of every unit, the breakdowns. JSON as it is; the
workbook and the page are made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.law.calendar import ZONE
from luling.law.citation import cite
from luling.law.regulation import Regulation, Words
from luling.law.reporting import Report
from luling.reporting.duties import role
from luling.reporting.measures import Figure, Found, kind_of, measure
from luling.reporting.notes import notes
from luling.reporting.scores import criterion_score, total_score
from luling.reporting.sources import Sources, Unit
from luling.reporting.tables import Table, breakdown


def document(name: str, report: Report, sources: Sources, weights: Mapping[str, float] | None) -> dict[str, Any]:
    """The report `name` of a regulation, from its sources. `weights` are the evaluator's; None: all alike."""
    found = {
        (criterion, key): measure(measured, sources)
        for criterion, what in report.criteria.items()
        for key, measured in what.measures.items()
    }
    regulation, stretch = sources.regulation, sources.stretch
    return {
        "regulation": regulation.id,
        "regulation_title": _words(regulation.title),
        "report": name,
        "title": _words(report.title),
        "article": f"{regulation.id}/{report.article}",
        "citation": cite(report.article),
        "by": role(regulation, report.by),
        "to": [role(regulation, one) for one in report.to],
        "published": report.published,
        "scored": report.scored,
        "period": {
            "id": stretch.period.name,
            "zh": stretch.period.zh,
            "from": stretch.period.first.isoformat(),
            "to": stretch.period.last.isoformat(),
            "complete": stretch.complete,
        },
        "counted_until": stretch.until.astimezone(ZONE).isoformat(timespec="seconds"),
        "reading": _words(report.reading) if report.reading else None,
        "criteria": [_criterion(regulation, report, key, weights) for key in report.criteria],
        "units": _units(report, sources, found, weights),
        "total": {
            criterion: {key: _figure(found[criterion, key].total) for key in what.measures}
            for criterion, what in report.criteria.items()
        },
        "tables": [_table(breakdown(one, sources)) for one in report.tables],
        "notes": [_words(one) for one in notes(report, sources, found, weights)],
        "validity": _words(regulation.validity.notice),
    }


def _criterion(
    regulation: Regulation, report: Report, name: str, weights: Mapping[str, float] | None
) -> dict[str, Any]:
    criterion = report.criteria[name]
    return {
        "id": name,
        "title": _words(criterion.title),
        "article": f"{regulation.id}/{criterion.article}",
        "citation": cite(criterion.article),
        "reading": _words(criterion.reading) if criterion.reading else None,
        **({"weight": weights[name] if weights else 1.0} if report.scored else {}),
        "measures": [
            {"id": key, "measure": one.measure, "kind": kind_of(one), "title": _words(one.title)}
            for key, one in criterion.measures.items()
        ],
    }


def _units(
    report: Report,
    sources: Sources,
    found: Mapping[tuple[str, str], Found],
    weights: Mapping[str, float] | None,
) -> list[dict[str, Any]]:
    rows = [_unit(unit, report, found, weights) for unit in reported(report, sources)]
    if report.scored:
        # Those without a score come last.
        rows.sort(key=lambda row: (row["score"] is None, -(row["score"] or 0), row["id"]))
    return rows


def _unit(
    unit: Unit, report: Report, found: Mapping[tuple[str, str], Found], weights: Mapping[str, float] | None
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": unit.id,
        "name": unit.name,
        "figures": {
            criterion: {key: _figure(found[criterion, key].of(unit.id)) for key in what.measures}
            for criterion, what in report.criteria.items()
        },
    }
    if report.scored:
        scores = {criterion: criterion_score(unit.id, report, criterion, found) for criterion in report.criteria}
        row["scores"] = scores
        row["score"] = total_score(scores, weights)
        row["no_data"] = [criterion for criterion, score in scores.items() if score is None]
    return row


def reported(report: Report, sources: Sources) -> Iterator[Unit]:
    """The units on which is reported, by id: who provides something or holds a case, and the organisations of the area
    of the kinds that the report is about."""
    known = sources.units
    active = {*sources.providers.values(), *(one.holder for one in sources.cases if one.holder is not None)}
    idle = {unit.id for unit in known.values() if unit.local and unit.kind in report.units}
    for name in sorted(active | idle):
        yield known.get(name) or Unit(name, name, None, local=False)


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.name,
        "title": _words(table.title),
        "columns": [_words(column) for column in table.columns],
        "rows": None if table.rows is None else [list(row) for row in table.rows],
        "left_out": table.left_out,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value} if figure.of is None else {"value": figure.value, "of": figure.of}


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
