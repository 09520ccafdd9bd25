"""Files of one package put together for OPA: the same policy, and errors that still lead to the file."""

from __future__ import annotations

import pytest

from luling.policy.opa_modules import merged
from luling.policy.sources import PolicyError


def one(*texts: str) -> str:
    return merged({f"{n}.rego": text for n, text in enumerate(texts)})["a.b"].text


def test_an_imported_name_is_written_out() -> None:
    assert one("package a.b\nimport data.x.law\ny := law.z(1)").splitlines()[-1] == "y := data.x.law.z(1)"
    assert (
        one("package a.b\nimport data.x.law as l\ny := l.l + input.l").splitlines()[-1] == "y := data.x.law.l + input.l"
    )


def test_an_import_holds_in_its_own_file_only() -> None:
    assert one("package a.b\nimport data.x.law\nx := law", "package a.b\ny := law").splitlines()[-1] == "y := law"


@pytest.mark.parametrize("text", ['"law \\" law"', '`law \n " law`', "law_of", "outlaw", 'input["law"]'])
def test_what_only_looks_like_an_imported_name_stays(text: str) -> None:
    assert one(f"package a.b\nimport data.x.law\ny := {text}").endswith(f"\ny := {text}")


def test_comments_go_and_lines_stay() -> None:
    text = one('# METADATA\n# title: law\npackage a.b\n\nimport rego.v1\n\nx := 1 # law\ny := "# no comment"')
    assert text == 'package a.b\n\n\n\n\n\n\nx := 1 \ny := "# no comment"'


def test_a_line_leads_back_to_its_file() -> None:
    module = merged({"b/2.rego": "package a.b\n\ny := 2", "b/1.rego": "# one\npackage a.b\nx := 1"})["a.b"]
    lines = module.text.splitlines()
    assert module.place(lines.index("x := 1") + 1) == ("b/1.rego", 3)
    assert module.place(lines.index("y := 2") + 1) == ("b/2.rego", 3)


def test_each_package_is_one_module() -> None:
    modules = merged({"1.rego": "package a\nx := 1", "2.rego": "package b\nx := 1", "3.rego": "package a\ny := 1"})
    assert sorted(modules) == ["a", "b"]


def test_a_file_without_a_package_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"x\.rego: has no package"):
        merged({"x.rego": "# package a\n"})
