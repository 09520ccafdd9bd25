"""Files of one package are handed to regorus as one module, where that changes nothing."""

from __future__ import annotations

import pytest

from luling.policy.engine import EngineError, EngineSettings, PolicyError
from luling.policy.regorus_engine import RegorusEngine
from luling.policy.regorus_modules import gathered
from luling.policy.sources import PolicySource, read_policy_set
from tests.engines import POLICIES, RULES

RULE = "package law\n\nimport data.words\n\na := words.a\n"
ASK = {"subject": {"id": "unit-a"}, "action": {"name": "obtain"}}


def together(*texts: str) -> bool:
    return len(list(gathered({f"{place}.rego": text for place, text in enumerate(texts)}, ()))) == 1


def test_the_policies_of_this_repository_are_one_module_a_package_and_one_a_document() -> None:
    policies = read_policy_set(RULES, POLICIES)
    modules = list(gathered(policies.modules, policies.data))
    assert len(modules) == len(policies.packages) + len(policies.data) < len(policies.modules)


def test_each_line_of_a_file_is_found_in_its_module_again() -> None:
    policies = read_policy_set(RULES, POLICIES)
    found = {
        module.origin(number): line
        for module in gathered(policies.modules, ())
        for number, line in enumerate(module.text.splitlines(), start=1)
        if line and not line.startswith(("package ", "import "))
    }
    assert found == {
        (path, number): line
        for path, text in policies.modules.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if line and not line.startswith(("package ", "import "))
    }


@pytest.mark.parametrize(
    "other",
    [
        "package law\n\nb := 1\n",
        "package law\n\nimport data.words\n\nb := words.b # words\n",
        'package law\n\n# words of others\nb := {"words": input.words}\n',
        "package law\n\nimport data.words as terms\n\nb := terms.b\n",
    ],
)
def test_files_that_read_the_same_together_are_one(other: str) -> None:
    assert together(RULE, other)


@pytest.mark.parametrize(
    "other",
    [
        "package law\n\nwords := 1\n",
        "package law\n\nb := words.b\n",
        "package law\n\nb if some words in input.all\n",
        "package law\n\nimport data.other.words\n\nb := words.b\n",
        "package law\n\nb := `\nimport data.words\n`\n",
        "package law\nimport data.words; b := words.b\n",
        "package other\n\nb := 1\n",
    ],
    ids=["rule", "not imported", "variable", "another one", "backticks", "one line", "another package"],
)
def test_files_that_might_read_otherwise_stay_apart(other: str) -> None:
    assert not together(RULE, other)


def test_a_document_of_the_data_is_marked_unless_a_package_has_its_name() -> None:
    modules = list(gathered({"law.rego": RULE}, ["law", "words", "not a name"]))
    assert [(module.name, module.text) for module in modules] == [
        ("law.rego", RULE),
        ("data.words", "package words\n"),
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("place", ["luling/first.rego", "luling/second.rego"])
async def test_what_is_wrong_in_one_of_several_files_is_told_of_its_line(source: PolicySource, place: str) -> None:
    engine = RegorusEngine(EngineSettings())
    for path in ("luling/first.rego", "luling/second.rego"):
        text = "package luling.words\n\nimport data.luling.decision\n\n# a comment\n"
        (source.policies / path).write_text(text + ("extra if nowhere\n" if path == place else ""), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        await engine.load(source.read())
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [(place, 6)]
    await engine.close()


@pytest.mark.anyio
async def test_an_error_of_an_evaluation_names_the_line_of_its_file(source: PolicySource) -> None:
    engine = RegorusEngine(EngineSettings())
    (source.policies / "luling/further.rego").write_text(
        'package luling.decision\n\nanswer := "none" if count(input.action.much) > 0\n', encoding="utf-8"
    )
    await engine.load(source.read())
    with pytest.raises(EngineError, match=r"luling/further\.rego:3: "):
        await engine.evaluate(ASK | {"action": {"name": "burn", "much": 5}})
    await engine.close()
