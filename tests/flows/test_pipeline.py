"""The main job, for real: files in, tables out."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.load import publish
from flows.soundness import problems
from flows.warehouse import Warehouse
from schemas.contract import tables

# One after another: two of Prefect's own servers starting at once may choose the same port.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def rows(house: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(query).fetchall()


def contents(house: Path) -> dict[str, list[tuple]]:
    """Every row of every table that an article decides, without the clock's columns and the runs' ids."""
    found = {}
    for name, contract in tables().items():
        if contract.scope != "log":
            chosen = [c for c in contract.schema.names if c not in {"run_id", "decided_at"}]
            found[name] = sorted(rows(house, f"SELECT {', '.join(f'"{c}"' for c in chosen)} FROM {name}"), key=repr)
    return found


def parquet_bytes(house: Path) -> dict[str, str]:
    parts = sorted((house / "tables").rglob("*.parquet"))
    return {str(p.relative_to(house)): hashlib.sha256(p.read_bytes()).hexdigest() for p in parts}


def test_articles_become_sound_tables(ingest, folder, tmp_path):
    house = tmp_path / "warehouse"
    summary = ingest(house, folder)
    assert {k: summary[k] for k in ("status", "seen", "new", "quarantined")} == {
        "status": "published", "seen": 2, "new": 2, "quarantined": 0,
    }  # fmt: skip
    assert problems(Warehouse(house)) == []
    header = "SELECT title, authors, published_edtf FROM articles WHERE source = 'harbour.txt'"
    assert rows(house, header) == [("Blast at Tallinn harbour kills dockers", ["Mari Tamm"], "2021-03-03")]
    names = {name for (name,) in rows(house, "SELECT name FROM entity_names WHERE name_kind <> 'short'")}
    assert {"Jaan Kask", "Abu Yusuf", "BF"} <= names
    assert rows(house, "SELECT speaker_text FROM quotes WHERE quote_type = 'direct'") == [("a Latvian police officer",)]
    assert rows(house, "SELECT DISTINCT value FROM figures WHERE measure = 'killed'") == [(2.0,)]
    for name in ("segments", "sentences", "dates", "figures", "event_mentions", "events", "runs", "inputs"):
        assert rows(house, f"SELECT count(*) FROM {name}") != [(0,)], name


def test_every_column_of_the_warehouse_has_its_type_and_comment(ingest, folder, tmp_path):
    ingest(tmp_path / "w", folder)
    found = rows(
        tmp_path / "w",
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal",
    )
    columns = {(table, column): (nullable, comment) for table, column, _, nullable, comment in found}
    for contract in tables().values():
        for field in contract.fields:
            assert columns[contract.name, field.name] == (field.nullable, field.column.meaning)


def test_a_second_run_publishes_nothing(ingest, folder, tmp_path):
    house = tmp_path / "w"
    ingest(house, folder)
    database, parts = (house / "dateline.duckdb").stat(), parquet_bytes(house)
    again = ingest(house, folder)
    assert (again["status"], again["unchanged"], again["seen"]) == ("unchanged", 2, 2)
    after = (house / "dateline.duckdb").stat()
    assert (after.st_ino, after.st_mtime_ns) == (database.st_ino, database.st_mtime_ns)
    assert parquet_bytes(house) == parts


def test_a_changed_article_supersedes_its_facts(ingest, folder, tmp_path):
    house = tmp_path / "w"
    ingest(house, folder)
    file = folder / "harbour.txt"
    file.write_text(file.read_text("utf-8").replace("Two dock", "Three dock"), encoding="utf-8")
    summary = ingest(house, folder)
    assert (summary["changed"], summary["unchanged"]) == (1, 1)
    assert rows(house, "SELECT version FROM articles ORDER BY source") == [(2,), (1,)]
    assert rows(house, "SELECT DISTINCT value FROM figures WHERE measure = 'killed'") == [(3.0,)]
    history = "SELECT DISTINCT value, retracted_at IS NULL FROM history.figures WHERE measure = 'killed' ORDER BY value"
    assert rows(house, history) == [(2.0, False), (3.0, True)]
    fresh = tmp_path / "fresh"
    ingest(fresh, folder)
    assert {k: v for k, v in contents(house).items() if k != "articles"} == {
        k: v for k, v in contents(fresh).items() if k != "articles"
    }
    assert problems(Warehouse(house)) == []


def test_a_rebuild_gives_the_same_database(ingest, folder, tmp_path):
    house = tmp_path / "w"
    ingest(house, folder / "strike.txt")
    ingest(house, folder)
    before = {n: rows(house, f"FROM history.{n} ORDER BY ALL") for n, t in tables().items() if t.scope != "log"}
    logs = {n: rows(house, f"FROM {n} ORDER BY ALL") for n, t in tables().items() if t.scope == "log"}
    (house / "dateline.duckdb").unlink()
    publish.rebuild(Warehouse(house))
    assert {n: rows(house, f"FROM history.{n} ORDER BY ALL") for n in before} == before
    assert {n: rows(house, f"FROM {n} ORDER BY ALL") for n in logs} == logs


def test_a_run_heals_what_a_killed_one_left(ingest, folder, tmp_path):
    house, whole = tmp_path / "w", tmp_path / "whole"
    ingest(house, folder / "strike.txt")
    shutil.copytree(house, tmp_path / "before")
    ingest(house, folder)
    ingest(whole, folder / "strike.txt")
    ingest(whole, folder)
    # Killed between commit and swap: parts are there, the database is the one before.
    shutil.copy(tmp_path / "before" / "dateline.duckdb", house / "dateline.duckdb")
    # Killed while writing the parts of a further run: parts without the part of `runs` that commits them.
    part = next((house / "tables" / "dates").glob("000002*"))
    shutil.copy(part, part.with_name("000003-" + "0" * 24 + ".parquet"))
    (house / "dateline.next.duckdb").write_bytes(b"half written")
    assert ingest(house, folder)["status"] == "unchanged"
    assert contents(house) == contents(whole)
    assert problems(Warehouse(house)) == []


def test_other_batches_give_the_same_rows(ingest, folder, tmp_path):
    ingest(tmp_path / "one", folder)
    ingest(tmp_path / "two", folder, batch_chars=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_bad_input_is_quarantined_and_the_rest_loads(ingest, folder, tmp_path):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "lines.jsonl").write_text('{"id": "a", "text": "Snow fell in Oslo."}\nnot json\n{"id": "b"}\n', "utf-8")
    summary = ingest(tmp_path / "w", folder)
    assert summary["new"] == 3
    assert summary["seen"] == summary["new"] + summary["quarantined"] == 7
    refused = dict(rows(tmp_path / "w", "SELECT source, reason_code FROM quarantine"))
    assert set(refused) == {"empty.txt", "binary.bin", "lines.jsonl#2", "lines.jsonl#3"}
    assert refused["empty.txt"] == "empty"
    named = {source for (source,) in rows(tmp_path / "w", "SELECT source FROM inputs")}
    assert set(refused) | {"harbour.txt", "strike.txt", "lines.jsonl", "lines.jsonl#1"} == named
    assert ingest(tmp_path / "w", folder)["status"] == "unchanged"


def test_parts_are_parquet_that_others_can_read(ingest, folder, tmp_path):
    ingest(tmp_path / "w", folder)
    part = next((tmp_path / "w" / "tables" / "articles").glob("*.parquet"))
    table = pq.read_table(part)
    assert table.schema.field("published_at").type.tz == "UTC"
    assert pq.ParquetFile(part).metadata.row_group(0).column(0).compression == "ZSTD"
