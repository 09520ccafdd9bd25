"""How a report document is laid out in columns and lines, for the workbook and the page alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

NO_DATA = "没有数据"


class Column(NamedTuple):
    """A column of the table of units: which figure or score it shows. Without `measure` it is the criterion's score,
    without `criterion` the total score."""

    criterion: str
    measure: str
    kind: str
    title: str
    title_en: str


def columns(report: Mapping[str, Any]) -> list[Column]:
    """The columns of the table of units: the figures of each criterion, then its score; the total score at the end."""
    found: list[Column] = []
    for criterion in report["criteria"]:
        found += (
            Column(criterion["id"], one["id"], one["kind"], one["title"]["zh"], one["title"]["en"])
            for one in criterion["measures"]
        )
        if report["scored"]:
            found.append(
                Column(criterion["id"], "", "score", f"{criterion['title']['zh']}得分", criterion["title"]["en"])
            )
    if report["scored"]:
        found.append(Column("", "", "score", "总分", "total"))
    return found


def unit_row(unit: Mapping[str, Any], shown: Sequence[Column]) -> Iterator[Any]:
    """The values of a unit; None where there are no data."""
    for column in shown:
        if column.measure:
            yield unit["figures"][column.criterion][column.measure]["value"]
        else:
            yield unit["scores"][column.criterion] if column.criterion else unit["score"]


def total_row(report: Mapping[str, Any], shown: Sequence[Column]) -> Iterator[Any]:
    """The values of all units together; scores are not added up."""
    for column in shown:
        yield report["total"][column.criterion][column.measure]["value"] if column.measure else ""


def statement(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a report is, line by line."""
    period = report["period"]
    yield "报告", report["title"]["zh"]
    yield "法规", report["regulation_title"]["zh"]
    yield "依据", report["citation"]
    yield "编制机关", report["by"]["title"]["zh"]
    if report["to"]:
        yield "报送或者通报", role_names(report["to"])
    if report["published"]:
        yield "公布", "条文要求公布或者通报结果"
    yield "统计期间", f"{period['zh']} ({period['from']} 至 {period['to']})"
    yield "统计截止", report["counted_until"][:16].replace("T", " ")
    yield "策略版本", report["policy_revision"]
    if report["reading"]:
        yield "解释", report["reading"]["zh"]


def role_names(roles: Sequence[Mapping[str, Any]]) -> str:
    """The names of roles in one line."""
    return "、".join(one["title"]["zh"] for one in roles)


def shown_value(value: Any, kind: str) -> str:
    """A value as people read it."""
    if value is None:
        return NO_DATA
    if kind == "share":
        return f"{value:.1%}"
    if kind == "score":
        return f"{value:.1f}" if value != "" else ""
    return f"{value:,}" if isinstance(value, int) else str(value)
