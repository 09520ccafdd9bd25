"""Every article marked `due` sets a deadline, and an example shows when each of them ends."""

from __future__ import annotations

import re

import pytest

from luling.law.deadlines import deadlines
from tests.repository.places import FEATURES, REGULATIONS, article_of, articles, identity

_SHOWN = re.compile(r'"起算, "(?P<title>[^"]+)"的期限是"[^"]+", 依据"(?P<eid>[^"]+)"')
_ENDING = re.compile(r'"起算, "(?P<title>[^"]+)"的到期日是"')
in_every_regulation = pytest.mark.parametrize("regulation", REGULATIONS)


def marked(regulation: str) -> set[str]:
    return {article.id for article in articles(regulation) if "due" in article.marks}


def test_there_are_articles_marked_due() -> None:
    assert sum(len(marked(regulation)) for regulation in REGULATIONS) == 9


@in_every_regulation
def test_every_article_marked_due_sets_a_deadline_with_start_and_bearer(regulation: str) -> None:
    norms = deadlines(identity(regulation))
    assert marked(regulation) - {article_of(norm.article) for norm in norms.values()} == set()
    assert [name for name, norm in norms.items() if not norm.bearer] == []


@in_every_regulation
def test_every_deadline_with_a_number_is_set_by_an_article_marked_due(regulation: str) -> None:
    norms = deadlines(identity(regulation))
    numbered = {article_of(norm.article) for norm in norms.values() if norm.unit != "none"}
    assert numbered - marked(regulation) == set()


@in_every_regulation
def test_each_deadline_of_an_article_marked_due_has_its_example(regulation: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (FEATURES / regulation).glob("*.feature"))
    shown = {(found["title"], found["eid"]) for found in _SHOWN.finditer(text)}
    ended = {found["title"] for found in _ENDING.finditer(text)}
    norms = [
        norm for norm in deadlines(identity(regulation)).values() if article_of(norm.article) in marked(regulation)
    ]
    assert [norm.title.zh for norm in norms if (norm.title.zh, norm.article) not in shown] == []
    assert [norm.title.zh for norm in norms if norm.unit != "none" and norm.title.zh not in ended] == []
