"""Forms of the vocabulary, as catalogues hold them: columns in either language, lenient values, bad ones by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from luling.law.regulation import LawError
from luling.request.normalisation import normalise_form, parse_day
from luling.request.vocabulary import Vocabulary
from luling.request.wording import column_key, columns, wire_form

VOCABULARY = """
permits:
  id: {type: identifier, zh: 编号, en: id}
  colour:
    type: enum
    zh: 颜色
    en: colour
    values: {red: {zh: 红, en: red}, blue: {zh: 蓝, en: blue}}
  day: {type: day, done_by: done, zh: 日期, en: date}
  done: {type: day, zh: 办结日期, en: done}
  seen: {type: boolean, zh: 已看, en: seen}
  words: {type: stated, zh: 说明, en: words, aliases: [备注]}
  terms: {type: stated, zh: 条件, en: terms, values: {none: {zh: 无, en: none}}}
  parts: {type: list, zh: 部件, en: parts, items: {type: identifier}, values: {wheel: {zh: 轮, en: wheel}}}
  basis:
    type: object
    zh: 依据
    en: basis
    fields: {level: {type: identifier, zh: 级, en: level}, paper: {type: text, zh: 文件, en: paper}}
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path: Path = tmp_path_factory.mktemp("rules") / "vocabulary.yaml"
    path.write_text(VOCABULARY, encoding="utf-8")
    return Vocabulary.read(path, {})


def read(form: dict[str, Any], vocabulary: Vocabulary) -> tuple[dict[str, Any], list[str]]:
    document, problems = normalise_form(wire_form(form, vocabulary.forms["permits"]), "permits", vocabulary)
    return document, [problem.path for problem in problems]


def test_a_further_section_is_a_form(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.forms) == {"permits"}
    assert vocabulary.forms["permits"]["day"].done_by == "done"


@pytest.mark.parametrize(
    "name", ["basis.level", "basis_level", "级", "LEVEL", " Le vel ", "级*", "级(必填)", "级\uff08必填\uff09*"]
)
def test_a_column_is_known_by_every_name(name: str, vocabulary: Vocabulary) -> None:
    assert columns(vocabulary.forms["permits"])[column_key(name)] == ("basis", "level")


def test_an_alias_names_a_column(vocabulary: Vocabulary) -> None:
    assert columns(vocabulary.forms["permits"])[column_key("备注")] == ("words",)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ({"colour": "蓝"}, {"colour": "blue"}),
        ({"seen": "是"}, {"seen": True}),
        ({"seen": 0}, {"seen": False}),
        ({"words": "甲"}, {"words": True}),
        ({"words": ["甲"]}, {"words": True}),
        ({"words": "无"}, {}),
        ({"words": False}, {}),
        ({"words": " "}, {}),
        ({"terms": "无"}, {"terms": True}),
        ({"id": 12.0}, {"id": "12"}),
        ({"parts": "轮、灯\uff1b铃"}, {"parts": ["wheel", "灯", "铃"]}),
        ({"parts": ["轮", None]}, {"parts": ["wheel"]}),
        ({"basis": "某条例"}, {"basis": {"paper": "某条例"}}),
        ({"basis": {"level": "法", "paper": ""}}, {"basis": {"level": "法"}}),
        ({"basis": {"paper": ""}}, {}),
        ({"unknown": "x"}, {}),
        ({"day": None}, {}),
    ],
)
def test_what_people_write_is_understood(
    written: dict[str, Any], understood: dict[str, Any], vocabulary: Vocabulary
) -> None:
    assert read(written, vocabulary) == (understood, [])


@pytest.mark.parametrize("written", [{"colour": "绿"}, {"seen": "也许"}, {"day": "昨天"}, {"parts": 3}, {"basis": 1}])
def test_a_bad_value_is_named_and_the_others_are_read(written: dict[str, Any], vocabulary: Vocabulary) -> None:
    assert read({**written, "id": "1"}, vocabulary) == ({"id": "1"}, list(written))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-02", "2026-11-02"),
        ("2026/11/2", "2026-11-02"),
        ("2026年11月2日", "2026-11-02"),
        ("2026-11-01T23:00:00Z", "2026-11-02"),
        ("2026-02-30", None),
        ("20261102", None),
        ("十一月二日", None),
    ],
)
def test_a_day_is_a_legal_day(text: str, day: str | None) -> None:
    found = parse_day(text)
    assert (found.isoformat() if found else None) == day


def test_an_unknown_type_of_a_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text("permits: {id: {type: colour, zh: 色, en: colour}}\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"permits\.id"):
        Vocabulary.read(path, {})
