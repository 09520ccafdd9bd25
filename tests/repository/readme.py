"""The request and the answers that the front pages show: they are real, written in by `make generate`."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from luling.cli.account import Account
from luling.decision.point import DecisionPoint
from luling.settings import Settings
from tests.repository.places import ROOT

PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
_BLOCK = re.compile(r"(<!-- (?P<what>request|answer \w+) -->\n```\w+\n)(?P<text>.*?)(```)", re.DOTALL)
# An answer has more parts; its id, engine and revision change, the obligations would fill the page.
_SHOWN = ("effect", "regulations", "reasons", "next_steps", "missing")


def shown_request() -> str:
    """The request as the English page shows it, which is where it is written by hand."""
    blocks = {found["what"]: found["text"] for found in _BLOCK.finditer(PAGES[0].read_text(encoding="utf-8"))}
    return blocks["request"]


def with_answers(page: str) -> str:
    """The text of a page with its request and its answers as they are today."""
    text = shown_request()
    request = json.loads(text)
    answer, accounts = asyncio.run(_decide(request))
    parts = {name: answer["context"][name] for name in _SHOWN}
    blocks = {
        "request": text,
        "answer json": _json({"decision": answer["decision"], "context": parts}),
        **{f"answer {lang}": account for lang, account in accounts.items()},
    }
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found['what']]}{found[4]}", page)


async def _decide(request: Any) -> tuple[dict[str, Any], dict[str, str]]:
    async with DecisionPoint(Settings(watch=False)) as point:
        answer = await point.decide(request)
        accounts = {lang: Account(point.knowledge, lang).lines(request, answer) for lang in ("zh", "en")}
        return answer, {lang: "".join(f"{line}\n" for line in lines) for lang, lines in accounts.items()}


def _json(answer: dict[str, Any]) -> str:
    """One line for each reason and step: readable, and short enough for a front page."""
    context = answer["context"]
    lines = []
    for name, value in context.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            items = ",\n".join(f"    {json.dumps(item, ensure_ascii=False, sort_keys=True)}" for item in value)
            lines.append(f'  "{name}": [\n{items}\n  ]')
        else:
            lines.append(f'  "{name}": {json.dumps(value, ensure_ascii=False)}')
    inner = ",\n".join(lines)
    return f'{{"decision": {json.dumps(answer["decision"])}, "context": {{\n{inner}\n}}}}\n'
