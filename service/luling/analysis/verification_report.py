"""The report of a verification: counts by regulation, and each failure in words with its articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from luling.analysis.failures import Failure
from luling.analysis.properties import PROPERTIES
from luling.analysis.verify import Outcome, Report
from luling.decision.knowledge import Knowledge
from luling.law.citation import cite

WORDS: Mapping[str, tuple[str, str]] = {
    "totality": ("每种情形恰有一种裁决", "every case has exactly one effect"),
    "forbid_trumps_permit": ("禁止优先于允许", "a prohibition trumps a permission"),
    "default_deny": ("没有允许规定即不允许", "nothing is permitted without a permission rule"),
    "preconditions": ("不具备前提即不允许", "nothing is permitted without its preconditions"),
    "monotonicity": ("情节加重不会使禁止变为允许", "what makes a request graver turns no refusal into a permission"),
    "citations": ("每项裁决引用存在的条文", "every answer cites an article that exists"),
    "steps_lead_on": ("每个下一步都能走通", "every step leads on"),
    "time": ("时间没有空缺和重叠", "no gap and no overlap in time"),
    "division": ("分开探索的事实互不影响", "facts that were explored separately are independent"),
}
assert tuple(WORDS) == PROPERTIES


@dataclass(frozen=True, slots=True)
class Line:
    """The sums of one regulation."""

    regulation: str
    actions: int
    cases: int
    evaluated: int
    seconds: float
    proven: int
    failures: int


def lines(report: Report) -> list[Line]:
    """The sums by regulation."""
    found: dict[str, list[Outcome]] = {}
    for outcome in report.outcomes:
        found.setdefault(outcome.regulation, []).append(outcome)
    return [
        Line(
            regulation,
            len(some),
            sum(one.cases for one in some),
            sum(one.evaluated for one in some),
            sum(one.seconds for one in some),
            sum(one.proven for one in some),
            sum(len(one.failures) for one in some),
        )
        for regulation, some in found.items()
    ]


def document(report: Report, knowledge: Knowledge) -> dict[str, Any]:
    """The report as JSON."""
    return {
        "policy_revision": report.revision,
        "seconds": round(report.seconds, 1),
        "sound": report.sound,
        "properties": {name: {"zh": zh, "en": en} for name, (zh, en) in WORDS.items()},
        "regulations": [asdict(line) | {"seconds": round(line.seconds, 1)} for line in lines(report)],
        "spaces": [
            {
                "regulation": one.regulation,
                "action": one.action,
                "facts": one.facts,
                "cases": one.cases,
                "evaluated": one.evaluated,
                "proven": one.proven,
                "seconds": round(one.seconds, 2),
            }
            for one in report.outcomes
        ],
        "failures": [asdict(one) | {"account": list(account(one, knowledge))} for one in report.failures],
    }


def account(failure: Failure, knowledge: Knowledge) -> Iterator[str]:
    """A failure in Chinese: the property, the smallest case, what the policies answered, the articles."""
    action = knowledge.vocabulary.actions.get(failure.action or "")
    known = "已记录的原文缺陷" if failure.recorded else "未通过"
    law = knowledge.regulations[failure.regulation].title.zh
    yield f"{known}: {WORDS[failure.property][0]} — 《{law}》{action.zh if action else ''}"
    if failure.note.get("zh"):
        yield f"  · {failure.note['zh']}"
    for place, value in failure.facts.items():
        yield f"  · {_fact(knowledge, place)}: {_value(knowledge, place, value)}"
    if "effect" in failure.answer:
        yield f"  · 裁决: {failure.answer['effect']}"
    if failure.note.get("steps"):
        yield f"  · 走到尽头的下一步: {failure.note['steps']} ({failure.note['end']})"
    if failure.note.get("error"):
        yield f"  · 引擎: {failure.note['error']}"
    if failure.articles:
        yield f"  · 条文: {'、'.join(cite(article.partition('/')[2]) for article in failure.articles)}"


def _fact(knowledge: Knowledge, place: str) -> str:
    found = knowledge.vocabulary.property(place)
    return found.words.zh if found else place


def _value(knowledge: Knowledge, place: str, value: Any) -> str:
    found = knowledge.vocabulary.property(place)
    words = {**(found.values if found else {}), **(found.items.values if found and found.items else {})}
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(knowledge, place, item) for item in value)
    if isinstance(value, dict):
        return "(" + ", ".join(_value(knowledge, f"{place}.{name}", item) for name, item in value.items()) + ")"
    if hasattr(value, "order"):
        return {-1: "在请求之前", 0: "在请求之时", 1: "在请求之后"}[value.order]
    return words[value].zh if value in words else str(value)
