"""The numbers of a report are those of the ledger: of its period, its regulation, its units, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from luling.audit.entry import LogError
from luling.audit.statistics import Extent
from luling.decision.knowledge import Knowledge
from luling.law.period import Period
from luling.law.reporting import Breakdown, Measure
from luling.reporting import measures, tables
from luling.reporting.measures import NOTHING_KNOWN, Found
from luling.reporting.notes import notes
from luling.reporting.sources import Sources, Stretch, read_sources
from luling.request.errors import RequestError
from luling.storage.database import Database
from tests.reporting import ledger
from tests.reporting.conftest import Make


class NothingFound(dict[tuple[str, str], Found]):
    """No measure found anything."""

    def __missing__(self, key: tuple[str, str]) -> Found:
        return NOTHING_KNOWN


def unit(report: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [one for one in report["units"] if one["id"] == name]
    return dict(found)


def figures(report: dict[str, Any], name: str) -> dict[str, Any]:
    """The values of a unit by measure; of a share also how many it is of."""
    return {
        key: (figure["value"], figure["of"]) if "of" in figure else figure["value"]
        for what in unit(report, name)["figures"].values()
        for key, figure in what.items()
    }


def rows(report: dict[str, Any], table: str) -> Any:
    [found] = [one for one in report["tables"] if one["id"] == table]
    return found["rows"]


def noted(report: dict[str, Any], words: str) -> bool:
    return any(words in note["zh"] for note in report["notes"])


def test_every_unit_has_the_numbers_of_the_ledger(make: Make) -> None:
    report = make()
    assert [one["id"] for one in report["units"]] == ["police", "civil", "bare", "housing"]
    assert figures(report, "police") == {
        "resources": 2,
        "conformity": (0.6667, 3),
        "corrected": (0.5, 2),
        "updated": (0.5, 2),
        "settled": None,
        "complaints": 1,
        "uses": 4,
        "consumers": 2,
    }
    assert figures(report, "civil") == {
        "resources": 1,
        "conformity": (1.0, 1),
        "corrected": None,
        "updated": None,
        "settled": (1.0, 1),
        "complaints": 0,
        "uses": 1,
        "consumers": 1,
    }
    assert report["total"]["results"] == {"uses": {"value": 6}, "consumers": {"value": 2}}
    assert report["total"]["quantity"] == {"resources": {"value": 4}}


def test_what_there_are_no_data_on_is_neither_nought_nor_a_hundred(make: Make) -> None:
    report = make()
    bare, housing = unit(report, "bare"), unit(report, "housing")
    assert figures(report, "bare")["conformity"] is None  # it is in the register without a catalogue entry
    assert figures(report, "housing")["uses"] is None  # it provides nothing that could be used
    assert bare["scores"] == {"quantity": 50.0, "quality": None, "timeliness": None, "attitude": None, "results": 0.0}
    assert housing["no_data"] == ["quality", "timeliness", "attitude", "results"]
    assert housing["score"] == 0.0  # by the one criterion of which there are data: it shares nothing


def test_scores_are_shares_and_ratios_to_the_greatest(make: Make) -> None:
    police, civil = unit(make(), "police"), unit(make(), "civil")
    # Quality: the mean of 66.67 and 50; results: all of the greatest numbers.
    assert police["scores"] == {
        "quantity": 100.0, "quality": 58.3, "timeliness": 50.0, "attitude": None, "results": 100.0,
    }  # fmt: skip
    assert police["score"] == round((100 + 58.3 + 50 + 100) / 4, 1)
    assert civil["scores"]["results"] == round((100 / 4 + 100 / 2) / 2, 1)


def test_the_evaluators_weights_change_the_total_and_nothing_else(make: Make) -> None:
    equal, weighed = make(), make("evaluation", "2026-H1", "quantity:3", "results:0", "quality:0.5")
    police = unit(weighed, "police")
    assert police["score"] == round((3 * 100 + 0.5 * 58.3 + 50) / 4.5, 1)
    assert police["scores"] == unit(equal, "police")["scores"]
    assert {one["id"]: one["weight"] for one in weighed["criteria"]} == {
        "quantity": 3.0, "quality": 0.5, "timeliness": 1.0, "attitude": 1.0, "results": 0.0,
    }  # fmt: skip
    assert noted(equal, "各指标等权")
    assert noted(weighed, "由评估者给出")


@pytest.mark.parametrize(
    "weights", [("quantity",), ("quantity:-1",), ("unknown:1",), ("quantity:nan",), tuple(f"{one}:0" for one in (
        "quantity", "quality", "timeliness", "attitude", "results"))]
)  # fmt: skip
def test_a_weight_that_is_none_is_refused(make: Make, weights: tuple[str, ...]) -> None:
    with pytest.raises(RequestError):
        make("evaluation", "2026-H1", *weights)


def test_a_report_that_only_counts_takes_no_weights(make: Make) -> None:
    assert "score" not in unit(make("overview"), "police")
    with pytest.raises(RequestError, match="sharing"):
        make("overview", "2026-H1", "sharing:1")


def test_breakdowns_count_what_the_log_and_the_cases_have(make: Make) -> None:
    report = make("overview")
    assert rows(report, "resources_by_class") == [
        ["unconditional", "主动共享类", 3],
        ["conditional", "依申请共享类", 1],
        ["excluded", "不予共享类", 1],
    ]
    assert [(row[0], row[2]) for row in rows(report, "decisions_by_effect")] == [
        ("permit", 7), ("refer", 0), ("indeterminate", 0), ("deny", 1), ("not_applicable", 0),
    ]  # fmt: skip
    assert rows(report, "decisions_by_action") == [
        ["obtain", "获取", 6, 5], ["publish", "向社会发布", 1, 1], ["use", "使用", 1, 1],
    ]  # fmt: skip
    assert [row[0] for row in rows(report, "requests_by_resource")] == ["p1", "c1", "unknown"]
    assert rows(report, "cases_by_kind") == [
        ["application", "申请", 1, 1, 1],
        ["correction", "校核更正", 1, 1, 2],
        ["complaint", "投诉", 1, 0, 1],
    ]
    assert noted(report, "1次裁决涉及登记簿没有的数据资源")


def test_the_register_is_read_as_it_was_at_the_end_of_the_period(make: Make) -> None:
    assert figures(make("overview", "2026-H1"), "civil")["resources"] == 1
    assert figures(make("overview", "2026"), "civil")["resources"] == 2
    assert make("overview", "2025")["units"][0]["id"] == "police"  # for its case alone
    assert noted(make("overview", "2025"), "登记簿没有本办法的数据资源")


def test_a_period_begins_and_ends_at_midnight_in_shanghai(make: Make) -> None:
    assert figures(make("overview", "2026-06"), "police")["uses"] == 1
    assert figures(make("overview", "2026-07"), "police")["uses"] == 1
    assert figures(make("overview", "2026-Q1"), "police")["uses"] == 3


def test_a_period_that_is_not_over_says_until_when_it_is_counted(make: Make) -> None:
    report = make("overview", None)
    assert report["period"]["id"] == "2026"
    assert report["period"]["complete"] is False
    assert noted(report, "尚未结束, 统计到2026-11-23 09:00")
    assert figures(report, "police")["uses"] == 5


@pytest.mark.parametrize("period", ["2027", "2026-H3", "2026-Q5", "2026-13", "26", "2026-h1", "2026-H1 ", ""])
def test_a_period_that_is_none_or_has_not_begun_is_refused(make: Make, period: str) -> None:
    with pytest.raises(RequestError, match="period"):
        make("evaluation", period)


def test_breaches_are_those_of_the_regulation_and_of_the_period(make: Make) -> None:
    report = make("overview", "2026-H1", law="sanya_2007")
    assert report["total"]["sharing"]["breaches"] == {"value": 0}
    counted = make("openness", "2026-H1", law=ledger.OTHER)
    assert counted["total"]["security"]["breaches"] == {"value": 0}  # late updates are no matter of security
    assert rows(counted, "breaches_by_conduct") == [["late_update", "未及时更新数据", 1]]


def test_without_a_log_there_are_no_data_on_use(make: Make) -> None:
    report = make(logged=False)
    assert figures(report, "police")["uses"] is None
    assert unit(report, "police")["scores"]["results"] is None
    assert rows(report, "decisions_by_effect") is None
    assert noted(report, "此期没有证据日志")
    assert noted(report, "指标“应用成效”没有数据")


def test_a_log_that_began_later_is_no_log_of_the_period(make: Make) -> None:
    report = make("overview", "2025-H2")
    assert noted(report, "此期没有证据日志")
    assert noted(make("overview", "2026-H1"), "证据日志始于2026-03-10 12:00")


def test_records_that_were_removed_are_told_of(sources: Sources, knowledge: Knowledge) -> None:
    report = knowledge.reports[ledger.LAW].reports["overview"]
    removed = replace(sources, extent=Extent(sources.extent.since, {"2026-02": 7, "2026-06": 2, "2026-07": 5}))
    told = [one.zh for one in notes(report, removed, NothingFound(), None)]
    assert [one for one in told if "移出" in one] == ["此期的9条记录已按保存期限从证据日志移出, 不在统计之内。"]


def test_a_number_of_days_makes_an_update_late(make: Make) -> None:
    timely = make("openness", "2026-H1", law=ledger.OTHER)["total"]["timeliness"]["updated"]
    assert timely == {"value": 0.3333, "of": 3}
    # A change whose days are not over counts neither as updated nor as late.
    assert make("openness", "2026-Q4", law=ledger.OTHER)["total"]["timeliness"]["updated"] == {"value": None}


def test_deadlines_count_by_their_last_day(make: Make) -> None:
    first = make("supervision", "2026-H1", law="liaoning_2019")
    assert figures(first, "civil")["answers"] == (0.3333, 3)
    assert [row[2:] for row in rows(first, "deadlines_by_norm")] == [[1, 2, 0]]
    second = make("supervision", "2026-H2", law="liaoning_2019")
    assert figures(second, "civil")["answers"] is None
    assert [row[2:] for row in rows(second, "deadlines_by_norm")] == [[0, 0, 1]]


def test_a_log_that_does_not_answer_is_an_error_and_no_report(
    database: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    damaged = tmp_path / "evidence.db"
    damaged.write_bytes(b"no database" * 1000)
    stretch = Stretch(Period.read("2026-H1"), ledger.NEXT)
    with Database(f"sqlite:///{damaged}") as log, pytest.raises(LogError):
        read_sources(knowledge, knowledge.regulations[ledger.LAW], stretch, database, log)


def test_every_measure_and_breakdown_that_rules_may_name_is_there() -> None:
    assert set(measures._COUNTED) == set(get_args(Measure))
    assert set(tables._BREAKDOWNS) == set(get_args(Breakdown))
