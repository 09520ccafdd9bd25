"""Amounts of money: yuan on the wire, whole fen wherever they are compared."""

from __future__ import annotations

from typing import Any

_FEN_PER_YUAN = 100
_MOST_YUAN = 10**12


def fen(yuan: Any) -> int | None:
    """An amount in yuan as whole fen; None where it is no amount, and -1 where it has fractions of a fen."""
    if isinstance(yuan, bool) or not isinstance(yuan, int | float) or not 0 <= yuan <= _MOST_YUAN:
        return None
    whole = round(yuan * _FEN_PER_YUAN)
    # A float of at most 10^14 fen is exact to about 0.02 fen: more than that is a fraction of a fen.
    return whole if abs(whole - yuan * _FEN_PER_YUAN) <= 0.05 else -1
