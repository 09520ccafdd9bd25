"""Copies of official texts: stored as a whole or not at all, read again, held against the register of today."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from luling.decision.knowledge import Knowledge
from luling.law import corpus as module
from luling.law.comparison import Status, read_official_text
from luling.law.corpus import Copy, Corpus, CorpusError, copy_of, statuses
from tests.inkstones import ID, TEXT, knowledge

NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
CHANGED = TEXT.replace("7个工作日", "9个工作日")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return knowledge(tmp_path_factory.mktemp("rules") / "rules")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "not yet there" / "corpus")


def copied(text: str, known: Knowledge, before: Copy | None = None) -> Copy:
    content = text.encode()
    comparison = read_official_text(content, known.regulations, known.articles)
    return copy_of(comparison, content, "砚台.html", NOW, before)


def wording(copy: Copy, eid: str) -> tuple[str, str | None]:
    article = copy.article(eid)
    assert article is not None
    return article.text, "\n".join(article.earlier) if article.earlier else None


def test_a_stored_copy_is_read_back_as_it_was(corpus: Corpus, known: Knowledge) -> None:
    assert corpus.copy(ID) is None
    copy = copied(TEXT, known)
    path = corpus.store(copy)
    assert corpus.copy(ID) == Corpus(corpus.directory).copy(ID) == copy
    assert path.stat().st_mode & 0o777 == 0o644
    assert copy.articles[2].chapter == "第二章 登记"


def test_a_copy_is_held_against_the_register_of_today(known: Knowledge) -> None:
    register = {article.id: article for article in known.articles[ID]}
    assert set(statuses(copied(TEXT, known), register).values()) == {Status.agrees}
    found = statuses(copied(CHANGED.replace("第五条 砚证", "墨锭") + "第八条 墨。\n", known), register)
    assert {eid: status.value for eid, status in found.items() if status is not Status.agrees} == {
        "art_3": "differs",
        "art_4": "differs",
        "art_5": "missing",
        "art_8": "extra",
    }


def test_the_earlier_wording_of_a_changed_article_is_kept(known: Knowledge) -> None:
    first = copied(TEXT, known)
    second = copied(CHANGED, known, first)
    again = copied(CHANGED, known, second)
    assert wording(first, "art_3")[1] is None
    assert "7个工作日" in (wording(second, "art_3")[1] or "")
    assert wording(again, "art_3") == wording(second, "art_3")
    assert wording(again, "art_1")[1] is None


def test_a_replaced_copy_is_seen_at_once(corpus: Corpus, known: Knowledge) -> None:
    corpus.store(copied(TEXT, known))
    reader = Corpus(corpus.directory)
    first = reader.copy(ID)
    assert reader.copy(ID) is first
    corpus.store(copied(CHANGED, known))
    assert reader.copy(ID) == copied(CHANGED, known)


def test_a_copy_that_cannot_be_written_leaves_the_one_before_it(
    corpus: Corpus, known: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.store(copied(TEXT, known))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(CorpusError, match=r"inkstones\.json` cannot be written: No space left on device"):
        corpus.store(copied(CHANGED, known))
    assert corpus.copy(ID) == copied(TEXT, known)
    assert os.listdir(corpus.directory) == [f"{ID}.json"]  # noqa: PTH208 - names, hidden ones too


def test_a_directory_that_is_a_file_is_named(tmp_path: Path, known: Knowledge) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    corpus = Corpus(tmp_path / "file")
    with pytest.raises(CorpusError, match="cannot be written"):
        corpus.store(copied(TEXT, known))
    with pytest.raises(CorpusError, match="cannot be read"):
        corpus.copy(ID)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"regulation": "inkstones"}'])
def test_a_damaged_copy_is_said_to_be_so(corpus: Corpus, content: str) -> None:
    corpus.directory.mkdir(parents=True)
    (corpus.directory / f"{ID}.json").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"inkstones\.json` cannot be read"):
        corpus.copy(ID)
