"""The law as examples: what a Chinese feature file must have so that its scenarios really run."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.analysis import gherkin
from luling.law.regulation import Article
from tests.repository.places import FEATURES, provisions, shown

FILES = sorted(FEATURES.glob("*/*.feature"))

GOOD = """# language: zh-CN
@art_1
功能: 第二条

  背景:
    假如 一项按"made_up"提出的请求

  @art_2__para_1 @lawful
  场景: 允许
    当 平台请求裁决

  # 两行标签
  @art_2__para_2
  @unlawful
  场景大纲: 禁止<甲>
    例子:
      | 甲 |
      | 乙 |
"""
KNOWN = {"art_1", "art_2", "art_2__para_1", "art_2__para_2"}


def made_up(text: str) -> list[gherkin.Scenario]:
    return list(gherkin.scenarios(text, "x.feature"))


def article(eid: str, *marks: str, advice: bool = False) -> Article:
    words = {"zh": "字", "en": "word"}
    return Article.model_validate(
        {
            "id": eid,
            "number": int(eid.removeprefix("art_")),
            "title": words,
            "summary": words,
            "marks": marks,
            "fingerprint": f"sha256:{0:064}",
            "advice": advice,
        }
    )


def test_a_good_file_has_no_problem() -> None:
    assert list(gherkin.form_problems(GOOD, "x.feature")) == []
    assert list(gherkin.tag_problems(made_up(GOOD), KNOWN)) == []
    assert [scenario.tags for scenario in made_up(GOOD)] == [
        ("art_1", "art_2__para_1", "lawful"),
        ("art_1", "art_2__para_2", "unlawful"),
    ]
    assert list(gherkin.side_problems(made_up(GOOD), [article("art_2", "rule"), article("art_1", "scope")])) == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_feature_file_is_read_as_it_is_meant(path: Path) -> None:
    assert list(gherkin.form_problems(path.read_text(encoding="utf-8"), shown(path))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\ufeff" + GOOD, "byte order mark"),
        (GOOD.replace("# language: zh-CN\n", ""), "the first line is not"),
        (GOOD.replace("背景:", "背景："), "full-width `：`"),
        (GOOD.replace("<甲>", "＜甲＞"), "full-width `＜`"),
        (GOOD.replace("禁止<甲>", "允许"), "2 scenarios are called `允许`"),
        ("# language: zh-CN\n功能: 空\n", "no scenario"),
    ],
)
def test_a_file_that_would_be_misread_is_found(text: str, told: str) -> None:
    assert [problem for problem in gherkin.form_problems(text, "x.feature") if told in problem]


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_each_scenario_names_its_article_and_its_side(path: Path) -> None:
    found = list(gherkin.scenarios(path.read_text(encoding="utf-8"), shown(path)))
    assert list(gherkin.tag_problems(found, provisions(path.parent.name))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("@art_1\n", "").replace("@art_2__para_1 ", ""), "has no article tag"),
        (GOOD.replace("@art_2__para_1", "@art_9"), "`@art_9` is not in the article register"),
        (GOOD.replace("@art_2__para_1", "@artikel_2"), "`@artikel_2` is neither"),
        (GOOD.replace(" @lawful", ""), "`允许` is not exactly one of"),
        (GOOD.replace(" @lawful", " @lawful @unlawful"), "`允许` is not exactly one of"),
    ],
)
def test_a_wrong_tag_is_found(text: str, told: str) -> None:
    assert [problem for problem in gherkin.tag_problems(made_up(text), KNOWN) if told in problem]


def test_an_article_with_one_side_only_is_found() -> None:
    one_sided = made_up(GOOD.replace("@unlawful", "@lawful"))
    assert list(gherkin.side_problems(one_sided, [article("art_2", "rule")])) == ["art_2: no @unlawful scenario"]
    assert list(gherkin.side_problems(one_sided, [article("art_3", "scope", "cat")])) == [
        "art_3: no @lawful scenario",
        "art_3: no @unlawful scenario",
    ]
    advised = [article("art_2", "rule", advice=True)]
    assert list(gherkin.side_problems(one_sided, advised)) == []
    assert list(gherkin.side_problems([], advised)) != []
