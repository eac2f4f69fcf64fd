"""Whatever ends a run, and whatever becomes of its files: a plain run later, all is as if nothing had happened."""

from __future__ import annotations

import fcntl
import hashlib
import multiprocessing
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.errors import DamagedError, exit_code
from flows.load import parts, publish
from flows.logs import idle_runs
from flows.soundness import problems
from flows.storage import trouble
from flows.warehouse import Warehouse
from tests.flows.load import crashing

pytestmark = pytest.mark.slow
FIRST, IDLE, SECOND, THIRD = 1_700_000_000, 1_700_001_000, 1_700_002_000, 1_700_003_000
MOST = 300
SANK = "a ship sank off the coast of the island with all its cargo"  # another text there would be another piece


@pytest.fixture(scope="session")
def process() -> Callable[..., int]:
    """Runs a function in a process of its own, which has imported all already; gives its exit code."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.flows.load.crashing"])

    def ended(function: Callable[..., None], *given: object) -> int:
        child = context.Process(target=function, args=given)
        child.start()
        child.join(120)
        assert child.exitcode is not None, "it hangs"
        return child.exitcode

    return ended


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: one that changes its text, and one that is new, after the first run."""
    folder = tmp_path_factory.mktemp("articles")
    for number, files in enumerate(({"a": f"2001 {SANK}"}, {"a": f"2002 {SANK}", "b": "2003 a ship came"})):
        (folder / str(number)).mkdir()
        for name, text in files.items():
            (folder / str(number) / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def before(process, articles, tmp_path_factory) -> Path:
    """A warehouse after a first run, and one that found nothing new."""
    root = tmp_path_factory.mktemp("before") / "w"
    for epoch in (FIRST, IDLE):
        assert process(crashing.run, root, articles / "0", epoch) == 0
    return root


@pytest.fixture(scope="session")
def whole(process, articles, before, tmp_path_factory) -> dict[str, Any]:
    """What an uninterrupted second run leaves."""
    root = tmp_path_factory.mktemp("whole") / "w"
    shutil.copytree(before, root)
    assert process(crashing.run, root, articles / "1", SECOND) == 0
    return contents(root)


def contents(root: Path) -> dict[str, Any]:
    """Each table's number of rows and checksum over all of them, and each part's and input's hash.

    Left out is `names`: what runs have computed of names and may compute again.
    """
    house = Warehouse(root)
    found: dict[str, Any] = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in (house.tables, house.raw)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    with publish.connect(house) as connection:
        for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND schema_name <> 'names'"
        ).fetchall():
            query = f'SELECT count(*), bit_xor(hash(t)), sum(hash(t)) FROM {schema}."{name}" AS t'
            found[f"{schema}.{name}"] = connection.execute(query).fetchall()
    return found


