"""Masks for identifiers of persons, by rules in data (`rules/masking.yaml`).

A masked value keeps its equality within the deployment (HMAC under the deployment's key), so that records can still be
searched and evaluated again; nobody without the key can tell or try out which value it was.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec
from pydantic import BaseModel, ConfigDict, Field, field_validator

from luling.law.regulation import LawError, Words, read

_DIGITS = 11  # so many digits in a row, separators left out, before a text is looked at: no pattern needs fewer
_SEPARATORS = b" -"
_TO_ZERO = bytes(ord("0") if ord("0") <= byte <= ord("9") else byte for byte in range(256))
_RUN = b"0" * _DIGITS
_LONG_NUMBER = re.compile(rf"\d(?:[ -]*\d){{{_DIGITS - 1}}}")  # the same in a text; `\d` knows full-width digits
_WIDE = b"\xef\xbc"  # how full-width digits begin in UTF-8
_NARROW = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_BORDERED = r"(?<![0-9A-Za-z])(?:{})(?![0-9A-Za-z])"


class Shape(BaseModel):
    """An identifier that is recognised by how it looks: a regular expression, and a checksum where it has one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+$")
    words: Words
    pattern: str = Field(description="Python regular expression over the text with ASCII digits; at least 11 digits")
    checksum: Literal["none", "mod_11_2", "luhn"] = "none"

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(_BORDERED.format(pattern))
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from error
        return pattern


class Named(BaseModel):
    """Fields whose whole value is masked, whatever it looks like."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+$")
    words: Words
    names: tuple[str, ...] = Field(min_length=1)


class MaskingRules(BaseModel):
    """`rules/masking.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shapes: tuple[Shape, ...] = ()
    fields: tuple[Named, ...] = ()


Masks = list[tuple[str, str]]


class Masking:
    """The rules of masking under one key. `Masking()` masks nothing."""

    def __init__(self, rules: MaskingRules | None = None, key: bytes = b"") -> None:
        rules = rules or MaskingRules()
        self._key = key
        self._shapes: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
            (shape.id, re.compile(_BORDERED.format(shape.pattern)), _CHECKSUMS[shape.checksum])
            for shape in rules.shapes
        ]
        self._fields: Mapping[str, str] = {name: group.id for group in rules.fields for name in group.names}
        names = b"|".join(re.escape(name.encode()) for name in self._fields)
        self._names = re.compile(b'"(?:' + names + b')"') if names else None

    @classmethod
    def read(cls, path: Path, key: bytes) -> Masking:
        """The masking of a rules file; nothing is masked where there is none.

        Raises:
            LawError: the file is wrong.
        """
        return cls(read(MaskingRules, path), key) if path.exists() else cls()

    def exchange(self, asked: bytes, answered: bytes, masks: Masks) -> tuple[bytes, bytes]:
        """Two JSON texts with their identifiers masked; which mask stands at which path goes into `masks`.

        Without anything suspicious, which is nearly always, this costs a look over the bytes. An answer is searched
        for fields only where something was found already: it repeats what was asked.
        """
        asked = self.one(asked, "asked", masks)
        if masks or ((self._shapes or self._names) and _digits(answered)):
            answered = self._document(answered, "answered", masks)
        return asked, answered

    def one(self, content: bytes, place: str, masks: Masks) -> bytes:
        """One JSON text, likewise; `place` begins its paths."""
        if (self._shapes and _digits(content)) or (self._names and self._names.search(content)):
            return self._document(content, place, masks)
        return content

    def _document(self, content: bytes, place: str, masks: Masks) -> bytes:
        found: Masks = []
        value = self._value(msgspec.json.decode(content), place, found)
        if not found:
            return content
        masks += found
        return msgspec.json.encode(value)

    def text(self, text: str, place: str, masks: Masks) -> str:
        """A text with its identifiers masked."""
        if not _LONG_NUMBER.search(text):
            return text
        narrow = text.translate(_NARROW)
        for name, pattern, holds in self._shapes:
            spans = [match.span() for match in pattern.finditer(narrow) if holds(match[0])]
            for start, end in reversed(spans):
                text = text[:start] + self._mask(name, narrow[start:end]) + text[end:]
                masks.append((place, name))
            narrow = text.translate(_NARROW) if spans else narrow
        return text

    def _value(self, value: Any, place: str, masks: Masks) -> Any:
        if isinstance(value, str):
            return self.text(value, place, masks)
        if isinstance(value, dict):
            return dict(self._members(value, place, masks))
        if isinstance(value, list):
            return [self._value(one, f"{place}[{index}]", masks) for index, one in enumerate(value)]
        return value

    def _members(self, value: dict[str, Any], place: str, masks: Masks) -> Iterator[tuple[str, Any]]:
        for name, one in value.items():
            shown = self.text(name, place, masks)
            inner = f"{place}.{shown}"
            field = self._fields.get(name)
            yield shown, self._whole(field, one, inner, masks) if field else self._value(one, inner, masks)

    def _whole(self, field: str, value: Any, place: str, masks: Masks) -> Any:
        if isinstance(value, dict):
            return {name: self._whole(field, one, f"{place}.{name}", masks) for name, one in value.items()}
        if isinstance(value, list):
            return [self._whole(field, one, f"{place}[{index}]", masks) for index, one in enumerate(value)]
        if isinstance(value, str | int | float) and not isinstance(value, bool) and not _is_mask(value):
            masks.append((place, field))
            return self._mask(field, str(value))
        return value

    def _mask(self, name: str, value: str) -> str:
        canonical = re.sub(r"[\s-]", "", value).upper()
        mac = hmac.digest(self._key, f"{name}\0{canonical}".encode(), sha256)
        return f"masked:{name}:{b32encode(mac[:10]).decode().lower()}"


def _digits(content: bytes) -> bool:
    """Whether a JSON text may have a long number in it. Escapes could hide one; who writes UTF-8 needs none."""
    if _RUN in content.translate(_TO_ZERO, _SEPARATORS):
        return True
    return (b"\\" in content and b"\\u" in content) or (_WIDE[:1] in content and _WIDE in content)


def _is_mask(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"masked:[a-z_]+:[a-z2-7]{16}", value))


def _mod_11_2(text: str) -> bool:
    """ISO 7064 MOD 11-2: the check character of resident identity numbers (GB 11643)."""
    total = 0
    for character in text[:-1]:
        total = (total + int(character)) * 2
    return (12 - total % 11) % 11 == (10 if text[-1] in "Xx" else int(text[-1]))


def _luhn(text: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1)."""
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


_CHECKSUMS: Mapping[str, Callable[[str], bool]] = {"none": lambda _: True, "mod_11_2": _mod_11_2, "luhn": _luhn}

__all__ = ["LawError", "Masking", "MaskingRules", "Masks"]
