"""Differences marked in the text."""

from __future__ import annotations

import pytest

from luling.law.difference import marked


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("圆砚", "圆砚", "圆砚"),
        ("应当在7个工作日内申报。", "应当在9个工作日内申报。", "应当在[-7-]{+9+}个工作日内申报。"),
        ("圆砚、方砚。", "圆砚。", "圆砚[-、方砚-]。"),
        ("圆砚。", "圆砚。\n方砚。", "圆砚。{+\n方砚。+}"),
        ("", "圆砚", "{+圆砚+}"),
        ("圆砚", "", "[-圆砚-]"),
    ],
)
def test_what_was_dropped_and_added_is_marked_in_place(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown
