"""Lints of the features: the ways in which a Chinese Gherkin file goes wrong without a test failing.

pytest-bdd silently keeps only one of several scenarios of a name, a byte order mark or a full-width sign makes a step
or a placeholder plain text, and a tag that names no article leads nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from luling.law.citation import article_of
from luling.law.regulation import Article

_SCENARIO = re.compile(r"^\s*(?:场景大纲|场景|剧本大纲|剧本)\s*[:：]\s*(.*?)\s*$")
_FEATURE = re.compile(r"^\s*功能\s*[:：]")
_TAGS = re.compile(r"^\s*@\S")
_FULL_WIDTH = re.compile("[：＜＞]")
_ARTICLE_TAG = re.compile(r"^art_\d+(__para_\d+)?(__item_\d+)?$")
SIDES = frozenset({"lawful", "unlawful"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario with its own tags and those of its feature."""

    file: str
    line: int
    name: str
    tags: tuple[str, ...]

    @property
    def provisions(self) -> tuple[str, ...]:
        return tuple(tag for tag in self.tags if tag.startswith("art_"))

    @property
    def sides(self) -> frozenset[str]:
        return SIDES.intersection(self.tags)

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def scenarios(text: str, file: str) -> Iterator[Scenario]:
    """The scenarios of a feature file."""
    inherited: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if _TAGS.match(line):
            tags += tuple(tag.removeprefix("@") for tag in line.split() if tag.startswith("@"))
        elif _FEATURE.match(line):
            inherited, tags = tags, ()
        elif found := _SCENARIO.match(line):
            yield Scenario(file, number, found[1], inherited + tags)
            tags = ()
        elif line.strip() and not line.lstrip().startswith("#"):
            tags = ()


def form_problems(text: str, file: str) -> Iterator[str]:
    """A byte order mark, a missing language line, full-width signs, and names that are given twice."""
    if text.startswith("\ufeff"):
        yield f"{file}:1: starts with a byte order mark"
    if text.removeprefix("\ufeff").partition("\n")[0].rstrip() != "# language: zh-CN":
        yield f"{file}:1: the first line is not `# language: zh-CN`"
    for number, line in enumerate(text.splitlines(), start=1):
        for sign in _FULL_WIDTH.findall(line):
            yield f"{file}:{number}: full-width `{sign}`; keywords, tables and placeholders take the ASCII sign"
    found = list(scenarios(text, file))
    if not found:
        yield f"{file}:1: no scenario"
    for name, times in Counter(scenario.name for scenario in found).items():
        if times > 1:
            yield f"{file}: {times} scenarios are called `{name}`; only one of them would run"


def tag_problems(found: Collection[Scenario], known: Collection[str]) -> Iterator[str]:
    """Scenarios without article, with an unknown article or tag, or not on exactly one side of the law."""
    for scenario in found:
        if not scenario.provisions:
            yield f"{scenario.place}: `{scenario.name}` has no article tag"
        for tag in scenario.tags:
            if tag in SIDES:
                continue
            if not _ARTICLE_TAG.match(tag):
                yield f"{scenario.place}: the tag `@{tag}` is neither an article nor a side"
            elif tag not in known:
                yield f"{scenario.place}: `@{tag}` is not in the article register"
        if len(scenario.sides) != 1:
            yield f"{scenario.place}: `{scenario.name}` is not exactly one of @lawful and @unlawful"


def side_problems(found: Collection[Scenario], articles: Collection[Article]) -> Iterator[str]:
    """Those of the articles that lack a scenario on one side; advice needs one side only."""
    shown: Mapping[str, set[str]] = {article.id: set() for article in articles}
    for scenario in found:
        for provision in scenario.provisions:
            shown.get(article_of(provision), set()).update(scenario.sides)
    for article in articles:
        if article.advice and shown[article.id]:
            continue
        for side in sorted(SIDES - shown[article.id]):
            yield f"{article.id}: no @{side} scenario"
