"""Writes what is generated: `rules/schema/*.json` from the models, `encoded_by` in the article registers, the inventory
of what cites each article, and the answers that the front pages show.

    python -m tests.repository.generate

`encoded_by` of an article lists the files that cite it or one of its provisions, so that a reader of the register finds
the policy, the competence and the examples. The registers are edited line by line, since their comments and their
layout belong to the people who write them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from luling.analysis.checkout import Checkout
from luling.analysis.citations import Source, mentions
from luling.analysis.coverage import read_rows
from luling.analysis.demands import Demands, Gravity
from luling.analysis.marks import Inventory, Marks, read_marks
from luling.law.citation import article_of
from luling.law.procedure import ProcedureFile, ProcedureWords
from luling.law.regulation import ArticleRegister, CalendarFile, Messages, Regulation
from luling.law.reporting import ReportFile
from tests.repository import readme
from tests.repository.places import CHECKOUT, REGULATIONS, RULES, shown

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "articles": ArticleRegister,
    "calendar": CalendarFile,
    "coverage": Marks,
    "demands": Demands,
    "gravity": Gravity,
    "inventory": Inventory,
    "messages": Messages,
    "procedure_words": ProcedureWords,
    "procedures": ProcedureFile,
    "regulation": Regulation,
    "reports": ReportFile,
}
INVENTORY = RULES / "coverage" / "inventory.yaml"
_ROW = re.compile(r"^  - id: (art_\d+)\s*$")
_FINGERPRINT = re.compile(r"^    fingerprint: ")
_OLD = re.compile(r"^    encoded_by:")
_OLD_ITEM = re.compile(r"^      - ")


def schema(name: str) -> str:
    """The JSON Schema (2020-12) of a rules file, as it is committed."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:luling:schema:{name}",
        **SCHEMAS[name].model_json_schema(by_alias=True),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def schema_path(name: str) -> Path:
    return RULES / "schema" / f"{name}.json"


def encoded_by(regulation: str) -> dict[str, list[str]]:
    """The files that cite each article: data first, then competence, policies and examples."""
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions(CHECKOUT, regulation):
        if mention.source is not Source.test:
            files[article_of(mention.eid)][mention.file] = None
    return {article: list(found) for article, found in files.items()}


def inventory(checkout: Checkout) -> str:
    """How many places of each kind cite each article: what `luling coverage` holds the checkout against."""
    lines = [
        "# 条文引用的数目 · how many places cite each article; written by `make generate`.",
        "# Where there are fewer than here, `luling coverage` fails: what was removed must be removed on purpose.",
    ]
    regulation = ""
    for row in read_rows(checkout, read_marks(checkout.rules)):
        if row.regulation != regulation:
            regulation = row.regulation
            lines.append(f"{regulation}:")
        if counts := {name: number for name, number in row.counts.model_dump().items() if number}:
            lines.append(f"  {row.article.id}: {{{', '.join(f'{name}: {number}' for name, number in counts.items())}}}")
    return "\n".join(lines) + "\n"


def with_encoded_by(text: str, files: Mapping[str, list[str]]) -> str:
    """The text of an article register with `encoded_by` written anew under each fingerprint."""
    lines: list[str] = []
    article, dropping = "", False
    for line in text.splitlines():
        if dropping and _OLD_ITEM.match(line):
            continue
        dropping = bool(_OLD.match(line))
        if dropping:
            continue
        lines.append(line)
        if found := _ROW.match(line):
            article = found[1]
        if _FINGERPRINT.match(line) and files.get(article):
            lines += ["    encoded_by:", *(f"      - {file}" for file in files[article])]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the files and says which of them changed."""
    wanted = {schema_path(name): schema(name) for name in SCHEMAS}
    for regulation in REGULATIONS:
        path = RULES / regulation / "articles.yaml"
        wanted[path] = with_encoded_by(path.read_text(encoding="utf-8"), encoded_by(regulation))
    wanted[INVENTORY] = inventory(CHECKOUT)
    for page in readme.PAGES:
        wanted[page] = readme.with_answers(page.read_text(encoding="utf-8"))
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(shown(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
