"""`python -m luling.cli`: the same as the `luling` command."""

from luling.cli import main

main()
