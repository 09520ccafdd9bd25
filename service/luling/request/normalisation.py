"""Validation and normalisation: from the request on the wire to the document that policies see (Rego `input`).

A mechanical step that holds no law: every term becomes its code, every instant UTC text of fixed width, every amount
whole fen, every jurisdiction the list of its ancestors; defaults of the vocabulary are filled in and properties that
the vocabulary does not know are left out. Absent facts stay absent: absent is not false (contract, section 1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from luling.law.calendar import ZONE
from luling.request.amounts import fen
from luling.request.errors import Problem, RequestError, problem
from luling.request.vocabulary import MISSING, Properties, Property, Vocabulary

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_DAY = re.compile(r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?")
_CODE = re.compile(r"\d{6}")
_ABSENT: Any = object()


def normalise(request: Any, vocabulary: Vocabulary, now: dt.datetime) -> dict[str, Any]:
    """The document that policies see, from a request as decoded JSON. `now` stands where it names no time.

    Raises:
        RequestError: every bad field of it, by path.
    """
    run = _Run(vocabulary)
    document = run.document(request, now)
    if run.problems:
        raise RequestError(*run.problems)
    return document


def normalise_form(
    form: Mapping[str, Any], name: str, vocabulary: Vocabulary
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What policies see of a form of the vocabulary, and what is wrong with its fields, by their paths.

    A bad field is left out and does not stop the others from being read: whoever asked decides what follows from it.
    """
    run = _Run(vocabulary)
    return run._fields(form, vocabulary.forms[name], ""), tuple(run.problems)


