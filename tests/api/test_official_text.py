"""The official text of an article beside its register, where a copy was imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.law.corpus import CopiedArticle, Copy, Corpus
from luling.settings import Settings

REGULATION = "liaoning_2019"
ARTICLES = f"/v1/regulations/{REGULATION}/articles"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


@pytest.fixture
def client(corpus: Corpus) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(corpus=corpus.directory, watch=False))) as client:
        yield client


def imported(*articles: CopiedArticle) -> Copy:
    return Copy(
        regulation=REGULATION,
        source="a.txt",
        digest="sha256:0",
        imported=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        articles=list(articles),
    )


def test_without_an_import_there_is_no_official_text(client: TestClient) -> None:
    assert "official_text" not in client.get(f"{ARTICLES}/art_1").json()


def test_an_import_is_shown_at_once_with_whether_it_agrees(client: TestClient, corpus: Corpus) -> None:
    corpus.store(imported(CopiedArticle(id="art_17", chapter="", lines=["另一种说法。", "第二款。"])))
    for eid in ("art_17", "art_17__para_2"):
        found = client.get(f"{ARTICLES}/{eid}").json()
        assert (found["official_text"], found["official_text_agrees"]) == ("另一种说法。\n第二款。", False)
    assert "official_text" not in client.get(f"{ARTICLES}/art_18").json()
    listed = {one["id"]: one for one in client.get(ARTICLES).json()["articles"]}
    assert listed["art_17"]["official_text_agrees"] is False
    assert "official_text_agrees" not in listed["art_18"]


def test_a_damaged_copy_does_not_hide_the_register(client: TestClient, corpus: Corpus) -> None:
    corpus.directory.mkdir()
    (corpus.directory / f"{REGULATION}.json").write_text("{", encoding="utf-8")
    found = client.get(f"{ARTICLES}/art_17")
    assert found.status_code == 200
    assert "official_text" not in found.json()


OFFICIAL_TEXTS = Path(__file__).resolve().parents[3] / "shared" / "regulations"


@pytest.mark.skipif(not OFFICIAL_TEXTS.is_dir(), reason="the official texts are not in the repository")
def test_the_text_from_which_the_register_was_made_agrees(client: TestClient, corpus: Corpus) -> None:
    from luling.decision.knowledge import Knowledge
    from luling.law.comparison import read_official_text
    from luling.law.corpus import copy_of

    law = Knowledge.read(Settings().rules)
    content = (OFFICIAL_TEXTS / f"{REGULATION}.txt").read_bytes()
    comparison = read_official_text(content, law.regulations, law.articles)
    corpus.store(copy_of(comparison, content, "a.txt", dt.datetime.now(dt.UTC)))
    articles = client.get(ARTICLES).json()["articles"]
    assert [one["id"] for one in articles if not one["official_text_agrees"]] == []
