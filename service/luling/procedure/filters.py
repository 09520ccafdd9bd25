"""Filters of lists: columns by name with the value, or one of the values, that they must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col


def conditions(table: type[SQLModel], filters: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """The conditions that filters mean for the rows of a table."""
    for name, value in filters.items():
        column = col(getattr(table, name))
        yield column.in_(sorted(value)) if isinstance(value, frozenset) else column == value
