"""Files that somebody saved, as lines: encodings, HTML, signs without a width."""

from __future__ import annotations

import codecs

import pytest

from luling.law.page import UnreadableTextError, lines_of

LINES = ["某市砚台登记办法", "第一条 砚台应当登记。", "第二条 方砚“从宽”。"]
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n\r\n").encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        "\n".join(f"\u3000\u3000{line}\u200b \u00a0" for line in LINES).encode(),
        TEXT.replace("砚台", "砚\u200b台\ufeff").encode(),
    ],
)
def test_a_text_is_read_in_whatever_encoding_it_was_saved(content: bytes) -> None:
    assert lines_of(content) == LINES


def test_big5_is_not_taken_for_gb_18030() -> None:
    text = "第一條 硯臺應當登記。"
    assert text.encode("big5").decode("gb18030") != text
    assert lines_of(text.encode("big5")) == [text]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "no-such-charset", "utf-16"])
def test_a_wrong_declaration_of_the_page_does_no_harm(declared: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>第一条 砚台应当登记。</p></body></html>'
    assert lines_of(html.encode("gbk")) == ["第一条 砚台应当登记。"]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>第一条 <b>砚</b><span>台</span>\n应当&nbsp;登记。</p>", ["第一条 砚台 应当\xa0登记。"]),
        (
            "<div>第一条 圆砚。<br>第二条 方砚。<BR/>第三条 长砚。</div>",
            ["第一条 圆砚。", "第二条 方砚。", "第三条 长砚。"],
        ),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", ["甲", "乙"]),
        ("<p>甲<script>if (a < b) { '<p>丙</p>' }</script><style>x</style>乙</p>", ["甲", "乙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ("<p>甲&lt;乙&gt;&#19993;</p><!-- 丁 -->", ["甲<乙>丙"]),
        ("<p>甲<p>乙<div>丙", ["甲", "乙", "丙"]),
        ("</script></pre><p>甲</p>", ["甲"]),
    ],
)
def test_a_page_is_read_as_it_is_seen(html: str, lines: list[str]) -> None:
    assert lines_of(html.encode()) == lines


def test_a_comparison_in_a_plain_text_is_not_markup() -> None:
    assert lines_of("长<宽 的是方砚, a<b>c".encode()) == ["长<宽 的是方砚, a<b>c"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 ...", "is a PDF; save it as text or HTML"),
        (b"PK\x03\x04...", "word processor's file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word file"),
        (b"\xff\xff\xff\x00\x80", "no text in UTF-8"),
        (b"a\x00b", "no text in UTF-8"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(content: bytes, told: str) -> None:
    with pytest.raises(UnreadableTextError, match=told):
        lines_of(content)


def test_an_empty_file_has_no_lines() -> None:
    assert lines_of(b"") == []
