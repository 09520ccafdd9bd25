"""Compliance: what follows from conduct, and whether catalogue entries are as the law wants them."""
