"""The law: the regulations and their articles, as the register has them."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter

from luling.api.problems import HttpProblem
from luling.decision.point import DecisionPoint
from luling.law.corpus import Corpus, CorpusError
from luling.law.regulation import Article, Regulation

_log = logging.getLogger(__name__)


def router(point: DecisionPoint, corpus: Corpus) -> APIRouter:
    """The routes that show the law in force in this service, with the official texts that were imported into it."""
    routes = APIRouter(prefix="/v1/regulations", tags=["law"])

    @routes.get("", summary="法规目录 · the regulations")
    async def regulations() -> dict[str, Any]:
        return {"regulations": [_regulation(one) for one in point.knowledge.regulations.values()]}

    @routes.get("/{regulation}", summary="一部法规 · one regulation")
    async def regulation(regulation: str) -> dict[str, Any]:
        return known_regulation(point, regulation).model_dump(mode="json", by_alias=True)

    @routes.get("/{regulation}/articles", summary="条文登记 · the article register")
    async def articles(regulation: str) -> dict[str, Any]:
        known_regulation(point, regulation)
        return {"articles": [_article(regulation, one, corpus) for one in point.knowledge.articles[regulation]]}

    @routes.get("/{regulation}/articles/{eid}", summary="一条条文 · one article, paragraph or item")
    async def article(regulation: str, eid: str) -> dict[str, Any]:
        known_regulation(point, regulation)
        for one in point.knowledge.articles[regulation]:
            if eid == one.id or eid in one.provisions:
                return _article(regulation, one, corpus) | {"requested": eid}
        raise HttpProblem(404, f"`{regulation}` 没有条文 `{eid}`", f"`{regulation}` has no article `{eid}`")

    return routes


def known_regulation(point: DecisionPoint, regulation: str) -> Regulation:
    """The regulation of that id.

    Raises:
        HttpProblem: 404, there is none.
    """
    found = point.knowledge.regulations.get(regulation)
    if found is None:
        raise HttpProblem(404, f"没有法规 `{regulation}`", f"no regulation `{regulation}`")
    return found


def _regulation(regulation: Regulation) -> dict[str, Any]:
    return {
        **regulation.model_dump(
            mode="json", by_alias=True, include={"id", "title", "document_number", "effective", "jurisdiction"}
        ),
        "articles": f"/v1/regulations/{regulation.id}/articles",
    }


def _article(regulation: str, article: Article, corpus: Corpus) -> dict[str, Any]:
    return {
        "citation": f"{regulation}/{article.id}",
        **article.model_dump(mode="json", exclude_none=True),
        **_official_text(regulation, article, corpus),
    }


def _official_text(regulation: str, article: Article, corpus: Corpus) -> dict[str, Any]:
    """The whole article as imported, and whether the register was made from this wording; nothing without an import."""
    try:
        copy = corpus.copy(regulation)
    except CorpusError:
        # The register does not need the text: it is shown without, rather than not at all.
        _log.exception("the official text of `%s` is not shown", regulation)
        return {}
    found = copy.article(article.id) if copy else None
    if found is None:
        return {}
    return {"official_text": found.text, "official_text_agrees": found.agrees_with(article)}
