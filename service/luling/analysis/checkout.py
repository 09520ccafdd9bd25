"""The law as it lies in a checkout: rules, policies with their tests, and features, read for what they say of articles.

An installed package carries neither features nor tests of policies, so what is told here needs the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from luling.analysis import gherkin, rego
from luling.law.procedure import ProcedureFile, read_procedures
from luling.law.regulation import Article, ArticleRegister, LawError, Regulation, read
from luling.law.reporting import ReportFile, read_reports
from luling.policy.data import read_competence, read_regulations

_TEST = "_test"


@dataclass(frozen=True)
class Checkout:
    """The three directories of the law. What was read is kept: make another one to read again."""

    rules: Path
    policies: Path
    features: Path
    _statements: dict[tuple[str, bool], tuple[rego.Rule, ...]] = field(default_factory=dict, compare=False, repr=False)
    _scenarios: dict[str, tuple[gherkin.Scenario, ...]] = field(default_factory=dict, compare=False, repr=False)

    def again(self) -> Checkout:
        """The same directories, with nothing read yet."""
        return Checkout(self.rules, self.policies, self.features)

    def require(self) -> None:
        """Makes sure that the directories are there.

        Raises:
            LawError: one is missing; names it.
        """
        for directory in (self.rules, self.policies, self.features):
            if not directory.is_dir():
                raise LawError(f"`{directory}` is not a directory")

    @cached_property
    def regulations(self) -> dict[str, Regulation]:
        """The regulations by id, in the order of their ids."""
        return read_regulations(self.rules)

    @cached_property
    def articles(self) -> dict[str, tuple[Article, ...]]:
        """The article register of each regulation, in the order of the law."""
        return {
            regulation: tuple(read(ArticleRegister, self.rules / regulation / "articles.yaml").articles)
            for regulation in self.regulations
        }

    @cached_property
    def procedures(self) -> Mapping[str, ProcedureFile]:
        """The procedures of each regulation that has some."""
        return read_procedures(self.rules, self.regulations)

    @cached_property
    def reports(self) -> Mapping[str, ReportFile]:
        """The reports and recurring duties of each regulation that has some."""
        return read_reports(self.rules, self.regulations)

    def provisions(self, regulation: str) -> frozenset[str]:
        """Every eId that may be cited: the articles, their paragraphs and their items."""
        return frozenset(eid for article in self.articles[regulation] for eid in (article.id, *article.provisions))

    @cached_property
    def competence(self) -> list[dict[str, str]]:
        """The rows of the competence table, none where there is no table."""
        table = self.competence_table
        return read_competence(table) if table.exists() else []

    @property
    def competence_table(self) -> Path:
        """Where the competence table lies."""
        return self.policies / "casbin" / "competence.csv"

    def policy_files(self, regulation: str, *, tests: bool = False) -> list[Path]:
        """The policies of a regulation, or the shared ones (""); or their tests."""
        return [
            path
            for path in sorted(self.policies.rglob("*.rego"))
            if path.stem.endswith(_TEST) is tests and self._regulation_of(path) == regulation
        ]

    def statements(self, regulation: str, *, tests: bool = False) -> tuple[rego.Rule, ...]:
        """The statements of the policies of a regulation, or of the shared ones (""); or of their tests."""
        key = (regulation, tests)
        if key not in self._statements:
            self._statements[key] = tuple(
                rule
                for path in self.policy_files(regulation, tests=tests)
                for rule in rego.read(path, self.shown(path))
            )
        return self._statements[key]

    def scenarios(self, regulation: str) -> tuple[gherkin.Scenario, ...]:
        """The scenarios of a regulation."""
        if regulation not in self._scenarios:
            self._scenarios[regulation] = tuple(
                scenario
                for path in self.feature_files(regulation)
                for scenario in gherkin.scenarios(path.read_text(encoding="utf-8"), self.shown(path))
            )
        return self._scenarios[regulation]

    def feature_files(self, regulation: str) -> list[Path]:
        """The feature files of a regulation."""
        return sorted((self.features / regulation).rglob("*.feature"))

    def shown(self, path: Path) -> str:
        """A path as the checkout knows it, wherever the directories lie (`policies/…`)."""
        for name, directory in (("rules", self.rules), ("policies", self.policies), ("features", self.features)):
            if path.is_relative_to(directory):
                return f"{name}/{path.relative_to(directory).as_posix()}"
        return path.as_posix()

    def _regulation_of(self, path: Path) -> str:
        folders = path.relative_to(self.policies).parts[:-1]
        return next((folder for folder in folders if folder in self.regulations), "")
