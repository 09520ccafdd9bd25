"""`luling coverage`: all of the law is encoded or explained, and whatever is taken away is missed."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luling.analysis import rego
from luling.analysis.checkout import Checkout
from luling.analysis.coverage import Table, read_table, uncovered
from luling.analysis.gaps import Kind, gaps
from luling.cli.main import app
from luling.law.regulation import LawError
from tests.repository import generate
from tests.repository.places import CHECKOUT, FEATURES, POLICIES, RULES

SAMPLE = 8  # deletions of each kind that are tried; the generator is seeded, so that a failure comes back
_SCENARIO = re.compile(r"(?:^  @[^\n]*\n)+  场景[^\n]*\n.*?(?=^  @|\Z)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Checkout:
    """A copy of the law that a test may damage."""
    for directory in (RULES, POLICIES, FEATURES):
        shutil.copytree(directory, tmp_path / directory.name)
    checkout = Checkout(tmp_path / "rules", tmp_path / "policies", tmp_path / "features")
    # What was added since `make generate` ran is recorded too, so that it is missed as well.
    (checkout.rules / "coverage/inventory.yaml").write_text(generate.inventory(checkout.again()), encoding="utf-8")
    return checkout


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table(CHECKOUT.again())


def found(checkout: Checkout) -> list[tuple[Kind, str]]:
    return [(gap.kind, gap.message) for gap in gaps(read_table(checkout.again()))]


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(checkout: Checkout, *options: str) -> tuple[int, str, str]:
    places = [
        "--rules",
        str(checkout.rules),
        "--policies",
        str(checkout.policies),
        "--features",
        str(checkout.features),
    ]
    result = CliRunner().invoke(app, ["coverage", *places, *options])
    return result.exit_code, result.stdout, result.stderr


def test_every_article_is_encoded_or_explained(table: Table) -> None:
    assert [f"{gap.kind.name}: {gap.message}" for gap in gaps(table)] == []
    assert len(table.rows) == 162


def test_every_article_that_decides_has_rule_examples_and_test(table: Table) -> None:
    for row in table.rows:
        if {"scope", "rule"}.intersection(row.article.marks):
            assert row.counts.rule, row.citation
            assert row.counts.test, row.citation
            assert row.counts.lawful + row.counts.unlawful, row.citation


def test_each_scenario_is_missed_when_it_is_deleted(copy: Checkout) -> None:
    everywhere = [
        (path, one) for path in sorted(copy.features.rglob("*.feature")) for one in _SCENARIO.findall(_text(path))
    ]
    for path, scenario in random.Random(1).sample(everywhere, SAMPLE):
        _missed_without(copy, path, scenario)


def test_each_rule_is_missed_when_it_is_deleted(copy: Checkout) -> None:
    everywhere = [
        (path, rule.text)
        for regulation in copy.regulations
        for path in copy.policy_files(regulation)
        for rule in rego.read(path, path.name)
        if rule.citations
    ]
    for path, rule in random.Random(2).sample(everywhere, SAMPLE):
        _missed_without(copy, path, rule)


def test_each_citation_is_missed_when_it_is_emptied(copy: Checkout) -> None:
    everywhere = [
        (path, f'"{one.regulation}/{one.eid}"')
        for regulation in copy.regulations
        for path in copy.policy_files(regulation)
        for rule in rego.read(path, path.name)
        for one in rule.citations
    ]
    for path, citation in random.Random(3).sample(everywhere, SAMPLE):
        _missed_without(copy, path, citation)


def test_each_competence_is_missed_when_it_is_deleted(copy: Checkout) -> None:
    lines = [line for line in _text(copy.competence_table).splitlines(keepends=True) if line.startswith("p,")]
    for line in random.Random(4).sample(lines, SAMPLE):
        _missed_without(copy, copy.competence_table, line)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _missed_without(checkout: Checkout, path: Path, part: str) -> None:
    whole = _text(path)
    assert part in whole
    path.write_text(whole.replace(part, "", 1), encoding="utf-8")
    assert found(checkout), f"{path} without {part}"
    path.write_text(whole, encoding="utf-8")


def _cites_a_missing_article(copy: Checkout) -> None:
    changed(copy.policies / "luling/liaoning_2019/16_use.rego", '"liaoning_2019/art_16"', '"liaoning_2019/art_99"')


def _metadata_of_another_article(copy: Checkout) -> None:
    changed(copy.policies / "luling/liaoning_2019/16_use.rego", "article: art_16", "article: art_17")


def _one_side(copy: Checkout) -> None:
    path = copy.features / "liaoning_2019/27_reach.feature"
    changed(path, "@lawful", "@unlawful")


def _no_example(copy: Checkout) -> None:
    changed(copy.features / "dazhou/31_findings.feature", "@art_12__para_2 ", "")


def _scenario_that_would_not_run(copy: Checkout) -> None:
    changed(copy.features / "dazhou/07_projects.feature", "背景:", "背景：")


def _unexplained(copy: Checkout) -> None:
    changed(copy.rules / "coverage/marks.yaml", "      - liaoning_2019/art_21\n", "")


def _explained_for_nothing(copy: Checkout) -> None:
    changed(copy.rules / "coverage/marks.yaml", "      - liaoning_2019/art_21\n", "      - liaoning_2019/art_22\n")


def _data_cite_a_missing_article(copy: Checkout) -> None:
    changed(copy.policies / "casbin/competence.csv", "*, art_5\n", "*, art_99\n")


def _due_without_example(copy: Checkout) -> None:
    for path in (copy.features / "dazhou").glob("*.feature"):
        path.write_text(_text(path).replace("@art_20 ", "@art_22 "), encoding="utf-8")


def _no_test(copy: Checkout) -> None:
    (copy.policies / "luling/yushui_2018/17_ways_test.rego").unlink()


def _unknown_mark(copy: Checkout) -> None:
    path = copy.rules / "coverage/marks.yaml"
    path.write_text(re.sub(r"^  plat:\n(    .*\n)+", "", _text(path), count=1, flags=re.MULTILINE), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "kind", "told"),
    [
        (_cites_a_missing_article, Kind.citation, "`art_99` is not in the article register"),
        (_metadata_of_another_article, Kind.citation, "METADATA says `art_17`, the rule `art_16`"),
        (_one_side, Kind.one_sided, "liaoning_2019/art_27: no @lawful scenario"),
        (_no_example, Kind.no_example, "no scenario is tagged `@art_12__para_2`"),
        (_scenario_that_would_not_run, Kind.example, "full-width `：`"),
        (_unexplained, Kind.no_encoding, "liaoning_2019/art_21: mark `plat` has neither encoding nor explanation"),
        (_explained_for_nothing, Kind.explanation, "`liaoning_2019/art_22` does not bear the mark"),
        (_data_cite_a_missing_article, Kind.unknown_article, "cites `art_99`, which is not in the article register"),
        (_due_without_example, Kind.no_example, "dazhou/art_20: mark `due` is encoded and has no scenario"),
        (_no_test, Kind.no_test, "yushui_2018/art_17: mark `rule` is encoded and no Rego test cites it"),
        (_unknown_mark, Kind.no_encoding, "nothing says what encodes the mark `plat`"),
    ],
)
def test_a_gap_is_told_by_its_kind(copy: Checkout, damage: Callable[[Checkout], None], kind: Kind, told: str) -> None:
    damage(copy)
    assert [message for found_kind, message in found(copy) if found_kind is kind and told in message], found(copy)


def test_the_exit_status_tells_gaps_and_errors(copy: Checkout) -> None:
    status, text, _ = run(copy)
    assert (status, "缺漏 0 处" in text) == (0, True)
    assert "辽宁省政务数据资源共享管理办法" in text
    _metadata_of_another_article(copy)
    status, text, _ = run(copy, "--brief")
    assert status == 1
    assert "规则的引用有误" in text
    assert "辽宁省政务数据资源共享管理办法" not in text
    shutil.rmtree(copy.features)
    status, _, error = run(copy)
    assert status == 2
    assert f"`{copy.features}` is not a directory" in error


def test_a_file_of_the_coverage_that_is_wrong_is_named(copy: Checkout) -> None:
    changed(copy.rules / "coverage/marks.yaml", "status: provided", "status: forgotten")
    with pytest.raises(LawError, match=r"marks\.yaml: `explanations\.0\.status`"):
        read_table(copy)


def test_the_json_has_every_article_and_comes_out_the_same(copy: Checkout) -> None:
    status, text, _ = run(copy, "--format", "json")
    assert status == 0
    assert run(copy, "--format", "json")[1] == text
    report = json.loads(text)
    rows = {f"{one['id']}/{row['id']}": row for one in report["regulations"] for row in one["articles"]}
    assert len(rows) == report["articles"] == 162
    row = rows["liaoning_2019/art_17"]
    assert {mark["mark"]: mark["status"] for mark in row["marks"]}["rule"] == "encoded"
    assert all((copy.rules.parent / place["file"]).exists() for place in row["cited_by"]["rule"])
    assert set(row["cited_by"]["scenario"]) == {"lawful", "unlawful"}
    bare = rows["liaoning_2019/art_1"]["marks"][0]
    assert bare["status"] == "reasoned"
    assert bare["reason"]["zh"]


class _Page(HTMLParser):
    """The anchors of a page, what links to them, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href"):
                self.fetched.append(value or "")


