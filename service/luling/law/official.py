"""How an official text is found among the lines of a page: its articles, its chapters, and what is no part of it.

Stricter than a reader would be: a line is passed over only where it has the form of page furniture (a button, a page
number, a licence) or trails after the last article without being a sentence. Whatever else stands inside an article
counts as its text, so that an added paragraph is never taken for clutter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from opencc import OpenCC

from luling.law.text import OfficialArticle, chinese_number, divide_article

_NUMERAL = r"[零〇○一二三四五六七八九十百\d]+(?:\s+[零〇○一二三四五六七八九十百\d]+)*"
_HEADING = re.compile(rf"第\s*({_NUMERAL})\s*条([\s:：、.．]*)")
_CHINESE = re.compile("[零一二三四五六七八九十百]+")
_ZERO = str.maketrans("〇○", "零零")
_CHAPTER = re.compile(rf"第\s*{_NUMERAL}\s*[章节编]\s*([^。;；,，、:：]{{0,25}})")
# A heading in the middle of a line, after a sentence or another heading.
_INLINE_HEADING = re.compile(
    rf"(?<=[。;；!！])\s*(?=第\s*{_NUMERAL}\s*[条章](?:[\s:：]|$))|\s+(?=第\s*{_NUMERAL}\s*条\s)"
)
_SENTENCE_END = tuple("。.!！?？;；:：,，、")
_SEPARATORS = re.compile(r"[\s\[\]【】()（）|·:：/]+")
_BUTTONS = re.compile(
    "(?:打印本页|打印此页|打印|关闭窗口|关闭本页|关闭|加入收藏|收藏|分享到|分享|微信|微博|字号|字体|大|中|小|保存|下载|返回顶部|"
    "返回首页|返回|回到顶部|首页|上一篇|下一篇|上一页|下一页|繁体|简体|无障碍|扫一扫|我要纠错|纠错)+"
)
_FURNITURE = re.compile(
    r"[-—–－\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/,，]?\s*共\s*\d{1,3}\s*页)?[-—–－\s]*|"
    r"(?:上一篇|下一篇|责任编辑|编辑|审核|来源|信息来源|发布时间|发布日期|浏览次数|阅读次数|点击数|当前位置|您的位置|附件下载|"
    r"主办单位|主办|承办单位|承办|技术支持|网站标识码|联系电话|地址|邮编)\s*[:：].{0,60}|"
    r"(?:版权所有|Copyright|©).{0,80}|.{0,20}(?:ICP备|公网安备).{0,40}|https?://\S+",
    re.IGNORECASE,
)
_TITLE_LIES_IN = 20  # lines before article 1 in which the title is looked for


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the heading of its chapter ("" where there is none)."""

    article: OfficialArticle
    chapter: str


@dataclass(frozen=True, slots=True)
class FoundText:
    """One run of articles in rising order, the lines before it, and the lines that are no part of it."""

    preamble: tuple[str, ...]
    articles: tuple[FoundArticle, ...]
    passed_over: tuple[str, ...]


def simplified(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines in simplified characters, read as the traditional ones of the standard, of Taiwan and of Hong Kong."""
    for standard in ("t2s", "tw2s", "hk2s"):
        yield OpenCC(standard).convert("\n".join(lines)).split("\n")


def found_texts(lines: Sequence[str]) -> list[FoundText]:
    """The runs of articles among the lines; a first article that comes again starts another run."""
    divided = [part for line in lines for part in _parts(line)]
    headings = [_heading(line) for line in divided]
    # Where a number stands apart from its article somewhere, a line that runs on after it only refers to the article.
    apart = {heading[0] for heading in headings if heading and heading[2]}
    runs = list[_Run]()
    for place, (line, found) in enumerate(zip(divided, headings, strict=True)):
        heading = found if found and (found[2] or found[0] not in apart) else None
        if heading and heading[0] == 1 and (heading[2] or not runs):
            runs.append(_Run(divided[max(0, place - _TITLE_LIES_IN) : place]))
        if runs:
            runs[-1].take(line, heading)
    return [run.text() for run in runs]


def _parts(line: str) -> Iterator[str]:
    for part in _INLINE_HEADING.split(line):
        if part.strip():
            sentences, end, rest = part.strip().rpartition("。")
            yield sentences + end if _is_buttons(rest) and end else part.strip()


def _is_furniture(line: str) -> bool:
    return bool(_FURNITURE.fullmatch(line)) or _is_buttons(line)


def _is_buttons(text: str) -> bool:
    return bool(_BUTTONS.fullmatch(_SEPARATORS.sub("", text)))


def _heading(line: str) -> tuple[int, str, bool] | None:
    """The number of the article that a line begins, the rest of the line, and whether the two stand apart."""
    found = _HEADING.match(line)
    if not found:
        return None
    numeral = "".join(found[1].split()).translate(_ZERO)
    if numeral.isdecimal():
        number = int(numeral)
    elif _CHINESE.fullmatch(numeral):
        number = chinese_number(numeral)
    else:
        return None
    rest = line[found.end() :].strip()
    return number, rest, bool(found[2]) or not rest


@dataclass(slots=True)
class _Run:
    """The articles of one text while its lines are read."""

    preamble: list[str]
    number: int = 0
    chapter: str = ""
    articles: list[tuple[int, str, list[str]]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    _bare_chapter: bool = False

    def take(self, line: str, heading: tuple[int, str, bool] | None) -> None:
        """Adds a line: it begins an article, is the heading of a chapter, is furniture, or belongs to the article."""
        if heading and (heading[0] == self.number + 1 or (heading[2] and heading[0] > self.number)):
            self.number = heading[0]
            self.articles.append((heading[0], self.chapter, [heading[1]] if heading[1] else []))
            self._bare_chapter = False
        elif chapter := _CHAPTER.fullmatch(line):
            self.chapter, self._bare_chapter = line, not chapter[1]
        elif self._bare_chapter and not line.endswith(_SENTENCE_END):
            # A page may set the number of a chapter and its title on two lines.
            self.chapter, self._bare_chapter = f"{self.chapter} {line}", False
        elif _is_furniture(line):
            self.passed_over.append(line)
        else:
            self.articles[-1][2].append(line)

    def text(self) -> FoundText:
        """The text, without what trails after the last sentence of its last article."""
        *_, (_, _, last) = self.articles
        trailing = list[str]()
        while len(last) > 1 and not last[-1].endswith(_SENTENCE_END):
            trailing.insert(0, last.pop())
        chapter_of_first = next((line for line in reversed(self.preamble) if _CHAPTER.fullmatch(line)), "")
        return FoundText(
            tuple(self.preamble),
            tuple(
                FoundArticle(divide_article(number, lines), chapter or chapter_of_first)
                for number, chapter, lines in self.articles
            ),
            (*self.passed_over, *trailing),
        )
