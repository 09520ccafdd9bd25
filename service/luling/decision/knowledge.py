"""What the mechanical steps around the policies know: vocabulary, message texts, calendar, regulations, articles,
procedures and reports.

All of it is read from one `rules/` directory, and belongs to one policy revision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from luling.law.calendar import WorkingCalendar
from luling.law.deadlines import last_day
from luling.law.procedure import ProcedureFile, ProcedureWords, read_procedure_words, read_procedures
from luling.law.regulation import Article, ArticleRegister, Messages, Regulation, Words, read
from luling.law.reporting import ReportFile, read_reports
from luling.policy.data import read_regulations
from luling.request.vocabulary import Vocabulary

_MOST_DAYS = 10_000  # due dates at hand; a day and a period have one


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One `rules/` directory, read. `messages` is keyed by regulation ("" for the shared ones) and code."""

    regulations: Mapping[str, Regulation]
    articles: Mapping[str, tuple[Article, ...]]
    messages: Mapping[tuple[str, str], Words]
    calendar: WorkingCalendar
    vocabulary: Vocabulary
    procedures: Mapping[str, ProcedureFile] = field(default_factory=dict)
    procedure_words: ProcedureWords | None = None
    reports: Mapping[str, ReportFile] = field(default_factory=dict)
    _texts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    _days: dict[tuple[dt.date, int, str], str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, rules: Path) -> Self:
        """The knowledge of a rules directory. Only the vocabulary is required; the rest may be empty.

        Raises:
            LawError: a file is wrong; names file and field.
        """
        regulations = read_regulations(rules)
        calendar = rules / "calendar.yaml"
        return cls(
            regulations=regulations,
            articles={key: tuple(read(ArticleRegister, rules / key / "articles.yaml").articles) for key in regulations},
            messages={
                (regulation, code): words
                for regulation in ("", *regulations)
                for code, words in _messages(rules / regulation / "messages.yaml").items()
            },
            calendar=WorkingCalendar.read(calendar) if calendar.exists() else WorkingCalendar({}),
            vocabulary=Vocabulary.read(rules / "vocabulary.yaml", regulations),
            procedures=read_procedures(rules, regulations),
            procedure_words=read_procedure_words(rules),
            reports=read_reports(rules, regulations),
        )

    def message(self, code: str, citation: str) -> dict[str, str]:
        """The text of a code that an article gave (`<regulation>/<eId>`): the regulation's own, else the shared one.

        A code without a text is its own text, so that an answer never fails for the want of words. Codes and articles
        are those of the policies, so there are not many; the text is shared, and read only.
        """
        found = self._texts.get((code, citation))
        if found is None:
            regulation = citation.partition("/")[0]
            words = self.messages.get((regulation, code)) or self.messages.get(("", code))
            found = self._texts[code, citation] = (
                {"zh": words.zh, "en": words.en} if words else {"zh": code, "en": code}
            )
        return found

    def last_day(self, start: dt.date, days: int, unit: str) -> str:
        """The last day of a period as `YYYY-MM-DD`, or `undetermined` where a year on the way has no notice.

        Raises:
            ValueError: an unknown unit.
        """
        asked = (start, days, unit)
        found = self._days.get(asked)
        if found is None:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            found = self._days[asked] = last_day(start, days, unit, self.calendar)
        return found


def _messages(path: Path) -> Mapping[str, Words]:
    return read(Messages, path).messages if path.exists() else {}
