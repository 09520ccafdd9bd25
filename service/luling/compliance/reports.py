"""Reports of a catalogue check in the forms that people and other programs read.

Text for people; JSON; JUnit XML (one case an entry file and row); SARIF 2.1.0 for code scanning; the workflow commands
by which GitHub annotates files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from luling.compliance.catalogue import VIOLATION, WARNING, Report

Problem = Mapping[str, Any]
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {VIOLATION: "error", WARNING: "warning"}
_WORDS = {
    "zh": {VIOLATION: "违反", WARNING: "提醒", "row": "第{}行", "total": "{} 条, 违反 {} 处, 提醒 {} 处"},
    "en": {
        VIOLATION: "violation",
        WARNING: "warning",
        "row": "row {}",
        "total": "{} entries, {} violations, {} warnings",
    },
}


def text(report: Report, lang: str) -> str:
    """A line for each problem under its file and sheet, then the totals."""
    words = _WORDS[lang]
    lines: list[str] = []
    heading = ""
    for problem in report.problems:
        place = " · ".join(str(problem[key]) for key in ("file", "sheet") if key in problem)
        if place != heading:
            lines += [*([""] if lines else []), place]
            heading = place
        lines.append(f"  {_line(problem, lang)}")
    totals = words["total"].format(report.entries, report.count(VIOLATION), report.count(WARNING))
    return "\n".join([*lines, *([""] if lines else []), totals]) + "\n"


def json_text(report: Report, _lang: str) -> str:
    """The report as the service answers it, with the place of each entry."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"


def junit(report: Report, lang: str) -> str:
    """JUnit XML: every entry with problems is a case that fails by its violations; warnings are its output."""
    cases: dict[tuple[str, str], list[Problem]] = {}
    for problem in report.problems:
        cases.setdefault((_place(problem), _row(problem)), []).append(problem)
    failed = sum(any(one["severity"] == VIOLATION for one in problems) for problems in cases.values())
    body = "".join(_case(place, row, problems, lang) for (place, row), problems in cases.items())
    body += "".join(
        f'    <testcase classname="catalogue" name="entry without problems {number}"/>\n'
        for number in range(1, report.entries - len(cases) + 1)
    )
    head = f'tests="{max(report.entries, len(cases))}" failures="{failed}" errors="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="luling check" {head}>\n  <testsuite name="catalogue" {head}>\n{body}'
        "  </testsuite>\n</testsuites>\n"
    )


def _case(place: str, row: str, problems: Sequence[Problem], lang: str) -> str:
    violations = [_line(one, lang) for one in problems if one["severity"] == VIOLATION]
    warnings = [_line(one, lang) for one in problems if one["severity"] == WARNING]
    inside = ""
    if violations:
        inside += f"      <failure message={quoteattr(violations[0])}>{escape(chr(10).join(violations))}</failure>\n"
    if warnings:
        inside += f"      <system-out>{escape(chr(10).join(warnings))}</system-out>\n"
    return f"    <testcase classname={quoteattr(place)} name={quoteattr(row)}>\n{inside}    </testcase>\n"


def sarif(report: Report, _lang: str) -> str:
    """SARIF 2.1.0: a rule for each code and article, a result for each problem."""
    rules = {
        _rule(problem): {
            "id": _rule(problem),
            "shortDescription": {"text": f"{problem['message']['zh']} · {problem['message']['en']}"},
            "properties": {"article": problem["article"]},
        }
        for problem in report.problems
    }
    run = {
        "tool": {"driver": {"name": "luling", "rules": list(rules.values())}},
        "results": [_result(problem) for problem in report.problems],
        "columnKind": "unicodeCodePoints",
    }
    document = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(problem: Problem) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": problem.get("file", "")},
        "region": {"startLine": problem.get("row", 1)},
    }
    logical = [{"name": problem["sheet"]}] if "sheet" in problem else []
    return {
        "ruleId": _rule(problem),
        "level": _LEVELS[problem["severity"]],
        "message": {"text": _line(problem, "zh")},
        "locations": [{"physicalLocation": place} | ({"logicalLocations": logical} if logical else {})],
    }


def _rule(problem: Problem) -> str:
    return f"{problem['code']}@{problem['article']}" if problem["article"] else str(problem["code"])


def github(report: Report, lang: str) -> str:
    """A workflow command for each problem, which GitHub shows beside the line of the file."""
    lines = []
    for problem in report.problems:
        place = f"file={_property(str(problem.get('file', '')))},line={problem.get('row', 1)}"
        title = _property(str(problem["article"] or problem["code"]))
        lines.append(f"::{_LEVELS[problem['severity']]} {place},title={title}::{_data(_line(problem, lang))}")
    return "".join(f"{line}\n" for line in lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _place(problem: Problem) -> str:
    return " · ".join(str(problem[key]) for key in ("file", "sheet") if key in problem)


def _row(problem: Problem) -> str:
    named = f" `{problem['entry']}`" if problem["entry"] else ""
    return f"row {problem.get('row', problem.get('index', 0))}{named}"


def _line(problem: Problem, lang: str) -> str:
    words = _WORDS[lang]
    parts = [
        words["row"].format(problem["row"]) if "row" in problem else "",
        f"[{problem['entry']}]" if problem["entry"] else "",
        words[problem["severity"]],
        f"{problem['column'] or problem['field']}:" if problem["field"] else "",
        problem["message"][lang],
        f"({problem['article']})" if problem["article"] else "",
    ]
    return " ".join(part for part in parts if part)


FORMATS: Mapping[str, Callable[[Report, str], str]] = {
    "text": text,
    "json": json_text,
    "junit": junit,
    "sarif": sarif,
    "github": github,
}
