"""Reading anew what was taken in: nothing is fetched, nothing is churned, and history says who believed what."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.load import publish
from flows.reprocessing import reprocess
from flows.soundness import problems
from flows.warehouse import Warehouse
from schemas.contract import tables

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def rows(house: Warehouse, query: str) -> list[tuple]:
    with duckdb.connect(str(house.database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def believed(house: Warehouse) -> dict[str, list[tuple]]:
    """Every row of history but those of the articles themselves, which name the run that read them."""
    return {
        name: rows(house, f"FROM history.{name} ORDER BY ALL")
        for name, table in tables().items()
        if table.scope != "log" and name != "articles"
    }


def forget(house: Warehouse, table: str, condition: str) -> None:
    """Make it as if an earlier release had not read some rows."""
    for path in (house.tables / table).glob("*.parquet"):
        kept = duckdb.execute(f"FROM read_parquet('{path}') WHERE NOT ({condition})").to_arrow_table()
        pq.write_table(kept.cast(pq.read_schema(path)), path)
    publish.rebuild(house)


def test_articles_are_read_anew_from_the_bytes_as_kept(ingest, folder, tmp_path, monkeypatch):
    house = Warehouse(tmp_path / "w")
    ingest(house.root, folder)
    for path in folder.iterdir():
        path.unlink()
    assert reprocess(house, [])["runs"] == []

    before = believed(house)
    made = reprocess(house, [], force=True, at_once=1)
    assert (made["articles"], len(made["runs"])) == (2, 2)
    assert believed(house) == before
    assert problems(house) == []

    forget(house, "figures", "measure = 'killed'")
    assert rows(house, "SELECT count(*) FROM figures WHERE measure = 'killed'") == [(0,)]
    monkeypatch.setenv("DATELINE_MAX_ARTICLE_CHARS", "999999")
    assert reprocess(house, ["harbour.txt"])["articles"] == 1
    read = "FROM figures JOIN runs r ON r.started_at = recorded_at WHERE measure = 'killed'"
    assert rows(house, f"SELECT DISTINCT value, r.status {read}") == [(2.0, "reprocessed")]
    assert reprocess(house, [])["articles"] == 1  # the other one
    assert reprocess(house, [])["runs"] == []
    assert rows(house, "SELECT DISTINCT version FROM history.articles") == [(1,)]
    assert problems(house) == []


def test_an_article_whose_bytes_are_gone_is_read_as_it_is_stored(ingest, folder, tmp_path):
    house = Warehouse(tmp_path / "w")
    ingest(house.root, folder)
    before = believed(house)
    for path in Path(house.raw).glob("*/*"):
        path.unlink()
    assert reprocess(house, [], force=True)["articles"] == 2
    assert believed(house) == before