def test_the_page_stands_alone_and_has_an_anchor_for_each_article(copy: Checkout, tmp_path: Path) -> None:
    path = copy.rules / "liaoning_2019/articles.yaml"
    changed(path, "zh: '立法目的'", "zh: '<b>立法&目的</b>'")
    output = tmp_path / "coverage.html"
    status, text, told = run(copy, "--format", "html", "--output", str(output))
    assert (status, text) == (0, "")
    assert "162 条" in told
    page = _Page()
    page.feed(_text(output))
    assert {f"{row.regulation}-{row.article.id}" for row in read_table(copy).rows} <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.fetched == []
    assert "&lt;b&gt;立法&amp;目的&lt;/b&gt;" in _text(output)


def test_lines_that_no_test_reaches_are_gaps(copy: Checkout, tmp_path: Path) -> None:
    stretch = {"start": {"row": 3}, "end": {"row": 5}}
    report = {"files": {"a.rego": {"not_covered": [stretch, {"start": {"row": 9}, "end": {"row": 9}}]}, "b.rego": {}}}
    assert uncovered(report) == ["a.rego:3-5", "a.rego:9"]
    path = tmp_path / "lines.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    status, text, _ = run(copy, "--brief", "--lines", str(path))
    assert status == 1
    assert "a.rego:3-5: no Rego test reaches it" in text
    path.write_text("[]", encoding="utf-8")
    status, _, error = run(copy, "--lines", str(path))
    assert status == 2
    assert "is no report" in error
    assert run(copy, "--lines", str(tmp_path / "absent.json"))[0] == 2
