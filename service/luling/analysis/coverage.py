"""What of the law is encoded, article by article, and what is missing or does not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from luling.analysis.checkout import Checkout
from luling.analysis.citations import Mention, Source, mentions
from luling.analysis.marks import Counts, Explanation, Inventory, Marks, read_inventory, read_marks
from luling.law.citation import article_of
from luling.law.regulation import Article, Mark, Words


class Status(StrEnum):
    """How a mark of an article stands."""

    encoded = "encoded"  # by data, policy or table
    provided = "provided"  # by a part of the service, which is named
    planned = "planned"  # by nothing yet; what is to do it is named, with the reason
    reasoned = "reasoned"  # nothing to decide, and the register says why
    missing = "missing"


@dataclass(frozen=True, slots=True)
class MarkState:
    """A mark of an article, and what stands in for an encoding where there is none."""

    mark: Mark
    status: Status
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One article with everything that cites it."""

    regulation: str
    article: Article
    states: tuple[MarkState, ...]
    mentions: tuple[Mention, ...]

    @property
    def citation(self) -> str:
        return f"{self.regulation}/{self.article.id}"

    def of(self, source: Source, side: str = "") -> tuple[Mention, ...]:
        """The places of one kind that cite the article; scenarios of one side where it is named."""
        return tuple(dict.fromkeys(one for one in self.mentions if one.source is source and side in ("", one.side)))

    def state(self, mark: str) -> MarkState | None:
        """How a mark stands, None where the article does not bear it."""
        return next((state for state in self.states if state.mark == mark), None)

    @property
    def counts(self) -> Counts:
        """How many places of each kind cite the article."""
        # A rule may cite an article twice, in what it says and in a step: each of them would be missed.
        found = Counter(one.side if one.source is Source.scenario else one.source.value for one in self.mentions)
        return Counts(**{name: found[name] for name in Counts.model_fields})


@dataclass(frozen=True, slots=True)
class Table:
    """The articles of all regulations, in the order of the law, with the words of regulations and marks."""

    checkout: Checkout
    marks: Marks
    inventory: Inventory
    rows: tuple[Row, ...]

    def title(self, regulation: str) -> Words:
        """The title of a regulation."""
        return self.checkout.regulations[regulation].title

    def of(self, regulation: str) -> tuple[Row, ...]:
        """The articles of one regulation."""
        return tuple(row for row in self.rows if row.regulation == regulation)


def read_table(checkout: Checkout) -> Table:
    """The table of a checkout.

    Raises:
        LawError: a directory or a file is missing or wrong; names it.
    """
    checkout.require()
    marks = read_marks(checkout.rules)
    return Table(checkout, marks, read_inventory(checkout.rules), tuple(read_rows(checkout, marks)))


def read_rows(checkout: Checkout, marks: Marks) -> Iterator[Row]:
    """Every article of a checkout, in the order of the law."""
    for regulation, articles in checkout.articles.items():
        cited: dict[str, list[Mention]] = {article.id: [] for article in articles}
        for mention in mentions(checkout, regulation):
            cited.setdefault(article_of(mention.eid), []).append(mention)
        for article in articles:
            found = tuple(cited[article.id])
            states = tuple(_state(f"{regulation}/{article.id}", article, mark, found, marks) for mark in article.marks)
            yield Row(regulation, article, states, found)


def _state(citation: str, article: Article, mark: Mark, found: Iterable[Mention], marks: Marks) -> MarkState:
    if encodes(mark, article, found, marks):
        return MarkState(mark, Status.reasoned if marks.marks[mark].by == "nothing" else Status.encoded)
    for explanation in marks.explanations:
        if explanation.mark == mark and (explanation.articles is None or citation in explanation.articles):
            return MarkState(mark, Status(explanation.status), explanation)
    return MarkState(mark, Status.missing)


def encodes(mark: Mark, article: Article, found: Iterable[Mention], marks: Marks) -> bool:
    """Whether what cites the article encodes its mark."""
    provider = marks.marks.get(mark)
    if provider is None or provider.by == "program":
        return False
    if provider.by == "nothing":
        return article.reason is not None
    if provider.by == "policy":
        return any(one.source is Source.rule and one.name in provider.rules for one in found)
    return any(one.source.value == provider.by for one in found)


def uncovered(report: Mapping[str, Any]) -> list[str]:
    """`file:line` or `file:first-last` of each stretch that no Rego test reached, from the report in JSON of
    `opa test --coverage`."""
    places = []
    for file, covered in sorted(report.get("files", {}).items()):
        stretches: Sequence[Mapping[str, Mapping[str, int]]] = covered.get("not_covered", [])
        for stretch in stretches:
            first, last = stretch["start"]["row"], stretch["end"]["row"]
            places.append(f"{file}:{first}" if first == last else f"{file}:{first}-{last}")
    return places
