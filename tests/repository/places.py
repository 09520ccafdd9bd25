"""Where things lie in the checkout, and which regulations there are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from luling.analysis.checkout import Checkout
from luling.law.citation import article_of as article_of
from luling.law.regulation import Article, ArticleRegister, Messages, Regulation, read

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
POLICIES = ROOT / "policies"
FEATURES = ROOT / "features"
EXAMPLES = ROOT / "examples"
SERVICE = ROOT / "service"
CHECKOUT = Checkout(RULES, POLICIES, FEATURES)

REGULATIONS = tuple(sorted(path.parent.name for path in RULES.glob("*/articles.yaml")))


@cache
def articles(regulation: str) -> tuple[Article, ...]:
    """The article register of a regulation, in the order of the law."""
    return tuple(read(ArticleRegister, RULES / regulation / "articles.yaml").articles)


@cache
def identity(regulation: str) -> Regulation:
    """`regulation.yaml` of a regulation."""
    return read(Regulation, RULES / regulation / "regulation.yaml")


@cache
def codes_with_words(regulation: str) -> frozenset[str]:
    """The codes that have a message of the regulation's own; of all regulations where it is empty."""
    path = RULES / regulation / "messages.yaml"
    return frozenset(read(Messages, path).messages) if path.exists() else frozenset()


@cache
def provisions(regulation: str) -> frozenset[str]:
    """Every eId that may be cited: the articles, their paragraphs and their items."""
    return frozenset(eid for article in articles(regulation) for eid in (article.id, *article.provisions))


def shown(path: Path) -> str:
    """A path as the repository knows it."""
    return path.relative_to(ROOT).as_posix()
