"""Whatever is done to the log in its database is found, and the first broken record named."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from luling.audit.anchors import AnchorFile, read_anchors
from luling.audit.answers import SharedAnswer
from luling.audit.appender import Cadence
from luling.audit.chain import HEAD, digest
from luling.audit.keys import KeyDirectory
from luling.audit.log import EvidenceLog, LogSettings
from luling.audit.tables import answers, checkpoints, keys, records
from luling.audit.verification import Report, verify
from luling.storage.database import Database
from tests.audit.entries import entry, evidence_log

RECORDS = 95  # with a checkpoint about every ten


def write(url: str, directory: Path, count: int = RECORDS) -> str:
    """A log of so many records, closed; its writer."""

    async def record() -> str:
        async with evidence_log(url, directory) as log:
            for _ in range(0, count, 5):
                await log.record_all([entry() for _ in range(5)])
            return log.writer

    return asyncio.run(record())


def root(directory: Path) -> bytes:
    return KeyDirectory.open(directory / "keys").root


def tamper(url: str, act: Callable[[Connection], Any]) -> None:
    """Change the database behind the log's back."""
    with Database(url) as database, database.engine.begin() as connection:
        act(connection)


def faults(url: str, directory: Path, **options: Any) -> list[tuple[str, str, int]]:
    report = verify(url, root(directory), **options)
    assert all(fault.zh and fault.en for fault in report.faults)
    return [(fault.code, fault.writer, fault.seq) for fault in report.faults]


def test_an_untouched_log_of_several_writers_verifies(database_url: str, tmp_path: Path) -> None:
    first, second = write(database_url, tmp_path), write(database_url, tmp_path, 20)
    report = verify(database_url, root(tmp_path))
    assert (report.records, report.writers, report.unsealed, report.faults) == (RECORDS + 20, 2, 0, ())
    assert first != second
    assert report.last >= (RECORDS + 20) // 10


@pytest.mark.parametrize("column", ["asked", "action", "at", "hash"])
def test_an_edited_record_is_named(column: str, database_url: str, tmp_path: Path) -> None:
    writer = write(database_url, tmp_path, 20)
    new: dict[str, Any] = {"asked": b"{}", "hash": b"\0" * 32, "at": 1}
    place = (records.c.writer == writer) & (records.c.seq == 7)
    tamper(database_url, lambda log: log.execute(update(records).where(place).values({column: new.get(column, "x")})))
    assert faults(database_url, tmp_path) == [("edited", writer, 7)]


def test_a_value_of_another_type_is_an_edit(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'evidence.db'}"
    writer = write(url, tmp_path, 10)
    tamper(url, lambda log: log.exec_driver_sql("UPDATE evidence_records SET asked = 'text' WHERE seq = 4"))
    assert faults(url, tmp_path) == [("edited", writer, 4)]


_TEXT = b'{"decision":false,"context":{"id":"\0"}}'


def shared(effect: str = "deny") -> SharedAnswer:
    return SharedAnswer(effect, ("law",), ("law/art_1",), "sha256:0", "regorus", _TEXT)


@pytest.mark.parametrize("change", [{"text": b"{}"}, {"effect": "permit"}, {"articles": " law/art_2 "}, None])
def test_an_answer_of_many_that_was_changed_or_taken_away_is_named_by_the_first_record_that_names_it(
    change: dict[str, Any] | None, database_url: str, tmp_path: Path
) -> None:
    async def record() -> str:
        async with evidence_log(database_url, tmp_path) as log:
            for effect in ("refer", "deny", "deny", "refer"):
                await log.record(entry(shared=shared(effect), answered=b""))
            return log.writer

    writer = asyncio.run(record())
    assert faults(database_url, tmp_path) == []
    place = answers.c.digest == shared().digest
    forged = delete(answers).where(place) if change is None else update(answers).where(place).values(change)
    tamper(database_url, lambda log: log.execute(forged))
    code = "answer_missing" if change is None else "answer_changed"
    assert faults(database_url, tmp_path) == [(code, writer, 2)]


def test_an_edit_with_its_hash_made_anew_breaks_the_link_to_the_next(database_url: str, tmp_path: Path) -> None:
    writer = write(database_url, tmp_path, 20)

    def edit(log: Connection) -> None:
        rows = list(log.execute(select(records).where(records.c.seq.in_([6, 7])).order_by(records.c.seq)))
        head = list(rows[1][:HEAD])
        forged = digest(rows[0].hash, head, b"{}", rows[1].answered)
        log.execute(update(records).where(records.c.seq == 7).values(asked=b"{}", hash=forged))

    tamper(database_url, edit)
    assert faults(database_url, tmp_path) == [("edited", writer, 8)]


def test_a_chain_written_anew_does_not_fit_its_checkpoint(database_url: str, tmp_path: Path) -> None:
    writer = write(database_url, tmp_path, 20)

    def rewrite(log: Connection) -> None:
        rows = list(log.execute(select(records).order_by(records.c.seq)))
        previous = rows[5].hash
        for row in rows[6:]:
            asked = b"{}" if row.seq == 7 else row.asked
            previous = digest(previous, row[:HEAD], asked, row.answered)
            log.execute(update(records).where(records.c.seq == row.seq).values(asked=asked, hash=previous))

    tamper(database_url, rewrite)
    assert faults(database_url, tmp_path) == [("rewritten", writer, 10)]


