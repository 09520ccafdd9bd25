"""A readable account of an answer, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.decision.knowledge import Knowledge
from luling.decision.words import EFFECT_WORDS
from luling.law.citation import cite

EFFECTS = {effect: words.model_dump() for effect, words in EFFECT_WORDS.items()}
_HEADINGS = {
    "effect": {"zh": "裁决", "en": "Decision"},
    "request": {"zh": "请求", "en": "Request"},
    "reasons": {"zh": "理由", "en": "Reasons"},
    "next_steps": {"zh": "下一步", "en": "Next steps"},
    "obligations": {"zh": "义务", "en": "Obligations"},
    "missing": {"zh": "缺少的事实", "en": "Missing facts"},
    "error": {"zh": "错误", "en": "Error"},
}
_UNITS = {
    "working_day": {"zh": "{}个工作日", "en": "{} working days"},
    "day": {"zh": "{}日", "en": "{} days"},
}
_TERMS = {
    "promptly": {"zh": "及时", "en": "promptly"},
    "per_catalogue": {"zh": "按目录规定的时限", "en": "as the catalogue says"},
}
_DUE = {"zh": "{}到期", "en": "due {}"}
_UNDETERMINED = {"zh": "到期日待节假日安排公布后确定", "en": "due date open until the calendar is published"}
_TO = {"zh": "向{}", "en": "to the {}"}


class Account:
    """Writes answers out, with the words of one policy directory."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        self._knowledge = knowledge
        self._lang = lang

    def lines(self, request: Any, answer: Mapping[str, Any]) -> Iterator[str]:
        """The lines of the account of one answer."""
        context = answer["context"]
        if "error" in context:
            yield f"{self._heading('error')}: {context['error']['message']}"
            return
        yield f"{self._heading('effect')}: {EFFECTS[context['effect']][self._lang]} ({context['effect']})"
        yield f"{self._heading('request')}: {self.summary(request)}"
        for part in ("reasons", "next_steps", "obligations"):
            if context[part]:
                yield f"{self._heading(part)}:"
                for item in context[part]:
                    yield f"  · {self._item(item)}"
        if context["missing"]:
            yield f"{self._heading('missing')}:"
            for path in context["missing"]:
                yield f"  · {self.fact(path)} ({path})"

    def summary(self, request: Any) -> str:
        """Who wants to do what with what."""
        words = self._knowledge.vocabulary.actions.get(request["action"]["name"])
        action = getattr(words, self._lang) if words else request["action"]["name"]
        return f"{request['subject']['id']} → {action} → {request['resource']['id']}"

    def article(self, citation: str) -> str:
        """A citation in words: the regulation's title and the article."""
        regulation, _, eid = citation.partition("/")
        known = self._knowledge.regulations.get(regulation)
        if known is None:
            return citation
        if self._lang == "zh":
            return f"《{known.title.zh}》{cite(eid)}"
        return f"{known.title.en}, {cite(eid, 'en')}"

    def fact(self, path: str) -> str:
        """The vocabulary's word for a fact."""
        found = self._knowledge.vocabulary.property(path)
        return getattr(found.words, self._lang) if found else path

    def _heading(self, part: str) -> str:
        return _HEADINGS[part][self._lang]

    def _item(self, item: Mapping[str, Any]) -> str:
        parts = [item["message"][self._lang]]
        if "to" in item:
            parts.append(_TO[self._lang].format(self.role(item["article"], item["to"])))
        if "deadline" in item:
            parts.append(self._deadline(item["deadline"]))
        return f"{', '.join(parts)} — {self.article(item['article'])}"

    def role(self, citation: str, role: str) -> str:
        """The name of an authority under the regulation of a citation."""
        regulation = self._knowledge.regulations.get(citation.partition("/")[0])
        authority = regulation.authorities.get(role) if regulation else None
        return getattr(authority, self._lang) if authority else role

    def _deadline(self, deadline: Mapping[str, Any]) -> str:
        if "term" in deadline:
            return _TERMS[deadline["term"]][self._lang]
        text = _UNITS[deadline["unit"]][self._lang].format(deadline["days"])
        due = deadline.get("due")
        if due is None:
            return text
        end = _UNDETERMINED[self._lang] if due == "undetermined" else _DUE[self._lang].format(due)
        return f"{text} ({end})"
