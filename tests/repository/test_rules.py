"""The law as data: the schemas are those of the program, every file keeps them, and what they cite exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from luling.law import text
from luling.law.citation import article_of
from tests.repository import generate
from tests.repository.places import CHECKOUT, REGULATIONS, ROOT, RULES, articles, identity, provisions, shown

# Counted in the official texts: none of the 162 articles may go missing.
ARTICLES = {"dazhou": 34, "liaoning_2019": 28, "sanya_2007": 34, "xiangyang_2012": 32, "yushui_2018": 34}
OFFICIAL_TEXTS = ROOT.parent / "shared" / "regulations"

in_every_regulation = pytest.mark.parametrize("regulation", REGULATIONS)


def _files() -> list[tuple[Path, str]]:
    found = [(RULES / "messages.yaml", "messages"), (RULES / "calendar.yaml", "calendar")]
    found += [(RULES / "coverage" / "marks.yaml", "coverage"), (RULES / "coverage" / "inventory.yaml", "inventory")]
    found += [(RULES / "procedures.yaml", "procedure_words")]
    for regulation in REGULATIONS:
        for name in ("regulation", "articles", "messages", "procedures", "reports"):
            path = RULES / regulation / f"{name}.yaml"
            if path.exists() or name != "messages":
                found.append((path, name))
    return found


def _document(path: Path) -> Any:
    """A YAML file as a JSON validator sees it: days are texts."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize("name", generate.SCHEMAS)
def test_the_committed_schema_is_that_of_the_program(name: str) -> None:
    path = generate.schema_path(name)
    assert path.exists(), "run `make generate`"
    assert path.read_text(encoding="utf-8") == generate.schema(name), f"{shown(path)} is stale: run `make generate`"


@pytest.mark.parametrize(("path", "name"), _files(), ids=lambda value: shown(value) if isinstance(value, Path) else "")
def test_a_rules_file_keeps_its_schema(path: Path, name: str) -> None:
    schema = json.loads(generate.schema(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(_document(path))]
    assert problems == []


def test_a_wrong_rules_file_does_not_keep_its_schema() -> None:
    wrong = {"articles": [{"id": "art_1", "number": 0, "marks": ["no such mark"]}]}
    validator = jsonschema.Draft202012Validator(json.loads(generate.schema("articles")))
    fields = {error.json_path for error in validator.iter_errors(wrong)}
    assert {"$.articles[0]", "$.articles[0].number", "$.articles[0].marks[0]"} <= fields


def test_every_regulation_is_there() -> None:
    assert set(REGULATIONS) == set(ARTICLES)
    assert sum(ARTICLES.values()) == 162


@in_every_regulation
def test_every_article_is_in_the_register_in_its_order(regulation: str) -> None:
    numbers = range(1, ARTICLES[regulation] + 1)
    assert [article.number for article in articles(regulation)] == list(numbers)
    assert [article.id for article in articles(regulation)] == [f"art_{number}" for number in numbers]


@in_every_regulation
def test_provisions_belong_to_their_article_and_occur_once(regulation: str) -> None:
    listed = [(article.id, eid) for article in articles(regulation) for eid in article.provisions]
    assert [eid for article, eid in listed if article_of(eid) != article] == []
    assert len({eid for _, eid in listed}) == len(listed)


@in_every_regulation
def test_an_article_without_encoding_says_why(regulation: str) -> None:
    bare = [article for article in articles(regulation) if "none" in article.marks]
    assert [article.id for article in bare if article.reason is None] == []
    assert [article.id for article in bare if len(article.marks) > 1] == []


@in_every_regulation
def test_what_the_identity_cites_exists(regulation: str) -> None:
    known = identity(regulation)
    cited = {"effective_article": known.effective_article, "scope_article": known.scope_article}
    for group in ("authorities", "classes", "parameters"):
        cited |= {f"{group}.{key}": entry.article for key, entry in getattr(known, group).items()}
    assert {place: eid for place, eid in cited.items() if eid not in provisions(regulation)} == {}


@in_every_regulation
def test_dated_values_neither_overlap_nor_leave_a_gap(regulation: str) -> None:
    problems = []
    for name, parameter in identity(regulation).parameters.items():
        for earlier, later in zip(parameter.values, parameter.values[1:], strict=False):
            if earlier.until is None or earlier.until != later.from_:
                problems.append(f"{name}: {earlier.until} is not followed by {later.from_}")
    assert problems == []


@in_every_regulation
def test_encoded_by_lists_the_files_that_cite_the_article(regulation: str) -> None:
    register = {article.id: article.encoded_by for article in articles(regulation) if article.encoded_by}
    assert register == generate.encoded_by(regulation), "run `make generate`"


def test_the_inventory_counts_what_cites_each_article() -> None:
    assert generate.INVENTORY.read_text(encoding="utf-8") == generate.inventory(CHECKOUT), "run `make generate`"


def test_encoded_by_is_written_under_the_fingerprint_and_replaces_what_stood_there() -> None:
    register = "# kept\narticles:\n  - id: art_1\n    fingerprint: x\n    encoded_by:\n      - gone\n    advice: true\n"
    written = generate.with_encoded_by(register, {"art_1": ["policies/a.rego", "features/a.feature"]})
    assert written == (
        "# kept\narticles:\n  - id: art_1\n    fingerprint: x\n"
        "    encoded_by:\n      - policies/a.rego\n      - features/a.feature\n    advice: true\n"
    )
    assert generate.with_encoded_by(written, {}) == register.replace("    encoded_by:\n      - gone\n", "")


@pytest.mark.skipif(not OFFICIAL_TEXTS.is_dir(), reason="the official texts are not in the repository")
@in_every_regulation
def test_fingerprints_and_provisions_are_those_of_the_official_text(regulation: str) -> None:
    official = list(text.articles((OFFICIAL_TEXTS / f"{regulation}.txt").read_text(encoding="utf-8")))
    register = articles(regulation)
    assert [article.fingerprint for article in register] == [article.fingerprint for article in official]
    differing = {
        article.id: (article.provisions, list(known.provisions))
        for article, known in zip(register, official, strict=True)
        if article.provisions != list(known.provisions)
    }
    assert differing == {}
