"""`luling audit`, from the command line: sound, tampered with, cut back, signed anew."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from luling.audit.anchors import Anchor
from luling.cli.main import app
from luling.decision.point import DecisionPoint
from luling.settings import Settings
from tests.audit.entries import RESIDENT, entry, evidence_log
from tests.samples import contract_request

RECORDS = 5


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log with a real decision and others; the environment names it."""
    path = tmp_path / "evidence.db"
    monkeypatch.setenv("LULING_EVIDENCE", f"sqlite:///{path}")
    monkeypatch.setenv("LULING_EVIDENCE_KEYS", str(tmp_path / "keys"))

    async def record() -> None:
        async with evidence_log(f"sqlite:///{path}", tmp_path) as log:
            async with DecisionPoint(Settings(watch=False), log) as point:
                await point.decide(contract_request(subject__id=RESIDENT))
            await log.record_all([entry(kind="act", at=number) for number in range(1, RECORDS)])

    asyncio.run(record())
    return path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["audit", *arguments])
    assert result.exit_code == status, result.output
    return result


def test_a_sound_log_and_a_changed_record(log: Path) -> None:
    assert "everything is sound" in run("verify").output
    connection = sqlite3.connect(log)
    with connection:
        connection.execute("UPDATE evidence_records SET action = 'other' WHERE seq = 2")
    connection.close()
    assert "#2: edited" in run("verify", status=1).output
    [fault] = json.loads(run("verify", "--json", status=1).output)["faults"]
    assert (fault["code"], fault["seq"]) == ("edited", 2)


def test_an_anchor_is_taken_and_later_asked_for(log: Path, tmp_path: Path) -> None:
    anchors = tmp_path / "anchors.jsonl"
    anchors.write_text(run("anchor").output, encoding="utf-8")
    assert "1 anchors" in run("verify", "--anchors", str(anchors)).output
    anchor = json.loads(anchors.read_text(encoding="utf-8"))
    anchors.write_text(json.dumps(anchor | {"number": anchor["number"] + 1}), encoding="utf-8")
    assert "cut" in run("verify", "--anchors", str(anchors), status=1).output
    anchors.write_text("{}", encoding="utf-8")
    assert "anchors.jsonl:1" in run("verify", "--anchors", str(anchors), status=2).output
    assert set(anchor) == set(Anchor.__struct_fields__)


def test_records_are_decided_again(log: Path) -> None:
    assert f"1 the same, 0 different, {RECORDS - 1} that cannot" in run("replay").output
    results = [json.loads(line) for line in run("replay", "--json").output.splitlines()]
    assert [one["outcome"] for one in results] == ["not_replayable"] * (RECORDS - 1) + ["same"]
    assert "0 different" in run("replay", "--id", results[-1]["id"], "--engine", "regopy").output
    assert "no record" in run("replay", "--id", "nothing", status=2).output


def test_records_are_exported_and_chosen_by_what_was_masked(log: Path, tmp_path: Path) -> None:
    output = tmp_path / "export.jsonl"
    run("export", "--output", str(output))
    records = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert len(records) == RECORDS
    assert [one["at"] for one in records] == sorted(one["at"] for one in records)
    [chosen] = run("export", "--subject", RESIDENT, "--article", "liaoning_2019/art_16").output.splitlines()
    assert json.loads(chosen)["asked"]["subject"]["id"] == records[-1]["subject"]
    assert "RFC 3339" in run("export", "--from", "yesterday", status=2).output


def test_records_of_past_months_go_only_when_it_is_meant(log: Path) -> None:
    arguments = ("retention", "--before", "2000-01", "--by", "档案管理员", "--reason", "保存期满")
    assert f"1970-01: {RECORDS - 1}" not in run(*arguments).output, "they stand behind a later record of the chain"
    assert "no month" in run("retention", "--before", "2000", "--by", "x", "--reason", "y", status=2).output
    assert "removed" in run("retention", "--before", "2999-01", "--by", "x", "--reason", "y", "--apply").output
    report = json.loads(run("verify", "--json").output)
    assert (report["records"], report["faults"]) == (0, [])
    assert json.loads(report["dropped"][0]["note"])["records"] == RECORDS
    assert "x: y" in run("verify").output


def test_keys_are_replaced_and_open_ends_signed(log: Path) -> None:
    assert "0 checkpoints signed" in run("checkpoint").output
    run("rotate")
    run("rotate")
    assert "everything is sound" in run("verify").output


def test_where_nothing_is_recorded_there_is_nothing_to_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_EVIDENCE", "off")
    assert "no evidence log" in run("verify", status=2).output
