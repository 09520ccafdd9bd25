"""What is written about the program is so: answers, settings, commands, links."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from luling.cli.main import app
from luling.settings import Settings
from tests.repository.places import ROOT, articles, shown
from tests.repository.readme import PAGES, shown_request, with_answers

DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("opa/*.md")]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_the_front_page_shows_the_real_answer(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert with_answers(text) == text, "run `make generate`"


def test_the_shown_request_is_json_and_the_shown_answer_cites_an_article() -> None:
    request = json.loads(shown_request())
    cited = request["resource"]["properties"]["regulation"]
    assert any(f"{cited}/{article.id}" in PAGES[0].read_text(encoding="utf-8") for article in articles(cited))


def test_both_front_pages_have_the_same_sections() -> None:
    english, chinese = (re.findall(r"^#+ ", page.read_text(encoding="utf-8"), re.MULTILINE) for page in PAGES)
    assert english == chinese


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `LULING_([A-Z_]+)`", text, re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_command_is_documented(page: Path) -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert [name for name in commands if f"luling {name}" not in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(document: Path) -> None:
    targets = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []
