"""The command line (contract, section 6). Exit status: 0 fine, 1 not every answer a permit, 2 usage or tool error."""

from __future__ import annotations

from luling.cli.main import app


def main() -> None:
    """The `luling` command."""
    app()
