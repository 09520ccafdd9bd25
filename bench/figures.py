"""What something costs at each size, as a table and as a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.table import Table


class Row(NamedTuple):
    """One figure: `cost` is the median in µs, `worst` its 99th percentile where it is of single acts."""

    part: str
    size: int
    what: str
    cost: float
    worst: float | None = None
    told: str = ""


def table(rows: Sequence[Row]) -> Table:
    """A line a figure; × is the cost to that of the smallest size."""
    shown = Table(title="cost as work grows, µs")
    for heading in ("of", "cost", "size", "median", "p99", "× smallest", ""):
        shown.add_column(heading, justify="left" if heading in ("of", "cost", "") else "right")
    for (part, what), group in _grouped(rows).items():
        for row in group:
            first = row is group[0]
            shown.add_row(
                part if first else "",
                what if first else "",
                f"{row.size:,}",
                f"{row.cost:,.1f}",
                "" if row.worst is None else f"{row.worst:,.1f}",
                f"{row.cost / group[0].cost:.2f}",
                row.told,
                end_section=row is group[-1],
            )
    return shown


def _grouped(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.part, row.what), []).append(row)
    return groups


def plot(rows: Sequence[Row], path: Path) -> None:
    """The costs over the sizes, as SVG."""
    import pygal

    chart = pygal.XY(
        title="cost as work grows · 工作增多时的花费",
        x_title="resources, regulations, records (logarithmic)",
        y_title="µs (logarithmic)",
        logarithmic=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        width=1000,
        height=800,
        js=(),
        x_value_formatter=lambda value: f"{value:,.0f}",
    )
    chart.x_labels = [10**power for power in range(math.ceil(math.log10(max(row.size for row in rows))) + 1)]
    for (part, what), group in _grouped(rows).items():
        chart.add(f"{part}: {what}", [(row.size, row.cost) for row in group])
    chart.render_to_file(str(path))
