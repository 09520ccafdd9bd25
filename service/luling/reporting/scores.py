"""Scores of units by the criteria of a report, and the weights that whoever evaluates gives them.

A share scores what it is of a hundred, a count what it is of a hundredth of the greatest count. A criterion scores the
mean of its measures that have data, the whole the weighted mean of its criteria that have a score. The method is this
program's, not any regulation's, and each report says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from luling.law.reporting import Report
from luling.reporting.measures import Found, kind_of
from luling.request.errors import RequestError, problem

_WEIGHT = re.compile(r"([a-z][a-z0-9_]*):(\d{1,6}(?:\.\d{1,6})?)")
_FULL = 100


def read_weights(texts: Iterable[str], report: Report) -> Mapping[str, float] | None:
    """The weights from `criterion:number`; those that are not named weigh 1. None where none is given.

    Raises:
        RequestError: a text is no weight, the report has no such criterion or no scores, or all weights are nought.
    """
    given: dict[str, float] = {}
    for text in texts:
        found = _WEIGHT.fullmatch(text)
        if found is None:
            raise RequestError(problem("weight", f"应为 指标:数 `{text}`", f"`{text}` is not criterion:number"))
        if found[1] not in report.criteria or not report.scored:
            raise RequestError(problem("weight", f"没有可以计分的指标 `{found[1]}`", f"no criterion `{found[1]}`"))
        given[found[1]] = float(found[2])
    if not given:
        return None
    weights = {criterion: given.get(criterion, 1.0) for criterion in report.criteria}
    if not any(weights.values()):
        raise RequestError(problem("weight", "权重不能都是零", "all weights are nought"))
    return weights


def criterion_score(unit: str, report: Report, criterion: str, found: Mapping[tuple[str, str], Found]) -> float | None:
    """The score of a unit by one criterion, 0 to 100; None without data."""
    scores = []
    for name, measured in report.criteria[criterion].measures.items():
        kind, here = kind_of(measured), found[criterion, name]
        value = here.of(unit).value
        if value is None or kind == "figure":
            continue
        whole = max((one.value or 0 for one in here.units.values()), default=0) if kind == "count" else 1
        if whole:
            scores.append(_FULL * value / whole)
    return round(math.fsum(scores) / len(scores), 1) if scores else None


def total_score(scores: Mapping[str, float | None], weights: Mapping[str, float] | None) -> float | None:
    """The weighted mean of the scores that there are; None where there is none, or only such as weigh nothing."""
    counted = [(score, weights[name] if weights else 1.0) for name, score in scores.items() if score is not None]
    weight = math.fsum(weight for _, weight in counted)
    return round(math.fsum(score * weight for score, weight in counted) / weight, 1) if weight else None