@pytest.mark.parametrize(("gone", "first"), [([7], 7), ([1], 1), ([11, 12, 13], 11)])
def test_a_deleted_record_is_missed(gone: list[int], first: int, database_url: str, tmp_path: Path) -> None:
    writer = write(database_url, tmp_path, 20)
    tamper(database_url, lambda log: log.execute(delete(records).where(records.c.seq.in_(gone))))
    assert faults(database_url, tmp_path) == [("missing", writer, first)]


@pytest.mark.parametrize("pair", [(7, 12), (7, 8), (1, 20)])
def test_two_records_in_each_others_place_are_told_from_edited_ones(
    pair: tuple[int, int], database_url: str, tmp_path: Path
) -> None:
    writer = write(database_url, tmp_path, 20)

    def swap(log: Connection) -> None:
        for old, new in ((pair[0], -1), (pair[1], pair[0]), (-1, pair[1])):
            log.execute(update(records).where(records.c.seq == old).values(seq=new))

    tamper(database_url, swap)
    assert faults(database_url, tmp_path) == [("reordered", writer, pair[0])]


def test_a_cut_tail_is_seen_by_the_checkpoints(database_url: str, tmp_path: Path) -> None:
    writer = write(database_url, tmp_path, 20)
    tamper(database_url, lambda log: log.execute(delete(records).where(records.c.seq > 17)))
    assert faults(database_url, tmp_path) == [("cut", writer, 18)]


def test_a_whole_writer_cannot_vanish(database_url: str, tmp_path: Path) -> None:
    first, _ = write(database_url, tmp_path, 20), write(database_url, tmp_path, 20)
    tamper(database_url, lambda log: log.execute(delete(records).where(records.c.writer == first)))
    assert faults(database_url, tmp_path) == [("cut", first, 1)]

    tamper(database_url, lambda log: log.execute(delete(checkpoints).where(checkpoints.c.writer == first)))
    assert faults(database_url, tmp_path)[0][0] == "checkpoint_missing"


def test_a_tail_cut_off_with_its_checkpoints_is_seen_by_an_anchor_only(database_url: str, tmp_path: Path) -> None:
    anchors = AnchorFile(tmp_path / "anchors.jsonl")

    async def record() -> None:
        settings = LogSettings(database_url, tmp_path / "keys", Cadence(10, 60.0), (anchors,))
        async with EvidenceLog(settings) as log:
            for _ in range(20):
                await log.record(entry())

    asyncio.run(record())
    sent = read_anchors(anchors.path)
    assert faults(database_url, tmp_path, anchors=sent) == []

    def cut(log: Connection) -> None:
        log.execute(delete(records).where(records.c.seq > 10))
        log.execute(delete(checkpoints).where(checkpoints.c.seq > 10))

    tamper(database_url, cut)
    assert faults(database_url, tmp_path) == []
    [(code, _, _)] = faults(database_url, tmp_path, anchors=sent)
    assert code == "cut"


@pytest.mark.parametrize("column", ["seq", "note", "signature", "previous"])
def test_a_changed_checkpoint_is_named(column: str, database_url: str, tmp_path: Path) -> None:
    write(database_url, tmp_path, 20)
    new: dict[str, Any] = {"seq": 9, "note": "x"}
    values = {column: new.get(column, b"\0" * 32)}
    tamper(database_url, lambda log: log.execute(update(checkpoints).where(checkpoints.c.number == 2).values(values)))
    found = {fault.checkpoint: fault.code for fault in verify(database_url, root(tmp_path)).faults}
    assert found[2] == "checkpoint_changed"


def test_a_log_signed_by_another_key_is_not_trusted(database_url: str, tmp_path: Path) -> None:
    write(database_url, tmp_path, 20)
    stranger = KeyDirectory.open(tmp_path / "other")
    report: Report = verify(database_url, stranger.root)
    assert [fault.code for fault in report.faults] == ["untrusted_key"]

    # Nor is it made so by naming the stranger a successor without an endorsement.
    public = stranger.signer.public
    tamper(
        database_url,
        lambda log: log.execute(
            keys.insert().values(key_id=public.key_id, public=public.public, previous="", endorsement=b"", at=1)
        ),
    )
    assert faults(database_url, tmp_path) == []


def test_several_processes_verify_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'evidence.db'}"
    writer = write(url, tmp_path)
    monkeypatch.setattr("luling.audit.verification._STRETCH", 25)
    monkeypatch.setattr("luling.audit.verification._WORTH_A_PROCESS", 10)
    assert verify(url, root(tmp_path), processes=2).records == RECORDS
    tamper(url, lambda log: log.execute(update(records).where(records.c.seq == 60).values(action="other")))
    assert faults(url, tmp_path, processes=2) == [("edited", writer, 60)]
