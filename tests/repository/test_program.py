"""The program holds no law: articles, regulations and the words of the vocabulary are data."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
import yaml

from tests.repository.places import REGULATIONS, RULES, SERVICE, shown

MODULES = sorted(SERVICE.glob("**/*.py"))
_LAW = re.compile(r"\bart_\d|第[一二三四五六七八九十百]+条")


def _values(node: object) -> Iterator[str]:
    """The enumerated values below a node of the vocabulary."""
    if not isinstance(node, dict):
        return
    if isinstance(node.get("values"), dict):
        yield from node["values"]
    for child in node.values():
        yield from _values(child)


def vocabulary_words() -> frozenset[str]:
    """Actions, resource types and values. Words of one part ("open", "person") mean other things in a program too."""
    document = yaml.safe_load((RULES / "vocabulary.yaml").read_text(encoding="utf-8"))
    words = {*document["actions"], *document["resource_types"], *_values(document)}
    return frozenset(word for word in words if "_" in word)


def law_in(source: str, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Strings of a program, its docstrings left out, that name an article, a regulation or a word of the vocabulary."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docstrings:
            continue
        if _LAW.search(node.value) or words & set(re.findall(r"\w+", node.value)):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_the_program_knows_no_article_and_no_word_of_the_vocabulary(path: Path) -> None:
    found = law_in(path.read_text(encoding="utf-8"), vocabulary_words() | set(REGULATIONS))
    assert [f"{shown(path)}:{line}: {text!r}" for line, text in found] == []


def test_law_in_a_program_is_found() -> None:
    source = (
        '"""Docstrings may speak of art_16."""\n'
        'A = "art_16"\nB = f"x/{A}/liaoning_2019"\nC = ["administrative_organ"]\nD = "第三条"\nE = "no law"\n'
    )
    words = {"liaoning_2019", "administrative_organ"}
    assert sorted(line for line, _ in law_in(source, words)) == [2, 3, 4, 5]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
