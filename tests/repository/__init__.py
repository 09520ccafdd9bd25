"""Lints of the repository itself: what the law as data, as policy and as examples must have in common."""
