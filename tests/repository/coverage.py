"""Says which lines of the policies no Rego test reaches.

python -m tests.repository.coverage REPORT      (the JSON report of `opa test --coverage`)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def uncovered(report: dict[str, dict[str, dict[str, list[dict[str, dict[str, int]]]]]]) -> list[str]:
    """`file:line` or `file:first-last` of each stretch that no test reached."""
    places = []
    for file, covered in sorted(report.get("files", {}).items()):
        for stretch in covered.get("not_covered", []):
            first, last = stretch["start"]["row"], stretch["end"]["row"]
            places.append(f"{file}:{first}" if first == last else f"{file}:{first}-{last}")
    return places


def main() -> int:
    """Status 1 where a line is not reached."""
    places = uncovered(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    if places:
        print("no Rego test reaches:", *places, sep="\n  ")
    return 1 if places else 0


if __name__ == "__main__":
    sys.exit(main())
