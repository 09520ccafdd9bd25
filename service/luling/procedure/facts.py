"""The facts of a case: what its request says, normalised as every request is, by the paths of the vocabulary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.machine import Facts
from luling.request.normalisation import normalise


def facts_of(law: ProcedureLaw, named: Named, request: Mapping[str, Any], now: dt.datetime) -> Facts:
    """The facts of a request, each by its path (`resource.properties.sharing_class`). Its action is the procedure's.

    Raises:
        RequestError: every bad field of it, by path.
    """
    wanted = {**request, "action": {"name": named.procedure.action}}
    return dict(_flat(normalise(wanted, law.knowledge.vocabulary, now), ""))


def _flat(value: Mapping[str, Any], base: str) -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        path = f"{base}.{name}" if base else name
        if isinstance(item, dict):
            yield from _flat(item, path)
        else:
            yield path, item
