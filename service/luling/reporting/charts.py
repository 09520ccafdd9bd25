"""Charts of a report: bars as inline SVG, made by pygal, without script, style or anything from elsewhere.

Their look is the page's style sheet. Each has a text alternative, and stands beside the table of its numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pygal
from pygal.style import Style

from luling.reporting.layout import shown_value

# pygal hooks itself into every later import of the process, for plug-ins that are not there and in a form that Python
# has given up (a warning for each import); nothing here needs it.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

_WIDE, _NARROW = 680, 440  # of a chart across the page, and of one in half of it
_BAR = 30  # height of one bar with what is between two
_AROUND = 10
_MOST_BARS = 15
_LONGEST_LABEL = 14  # characters
# pygal reckons with the width of Latin letters; Chinese characters of the size that the page gives them need this much.
_RECKONED = 24
_SVG = "{http://www.w3.org/2000/svg}"
# Elements by name and by class: styles, scripts, tooltips that need a script, and the scale, since values are printed.
_LEFT_OUT = frozenset({"style", "script", "defs", "desc", "title", "titles", "tooltip-overlay", "background"})
_AXIS_OF_VALUES = frozenset({"axis", "x"})
_STYLE = Style(font_family="inherit", label_font_size=_RECKONED, major_label_font_size=_RECKONED, value_font_size=12)


class Bar(NamedTuple):
    """One bar of a chart."""

    label: str
    value: float


def charts(report: Mapping[str, Any]) -> dict[str, str]:
    """The charts of a report by the table beside which they stand (`units` is that of the units), as SVG."""
    found = {}
    if report["scored"]:
        bars = [Bar(unit["name"], unit["score"]) for unit in report["units"] if unit["score"] is not None]
        found["units"] = chart("总分", bars, "score", _WIDE)
    for table in report["tables"]:
        if table["rows"]:
            title = table["title"]["zh"]
            found[table["id"]] = chart(title, [Bar(str(row[1]), row[2]) for row in table["rows"]], "count")
    return {name: drawn for name, drawn in found.items() if drawn}


def chart(title: str, bars: Sequence[Bar], kind: str, width: int = _NARROW) -> str:
    """Horizontal bars, the first one on top; empty where there is nothing to draw."""
    bars = bars[:_MOST_BARS]
    if not any(bar.value for bar in bars):
        return ""
    drawing = pygal.HorizontalBar(
        style=_STYLE,
        css=(),
        js=(),
        width=width,
        height=_AROUND + _BAR * len(bars),
        show_legend=False,
        show_x_labels=False,
        print_values=True,
        print_values_position="top",
        margin=4,
        range=(0, max(100 if kind == "score" else 0, *(bar.value for bar in bars))),
        value_formatter=lambda value: shown_value(value if kind == "score" else int(value), kind),
    )
    # pygal draws the first one at the bottom.
    drawing.x_labels = [_short(bar.label) for bar in reversed(bars)]
    drawing.add(title, [bar.value for bar in reversed(bars)])
    return _inline(drawing.render_tree(), title, bars, kind)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _inline(tree: Any, title: str, bars: Sequence[Bar], kind: str) -> str:
    """The drawing alone: what is for a page of its own, or for a script, is left out."""
    source = ElementTree.fromstring(tree if isinstance(tree, str | bytes) else _text(tree))  # noqa: S314 - our own
    for parent in list(source.iter()):
        for child in list(parent):
            classes = set(child.get("class", "").split())
            if child.tag.removeprefix(_SVG) in _LEFT_OUT or classes & _LEFT_OUT or classes >= _AXIS_OF_VALUES:
                parent.remove(child)
    source.attrib.pop("id", None)
    told = "; ".join(f"{bar.label} {shown_value(bar.value, kind)}" for bar in bars)
    source.set("class", "chart")
    source.set("role", "img")
    source.set("aria-label", f"{title}: {told}")
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    return ElementTree.tostring(source, encoding="unicode")


def _text(tree: Any) -> bytes:
    return bytes(ElementTree.tostring(tree))
