"""Official texts: division into articles, paragraphs and items, and fingerprints. The text here is made up."""

from __future__ import annotations

import pytest

from luling.law.citation import chinese_numeral, cite
from luling.law.text import articles, chinese_number, fingerprint

MADE_UP = """某市砚台登记办法
某年某月某日发布

第一章 总则

第一条 为了登记砚台,制定本办法。

第二条 砚台分为下列两种:
(一)圆砚;
(二)方砚。
其他形状的,比照前款。
第二章 附则
第三条 登记员应当:
一、点墨;
二、盖章。
第十条  本办法自次日起施行。
"""


def test_articles_paragraphs_and_items_get_their_eids() -> None:
    found = {article.eid: article.provisions for article in articles(MADE_UP)}
    assert found == {
        "art_1": (),
        "art_2": ("art_2__para_1", "art_2__para_1__item_1", "art_2__para_1__item_2", "art_2__para_2"),
        "art_3": ("art_3__item_1", "art_3__item_2"),
        "art_10": (),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("砚台，墨", "砚台,墨"),
        ("“圆 砚”", '"圆砚"'),
        ("〔2012〕5号", "[2012]5号"),
        ("《办法》第１条。", "〈办法〉第1条."),
        ("圆砚、方砚\n", "圆砚,方砚"),
    ],
)
def test_style_of_punctuation_and_white_space_do_not_change_a_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_a_changed_word_changes_the_fingerprint() -> None:
    assert fingerprint("圆砚") != fingerprint("方砚")


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 34, 99, 100, 101, 110, 162, 999])
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("eid", "zh", "en"),
    [
        ("art_16", "第十六条", "article 16"),
        ("art_18__para_2__item_1", "第十八条第二款第(一)项", "article 18, paragraph 2, item 1"),
        ("art_31__item_10", "第三十一条第(十)项", "article 31, item 10"),
        ("annex", "annex", "annex"),
    ],
)
def test_articles_are_cited_in_words(eid: str, zh: str, en: str) -> None:
    assert (cite(eid), cite(eid, "en")) == (zh, en)
