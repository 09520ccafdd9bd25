"""Texts as every database stores and indexes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

_LONGEST_TEXT = 200  # characters of a column that is searched; PostgreSQL indexes no more than 2,700 bytes
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def column(text: str) -> str:
    """A text without NUL and halves of surrogates, and not too long."""
    if len(text) > _LONGEST_TEXT:
        digest = sha256(text.encode("utf-8", "replace")).hexdigest()
        text = f"{text[:100]}…sha256:{digest}"
    return text if text.isascii() and text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def listed(values: Sequence[str]) -> str:
    """Values with a space on both sides of each, so that one of them is found as ` value `."""
    return f" {_UNWRITABLE.sub('', ' '.join(values))} " if values else ""
