"""The words of the features: labels and values of the vocabulary, roles of a regulation, texts of codes.

A feature speaks of facts by the Chinese labels of `rules/vocabulary.yaml`; nothing here knows a label, so that a new
fact needs no new step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luling.decision.knowledge import Knowledge
from luling.law.regulation import Regulation
from luling.request.vocabulary import Property
from luling.request.wording import column_key, columns

EFFECTS = {
    "允许": "permit",
    "须先办理": "refer",
    "事实不足": "indeterminate",
    "禁止": "deny",
    "不适用": "not_applicable",
}
_TERMS = {"及时": "promptly", "目录规定": "per_catalogue"}
_UNITS = {"个工作日": "working_day", "日": "day"}


class Wording:
    """Translates between the words of the features and those of the contract, for one regulation."""

    def __init__(self, knowledge: Knowledge, regulation: Regulation) -> None:
        self._knowledge = knowledge
        self._regulation = regulation
        self._facts = dict(_labels(knowledge))

    def fact(self, label: str) -> tuple[str, Property]:
        """The path on the wire and the property of a label; a label that does not exist is a fault of the feature."""
        assert label in self._facts, f'词汇表没有"{label}"'
        return self._facts[label]

    def value(self, spec: Property, text: str) -> Any:
        """A value as requests carry it."""
        if spec.type == "list":
            assert spec.items is not None
            return [] if text == "无" else [self.value(spec.items, part.strip()) for part in text.split("、")]
        if spec.type == "boolean":
            assert text in ("是", "否"), f'"{text}"应为"是"或"否"'
            return text == "是"
        if spec.type == "yuan":
            return float(text) if "." in text else int(text)
        if spec.type == "role":
            return self.role(text)
        if spec.type == "enum":
            codes = {words.zh: code for code, words in spec.values.items()}
            assert text in codes or text in spec.codes, f'词汇表没有值"{text}"'
            # A regulation's own term goes over the wire as it is: that it is understood is part of the test.
            return text if text in spec.codes else codes[text]
        return text

    def column(self, label: str) -> str:
        """A column of a catalogue, if there is one of that name."""
        known = columns(self._knowledge.vocabulary.forms["catalogue"])
        assert column_key(label) in known, f'词汇表没有"{label}"'
        return label

    def action(self, text: str) -> str:
        codes = {words.zh: code for code, words in self._knowledge.vocabulary.actions.items()}
        return codes[text]

    def resource_type(self, text: str) -> str:
        codes = {words.zh: code for code, words in self._knowledge.vocabulary.resource_types.items()}
        return codes[text]

    def role(self, text: str) -> str:
        """The role of an authority by its name under this regulation, or the role itself (also another's)."""
        own = {words.zh: role for role, words in self._regulation.authorities.items()}
        return own.get(text, text)

    def codes(self, text: str) -> set[str]:
        """The codes that a text stands for: the code itself, or every code with this Chinese text."""
        found = {code for (_, code), words in self._knowledge.messages.items() if text in (code, words.zh)}
        assert found, f'没有说明文字"{text}"'
        return found

    def deadline(self, text: str) -> dict[str, Any]:
        """A deadline as answers carry it, without start and bearer."""
        if text in _TERMS:
            return {"term": _TERMS[text]}
        for suffix, unit in _UNITS.items():
            if text.endswith(suffix):
                return {"days": int(text.removesuffix(suffix)), "unit": unit}
        raise AssertionError(f'"{text}"不是期限')

    def citation(self, eid: str) -> str:
        known = {eid for one in self._knowledge.articles[self._regulation.id] for eid in (one.id, *one.provisions)}
        assert eid in known, f'条文登记没有"{eid}"'
        return f"{self._regulation.id}/{eid}"


def _labels(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, Property]]]:
    for section, properties in knowledge.vocabulary.sections.items():
        base = section if section == "context" else f"{section}.properties"
        yield from labels(properties, base)


def labels(properties: Any, base: str) -> Iterator[tuple[str, tuple[str, Property]]]:
    """Path and property by Chinese label, of the properties of one part and all that is inside them."""
    for name, spec in properties.items():
        path = f"{base}.{name}"
        yield spec.words.zh, (path, spec)
        yield from labels(spec.items.fields if spec.items else spec.fields, path)
