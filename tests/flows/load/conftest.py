"""Publishing made-up articles without reading any: what loading and publishing need, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows import gazetteer
from flows.load import database, ddl, models, parts, publish
from flows.resolve.across import derive, stamped
from flows.warehouse import Warehouse
from schemas.contract import Field, Record, record_id, tables
from schemas.tables.articles import Article
from schemas.tables.dates import Date
from schemas.tables.runs import Run

WHOLE = gazetteer.table
NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


def publish_articles(house: Warehouse, run_no: int, articles: int) -> None:
    """Publish version `run_no` of so many articles, each with one date that says the number of the run."""
    run_id = record_id("run", run_no)
    rows = {"articles": _articles(run_no, run_id, articles), "dates": _dates(run_no, articles)}
    publish_rows(house, run_no, rows)


def publish_rows(
    house: Warehouse,
    run_no: int,
    rows: Mapping[str, Sequence[Record]],
    past: Sequence[Mapping[str, Sequence[Record]]] = (),
) -> None:
    """Publish rows of articles as run `run_no`, with what is derived from them; `past` are earlier versions of them."""
    with house.locked():
        publish.heal(house)
        run_id = record_id("run", run_no)
        name = parts.part_name(run_no, run_id)
        at = NOON + timedelta(days=run_no)
        named = {name: rows} | {parts.past_name(name, number): each for number, each in enumerate(past, 1)}
        for each, (table, records) in ((each, item) for each, said in named.items() for item in said.items()):
            arrow = stamped(parts.in_order(tables()[table], tables()[table].to_arrow(records)), at)
            parts.write_part(house, table, each, arrow)
        with database.building(house) as connection:
            database.apply_articles(connection, house, name)
            for derived in (tables()[table] for table in database.DERIVED):
                computed = derive(connection, derived, at)
                parts.write_part(house, derived.name, name, computed)
                database.apply_derived(connection, house, derived, computed)
            run = tables()["runs"].to_arrow([_run(run_no, run_id)])
            database.append_log(connection, tables()["runs"], run)
            database.demand_sound(connection)
        publish.commit(house, name, run)


@cache
def _no_places() -> pa.Table:
    return WHOLE().slice(0, 0)


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
        started_at=NOON + timedelta(days=run_no),
        finished_at=NOON + timedelta(days=run_no),
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


@pytest.fixture(autouse=True)
def short_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    """No place: nothing here is resolved, and the whole table costs a second a run."""
    monkeypatch.setattr(gazetteer, "table", _no_places)


@pytest.fixture
def house(tmp_path: Path) -> Warehouse:
    """An empty warehouse."""
    return Warehouse(tmp_path / "warehouse")


@pytest.fixture
def publish_run() -> Callable[[Warehouse, int, int], None]:
    """Publishes made-up articles."""
    return publish_articles


@pytest.fixture(scope="session")
def publish_run_of() -> Callable[[Warehouse, int, Mapping[str, Sequence[Record]]], None]:
    """Publishes made-up rows."""
    return publish_rows


class Rows:
    """An empty warehouse with its models, in memory, and rows put into it one by one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def add(self, table: str, **values: object) -> None:
        """Insert one row; what a table demands and `values` don't give is filled in."""
        fields = ddl.loaded_fields(tables()[table])
        row = {f.name: values.pop(f.name, None if f.nullable else _filler(f)) for f in fields}
        assert not values, f"{table} has no column {', '.join(values)}"
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        self.connection.execute(f"INSERT INTO main.{table} ({names}) VALUES ({marks})", list(row.values()))

    def all(self, query: str, *parameters: object) -> list[dict[str, object]]:
        """Every row that answers a query, by column."""
        return self.connection.execute(query, list(parameters)).to_arrow_table().to_pylist()


def _filler(field: Field) -> object:
    if field.column.codes:
        return next(iter(field.column.codes)).value
    made = {pa.string(): "x", pa.int32(): 1, pa.int64(): 1, pa.float64(): 1.0, pa.bool_(): False}
    return made.get(field.column.type, NOON)


@pytest.fixture(scope="session")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse in memory, with its models."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        ddl.create(connection)
        models.create(connection)
        yield connection


@pytest.fixture
def rows(empty_warehouse: duckdb.DuckDBPyConnection) -> Iterator[Rows]:
    """A warehouse to fill row by row; empty again afterwards."""
    empty_warehouse.begin()
    yield Rows(empty_warehouse)
    empty_warehouse.rollback()
