"""What is missing in the coverage of the law, or contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from luling.analysis import gherkin
from luling.analysis.citations import Source, citation_problems, mentions
from luling.analysis.coverage import MarkState, Row, Status, Table, encodes


class Kind(Enum):
    """The kinds of gap, in Chinese and English."""

    no_encoding = ("既无编码也无说明", "neither encoded nor explained")
    explanation = ("说明已不成立", "an explanation that does not hold")
    unknown_article = ("引用的条文不存在", "an article that does not exist")
    citation = ("规则的引用有误", "a wrong citation of a rule")
    one_sided = ("用例缺一面", "a side without example")
    no_example = ("规则没有用例", "a rule without example")
    no_test = ("规则没有测试", "a rule without test")
    example = ("用例不会运行或者标签有误", "an example that would not run, or a wrong tag")
    fewer = ("少于登记的数目", "fewer than were recorded")
    line = ("测试未到达的行", "a line that no test reaches")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: what kind it is, and what and where in one sentence."""

    kind: Kind
    message: str


def gaps(table: Table) -> Iterator[Gap]:
    """Every gap of a table, by regulation."""
    yield from _unknown_marks(table)
    for regulation in table.checkout.regulations:
        yield from _of_articles(table, regulation)
        yield from _of_rules(table, regulation)
        yield from _of_examples(table, regulation)
        yield from _of_data(table, regulation)
        yield from _against_inventory(table, regulation)
    yield from _of_explanations(table)


def _unknown_marks(table: Table) -> Iterator[Gap]:
    used = dict.fromkeys(state.mark for row in table.rows for state in row.states)
    for mark in used:
        if mark not in table.marks.marks:
            yield Gap(Kind.no_encoding, f"nothing says what encodes the mark `{mark}`")


def _of_articles(table: Table, regulation: str) -> Iterator[Gap]:
    for row in table.of(regulation):
        for state in row.states:
            if state.status is Status.missing:
                yield Gap(Kind.no_encoding, f"{row.citation}: mark `{state.mark}` has neither encoding nor explanation")
            if _tested(table, state) and not row.of(Source.test):
                yield Gap(Kind.no_test, f"{row.citation}: mark `{state.mark}` is encoded and no Rego test cites it")
            if _shown(table, state, "one") and not row.of(Source.scenario):
                yield Gap(Kind.no_example, f"{row.citation}: mark `{state.mark}` is encoded and has no scenario")


def _of_rules(table: Table, regulation: str) -> Iterator[Gap]:
    checkout = table.checkout
    rules = list(checkout.statements(regulation))
    known = checkout.provisions(regulation)
    for problem in citation_problems(rules, regulation, known):
        yield Gap(Kind.citation, problem)
    shown = {eid for scenario in checkout.scenarios(regulation) for eid in scenario.provisions}
    missing = dict.fromkeys(
        (citation.eid, rule.place)
        for rule in rules
        if rule.speaks and _needs_example(table, rule.name)
        for citation in rule.citations
        if not any(eid == citation.eid or eid.startswith(f"{citation.eid}__") for eid in shown)
    )
    for eid, place in missing:
        yield Gap(Kind.no_example, f"{place}: no scenario is tagged `@{eid}`")


def _shown(table: Table, state: MarkState, examples: str) -> bool:
    """Whether the mark is encoded, and so is to be shown by these examples."""
    return state.status is Status.encoded and table.marks.marks[state.mark].examples == examples


def _tested(table: Table, state: MarkState) -> bool:
    return state.status is Status.encoded and table.marks.marks[state.mark].by == "policy"


def _needs_example(table: Table, rule: str) -> bool:
    return any(provider.examples and rule in provider.rules for provider in table.marks.marks.values())


def _of_examples(table: Table, regulation: str) -> Iterator[Gap]:
    checkout = table.checkout
    for path in checkout.feature_files(regulation):
        for problem in gherkin.form_problems(path.read_text(encoding="utf-8"), checkout.shown(path)):
            yield Gap(Kind.example, problem)
    scenarios = list(checkout.scenarios(regulation))
    for problem in gherkin.tag_problems(scenarios, checkout.provisions(regulation)):
        yield Gap(Kind.example, problem)
    shown = [row.article for row in table.of(regulation) if any(_shown(table, state, "both") for state in row.states)]
    for problem in gherkin.side_problems(scenarios, shown):
        yield Gap(Kind.one_sided, f"{regulation}/{problem}")


def _of_data(table: Table, regulation: str) -> Iterator[Gap]:
    """Data and tests that cite what does not exist; rules and scenarios are told of above, with more words."""
    known = table.checkout.provisions(regulation)
    for mention in mentions(table.checkout, regulation):
        if mention.eid not in known and mention.source not in (Source.rule, Source.scenario):
            yield Gap(
                Kind.unknown_article,
                f"{mention.place}: `{mention.name}` cites `{mention.eid}`, which is not in the article register",
            )


def _against_inventory(table: Table, regulation: str) -> Iterator[Gap]:
    recorded = table.inventory.root.get(regulation, {})
    found = {row.article.id: row.counts for row in table.of(regulation)}
    for eid, counts in recorded.items():
        now = found.get(eid)
        if now is None:
            yield Gap(Kind.fewer, f"{regulation}/{eid}: is recorded and not in the article register")
            continue
        for name, number in counts.model_dump().items():
            there = getattr(now, name)
            if there < number:
                yield Gap(Kind.fewer, f"{regulation}/{eid}: {_counted(there, name)}, {number} are recorded")


def _counted(number: int, name: str) -> str:
    word = f"{name} scenario" if name in gherkin.SIDES else f"citation by {name}"
    return f"{number} {word}" if number == 1 else f"{number} {word.replace('citation', 'citations')}"


def _of_explanations(table: Table) -> Iterator[Gap]:
    rows = {row.citation: row for row in table.rows}
    for number, explanation in enumerate(table.marks.explanations):
        place = f"explanations.{number} (`{explanation.mark}`)"
        if explanation.articles is None:
            used = any(state.explanation is explanation for row in table.rows for state in row.states)
            if not used:
                yield Gap(Kind.explanation, f"{place}: every article is encoded, remove it")
            continue
        for citation in explanation.articles:
            row = rows.get(citation)
            if row is None:
                yield Gap(Kind.unknown_article, f"{place}: `{citation}` is not in the article register")
            elif why := _idle(row, table, explanation.mark):
                yield Gap(Kind.explanation, f"{place}: `{citation}` {why}")


def _idle(row: Row, table: Table, mark: str) -> str:
    state = row.state(mark)
    if state is None:
        return "does not bear the mark"
    if encodes(state.mark, row.article, row.mentions, table.marks):
        return "is encoded, remove it"
    return ""


def unreached(places: list[str]) -> Iterator[Gap]:
    """A gap for each stretch of policy that no Rego test reaches."""
    for place in places:
        yield Gap(Kind.line, f"{place}: no Rego test reaches it")
