"""The effects of a decision in words."""

from __future__ import annotations

from collections.abc import Mapping

from luling.law.regulation import Words

EFFECT_WORDS: Mapping[str, Words] = {
    "permit": Words(zh="允许", en="permitted"),
    "refer": Words(zh="须先办理", en="lawful once the next steps are taken"),
    "indeterminate": Words(zh="事实不足", en="not enough facts"),
    "deny": Words(zh="禁止", en="prohibited"),
    "not_applicable": Words(zh="不适用", en="not applicable"),
}