def left_behind(root: Path) -> list[str]:
    """Whatever lies in a warehouse that a run leaves to nobody; and its lock, if it is held."""
    own = {"dateline.duckdb", "tables", "raw", ".lock", "idle_runs.jsonl"}
    found = [path.name for path in root.iterdir() if path.name not in own]
    found += [path.name for path in parts.left_over(Warehouse(root))]
    found += [str(row) for row in parts.committed(Warehouse(root)) if "tmp" in row]
    with (root / ".lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            found.append("the lock is held")
    return found


def demand_whole(root: Path, whole: dict[str, Any], what: str) -> None:
    """A warehouse holds what an uninterrupted run leaves, and nothing else."""
    assert contents(root) == whole, what
    assert left_behind(root) == [], what
    with publish.connect(Warehouse(root)) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchall() == [(3,)], what


def test_killed_at_every_step(process, articles, before, whole, tmp_path):
    """Two of the run's steps are its commit and its swap: what was killed before, between and after differs."""
    seen, step = {"old": 0, "committed": 0, "swapped": 0}, 0
    old = (before / "dateline.duckdb").read_bytes()
    for step in range(1, MOST):
        root = tmp_path / str(step)
        shutil.copytree(before, root)
        if process(crashing.killed, root, articles / "1", SECOND, step) == 0:
            break
        is_committed = len(parts.committed(Warehouse(root))) == 2
        is_swapped = (root / "dateline.duckdb").read_bytes() != old
        seen["swapped" if is_swapped else "committed" if is_committed else "old"] += 1
        with publish.connect(Warehouse(root)) as connection:  # readable whatever happened
            assert connection.execute("SELECT count(*) FROM dates").fetchall() == [(2 if is_swapped else 1,)]
        assert process(crashing.run, root, articles / "1", SECOND) == 0, step
        demand_whole(root, whole, f"killed at step {step}")
        assert [row.run_no for row in idle_runs(Warehouse(root))] == ([4] if is_committed else []), step
        shutil.rmtree(root)
    print(f"{step - 1} steps: {seen}")
    assert step > 60
    assert min(seen.values()) > 0


def test_without_healing_the_comparison_fails(process, articles, before, whole, tmp_path):
    """The check can fail: parts of an uncommitted run and a database that misses a run are seen."""
    root = tmp_path / "w"
    shutil.copytree(before, root)
    assert process(crashing.killed, root, articles / "1", SECOND, 40) == -signal.SIGKILL
    with pytest.raises(AssertionError):
        demand_whole(root, whole, "not healed")


def test_runs_without_news_are_taken_in_once(process, articles, before, whole, tmp_path):
    """Killed between the swap and the removal of their note: the next publish must not take them in again."""
    root = tmp_path / "w"
    shutil.copytree(before, root)
    assert process(crashing.run, root, articles / "1", SECOND) == 0
    shutil.copy(before / "idle_runs.jsonl", root)
    assert process(crashing.run, root, articles / "0", THIRD) == 0
    with publish.connect(Warehouse(root)) as connection:
        assert connection.execute("SELECT run_no FROM runs ORDER BY 1").fetchall() == [(1,), (2,), (3,), (4,)]
    assert left_behind(root) == []


def test_a_full_disk(process, articles, before, whole, tmp_path):
    """No file may grow beyond a size: the run says why it stops, the old database stays, the next run ends well."""
    size = (before / "dateline.duckdb").stat().st_size
    old, stopped, said = contents(before), 0, tmp_path / "said"
    for limit in [1, 10, 64, 500, 1500, 4000, *(size * n // 8 for n in range(1, 14)), 16 * size]:
        root = tmp_path / str(limit)
        shutil.copytree(before, root)
        said.write_bytes(b"")
        ended = process(crashing.bounded, root, articles / "1", SECOND, limit, said)
        if ended:
            stopped += 1
            assert ended == crashing.STOPPED, limit
            assert (said.read_text("utf-8") + " " * 9)[: min(limit, 2)] in ("5 ", "5"), said.read_text("utf-8")
            assert contents_of_database(root) == {k: v for k, v in old.items() if k in contents_of_database(root)}
        assert process(crashing.run, root, articles / "1", SECOND) == 0, limit
        demand_whole(root, whole, f"full at {limit} bytes")
        shutil.rmtree(root)
    assert 12 <= stopped < 20


def contents_of_database(root: Path) -> dict[str, Any]:
    """`contents`, of the database alone."""
    return {name: found for name, found in contents(root).items() if isinstance(found, list)}


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (OSError(28, "No space left on device"), 5, "No space left"),
        (PermissionError(13, "Permission denied", "w/tables"), 5, "w/tables"),
        (OSError(30, "Read-only file system", "w"), 5, "Read-only"),
        (duckdb.IOException("IO Error: Could not write file"), 5, "run again"),
        (duckdb.IOException("IO Error: Corrupt database file: computed checksum 1"), 6, "dateline rebuild"),
    ],
)
def test_a_fault_of_the_disk_is_told_from_a_bug(error, code, word):
    fault = trouble(error)
    assert (exit_code(fault), word in str(fault)) == (code, True)
    assert trouble(ValueError("ours")) is None
    assert trouble(BrokenPipeError(32, "Broken pipe")) is None


def _flipped(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def _damages(path: Path, flips: int) -> list[tuple[str, Callable[[Path], None]]]:
    size = path.stat().st_size
    found: list[tuple[str, Callable[[Path], None]]] = [
        (f"bit at {at}", lambda path, at=at: _flipped(path, at)) for at in range(0, size, max(1, size // flips))
    ]
    for length in (0, 1, 100, size // 2, size - 1):
        found.append((f"cut at {length}", lambda path, length=length: path.write_bytes(path.read_bytes()[:length])))
    return found


@pytest.fixture
def ended(process, articles, before, tmp_path) -> Path:
    """A warehouse after the second run."""
    root = tmp_path / "ended"
    shutil.copytree(before, root)
    assert process(crashing.run, root, articles / "1", SECOND) == 0
    return root


def test_a_damaged_database_is_seen_and_rebuilt(ended, whole):
    """A flip that goes unseen is one in bytes that hold nothing: every row is as before."""
    house, sound, seen = Warehouse(ended), (ended / "dateline.duckdb").read_bytes(), 0
    for what, damage in _damages(house.database, 30):
        house.database.write_bytes(sound)
        damage(house.database)
        if not (found := problems(house)):
            assert contents(ended) == whole, what
            continue
        seen += 1
        assert "dateline rebuild" in found[0], what
        if seen % 5 == 1:
            assert publish.rebuild(house) == 2
            assert contents(ended) == whole, what
    assert seen > 15


def test_the_next_run_rebuilds_a_database_that_cannot_be_opened(process, articles, ended, whole):
    (ended / "dateline.duckdb").write_bytes(b"no database")
    assert process(crashing.run, ended, articles / "1", THIRD) == 0
    demand_whole(ended, whole, "rebuilt")


@pytest.mark.parametrize("table", ["articles", "dates", "runs", "inputs"])
def test_a_damaged_part_is_seen_and_never_replayed(ended, table):
    """A flip that goes unseen changes no row."""
    house = Warehouse(ended)
    path = sorted((house.tables / table).glob("*.parquet"))[0]
    sound, rows, seen = path.read_bytes(), pq.read_table(path), 0
    for what, damage in _damages(path, 150):
        path.write_bytes(sound)
        damage(path)
        if not (found := parts.damaged(house)):
            assert pq.read_table(path).equals(rows), what
            continue
        seen += 1
        assert found == [f"{path} is damaged: put it back from a copy"], what
    assert seen > 50
    with pytest.raises(DamagedError, match=path.name):
        path.write_bytes(sound[:-1])
        publish.rebuild(house)
    assert path.name in problems(house)[0]
    path.write_bytes(sound)
    assert problems(house) == []
