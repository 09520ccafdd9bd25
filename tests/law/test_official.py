"""What is found on a page that holds an official text: articles, chapters, and what is no part of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luling.law.official import FoundText, found_texts, simplified
from luling.law.text import articles
from tests.inkstones import TEXT, TITLE


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def found(text: str) -> FoundText:
    (only,) = found_texts(lines(text))
    return only


def fingerprints(text: FoundText) -> dict[str, str]:
    return {one.article.eid: one.article.fingerprint for one in text.articles}


OFFICIAL = {article.eid: article.fingerprint for article in articles(TEXT)}


def test_a_clean_text_is_divided_as_the_register_was() -> None:
    text = found(TEXT)
    assert fingerprints(text) == OFFICIAL
    assert text.articles[1].article.provisions == (
        "art_2__para_1",
        "art_2__para_1__item_1",
        "art_2__para_1__item_2",
        "art_2__para_2",
    )
    assert text.passed_over == ()
    assert TITLE in text.preamble


def test_every_article_has_the_heading_of_its_chapter() -> None:
    chapters = [one.chapter for one in found(TEXT).articles]
    assert chapters == ["第一章 总则"] * 2 + ["第二章 登记"] * 3 + ["第三章 附则"] * 2


@pytest.mark.parametrize(
    ("official", "copied"),
    [
        ("第二条 砚台", "第２条　砚台"),
        ("第二条 砚台", "第 二 条 砚台"),
        ("第二条 砚台", "第二条:砚台"),
        ("第二条 砚台", "第二条\n砚台"),
        ("第二条 砚台", "第二条砚台"),
        ("砚台分为下列两种:\n(一)圆砚;", "砚台分为下列两种：（一）圆砚；"),
        ("发给砚证。", "发\n给砚证。"),
        ("第二章 登记", "第二章登记"),
        ("第二章 登记", "第 二 章\n登记"),
        ("来历和藏砚人。\n\n第三章 附则\n\n第六条 ", "来历和藏砚人。 第三章 附则 第六条 "),
        ("盖章。\n\n第五条 砚证", "盖章。第五条 砚证"),
        ("盖章。\n\n第五条", "盖章。\n- 3 -\n第五条"),
        ("盖章。\n\n第五条", "盖章。\n第 3 页 共 5 页\n第五条"),
        ("施行。\n", "施行。 打印 关闭\n"),
        ("施行。\n", "施行。\n【打印】 【关闭窗口】\n责任编辑: 王某\n关于我们 | 网站地图\n"),
    ],
)
def test_what_pages_do_to_a_text_does_not_change_an_article(official: str, copied: str) -> None:
    assert official in TEXT
    assert fingerprints(found(TEXT.replace(official, copied))) == OFFICIAL


def test_what_was_passed_over_is_told() -> None:
    text = found(TEXT.replace("盖章。\n", "盖章。\n来源: 某网站\n") + "打印\n网站地图\n")
    assert text.passed_over == ("来源: 某网站", "打印", "网站地图")


@pytest.mark.parametrize(
    ("place", "added", "article"),
    [
        ("盖章。\n", "盖章。\n登记员不得收费。\n", "art_4"),
        ("施行。\n", "施行。\n本办法有效期五年。\n", "art_7"),
        ("盖章。\n", "盖章。\n广告: 名砚大减价\n", "art_4"),
    ],
)
def test_whatever_may_be_law_counts_as_law(place: str, added: str, article: str) -> None:
    read = fingerprints(found(TEXT.replace(place, added)))
    assert [eid for eid in OFFICIAL if read[eid] != OFFICIAL[eid]] == [article]


def test_a_paragraph_that_begins_with_a_reference_is_no_heading() -> None:
    text = TEXT.replace("登记处依照第五条", "第四条规定的登记员依照第五条")
    read = found(text)
    assert [one.article.number for one in read.articles] == list(range(1, 8))
    assert read.articles[2].article.lines[1].startswith("第四条规定的登记员")


def test_a_number_in_mixed_signs_is_no_heading() -> None:
    assert [one.article.number for one in found("第一条 甲。\n第2三条 乙。\n第二条 丙。").articles] == [1, 2]


def test_numbers_above_one_hundred_are_read() -> None:
    text = "\n".join(f"第{numeral}条 甲。" for numeral in ("一", "九十九", "一百", "一百零一", "一百〇二"))
    assert [one.article.number for one in found(text).articles] == [1, 99, 100, 101, 102]


def test_a_page_without_articles_has_no_text() -> None:
    assert found_texts(["通知", "第三章 附则", "第九条 砚台。"]) == []


def test_two_texts_on_one_page_are_two() -> None:
    first, second = found_texts(lines(TEXT + "某市笔筒登记办法\n第一条 笔筒应当登记。\n第二条 竹制的从宽。\n"))
    assert len(first.articles) == 7
    assert [one.article.number for one in second.articles] == [1, 2]
    assert "某市笔筒登记办法" in second.preamble


def test_a_reference_to_the_first_article_before_it_is_no_heading() -> None:
    text = found("第一条说的是目的。\n" + TEXT)
    assert fingerprints(text) == OFFICIAL


def test_the_text_begins_anew_with_each_first_article() -> None:
    first, second = found_texts(lines("第一条 摘要。\n" + TEXT))
    assert len(first.articles) == 1
    assert fingerprints(second) == OFFICIAL


_PIECES = [
    "第一条",
    "第二条 ",
    "第2条",
    "第十〇条",
    "第百条:",
    "第1十条",
    "第一章",
    " 总则",
    "打印",
    " ",
    "砚台",
    "。",
    "(一)",
    "3",
]


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join), max_size=12))
def test_articles_rise_from_the_first_whatever_the_lines(given_lines: list[str]) -> None:
    for text in found_texts(given_lines):
        numbers = [one.article.number for one in text.articles]
        assert numbers == sorted(set(numbers))
        assert numbers[0] == 1


def test_traditional_characters_become_simplified_ones() -> None:
    assert all(
        reading == ["第一条 砚台应当登记。", "第二条 方砚。"]
        for reading in simplified(["第一條 硯臺應當登記。", "第二條 方硯。"])
    )
