"""The data of a policy set as one JSON document, for OPA's own tools.

    python -m luling.policy.export RULES POLICIES >data.json

`opa test policies data.json` then runs the policies over the law as the service hands it to them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from luling.policy.sources import PolicyError, read_policy_set


def main(arguments: list[str]) -> int:
    """Writes `data.law` and `data.competence` to standard output; status 2 where the files cannot be read."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m luling.policy.export RULES POLICIES\n")
        return 2
    rules, policies = map(Path, arguments)
    try:
        data = read_policy_set(rules, policies).data
    except PolicyError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
