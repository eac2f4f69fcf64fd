"""Publishing made-up articles without reading any: what loading and publishing need, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.load import database, parts, publish
from flows.resolve.across import stamped
from flows.warehouse import Warehouse
from schemas.contract import record_id, tables
from schemas.tables.articles import Article
from schemas.tables.dates import Date
from schemas.tables.runs import Run

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


def publish_articles(house: Warehouse, run_no: int, articles: int) -> None:
    """Publish version `run_no` of so many articles, each with one date that says the number of the run."""
    with house.locked():
        publish.heal(house)
        run_id = record_id("run", run_no)
        name = parts.part_name(run_no, run_id)
        rows = {"articles": _articles(run_no, run_id, articles), "dates": _dates(run_no, articles)}
        for table, records in rows.items():
            arrow = stamped(parts.in_order(tables()[table], tables()[table].to_arrow(records)), NOON)
            parts.write_part(house, table, name, arrow)
        with database.building(house) as connection:
            database.apply_articles(connection, house, name)
            run = tables()["runs"].to_arrow([_run(run_no, run_id)])
            database.append_log(connection, tables()["runs"], run)
            database.demand_sound(connection)
        publish.commit(house, name, run)


def _articles(run_no: int, run_id: str, count: int) -> list[Article]:
    return [
        Article(
            article_id=record_id("article", number),
            version=run_no,
            source=f"{number}.txt",
            text=str(run_no),
            content_hash=f"{run_no:064x}",
            run_id=run_id,
        )
        for number in range(count)
    ]


def _dates(run_no: int, count: int) -> list[Date]:
    return [
        Date(
            date_id=record_id("date", number, run_no),
            article_id=record_id("article", number),
            char_start=0,
            char_end=len(str(run_no)),
            text=str(run_no),
            timex_type="DATE",
            anchor="none",
        )
        for number in range(count)
    ]


def _run(run_no: int, run_id: str) -> Run:
    return Run(
        run_id=run_id,
        run_no=run_no,
        started_at=NOON,
        finished_at=NOON,
        status="published",
        code_version="0",
        model="none",
        config_hash="0" * 24,
        seen=0,
        new=0,
        changed=0,
        unchanged=0,
        quarantined=0,
    )


@pytest.fixture
def house(tmp_path: Path) -> Warehouse:
    """An empty warehouse."""
    return Warehouse(tmp_path / "warehouse")


@pytest.fixture
def publish_run() -> Callable[[Warehouse, int, int], None]:
    """Publishes made-up articles."""
    return publish_articles
