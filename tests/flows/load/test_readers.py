"""Readers beside a writer: no query fails, none sees parts of two publishes, and who stays open sees the next."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from flows.current import Current
from flows.warehouse import Warehouse
from tests.flows.load import commands
from tests.flows.load.test_crashes import process  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
FEWEST = 10  # articles of run 0; each run has one more, and publishes all of them anew
QUERY = """
    SELECT (SELECT max(run_no) FROM runs), (SELECT count(*) FROM runs), count(*), min(version), max(version),
           (SELECT count(*) FROM dates), (SELECT min(text::INTEGER) FROM dates), (SELECT max(text::INTEGER) FROM dates),
           (SELECT count(*) FROM history.articles), (SELECT count(*) FROM history.dates)
    FROM articles
"""
READER = """
    import os, sys, time
    from contextlib import contextmanager
    from pathlib import Path
    import duckdb
    root, way, stop, least, query = sys.argv[1:]
    if way == "current":
        from flows.current import Current
        from flows.warehouse import Warehouse
        opened = Current(Warehouse(Path(root))).reading
    else:
        opened = lambda: duckdb.connect(root + "/dateline.duckdb", read_only=True)
    reads = mixed = last = 0
    states = set()
    while reads < int(least) or not os.path.exists(stop):
        with opened() as connection:
            for _ in range(3):
                seen, = connection.execute(query).fetchall()
                r, n, all = seen[0], seen[0] + FEWEST, sum(FEWEST + i for i in range(1, seen[0] + 1))
                reads += 1
                mixed += seen != (r, r, n, 1, r, n, r, r, all, all) or r < last
                last = r
                states.add(r)
        time.sleep(0.03)
    print(reads, mixed, len(states))
"""


@contextmanager
def reading(house: Warehouse, folder: Path, least: int) -> Iterator[list[list[int]]]:
    """Four readers beside what is done meanwhile; afterwards the numbers of queries, of mixed answers, of states."""
    stop, answers = folder / "stop", list[list[int]]()
    program = textwrap.dedent(READER).replace("FEWEST", str(FEWEST))
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(house.root), way, str(stop), str(least), QUERY],
            stdout=subprocess.PIPE,
            text=True,
        )
        for way in ("current", "current", "duckdb", "duckdb")
    ]
    try:
        yield answers
    finally:
        stop.touch()
        said = [reader.communicate(timeout=600)[0].split() for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * 4, "a query failed"
    answers += [[int(number) for number in each] for each in said]


def test_readers_see_one_publish_whole(house, publish_run, tmp_path, endurance):
    publishes, queries = (100, 10_000) if endurance else (10, 1_000)
    publish_run(house, 1, FEWEST + 1)
    with reading(house, tmp_path, queries // 4) as answers:
        for run_no in range(2, publishes + 2):
            publish_run(house, run_no, FEWEST + run_no)
    print(f"{publishes} publishes: {answers}")
    assert sum(reads for reads, _, _ in answers) >= queries
    assert [mixed for _, mixed, _ in answers] == [0] * 4
    assert min(states for _, _, states in answers) > publishes / 3


def test_a_mix_of_two_publishes_is_found_out(house, publish_run, tmp_path):
    """The check can fail: all readers see articles of another run than the dates."""
    publish_run(house, 1, FEWEST + 1)
    shutil.copy(house.database, house.next_database)
    with duckdb.connect(str(house.next_database)) as connection:
        connection.execute("UPDATE main.articles SET version = 2 WHERE source = '3.txt'")
    house.next_database.replace(house.database)
    with reading(house, tmp_path, 3) as answers:
        pass
    assert [mixed for _, mixed, _ in answers] == [reads for reads, _, _ in answers]


def versions(connection: duckdb.DuckDBPyConnection) -> list[tuple[int]]:
    return connection.execute("SELECT DISTINCT version FROM articles").fetchall()


def test_who_stays_open_sees_the_next_publish(house, process):  # noqa: F811
    assert process(commands.publish_articles, house, 1, 2) == 0
    with closing(Current(house)) as current:
        for run_no in (2, 3):
            with current.reading() as connection:
                assert versions(connection) == [(run_no - 1,)]
            assert current.is_current()
            assert process(commands.publish_articles, house, run_no, 2) == 0
            assert not current.is_current()
        with current.reading() as connection:
            assert versions(connection) == [(3,)]


def test_a_connection_that_is_kept_holds_later_ones_at_the_old_file(house, process):  # noqa: F811
    """Why there is `Current`: DuckDB has one instance a path and process."""
    assert process(commands.publish_articles, house, 1, 2) == 0
    with duckdb.connect(str(house.database), read_only=True) as kept:
        assert process(commands.publish_articles, house, 2, 2) == 0
        with duckdb.connect(str(house.database), read_only=True) as connection:
            assert versions(connection) == versions(kept) == [(1,)]
    with duckdb.connect(str(house.database), read_only=True) as connection:
        assert versions(connection) == [(2,)]


def test_threads_share_what_is_open(house, process):  # noqa: F811
    """Many readers at once, always at least one at work: the next publish is seen all the same."""
    assert process(commands.publish_articles, house, 1, 2) == 0
    done, seen, lock = threading.Event(), set[tuple[tuple[int], ...]](), threading.Lock()

    def read(current: Current) -> None:
        while not done.is_set():
            with current.reading() as connection:
                found = versions(connection)
            with lock:
                seen.add(tuple(found))

    with closing(Current(house)) as current:
        threads = [threading.Thread(target=read, args=(current,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for run_no in (2, 3):
                assert process(commands.publish_articles, house, run_no, 2) == 0
            with current.reading() as connection:
                assert versions(connection) == [(3,)]
        finally:
            done.set()
            for thread in threads:
                thread.join(60)
    assert seen == {((1,),), ((2,),), ((3,),)}


@pytest.fixture
def prompt(house: Warehouse) -> Iterator[Callable[[str], str]]:
    """A prompt of `dateline sql`, open all the time; gives what it answers with."""
    command = [str(Path(sys.executable).with_name("dateline")), "sql", "-w", str(house.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:

        def ask(query: str) -> str:
            assert session.stdin
            assert session.stdout
            session.stdin.write(query + ";\n")
            session.stdin.flush()
            return next(line for line in session.stdout if "answer:" in line)

        yield ask
        assert session.stdin
        session.stdin.close()
        assert session.wait(60) == 0


def test_the_prompt_sees_the_next_publish(house, publish_run, request):
    publish_run(house, 1, 2)
    prompt = request.getfixturevalue("prompt")
    for run_no in (2, 3, 4):
        assert f"answer:{run_no - 1}." in prompt("SELECT DISTINCT 'answer:' || version || '.' AS said FROM articles")
        publish_run(house, run_no, 2)
    assert "answer:4." in prompt("SELECT DISTINCT 'answer:' || version || '.' AS said FROM articles")
