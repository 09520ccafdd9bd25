"""`luling corpus`: what it says of a made-up regulation, what it stores, with which exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luling.cli.main import app
from luling.settings import Settings
from tests.inkstones import ID, TEXT, TITLE, page, write_rules

CHANGED = TEXT.replace("7个工作日", "9个工作日").replace("第六条 藏砚人对登记有异议的,可以请求复核。\n", "")


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LULING_RULES", str(write_rules(tmp_path / "rules")))
    monkeypatch.setenv("LULING_CORPUS", str(tmp_path / "corpus"))
    return tmp_path / "corpus"


def corpus(*arguments: str, content: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["corpus", *arguments], input=content)


def saved(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def articles(result: Result) -> dict[str, Any]:
    return {one["article"]: one for one in json.loads(result.stdout)["articles"] if one["status"] != "agrees"}


def test_a_text_that_agrees_is_stored_with_status_0(tmp_path: Path, directory: Path) -> None:
    result = corpus("import", saved(tmp_path / "砚台.html", page(TEXT, charset="gbk")))
    assert result.exit_code == 0, result.output
    assert f"{TITLE} ({ID})" in result.stdout
    assert "7 of 7 articles agree" in result.stdout
    assert "关于我们" in result.stdout
    assert (directory / f"{ID}.json").exists()


def test_differences_are_shown_with_status_1(tmp_path: Path) -> None:
    result = corpus("import", saved(tmp_path / "a.txt", CHANGED + "第八条 墨。\n"))
    assert result.exit_code == 1
    for told in ("第三条: 不一致", "9个工作日", "第六条: 文本中没有", "第八条: 登记中没有"):
        assert told in result.stdout
    assert "[-" not in result.stdout


def test_a_later_import_is_compared_with_the_earlier_copy(tmp_path: Path) -> None:
    corpus("import", saved(tmp_path / "a.txt", TEXT))
    result = corpus("import", saved(tmp_path / "b.txt", CHANGED))
    assert result.exit_code == 1
    assert "自得砚之日起[-7-]{+9+}个工作日内" in result.stdout


def test_json_has_every_article_and_the_wording_of_those_that_do_not_agree(tmp_path: Path) -> None:
    corpus("import", saved(tmp_path / "a.txt", TEXT))
    result = corpus("import", "--json", saved(tmp_path / "b.txt", CHANGED))
    document = json.loads(result.stdout)
    assert (document["regulation"], document["registered"], document["agreeing"], document["agrees"]) == (
        ID,
        7,
        5,
        False,
    )
    assert len(document["articles"]) == 7
    found = articles(result)
    assert "{+9+}" in found[f"{ID}/art_3"]["difference"]
    assert found[f"{ID}/art_6"] == {"article": f"{ID}/art_6", "status": "missing"}


def test_a_dry_run_stores_nothing(tmp_path: Path, directory: Path) -> None:
    result = corpus("import", "--dry-run", saved(tmp_path / "a.txt", TEXT))
    assert result.exit_code == 0
    assert not directory.exists()


def test_a_text_is_read_from_standard_input() -> None:
    assert corpus("import", "-", content=TEXT.encode()).exit_code == 0


@pytest.mark.parametrize("arguments", [[], ["status"]])
def test_the_imported_texts_are_listed(tmp_path: Path, arguments: list[str]) -> None:
    empty = corpus(*arguments)
    assert (empty.exit_code, "0 regulations" in empty.stdout) == (0, True)
    corpus("import", saved(tmp_path / "a.txt", TEXT))
    listed = corpus(*arguments)
    assert listed.exit_code == 0
    assert f"{TITLE} ({ID}): 7/7" in listed.stdout
    (row,) = json.loads(corpus(*arguments, "--json").stdout)["texts"]
    assert (row["regulation"], row["agreeing"], row["registered"], row["source"]) == (ID, 7, 7, "a.txt")


def test_the_list_has_status_1_where_a_copy_does_not_agree(tmp_path: Path) -> None:
    corpus("import", saved(tmp_path / "a.txt", CHANGED))
    listed = corpus()
    assert (listed.exit_code, "5/7" in listed.stdout) == (1, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "a.txt: the file is a PDF; save it as text or HTML"),
        ("通知".encode(), "a.txt: no line begins with the heading of a first article"),
        ("第一条 墨。".encode(), "`--regulation` names one"),
    ],
)
def test_what_cannot_be_read_has_status_2(tmp_path: Path, directory: Path, content: bytes, told: str) -> None:
    result = corpus("import", saved(tmp_path / "a.txt", content))
    assert result.exit_code == 2
    assert told in result.stderr
    assert not directory.exists()


def test_a_file_that_is_not_there_and_an_unknown_regulation_have_status_2(tmp_path: Path) -> None:
    missing = corpus("import", str(tmp_path / "none.txt"))
    assert (missing.exit_code, "No such file" in missing.stderr) == (2, True)
    unknown = corpus("import", "--regulation", "mars_1900", saved(tmp_path / "a.txt", TEXT))
    assert (unknown.exit_code, "no regulation `mars_1900`" in unknown.stderr) == (2, True)


def test_wrong_rules_and_a_damaged_copy_have_status_2(tmp_path: Path, directory: Path) -> None:
    wrong = corpus("status", "--rules", str(tmp_path / "nowhere"))
    assert (wrong.exit_code, "vocabulary.yaml" in wrong.stderr) == (2, True)
    directory.mkdir()
    (directory / f"{ID}.json").write_text("{", encoding="utf-8")
    for arguments in (["status"], ["import", saved(tmp_path / "a.txt", TEXT)]):
        damaged = corpus(*arguments)
        assert (damaged.exit_code, "cannot be read" in damaged.stderr) == (2, True)


def test_an_empty_setting_is_none_and_never_the_current_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_CORPUS", "")
    assert Settings().corpus.is_absolute()