def check_value(value: Any, spec: Property, path: str, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """What is wrong with one value of a property."""
    run = _Run(vocabulary)
    run._value(value, spec, path)
    return tuple(run.problems)


def utc_text(moment: dt.datetime) -> str:
    """An instant as UTC text of fixed width, microseconds included: text order is time order."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> dt.datetime | None:
    """An RFC 3339 instant with its offset, in UTC; None for anything else. Digits beyond microseconds are dropped.

    The first and the last year of the calendar are refused too, since another time zone's date may not exist there.
    """
    if not _INSTANT.fullmatch(text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if dt.MINYEAR < moment.year < dt.MAXYEAR else None


def parse_day(text: str) -> dt.date | None:
    """A legal day (Asia/Shanghai): `YYYY-MM-DD`, also with slashes or 年月日, or an RFC 3339 instant of that day."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        moment = parse_instant(text)
        return moment.astimezone(ZONE).date() if moment else None
    try:
        return dt.date(*(int(number) for number in found.group("year", "month", "day")))
    except ValueError:
        return None


def ancestors(code: str) -> list[str]:
    """A jurisdiction code and the codes above it: GB/T 2260 counts province, city and county in pairs of digits, and
    longer codes (GB/T 10114) start with the county's. A text of another form has no ancestors."""
    if not _CODE.match(code):
        return [code]
    county = code[:6]
    chain = [code, county, county[:4] + "00", county[:2] + "0000"]
    return list(dict.fromkeys(chain))


class _Run:
    """One normalisation; collects problems instead of stopping at the first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._request: Mapping[str, Any] = {}
        self.problems: list[Problem] = []

    def document(self, request: Any, now: dt.datetime) -> dict[str, Any]:
        if not isinstance(request, dict):
            self._wrong("", "应为对象", "must be an object")
            return {}
        self._request = request
        words = self._vocabulary
        context = self._object(request, "context", required=False)
        document = {
            "subject": self._party("subject", None),
            "action": self._action(),
            "resource": self._party("resource", words.resource_types),
            "context": self._fields(context, words.sections["context"], "context"),
        }
        document["context"].setdefault("time", utc_text(now))
        return document

    def _wrong(self, path: str, zh: str, en: str) -> Any:
        self.problems.append(problem(path, zh, en))
        return _ABSENT

    def _object(self, holder: Mapping[str, Any], path: str, *, required: bool) -> Mapping[str, Any]:
        value = holder.get(path.rsplit(".", 1)[-1], _ABSENT)
        if value is _ABSENT:
            if required:
                self._wrong(path, "缺少", "is missing")
            return {}
        if not isinstance(value, dict):
            self._wrong(path, "应为对象", "must be an object")
            return {}
        return value

    def _name(self, holder: Mapping[str, Any], path: str) -> str:
        value = holder.get(path.rsplit(".", 1)[-1], _ABSENT)
        if value is _ABSENT:
            self._wrong(path, "缺少", "is missing")
            return ""
        text = self._text(value, path)
        return "" if text is _ABSENT else str(text)

    def _party(self, section: str, types: Mapping[str, Any] | None) -> dict[str, Any]:
        party = self._object(self._request, section, required=True)
        if section not in self._request or not isinstance(self._request[section], dict):
            return {"properties": {}}
        kind = self._name(party, f"{section}.type")
        if types and kind and kind not in types:
            self._wrong(f"{section}.type", f"未知的类型 `{kind}`", f"unknown type `{kind}`")
        return {"type": kind, "id": self._name(party, f"{section}.id"), "properties": self._properties(section, party)}

    def _action(self) -> dict[str, Any]:
        action = self._object(self._request, "action", required=True)
        if not isinstance(self._request.get("action"), dict):
            return {"properties": {}}
        name = self._name(action, "action.name")
        if self._vocabulary.actions and name and name not in self._vocabulary.actions:
            self._wrong("action.name", f"未知的行为 `{name}`", f"unknown action `{name}`")
        return {"name": name, "properties": self._properties("action", action)}

    def _properties(self, section: str, party: Mapping[str, Any]) -> dict[str, Any]:
        path = f"{section}.properties"
        return self._fields(self._object(party, path, required=False), self._vocabulary.sections[section], path)

    def _fields(self, values: Mapping[str, Any], known: Properties, path: str) -> dict[str, Any]:
        result, seen = {}, known.seen
        for name, value in values.items():
            found = seen.get(name)
            if found is not None:
                spec, called = found
                read = _READERS[spec.type](self, value, spec, f"{path}.{name}" if path else name)
                if read is not _ABSENT:
                    result[called] = read
        for name, spec in known.filled.items():
            if name not in values and (value := self._absent(spec)) is not _ABSENT:
                result[seen[name][1]] = value
        return result

    def _absent(self, spec: Property) -> Any:
        if spec.same_as:
            section, name = spec.same_as.split(".")
            party = self._request.get(section)
            return party.get(name, _ABSENT) if isinstance(party, dict) else _ABSENT
        if spec.default is MISSING:
            return _ABSENT
        if spec.type == "object":
            return self._fields(spec.default, spec.fields, "")
        return list(spec.default) if spec.type == "list" else spec.default

    def _value(self, value: Any, spec: Property, path: str) -> Any:
        return _READERS[spec.type](self, value, spec, path)

    def _text(self, value: Any, path: str) -> Any:
        if not isinstance(value, str):
            return self._wrong(path, "应为文本", "must be a text")
        return value

    def _enum(self, value: Any, spec: Property, path: str) -> Any:
        text = self._text(value, path)
        if text is _ABSENT:
            return text
        code = spec.codes.get(text)
        if code is None:
            return self._wrong(path, f"未知的值 `{text}`", f"unknown value `{text}`")
        return code

    def _boolean(self, value: Any, _spec: Property, path: str) -> Any:
        if not isinstance(value, bool):
            return self._wrong(path, "应为true或false", "must be true or false")
        return value

    def _instant(self, value: Any, _spec: Property, path: str) -> Any:
        text = self._text(value, path)
        moment = parse_instant(text) if isinstance(text, str) else None
        if text is _ABSENT:
            return text
        if moment is None:
            return self._wrong(path, "应为带时区的RFC 3339时间", "must be an RFC 3339 instant with its offset")
        return utc_text(moment)

    def _day(self, value: Any, _spec: Property, path: str) -> Any:
        text = self._text(value, path)
        day = parse_day(text) if isinstance(text, str) else None
        if text is _ABSENT:
            return text
        if day is None:
            return self._wrong(path, f"不是日期(YYYY-MM-DD) `{text}`", f"is no day (YYYY-MM-DD) `{text}`")
        return day.isoformat()

    def _yuan(self, value: Any, _spec: Property, path: str) -> Any:
        amount = fen(value)
        if amount is None:
            return self._wrong(path, "应为不小于零的金额(元)", "must be an amount in yuan, not negative")
        if amount < 0:
            return self._wrong(path, "金额不得小于分", "must not have fractions of a fen")
        return amount

    def _jurisdiction(self, value: Any, _spec: Property, path: str) -> Any:
        text = self._text(value, path)
        return text if text is _ABSENT else ancestors(text)

    def _list(self, value: Any, spec: Property, path: str) -> Any:
        if not isinstance(value, list):
            return self._wrong(path, "应为数组", "must be an array")
        if spec.items is None:
            return value
        items = [self._value(item, spec.items, f"{path}[{index}]") for index, item in enumerate(value)]
        return [item for item in items if item is not _ABSENT]

    def _object_value(self, value: Any, spec: Property, path: str) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, "应为对象", "must be an object")
        for name in spec.required:
            if name not in value:
                self._wrong(f"{path}.{name}", "缺少", "is missing")
        return self._fields(value, spec.fields, path)

    def _stated(self, value: Any, _spec: Property, _path: str) -> Any:
        """Whether something is stated: what it is does not matter, and `false` or an empty list states nothing."""
        return True if value or (value == 0 and not isinstance(value, bool)) else _ABSENT

    def _plain_text(self, value: Any, _spec: Property, path: str) -> Any:
        return self._text(value, path)


_READERS: Mapping[str, Callable[[_Run, Any, Property, str], Any]] = {
    "enum": _Run._enum,
    "regulation": _Run._enum,
    "role": _Run._enum,
    "boolean": _Run._boolean,
    "text": _Run._plain_text,
    "stated": _Run._stated,
    "identifier": _Run._plain_text,
    "instant": _Run._instant,
    "day": _Run._day,
    "yuan": _Run._yuan,
    "jurisdiction": _Run._jurisdiction,
    "list": _Run._list,
    "object": _Run._object_value,
}
