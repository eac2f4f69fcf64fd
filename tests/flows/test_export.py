"""Exports are whole, readable by others, and safe to open."""

from __future__ import annotations

import csv
import json

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from flows import report
from flows.errors import DatelineError
from flows.export import export_tables, formats
from flows.export.csv import cell
from flows.load import ddl
from schemas.contract import tables

HOSTILE = '=HYPERLINK("http://x"),<script>alert(1)</script>'


@pytest.fixture
def connection():
    with duckdb.connect() as made:
        made.execute("SET TimeZone = 'UTC'")
        ddl.create(made)
        made.execute(
            "INSERT INTO articles BY NAME SELECT repeat('0', 24) AS article_id, 1 AS version, 'a.txt' AS source, "
            "$1 AS title, $1 AS text, ['A', $1] AS authors, repeat('0', 64) AS content_hash, "
            "repeat('1', 24) AS run_id, "
            "TIMESTAMPTZ '2020-01-02 03:04:05Z' AS published_at, TIMESTAMPTZ '2021-01-01 00:00:00Z' AS recorded_at",
            [HOSTILE],
        )
        made.execute(
            "INSERT INTO quarantine BY NAME SELECT repeat('1', 24) AS run_id, 'parse' AS stage, $1 AS source, "
            "'empty' AS reason_code, $1 AS reason, $1 AS payload, TIMESTAMPTZ '2021-01-01 00:00:00Z' AS seen_at",
            [HOSTILE],
        )
        yield made


def test_every_table_is_exported(connection, tmp_path):
    written = export_tables(connection, tmp_path, "parquet", None)
    assert [path.parent.name for path in written] == list(tables())
    for path in written:
        assert set(tables()[path.parent.name].schema.names) <= set(pq.read_schema(path).names)
    assert pd.read_parquet(tmp_path / "articles").title.tolist() == [HOSTILE]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*tables(), "manifest.json"])


def test_csv_holds_no_formula(connection, tmp_path):
    (path,) = export_tables(connection, tmp_path, "csv", ["articles"])
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'" + HOSTILE
    assert row["published_at"] == "2020-01-02T03:04:05+00:00"
    assert json.loads(row["authors"]) == ["A", HOSTILE]


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_disarmed(value):
    assert cell(value) == "'" + value


def test_jsonl_holds_values_as_they_are(connection, tmp_path):
    (path,) = export_tables(connection, tmp_path, "jsonl", ["articles"])
    (row,) = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    assert row["title"] == HOSTILE


def test_an_export_replaces_the_one_before(connection, tmp_path):
    for form in formats():
        export_tables(connection, tmp_path, form, ["articles"])
        assert [p.name for p in (tmp_path / "articles").iterdir()] == [f"articles{formats()[form].SUFFIX}"]


@pytest.mark.parametrize(("form", "only"), [("docx", None), ("csv", ["nonsense"]), ("gexf", ["articles"])])
def test_an_unknown_format_or_table_is_refused(connection, tmp_path, form, only):
    with pytest.raises(DatelineError, match="expected"):
        export_tables(connection, tmp_path, form, only)


def test_the_report_escapes_every_value_and_loads_nothing(connection):
    page = report.html(connection)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
