"""Tables into the register: checked first, every row accounted for, and out again as they came in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luling.cli.main import app
from luling.compliance.admission import Admission, Importer
from luling.compliance.entries import UnreadableFileError
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.register.export import export
from luling.register.forms import COLLECTIONS
from luling.register.tables import Approval, Resource, Subject
from luling.settings import Settings
from tests.repository.places import ROOT

pytestmark = pytest.mark.anyio
CATALOGUES = sorted((ROOT / "examples" / "catalogues").iterdir())
APPROVALS = (
    "编号,批准事项,批准机关,批准主体,批准资源,批准有效期至,批准文号\n"
    "A-1,共享,data_center,housing,population,2027-01-01T00:00:00+08:00,襄政数〔2026〕1号\n"
    "A-2,共享,king,housing,population,,\n"
    "A-1,共享,data_center,housing,other,,\n"
)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def point() -> AsyncIterator[DecisionPoint]:
    async with DecisionPoint(Settings(watch=False)) as point:
        yield point


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    with Book(database_url, migrate=True) as book:
        yield book


async def run(
    point: DecisionPoint, book: Book, *paths: Path, kind: str = "resources", accept: bool = False
) -> Admission:
    return await Importer(point, book, COLLECTIONS[kind], "tester").run(paths, accept_violations=accept)


async def test_violations_stop_an_import_before_anything_is_written(point: DecisionPoint, book: Book) -> None:
    done = await run(point, book, *CATALOGUES)
    assert done.stopped
    assert done.violations > 0
    assert {one["file"] for one in done.problems} == {str(path) for path in CATALOGUES}
    with book.database.reading() as session:
        assert book.register.page(session, Resource, {}, 1) == []


async def test_accepted_rows_are_recorded_once(point: DecisionPoint, book: Book) -> None:
    done = await run(point, book, *CATALOGUES, accept=True)
    assert (done.rows, done.unchanged, done.refused) == (done.written, 0, 0)
    again = await run(point, book, *CATALOGUES, accept=True)
    assert (again.written, again.unchanged) == (0, done.rows)
    with book.database.reading() as session:
        recorded = book.register.get(session, Resource, ("data_resource", "DZ-001"))
        assert recorded is not None
        assert recorded.properties == {
            "regulation": "dazhou",
            "provider": "市自然资源和规划局",
            "sharing_class": "unconditional",
            "openness": "closed",
        }
        assert recorded.entry["interface_description"] == "REST, 按证号查询"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
async def test_what_is_exported_can_be_imported_and_says_nothing_new(
    point: DecisionPoint, book: Book, tmp_path: Path, suffix: str
) -> None:
    await run(point, book, *CATALOGUES, accept=True)
    for kind in ("resources", "organizations"):
        path = tmp_path / f"{kind}{suffix}"
        rows = export(book, COLLECTIONS[kind], point.knowledge.vocabulary, path)
        assert rows > 0
        back = await run(point, book, path, accept=True)
        assert (back.rows, back.written, back.refused) == (rows, 0, 0)


async def test_an_organisation_keeps_the_roles_of_its_other_rows(
    point: DecisionPoint, book: Book, tmp_path: Path
) -> None:
    table = tmp_path / "organizations.csv"
    table.write_text(
        "编号,条目类别,名称,适用法规,单位类别,所在地,机关职责\n"
        "centre,单位,信息中心,xiangyang_2012,行政机关,420600,data_center\n"
        "centre,单位,信息中心,dazhou,行政机关,420600,big_data_bureau、smart_city_office\n",
        encoding="gb18030",
    )
    done = await run(point, book, table, kind="organizations", accept=True)
    assert done.refused == 1  # Dazhou names no such office
    table.write_text(table.read_text("gb18030").replace("、smart_city_office", ""), encoding="utf-8")
    await run(point, book, table, kind="organizations", accept=True)
    with book.database.reading() as session:
        centre = book.register.get(session, Subject, ("organization", "centre"))
    assert centre is not None
    assert centre.roles == {"xiangyang_2012": ["data_center"], "dazhou": ["big_data_bureau"]}
    assert (await run(point, book, table, kind="organizations", accept=True)).written == 0


async def test_rows_that_cannot_be_recorded_are_named(point: DecisionPoint, book: Book, tmp_path: Path) -> None:
    table = tmp_path / "approvals.csv"
    table.write_text(APPROVALS, encoding="utf-8")
    assert (await run(point, book, table, kind="approvals")).stopped
    done = await run(point, book, table, kind="approvals", accept=True)
    assert (done.rows, done.written, done.refused) == (3, 1, 2)
    assert [(one["row"], one["field"]) for one in done.problems] == [(3, "by"), (4, "id")]
    with book.database.reading() as session:
        (approval,) = book.register.page(session, Approval, {"subject": "housing"}, 10)
    assert approval.fields["expires"] == "2026-12-31T16:00:00.000000Z"
    path = tmp_path / "again.csv"
    assert export(book, COLLECTIONS["approvals"], point.knowledge.vocabulary, path) == 1
    assert (await run(point, book, path, kind="approvals")).unchanged == 1


async def test_a_file_that_cannot_be_read_to_its_end_writes_nothing(
    point: DecisionPoint, book: Book, tmp_path: Path
) -> None:
    table = tmp_path / "broken.xlsx"
    table.write_bytes(CATALOGUES[1].read_bytes()[:2000])
    with pytest.raises(UnreadableFileError):
        await run(point, book, table, accept=True)


def test_the_commands_import_show_decide_and_export(tmp_path: Path) -> None:
    terminal = CliRunner(env={"LULING_DATABASE": f"sqlite:///{tmp_path / 'luling.db'}"})
    assert terminal.invoke(app, ["database", "status"]).exit_code == 2
    assert terminal.invoke(app, ["database", "upgrade"]).exit_code == 0
    assert terminal.invoke(app, ["database", "status"]).exit_code == 0
    tables = [str(path) for path in CATALOGUES]
    stopped = terminal.invoke(app, ["register", "import", *tables])
    assert (stopped.exit_code, "未作登记" in stopped.stdout) == (1, True)
    assert terminal.invoke(app, ["register", "import", "--accept-violations", *tables]).exit_code == 0
    shown = terminal.invoke(app, ["register", "show", "DZ-001"])
    assert json.loads(shown.stdout)["properties"]["sharing_class"] == "unconditional"
    assert terminal.invoke(app, ["register", "show", "none"]).exit_code == 2
    assert terminal.invoke(app, ["register", "export", str(tmp_path / "out.csv")]).exit_code == 0
    assert terminal.invoke(app, ["register", "export", str(tmp_path / "out.txt")]).exit_code == 2
    request = {
        "subject": {"type": "organization", "id": "x"},
        "action": {"name": "obtain"},
        "resource": {"type": "data_resource", "id": "DZ-001", "properties": {"sharing_class": "excluded"}},
    }
    path = tmp_path / "request.json"
    path.write_text(json.dumps(request), encoding="utf-8")
    decided = terminal.invoke(app, ["decide", "--json", "--register", str(path)])
    assert [one["recorded"] for one in json.loads(decided.stdout)["context"]["conflicts"]] == ["unconditional"]
