"""What the evidence log keeps of an answer, and of the policies that gave it."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from luling.audit.entry import REQUEST_ID, Entry
from luling.decision.decided import Decided
from luling.request.caller import Caller

EVALUATION = "evaluation"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_RULES = ("*.yaml", "*/*.yaml")
_POLICIES = ("**/*.rego", "casbin/*")


def evaluation_entry(decided: Decided, caller: Caller) -> Entry:
    """The record of an evaluation: the request as it was decided, and the whole answer."""
    request, prepared = decided.request, decided.prepared
    # What contradicts the register is the request's own, and may be an identifier of a person: then the answer is kept
    # whole.
    shared = None if decided.conflicts else prepared.shared
    return Entry(
        kind=EVALUATION,
        id=decided.id,
        at=microseconds(decided.at),
        caller=caller.name,
        asked=encoded(request),
        answered=decided.json() if shared is None else decided.own(),
        request_id=REQUEST_ID.get(),
        subject=request["subject"]["id"],
        action=request["action"]["name"],
        resource=request["resource"]["id"],
        effect=prepared.effect,
        regulations=prepared.regulations,
        articles=prepared.articles,
        policy_revision=prepared.policy_revision,
        engine=prepared.engine,
        shared=shared,
    )


def microseconds(moment: dt.datetime) -> int:
    """An instant as the log counts it, from 1970 (UTC)."""
    return (moment - _EPOCH) // _MICROSECOND


def instant(microseconds: int) -> dt.datetime:
    """The instant of a record."""
    return _EPOCH + microseconds * _MICROSECOND


def encoded(value: Any) -> bytes:
    """A decoded JSON value as JSON in UTF-8."""
    try:
        return msgspec.json.encode(value)
    except OverflowError:  # a whole number beyond 64 bits
        return json.dumps(value, ensure_ascii=False).encode()


def packed(rules: Path, policies: Path) -> bytes:
    """The files of a policy set, compressed, so that it can be loaded again when they have changed."""
    files = dict([*_files("rules", rules, _RULES), *_files("policies", policies, _POLICIES)])
    return zlib.compress(encoded(files), 9)


def unpack(document: bytes, directory: Path) -> tuple[Path, Path]:
    """Writes a packed policy set below `directory`; its rules and policies directories.

    Raises:
        ValueError: it is no packed policy set.
    """
    files = msgspec.json.decode(zlib.decompress(document), type=dict[str, str])
    for name, text in files.items():
        path = directory / name
        if not path.resolve().is_relative_to(directory.resolve()):
            raise ValueError(f"`{name}` leads outside")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory / "rules", directory / "policies"


def _files(name: str, directory: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        for path in sorted(directory.glob(pattern)):
            if path.is_file() and not path.name.startswith(".") and not path.stem.endswith("_test"):
                yield f"{name}/{path.relative_to(directory).as_posix()}", path.read_text(encoding="utf-8")
