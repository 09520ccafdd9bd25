"""What a reader of a report must know of its figures: what they do not cover, and what is whose choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from luling.decision.record import instant
from luling.law.calendar import ZONE
from luling.law.period import periods
from luling.law.regulation import Words
from luling.law.reporting import Report
from luling.reporting.measures import Found
from luling.reporting.sources import Sources


def notes(
    report: Report,
    sources: Sources,
    found: Mapping[tuple[str, str], Found],
    weights: Mapping[str, float] | None,
) -> Iterator[Words]:
    """The notes of a report, the gravest first."""
    yield from _of_the_period(sources)
    yield from _of_the_register(sources)
    yield from _of_the_log(sources)
    for criterion, what in report.criteria.items():
        if all(found[criterion, key].total.value is None for key in what.measures):
            yield Words(
                zh=f"指标“{what.title.zh}”没有数据, 不计分。",
                en=f"There are no data on the criterion '{what.title.en}'; it gives no score.",
            )
    if report.scored:
        yield from _of_the_scores(weights)


def _of_the_period(sources: Sources) -> Iterator[Words]:
    effective, stretch = sources.regulation.effective, sources.stretch
    if not stretch.complete:
        moment = _shown(stretch.until)
        yield Words(
            zh=f"{stretch.period.zh}尚未结束, 统计到{moment}。",
            en=f"{stretch.period.name} is not over, it is counted until {moment}.",
        )
    if effective.from_ is not None and effective.from_ > stretch.period.last:
        yield Words(
            zh=f"本办法自{effective.from_}起施行, 此期尚未施行。",
            en=f"The regulation is in force from {effective.from_}, not in this period.",
        )


def _of_the_register(sources: Sources) -> Iterator[Words]:
    if not sources.holdings:
        yield Words(
            zh="截至统计时点, 登记簿没有本办法的数据资源。",
            en="The register had no resource under this regulation then.",
        )
    known = sources.providers
    asked = sum(tally.number for tally in sources.tallies or () if tally.resource not in known)
    if asked:
        yield Words(
            zh=f"{asked}次裁决涉及登记簿没有的数据资源, 只计入总数, 不计入任何单位。",
            en=f"Decisions about resources that the register does not know: {asked}. They count in total only.",
        )


def _of_the_log(sources: Sources) -> Iterator[Words]:
    extent, stretch = sources.extent, sources.stretch
    if sources.tallies is None:
        yield Words(
            zh="此期没有证据日志: 使用情况和认定的违反没有数据。",
            en="There is no evidence log of this period: no data on use or on breaches.",
        )
        return
    assert extent.since is not None
    since = instant(extent.since)
    if since > stretch.period.start:
        yield Words(
            zh=f"证据日志始于{_shown(since)}, 此前的使用没有记录。",
            en=f"The evidence log begins at {_shown(since)}; use before it is not on record.",
        )
    months = {one.name for one in periods(stretch.period.first, stretch.period.last, "month")}
    if gone := sum(number for month, number in extent.removed.items() if month in months):
        yield Words(
            zh=f"此期的{gone}条记录已按保存期限从证据日志移出, 不在统计之内。",
            en=f"{gone} records of this period were removed from the log by its retention; they are not counted.",
        )


def _of_the_scores(weights: Mapping[str, float] | None) -> Iterator[Words]:
    if weights is None:
        yield Words(
            zh="条文没有规定权重: 各指标等权。评估者可以另给权重。",
            en="The article sets no weights: all criteria weigh the same. Whoever evaluates may give others.",
        )
    else:
        yield Words(
            zh="条文没有规定权重: 所用权重由评估者给出。",
            en="The article sets no weights: those used were given by the evaluator.",
        )
    yield Words(
        zh="计分方法不是条文规定的: 占比按百分计, 数量按与最多者之比计, 指标取其各项的平均, "
        "总分取有数据的指标的加权平均。",
        en="The method of scoring is not the regulation's: a share counts in hundredths, a number by its ratio to the "
        "greatest; a criterion is the mean of its measures, the total the weighted mean of the criteria with data.",
    )


def _shown(moment: dt.datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
