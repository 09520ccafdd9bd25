"""Official texts: how a promulgated text is divided into articles, paragraphs and items, and how it is fingerprinted.

The project keeps no official text, only the SHA-256 of each article's normalised form (`fingerprint`). The form is
made so that the same wording gives the same digest whatever page it was copied from:

1. Unicode NFKC (full-width letters, digits and punctuation become half-width);
2. all white space is dropped;
3. punctuation in one style: every kind of quotation mark, bracket, dash and enumeration comma is mapped to one sign.

The heading "第X条" is not part of the digest. eIds follow Akoma Ntoso's naming (OASIS LegalDocML, Naming Convention
1.0, section 5): `art_16`, `art_26__item_4`, `art_18__para_2`, `art_18__para_2__item_1`. The unnumbered paragraphs of an
article count from 1; a lead-in and its numbered items are one paragraph, and text after the items starts the next.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_STYLE = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("〔［【", "["),
        **dict.fromkeys("〕］】", "]"),
        **dict.fromkeys("〈《", "<"),
        **dict.fromkeys("〉》", ">"),
        **dict.fromkeys("—–―－‐‑", "-"),
        **dict.fromkeys("。．", "."),
        "、": ",",
    }
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_ARTICLE = re.compile(r"^第([零一二三四五六七八九十百]+)条\s*(.*)$")
_CHAPTER = re.compile(r"^第[零一二三四五六七八九十百]+[章节编]")
_ITEM = re.compile(r"^(?:[(（]([一二三四五六七八九十]+)[)）]|([一二三四五六七八九十]+)、)")


@dataclass(frozen=True, slots=True)
class OfficialArticle:
    """One article of an official text: its number, its lines, and the eIds of its paragraphs and items."""

    number: int
    lines: tuple[str, ...]
    provisions: tuple[str, ...]

    @property
    def eid(self) -> str:
        return f"art_{self.number}"

    @property
    def fingerprint(self) -> str:
        return fingerprint("\n".join(self.lines))


def normalise(text: str) -> str:
    """The form of a text whose wording alone counts (steps 1 to 3 of this module's description)."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return squeezed.translate(_STYLE)


def fingerprint(text: str) -> str:
    """SHA-256 of the normalised text, as `sha256:<hex>`."""
    return "sha256:" + hashlib.sha256(normalise(text).encode()).hexdigest()


def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral below one thousand, such as an article's number ("三十二" is 32)."""
    total, digit = 0, 0
    for sign in numeral:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def articles(text: str) -> Iterator[OfficialArticle]:
    """The articles of an official text in its order; headings of chapters and the preamble are passed over."""
    number, lines = 0, list[str]()
    for raw in text.splitlines():
        line = raw.strip()
        found = _ARTICLE.match(line)
        if found:
            if number:
                yield divide_article(number, lines)
            number, lines = chinese_number(found[1]), [found[2].strip()]
        elif number and line and not _CHAPTER.match(line):
            lines.append(line)
    if number:
        yield divide_article(number, lines)


def divide_article(number: int, lines: list[str]) -> OfficialArticle:
    """The article of a number and its lines, divided into paragraphs and items."""
    paragraphs = list[list[int]]()
    for line in (line for line in lines if line):
        item = _ITEM.match(line)
        if item and paragraphs:
            paragraphs[-1].append(chinese_number(item[1] or item[2]))
        else:
            paragraphs.append([])
    return OfficialArticle(number, tuple(line for line in lines if line), tuple(_eids(number, paragraphs)))


def _eids(number: int, paragraphs: list[list[int]]) -> Iterator[str]:
    several = len(paragraphs) > 1
    for count, items in enumerate(paragraphs, start=1):
        base = f"art_{number}__para_{count}" if several else f"art_{number}"
        if several:
            yield base
        yield from (f"{base}__item_{item}" for item in items)
