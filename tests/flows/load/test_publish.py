"""Publishing: whole or not at all, readable meanwhile, and by older clients."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from flows.errors import ContractError
from flows.load import database, parts, publish
from schemas.contract import tables

READER = """
    import os, sys, time
    import duckdb
    path, stop = sys.argv[1:]
    reads = wrong = 0
    while not os.path.exists(stop):
        time.sleep(0.1)
        with duckdb.connect(path, read_only=True) as connection:
            for _ in range(3):
                last, = connection.execute("SELECT max(run_no) FROM runs").fetchall()[0]
                seen = connection.execute("SELECT DISTINCT version FROM articles").fetchall()
                said = connection.execute("SELECT DISTINCT text FROM dates").fetchall()
                reads += 3
                wrong += seen != [(last,)] or said != [(str(last),)]
    print(reads, wrong)
"""


@pytest.mark.slow
def test_readers_see_whole_publishes_only(house, publish_run, tmp_path):
    publish_run(house, 1, 50)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", textwrap.dedent(READER), str(house.database), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    try:
        for run_no in range(2, 22):
            publish_run(house, run_no, 50)
    finally:
        stop.touch()
        answers = [reader.communicate(timeout=60)[0].split() for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * 4
    assert [wrong for _, wrong in answers] == ["0"] * 4
    assert sum(int(reads) for reads, _ in answers) > 100


def test_history_holds_what_was_superseded(house, publish_run):
    for run_no in (1, 2, 3):
        publish_run(house, run_no, 2)
    with publish.connect(house) as connection:
        rows = connection.execute(
            "SELECT version, retracted_at IS NULL, count(*) FROM history.articles GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        assert rows == [(1, False, 2), (2, False, 2), (3, True, 2)]
        assert connection.execute("SELECT count(*) FROM history.dates").fetchall() == [(6,)]


def test_parts_of_an_uncommitted_run_are_removed(house, publish_run):
    publish_run(house, 1, 1)
    stray = parts.part(house, "dates", "000002-" + "f" * 24 + ".parquet")
    stray.write_bytes(b"left by a killed run")
    publish.heal(house)
    assert not stray.exists()
    assert list(parts.left_over(house)) == []


def test_a_committed_run_missing_from_the_database_is_replayed(house, publish_run, tmp_path):
    publish_run(house, 1, 1)
    shutil.copy(house.database, tmp_path / "old")
    publish_run(house, 2, 1)
    shutil.copy(tmp_path / "old", house.database)
    publish.heal(house)
    with publish.connect(house) as connection:
        assert connection.execute("SELECT version FROM articles").fetchall() == [(2,)]
        assert connection.execute("SELECT run_no FROM runs ORDER BY 1").fetchall() == [(1,), (2,)]


def test_a_broken_key_or_reference_is_found(house, publish_run):
    publish_run(house, 1, 2)
    with database.building(house) as connection:
        assert database.check(connection) == []
        connection.execute("INSERT INTO dates FROM dates LIMIT 1")
        connection.execute("UPDATE articles SET run_id = 'nothing' WHERE source = '0.txt'")
        with pytest.raises(ContractError, match=r"articles.run_id: 1 rows refer to no row of runs.*dates: 1 keys"):
            database.demand_sound(connection)


def test_the_file_is_of_a_version_that_older_clients_read(house, publish_run):
    publish_run(house, 1, 1)
    with duckdb.connect(str(house.database), read_only=True) as connection:
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert tags == [({"storage_version": "v1.0.0+"},)]


OTHERS = Path(os.environ.get("DATELINE_OTHER_DUCKDB", Path(sys.prefix) / "other-duckdb"))


@pytest.mark.parametrize("other", sorted(OTHERS.glob("[0-9]*")), ids=lambda path: path.name)
def test_another_duckdb_reads_every_table(house, publish_run, other):
    publish_run(house, 1, 3)
    names = list(tables())
    program = f"""
        import duckdb
        with duckdb.connect({str(house.database)!r}, read_only=True) as connection:
            print(duckdb.__version__)
            for name in {names!r}:
                connection.execute(f'FROM main."{{name}}"').fetchall()
            print(connection.execute("SELECT count(*) FROM history.articles").fetchall())
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    environment = {**os.environ, "PYTHONPATH": str(other)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert said == [other.name, "[(3,)]"]
    assert other.name != duckdb.__version__


def test_another_duckdb_is_installed():
    """`make` installs an older and a newer DuckDB beside the environment; without them nothing was proved."""
    assert len(list(OTHERS.glob("[0-9]*"))) >= 2
