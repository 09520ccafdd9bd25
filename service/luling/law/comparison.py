"""An official text held against the article register: which regulation it is, and which of its articles agree.

Fingerprints decide (`luling.law.text`): the register has no text. The title helps only where fingerprints alone could
mislead, since a closing article such as the one on entry into force has the same words in many regulations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luling.law.official import FoundArticle, FoundText, found_texts, simplified
from luling.law.page import UnreadableTextError, lines_of
from luling.law.regulation import Article, Regulation
from luling.law.text import normalise

_FEW = 2  # articles that must agree where the title is not found …
_SHARE = 5  # … and one in this many


class Status(StrEnum):
    """How an article of the text stands to the register."""

    agrees = "agrees"
    differs = "differs"
    missing = "missing"
    extra = "extra"


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """An article of the register or of the text; `found` is None where the text lacks it."""

    eid: str
    status: Status
    found: FoundArticle | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text held against the register of one regulation, article by article."""

    regulation: str
    articles: tuple[ComparedArticle, ...]
    passed_over: tuple[str, ...]
    titled: bool

    def count(self, status: Status) -> int:
        """How many articles have this status."""
        return sum(article.status is status for article in self.articles)

    @property
    def registered(self) -> int:
        """How many articles the register has."""
        return len(self.articles) - self.count(Status.extra)

    @property
    def agrees(self) -> bool:
        """Whether the text is that of the register, no article more and none less."""
        return self.count(Status.agrees) == len(self.articles)


def read_official_text(
    content: bytes,
    regulations: Mapping[str, Regulation],
    registers: Mapping[str, Sequence[Article]],
    only: str | None = None,
) -> Comparison:
    """The regulation that a file holds, compared with its register; `only` names it where the file does not tell.

    Raises:
        UnreadableTextError: the file is no text, has no article, or is none of the regulations.
    """
    lines = lines_of(content)
    # As it stands first: to simplify what is simplified already may alter it.
    texts = [text for reading in (lines, *simplified(lines)) for text in found_texts(reading)]
    if not texts:
        raise UnreadableTextError("no line begins with the heading of a first article")
    known = {key: regulation for key, regulation in regulations.items() if only in (None, key)}
    found = [_compare(text, regulation, registers[key]) for text in texts for key, regulation in known.items()]
    likely = [one for one in found if only or _recognised(one)]
    if not likely:
        raise UnreadableTextError("the text agrees with no regulation of the register; `--regulation` names one")
    best = max(likely, key=_likeness)
    if any(_likeness(one) == _likeness(best) and one.regulation != best.regulation for one in likely):
        raise UnreadableTextError("the text agrees with several regulations; `--regulation` names one")
    return best


def _recognised(comparison: Comparison) -> bool:
    agreeing = comparison.count(Status.agrees)
    if comparison.titled:
        return agreeing > 0
    return agreeing >= _FEW and agreeing * _SHARE >= comparison.registered


def _likeness(comparison: Comparison) -> tuple[int, bool, int]:
    return comparison.count(Status.agrees), comparison.titled, -comparison.count(Status.extra)


def _compare(text: FoundText, regulation: Regulation, register: Sequence[Article]) -> Comparison:
    found = {one.article.eid: one for one in text.articles}
    return Comparison(
        regulation.id,
        tuple(_articles(found, register)),
        text.passed_over,
        titled=_plain(regulation.title.zh) in _plain(text.preamble),
    )


def _articles(found: Mapping[str, FoundArticle], register: Sequence[Article]) -> Iterator[ComparedArticle]:
    for registered in register:
        one = found.get(registered.id)
        if one is None:
            yield ComparedArticle(registered.id, Status.missing, None)
        else:
            same = one.article.fingerprint == registered.fingerprint
            yield ComparedArticle(registered.id, Status.agrees if same else Status.differs, one)
    known = {registered.id for registered in register}
    yield from (ComparedArticle(eid, Status.extra, one) for eid, one in found.items() if eid not in known)


def _plain(lines: str | Iterable[str]) -> str:
    return normalise("".join(lines))
