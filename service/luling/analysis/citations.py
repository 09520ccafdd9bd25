"""Where each article is cited: in rules, competence table and procedures, by policies, their tests and scenarios."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from luling.analysis import rego
from luling.analysis.checkout import Checkout

_QUOTED_EID = re.compile(r'"(?:([a-z][a-z0-9_]*)/)?(art_\d+(?:__(?:para|item)_\d+)*)"')


class Source(StrEnum):
    """What cites an article."""

    identity = "identity"  # identity, authorities and classes of a regulation
    parameter = "parameter"
    competence = "competence"
    procedure = "procedure"
    report = "report"  # reports, their criteria, and recurring duties
    rule = "rule"
    scenario = "scenario"
    test = "test"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that cites a provision of a regulation.

    `line` is 0 where the place is a whole file. `name` is what stands there: the head of a rule, a parameter, role and
    act of a competence, the name of a scenario or of a test. `side` is that of a scenario, `title` what it is
    called in Chinese.
    """

    eid: str
    source: Source
    file: str
    line: int
    name: str
    side: str = ""
    title: str = ""

    @property
    def words(self) -> str:
        """What a reader sees of it."""
        return self.title or self.name

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def mentions(checkout: Checkout, regulation: str) -> Iterator[Mention]:
    """Every place that cites a provision of a regulation: data first, then competence, procedures, policies,
    examples, tests."""
    yield from _data(checkout, regulation)
    table = checkout.shown(checkout.competence_table)
    for row in checkout.competence:
        if row["regulation"] == regulation:
            authority = checkout.regulations[regulation].authorities.get(row["role"])
            title = f"{authority.zh} {row['act']}" if authority else ""
            yield Mention(row["article"], Source.competence, table, 0, f"{row['role']} {row['act']}", title=title)
    yield from _procedures(checkout, regulation)
    yield from _reports(checkout, regulation)
    for rule in checkout.statements(regulation):
        for citation in rule.citations:
            yield Mention(citation.eid, Source.rule, rule.file, rule.line, rule.name, title=rule.title)
    for scenario in checkout.scenarios(regulation):
        for eid in scenario.provisions:
            for side in sorted(scenario.sides) or [""]:
                yield Mention(eid, Source.scenario, scenario.file, scenario.line, scenario.name, side)
    for test in checkout.statements(regulation, tests=True):
        quoted = dict.fromkeys(_QUOTED_EID.findall(rego.without_comments(test.text)))
        for eid in dict.fromkeys(eid for cited, eid in quoted if cited in ("", regulation)):
            yield Mention(eid, Source.test, test.file, test.line, test.name)


def _data(checkout: Checkout, regulation: str) -> Iterator[Mention]:
    known = checkout.regulations[regulation]
    file = checkout.shown(checkout.rules / regulation / "regulation.yaml")
    yield Mention(known.effective_article, Source.identity, file, 0, "effective_article")
    yield Mention(known.scope_article, Source.identity, file, 0, "scope_article")
    for role, authority in known.authorities.items():
        yield Mention(authority.article, Source.identity, file, 0, role, title=authority.zh)
    for name, sharing_class in known.classes.items():
        yield Mention(sharing_class.article, Source.identity, file, 0, name, title="、".join(sharing_class.terms))
    for name, parameter in known.parameters.items():
        yield Mention(parameter.article, Source.parameter, file, 0, name, title=parameter.title.zh)


def _procedures(checkout: Checkout, regulation: str) -> Iterator[Mention]:
    found = checkout.procedures.get(regulation)
    file = checkout.shown(checkout.rules / regulation / "procedures.yaml")
    for name, procedure in found.procedures.items() if found else ():
        yield Mention(procedure.article, Source.procedure, file, 0, name, title=procedure.title.zh)
        for act_name, act in procedure.acts.items():
            title = f"{procedure.title.zh}: {act.zh}"
            yield Mention(act.article, Source.procedure, file, 0, f"{name}.{act_name}", title=title)


def _reports(checkout: Checkout, regulation: str) -> Iterator[Mention]:
    found = checkout.reports.get(regulation)
    file = checkout.shown(checkout.rules / regulation / "reports.yaml")
    for name, eid, words in found.articles() if found else ():
        yield Mention(eid, Source.report, file, 0, name, title=words.zh)


def citation_problems(rules: Collection[rego.Rule], regulation: str, known: Collection[str]) -> Iterator[str]:
    """Rules whose citation is missing, is not that of their METADATA, or does not exist in the register."""
    for rule in rules:
        for citation in rule.citations:
            if citation.regulation != regulation:
                yield f"{rule.place}: cites `{citation.regulation}`, not its own regulation"
            elif citation.eid not in known:
                yield f"{rule.place}: `{citation.eid}` is not in the article register"
        if rule.speaks:
            yield from _metadata_problems(rule)


def _metadata_problems(rule: rego.Rule) -> Iterator[str]:
    if rule.metadata is None:
        yield f"{rule.place}: no METADATA above the rule"
        return
    if not rule.metadata.get("title"):
        yield f"{rule.place}: METADATA has no title"
    article = (rule.metadata.get("custom") or {}).get("article")
    if not article:
        yield f"{rule.place}: METADATA has no `custom.article`"
    elif not rule.citations:
        yield f"{rule.place}: cites no article literally"
    elif rule.citations[0].eid != article:
        yield f"{rule.place}: METADATA says `{article}`, the rule `{rule.citations[0].eid}`"
