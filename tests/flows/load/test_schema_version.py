"""A warehouse of an earlier release is brought forward by the next run, one of a later release is refused."""

from __future__ import annotations

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows import cli
from flows.errors import VersionError
from flows.load import ddl, publish
from flows.soundness import problems


def age(house, version: int, *lost: str) -> None:
    """Make a warehouse one of another release: without columns in its tables and parts, and with that version."""
    with duckdb.connect(str(house.database)) as connection:
        connection.execute(f"CREATE OR REPLACE MACRO main.schema_version() AS {version}")
        connection.execute("DROP VIEW main.timeline")
        connection.execute("DROP TABLE main.fingerprints")
    for path in (house.tables / "articles").glob("*.parquet"):
        table = pq.read_table(path)
        pq.write_table(table.drop_columns(list(lost)), path)


def test_tables_of_an_earlier_release_are_brought_forward(house, publish_run):
    publish_run(house, 1, 2)
    publish_run(house, 2, 1)
    age(house, 1, "modified_at", "duplicate_of", "duplicate_kind")
    publish.heal(house)
    assert publish.schema_version(house) == ddl.SCHEMA_VERSION
    with publish.connect(house) as connection:
        rows = connection.execute("SELECT version, modified_at, duplicate_of FROM articles ORDER BY 1").fetchall()
        assert rows == [(1, None, None), (2, None, None)]
        assert connection.execute("SELECT count(*) FROM history.articles").fetchall() == [(3,)]
    assert problems(house) == []
    publish_run(house, 3, 2)


def test_tables_of_a_later_release_are_refused(house, publish_run):
    publish_run(house, 1, 1)
    age(house, ddl.SCHEMA_VERSION + 1)
    before = house.database.read_bytes()
    for attempt in (publish.heal, publish.rebuild, publish.connect):
        with pytest.raises(VersionError, match=f"version {ddl.SCHEMA_VERSION + 1}, written by a later dateline"):
            attempt(house)
    assert house.database.read_bytes() == before
    result = CliRunner().invoke(cli.app, ["status", "-w", str(house.root)])
    assert isinstance(result.exception, VersionError)
