"""A file that somebody saved from a web page, a gazette or a word processor, as lines of plain text.

Bytes become text by the byte order mark, the page's own declaration, or whichever of UTF-8, GB 18030 (which has GBK and
GB 2312 in it) and Big5 shows an article; HTML becomes the lines that a reader sees; signs without a width are dropped.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a word processor's file or an archive",
    b"\xd0\xcf\x11\xe0": "a Word file",
}
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION_LIES_IN = 4096  # bytes; HTML asks for the first 1024, pages do not keep to it
_GUESSES = ("utf-8", "gb18030", "big5hkscs")
_SHOWS_AN_ARTICLE = re.compile(r"第\s*[一1１]\s*[条條]")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|br|pre|span|table|td|li|section|article)\b[^>]*>", re.IGNORECASE
)
# Zero-width space, joiners and marks of direction, soft hyphen, word joiner, byte order mark.
_WITHOUT_WIDTH = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


class UnreadableTextError(ValueError):
    """A file that is no text, or in which no regulation can be found; the message says why."""


def lines_of(content: bytes) -> list[str]:
    """The lines of a file's text without those that are empty, white space around them removed.

    Raises:
        UnreadableTextError: it is no text in an encoding that is known here.
    """
    text = _decoded(content)
    if _HTML.search(text):
        text = _visible(text)
    lines = (line.strip() for line in text.translate(_WITHOUT_WIDTH).splitlines())
    return [line for line in lines if line]


def _decoded(content: bytes) -> str:
    for start, name in _FORMATS.items():
        if content.startswith(start):
            raise UnreadableTextError(f"the file is {name}; save it as text or HTML")
    readable = list(_decodings(content))
    if not readable:
        raise UnreadableTextError("the file is no text in UTF-8, UTF-16, GB 18030 or Big5")
    # Bytes of Big5 are often valid in GB 18030 too, and then nonsense: what shows an article is the right reading.
    return next((text for text in readable if _SHOWS_AN_ARTICLE.search(text)), readable[0])


def _decodings(content: bytes) -> Iterator[str]:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    declared = _DECLARED.search(content, 0, _DECLARATION_LIES_IN)
    names = [marked] if marked else [*([declared[1].decode("ascii")] if declared else []), *_GUESSES]
    for name in names:
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            yield text


def _visible(html: str) -> str:
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Visible(HTMLParser):
    """Gathers what a page shows: elements that stand on lines of their own end the line."""

    # fmt: off
    _INLINE = frozenset((
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    ))
    # fmt: on
    _UNSEEN = frozenset(("script", "style", "template", "noscript"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._kept = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in self._UNSEEN
        self._kept += tag == "pre"
        self._break(tag)

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self._UNSEEN and self._unseen > 0
        self._kept -= tag == "pre" and self._kept > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line end in the source of a page is a space, except in preformatted text.
            self.parts.append(data if self._kept else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.parts.append("\n")
