"""What many records have in common: effect, regulations, articles, policies and engine, and mostly the answer too.

It is kept once, under its digest; a record has the digest, and so the chain covers it. Where the answer itself is kept
here, its text has gaps, the first for the record's id: what belongs into the others is all that the record keeps of it.

    digest = SHA-256("luling evidence answer 1\\n" ‖ header ‖ text)
    header = JSON [effect, regulations, articles, policy_revision, engine]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

import msgspec

from luling.audit.columns import column, listed

GAP = b"\0"  # no JSON has it
_ANSWER = b"luling evidence answer 1\n"
_encode = msgspec.json.Encoder().encode


def answer_digest(
    effect: str, regulations: str, articles: str, policy_revision: str, engine: str, text: bytes
) -> bytes:
    """The name of what records have in common."""
    header = _encode((effect, regulations, articles, policy_revision, engine))
    return sha256(b"".join((_ANSWER, header, text))).digest()


def whole_answer(text: bytes, identity: str, own: bytes) -> bytes:
    """The answer of a record: `own` is all of it, unless it is kept in `text`.

    Raises:
        ValueError: it does not belong into this text.
    """
    if not text:
        return own
    pieces = text.split(GAP)
    fillings = [identity.encode(), *(own.split(GAP) if len(pieces) > 2 else ())]
    if len(fillings) != len(pieces) - 1:
        raise ValueError(f"the answer of record `{identity}` is not complete")
    return b"".join(part for pair in zip(pieces, [*fillings, b""], strict=True) for part in pair)


class SharedAnswer:
    """What records have in common, by its `digest`. `text` is empty where each has an answer of its own."""

    __slots__ = ("digest", "no_gaps", "row", "said", "text")

    def __init__(
        self,
        effect: str,
        regulations: Sequence[str],
        articles: Sequence[str],
        policy_revision: str,
        engine: str,
        text: bytes = b"",
    ) -> None:
        columns = column(effect), listed(regulations), listed(articles), column(policy_revision), column(engine)
        self.digest = answer_digest(*columns, text)
        self.text = text
        self.said = effect, tuple(regulations), tuple(articles), policy_revision, engine
        self.no_gaps = GAP * max(text.count(GAP) - 2, 0)  # what a record keeps that puts nothing into them
        self.row = (self.digest, *columns, text)


@lru_cache(maxsize=1 << 12)
def without_text(
    effect: str, regulations: tuple[str, ...], articles: tuple[str, ...], policy_revision: str, engine: str
) -> SharedAnswer:
    """What a record that keeps its whole answer has in common with others."""
    return SharedAnswer(effect, regulations, articles, policy_revision, engine)
