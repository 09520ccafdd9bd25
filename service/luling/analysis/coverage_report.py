"""The coverage of the law as a JSON document and as a page that can be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from luling.analysis.citations import Mention, Source
from luling.analysis.coverage import MarkState, Row, Status, Table
from luling.analysis.gaps import Gap
from luling.law.citation import cite
from luling.law.regulation import Words

STATUS_WORDS = {
    Status.encoded: Words(zh="已编码", en="encoded"),
    Status.provided: Words(zh="由服务提供", en="provided by the service"),
    Status.planned: Words(zh="计划中", en="planned"),
    Status.reasoned: Words(zh="无须编码", en="nothing to encode"),
    Status.missing: Words(zh="缺失", en="missing"),
}
SOURCE_WORDS = {
    Source.identity: Words(zh="基本数据", en="identity"),
    Source.parameter: Words(zh="期限金额", en="dated numbers"),
    Source.rule: Words(zh="策略规则", en="policy rules"),
    Source.competence: Words(zh="职权表", en="competences"),
    Source.procedure: Words(zh="程序", en="procedures"),
    Source.report: Words(zh="报告", en="reports and duties"),
    Source.scenario: Words(zh="用例", en="scenarios"),
    Source.test: Words(zh="Rego 测试", en="Rego tests"),
}
SIDE_WORDS = {"lawful": Words(zh="合法", en="lawful"), "unlawful": Words(zh="不合法", en="unlawful")}


def program_marks(table: Table) -> dict[str, Words]:
    """The marks that a part of the service is to encode: each has a column of its own."""
    return {mark: provider.words for mark, provider in table.marks.marks.items() if provider.by == "program"}


def totals(table: Table) -> dict[Status, int]:
    """How many marks there are of each status."""
    found = Counter(state.status for row in table.rows for state in row.states)
    return {status: found[status] for status in Status}


def document(table: Table, gaps: Sequence[Gap], lines: Sequence[str] | None) -> dict[str, Any]:
    """The coverage as JSON. `lines` are the stretches that no Rego test reaches, None where that was not measured."""
    return {
        "articles": len(table.rows),
        "marks": {status.value: number for status, number in totals(table).items()},
        "gaps": [{"kind": gap.kind.name, "zh": gap.kind.value[0], "message": gap.message} for gap in gaps],
        "unreached_lines": None if lines is None else list(lines),
        "regulations": [
            {
                "id": regulation,
                "title": table.title(regulation).model_dump(),
                "articles": [_article(row) for row in table.of(regulation)],
            }
            for regulation in table.checkout.regulations
        ],
    }


def _article(row: Row) -> dict[str, Any]:
    sources = {
        source.value: _places(row.of(source)) for source in Source if source is not Source.scenario and row.of(source)
    }
    sides = {side: _places(row.of(Source.scenario, side)) for side in SIDE_WORDS if row.of(Source.scenario, side)}
    return {
        "id": row.article.id,
        "title": row.article.title.model_dump(),
        "marks": [_mark(row, state) for state in row.states],
        "cited_by": sources | ({"scenario": sides} if sides else {}),
    }


def _mark(row: Row, state: MarkState) -> dict[str, Any]:
    told: dict[str, Any] = {"mark": state.mark, "status": state.status.value}
    if state.explanation:
        told |= {
            "by": state.explanation.by.model_dump(),
            "recorded": state.explanation.recorded.isoformat(),
            "reason": state.explanation.reason.model_dump(),
        }
    elif state.status is Status.reasoned and row.article.reason:
        told["reason"] = row.article.reason.model_dump()
    return told


def _places(found: Iterable[Mention]) -> list[dict[str, Any]]:
    return [
        {"provision": one.eid, "file": one.file, "line": one.line or None, "name": one.name}
        | ({"title": one.title} if one.title else {})
        for one in sorted(found, key=lambda one: (one.file, one.line, one.eid, one.name))
    ]


def page(table: Table, gaps: Sequence[Gap], lines: Sequence[str] | None) -> str:
    """The coverage as one HTML page without anything outside it; each article is an anchor (`#<regulation>-<eId>`)."""
    environment = Environment(
        loader=PackageLoader("luling.analysis"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("coverage.html").render(
        table=table,
        gaps=gaps,
        lines=lines,
        totals=totals(table),
        programs=program_marks(table),
        cite=cite,
        Source=Source,
        status_words=STATUS_WORDS,
        source_words=SOURCE_WORDS,
        side_words=SIDE_WORDS,
    )
