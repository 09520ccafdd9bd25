"""Reading a policy set: what belongs to it, and what changes its revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.policy.sources import PolicyError, PolicySource
from tests.engines import POLICIES, RULES


def test_a_policy_set_has_modules_without_their_tests(source: PolicySource) -> None:
    policies = source.read()
    assert sorted(policies.modules) == ["luling/decision.rego", "luling/words.rego"]
    assert policies.packages == {"luling.decision", "luling.words"}


def test_the_competence_table_reaches_rego_as_data(source: PolicySource) -> None:
    table = source.read().data["competence"]
    assert table["madeup"]["approve.access"]["data_center"] == {"scopes": ["conditional"], "article": "madeup/art_3"}


def test_the_law_of_the_repository_can_be_read() -> None:
    policies = PolicySource(RULES, POLICIES).read()
    assert policies.data["law"]
    assert set(policies.data) == {"law", "competence"}


@pytest.mark.parametrize(
    "changed",
    [
        "policies/luling/words.rego",
        "policies/casbin/competence.csv",
        "policies/casbin/competence.conf",
        "rules/messages.yaml",
        "rules/vocabulary.yaml",
        "rules/calendar.yaml",
        "rules/madeup/messages.yaml",
    ],
)
def test_every_file_that_alters_an_answer_alters_the_revision(source: PolicySource, changed: str) -> None:
    before = source.read().revision
    path = source.rules.parent / changed
    path.parent.mkdir(exist_ok=True)
    row = "p, other, madeup, approve.access, *, art_9\n" if path.suffix == ".csv" else "# changed\n"
    path.write_text((path.read_text() if path.exists() else "") + row, encoding="utf-8")
    assert source.read().revision != before


@pytest.mark.parametrize("other", ["policies/luling/words_test.rego", "policies/luling/.#words.rego", "rules/notes.md"])
def test_no_other_file_alters_the_revision(source: PolicySource, other: str) -> None:
    before = source.read().revision
    (source.rules.parent / other).write_text("changed", encoding="utf-8")
    assert source.read().revision == before


def test_the_revision_does_not_depend_on_the_place(source: PolicySource, tmp_path: Path) -> None:
    before = source.read().revision
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    source.rules.rename(moved / "rules")
    source.policies.rename(moved / "policies")
    assert PolicySource(moved / "rules", moved / "policies").read().revision == before


def test_another_policy_set_needs_neither_regulations_nor_competence(source: PolicySource) -> None:
    for path in (source.policies / "casbin").iterdir():
        path.unlink()
    assert source.read().data == {"law": {}, "competence": {}}


def test_a_directory_without_policies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="holds no policy"):
        PolicySource(tmp_path, tmp_path).read()


def test_a_wrong_competence_row_is_named_by_file_and_line(source: PolicySource) -> None:
    table = source.policies / "casbin" / "competence.csv"
    table.write_text("p, provider\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        source.read()
    assert (caught.value.problems[0].file, caught.value.problems[0].line) == (str(table), 1)


def test_a_wrong_rules_file_is_named_by_file_and_line(source: PolicySource) -> None:
    wrong = source.rules / "madeup" / "regulation.yaml"
    wrong.parent.mkdir()
    wrong.write_text("id: madeup\ntitle: [\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        source.read()
    assert (caught.value.problems[0].file, caught.value.problems[0].line) == (str(wrong), 3)


def test_a_file_that_is_not_text_is_refused(source: PolicySource) -> None:
    (source.policies / "luling" / "words.rego").write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyError, match=r"words\.rego: cannot be read"):
        source.read()
