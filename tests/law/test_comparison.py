"""Official texts held against the register: a made-up one, and the real ones where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from opencc import OpenCC

from luling.decision.knowledge import Knowledge
from luling.law.comparison import Comparison, Status, read_official_text
from luling.law.page import UnreadableTextError
from luling.settings import Settings
from tests.inkstones import ID, TEXT, TITLE, knowledge, page

OFFICIAL_TEXTS = Path(__file__).resolve().parents[3] / "shared" / "regulations"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return knowledge(tmp_path_factory.mktemp("rules") / "rules")


def compared(content: bytes | str, known: Knowledge, only: str | None = None) -> Comparison:
    raw = content.encode() if isinstance(content, str) else content
    return read_official_text(raw, known.regulations, known.articles, only)


def differing(comparison: Comparison) -> dict[str, str]:
    return {one.eid: one.status.value for one in comparison.articles if one.status is not Status.agrees}


TRADITIONAL = OpenCC("s2t").convert(TEXT)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode("gbk"),
        TEXT.encode("utf-16"),
        TRADITIONAL.encode(),
        OpenCC("s2twp").convert(TEXT).encode(),
        OpenCC("s2hk").convert(TEXT).encode("utf-8-sig"),
        page(TEXT),
        page(TEXT, charset="gb18030", declared="gb2312"),
        page(TRADITIONAL),
        TEXT.translate(str.maketrans(",;:()“”", "，；：（）「」")).encode(),
        TEXT.replace("7个", "７个").encode(),
    ],
)
def test_the_same_wording_agrees_wherever_it_was_copied_from(content: bytes, known: Knowledge) -> None:
    comparison = compared(content, known)
    assert comparison.regulation == ID
    assert differing(comparison) == {}
    assert comparison.agrees
    assert comparison.titled


def test_traditional_characters_really_differ() -> None:
    assert sum(a != b for a, b in zip(TEXT, TRADITIONAL, strict=True)) > 20


def test_a_changed_word_a_missing_and_an_extra_article_are_told(known: Knowledge) -> None:
    text = TEXT.replace("7个工作日", "9个工作日").replace("第五条 砚证载明“名称”、形状、来历和藏砚人。\n", "")
    comparison = compared(text + "第八条 墨另行登记。\n", known)
    assert differing(comparison) == {"art_3": "differs", "art_5": "missing", "art_8": "extra"}
    assert (comparison.count(Status.agrees), comparison.registered, comparison.agrees) == (5, 7, False)


def test_a_text_without_its_title_is_recognised_by_its_wording(known: Knowledge) -> None:
    comparison = compared(TEXT.replace(TITLE, ""), known)
    assert (comparison.regulation, comparison.titled, comparison.agrees) == (ID, False, True)


CLOSING = "第一条 墨锭应当登记。\n第七条 本办法自颁布的次日起施行。\n"


def test_a_closing_article_that_many_regulations_share_does_not_make_a_text_theirs(known: Knowledge) -> None:
    with pytest.raises(UnreadableTextError, match="agrees with no regulation"):
        compared("某市墨锭登记办法\n" + CLOSING, known)


def test_a_title_without_one_agreeing_article_is_not_enough(known: Knowledge) -> None:
    with pytest.raises(UnreadableTextError, match="agrees with no regulation"):
        compared(f"{TITLE}\n第一条 关于印发的通知。\n", known)


def test_a_regulation_that_is_named_is_compared_whatever_the_text(known: Knowledge) -> None:
    comparison = compared("某市墨锭登记办法\n" + CLOSING, known, ID)
    assert comparison.count(Status.agrees) == 1
    assert comparison.count(Status.missing) == 5


def test_a_text_that_two_regulations_share_must_be_named(known: Knowledge) -> None:
    twin = known.regulations[ID].model_copy(update={"id": "twin"})
    regulations = {**known.regulations, "twin": twin}
    registers = {**known.articles, "twin": known.articles[ID]}
    with pytest.raises(UnreadableTextError, match="several regulations"):
        read_official_text(TEXT.encode(), regulations, registers)
    assert read_official_text(TEXT.encode(), regulations, registers, "twin").regulation == "twin"


def test_the_whole_text_counts_where_a_page_quotes_from_it_first(known: Knowledge) -> None:
    quoted = "解读\n第一条 说的是目的。\n第二条 说的是种类。\n"
    assert compared(quoted + TEXT, known).agrees


def test_a_file_without_a_first_article_cannot_be_read(known: Knowledge) -> None:
    with pytest.raises(UnreadableTextError, match="no line begins with the heading of a first article"):
        compared("某市砚台登记办法(目录)", known)


# The real texts, where they are at hand

official = pytest.mark.skipif(not OFFICIAL_TEXTS.is_dir(), reason="the official texts are not in the repository")


@pytest.fixture(scope="module")
def law() -> Knowledge:
    return Knowledge.read(Settings().rules)


@official
@pytest.mark.parametrize("spoil", ["as it is", "GBK with CRLF", "traditional", "a web page"])
def test_all_articles_of_all_official_texts_agree(law: Knowledge, spoil: str) -> None:
    agreeing = 0
    for path in sorted(OFFICIAL_TEXTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        content = {
            "as it is": path.read_bytes(),
            "GBK with CRLF": text.replace("\n", "\r\n").encode("gb18030"),
            "traditional": OpenCC("s2t").convert(text).encode(),
            "a web page": page(text, charset="gb18030", declared="gb2312"),
        }[spoil]
        comparison = compared(content, law)
        assert (comparison.regulation, differing(comparison)) == (path.stem, {})
        agreeing += comparison.count(Status.agrees)
    assert agreeing == 162
