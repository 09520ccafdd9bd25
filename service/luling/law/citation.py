"""How an article is called: from its eId to the words in which lawyers cite it."""

from __future__ import annotations

import re

_EID = re.compile(r"art_(?P<article>\d+)(?:__para_(?P<para>\d+))?(?:__item_(?P<item>\d+))?")
_DIGITS = "零一二三四五六七八九"


def article_of(eid: str) -> str:
    """The article that a provision belongs to (`art_17__para_2` belongs to `art_17`)."""
    return eid.partition("__")[0]


def chinese_numeral(number: int) -> str:
    """A number from 1 to 999 as articles are counted ("十七", "一百零二")."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def cite(eid: str, lang: str = "zh") -> str:
    """An eId in words: `art_18__para_2__item_1` is 第十八条第二款第(一)项, or article 18, paragraph 2, item 1.

    A text that is no eId is returned as it is.
    """
    found = _EID.fullmatch(eid)
    if not found:
        return eid
    parts = {name: int(number) for name, number in found.groupdict().items() if number}
    if lang == "zh":
        forms = {"article": "第{}条", "para": "第{}款", "item": "第({})项"}
        return "".join(forms[name].format(chinese_numeral(number)) for name, number in parts.items())
    names = {"article": "article", "para": "paragraph", "item": "item"}
    return ", ".join(f"{names[name]} {number}" for name, number in parts.items())
