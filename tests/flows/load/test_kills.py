"""Kills at any time, of every command that writes: a plain repetition later, all is as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.load import ddl
from flows.soundness import problems
from flows.warehouse import Warehouse
from tests.flows.landing.webserver import Site, serving
from tests.flows.load import commands, crashing
from tests.flows.load.test_crashes import (  # noqa: F401 - fixtures
    SECOND,
    articles,
    before,
    contents,
    demand_whole,
    process,
    whole,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def killed_after(process) -> Callable[..., bool]:  # noqa: F811
    """Runs a function in a process of its own and kills that after some seconds; whether it was in time."""

    def end(seconds: float, function: Callable[..., None], *given: object) -> bool:
        child = get_context("forkserver").Process(target=function, args=given)
        child.start()
        child.join(seconds)
        if child.is_alive() and child.pid:
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        return child.exitcode != 0

    return end


def unfinished(root: Path) -> list[str]:
    """Whatever has a temporary name below a warehouse, and every left-over of a run."""
    names = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    return [
        str(name)
        for name in names
        if (name.name.startswith(".") and name.name != ".lock")
        or name.suffix in {".tmp", ".wal"}
        or name.parts[0] in {"staging", "dateline.next.duckdb"}
    ]


def test_killed_at_any_time(process, killed_after, articles, before, whole, tmp_path, endurance):  # noqa: F811
    """Every third time the run that is to mend it is killed as well."""
    chance, found, root = random.Random(7), Counter[str](), tmp_path / "w"  # noqa: S311 - a fixed seed
    old = (before / "dateline.duckdb").read_bytes()
    shutil.copytree(before, root)
    began = time.monotonic()
    assert process(crashing.run, root, articles / "1", SECOND) == 0
    length = time.monotonic() - began
    shutil.rmtree(root)
    trials = 200 if endurance else 12
    for trial in range(trials):
        shutil.copytree(before, root)
        run = (crashing.run, root, articles / "1", SECOND)
        found["killed"] += killed_after(chance.uniform(0, 0.9 * length), *run)
        found["swapped" if (root / "dateline.duckdb").read_bytes() != old else "old"] += 1
        found["temporary files"] += bool(unfinished(root))
        if trial % 3 == 0:
            found["killed again"] += killed_after(chance.uniform(0, 0.9 * length), *run)
        assert process(*run) == 0, trial
        demand_whole(root, whole, f"trial {trial}")
        assert unfinished(root) == [], trial
        shutil.rmtree(root)
    print(dict(found))
    assert found["killed"] > trials / 2
    assert min(found.values()) > 0


@pytest.mark.parametrize(
    ("first", "then"), [(crashing.run, commands.careless), (commands.hasty, crashing.run)], ids=["careless", "hasty"]
)
def test_a_run_that_does_not_mend_is_found_out(process, articles, before, whole, tmp_path, first, then):  # noqa: F811
    """A run that mends nothing, and one that says it is committed before it is, fail once killed at some step."""
    for step in range(84, 20, -4):
        root = tmp_path / str(step)
        shutil.copytree(before, root)
        process(commands.killed_run, first, root, articles / "1", SECOND, step)
        try:
            assert process(then, root, articles / "1", SECOND) == 0
            demand_whole(root, whole, str(step))
        except AssertionError:
            return
    pytest.fail("nothing was found out")


def _aged(root: Path) -> None:
    """Make a warehouse one of an earlier release, whose articles had fewer columns."""
    with duckdb.connect(str(root / "dateline.duckdb")) as connection:
        connection.execute(f"CREATE OR REPLACE MACRO main.schema_version() AS {ddl.SCHEMA_VERSION - 1}")
        connection.execute("DROP TABLE main.fingerprints")
    for path in (root / "tables" / "articles").glob("*.parquet"):
        pq.write_table(pq.read_table(path).drop_columns(["section", "keywords"]), path)


def _damaged(root: Path) -> None:
    (root / "dateline.duckdb").write_bytes(b"no database")


@contextmanager
def _site() -> Iterator[Site]:
    with serving() as site:
        for number in range(3):
            site.put(f"/{number}.txt", f"200{number} a ship came to harbour {number}", "text/plain")
        yield site


@pytest.mark.parametrize("name", ["fetch", "reprocess", "withdraw", "rebuild", "heal"])
def test_commands_killed_at_every_step(process, articles, before, tmp_path, endurance, name):  # noqa: F811
    """Without endurance at some of them."""
    with _site() as site:
        given = {"fetch": site.url, "withdraw": "a.txt"}.get(name)
        prepare = {"heal": _aged, "rebuild": _damaged}.get(name, lambda _: None)
        act, start = getattr(commands, name), tmp_path / "start"
        shutil.copytree(before, start)
        prepare(start)
        shutil.copytree(start, tmp_path / "whole")
        assert process(commands.counted, name, tmp_path / "whole", given, SECOND, tmp_path / "count") == 0
        assert problems(Warehouse(tmp_path / "whole")) == []
        whole, count = contents(tmp_path / "whole"), int((tmp_path / "count").read_text())
        for step in range(1, count + 1, 1 if endurance else count // 3):
            root = tmp_path / str(step)
            shutil.copytree(start, root)
            assert process(commands.killed, name, root, given, SECOND, step) == -signal.SIGKILL
            assert process(act, root, given, SECOND) == 0, step
            assert contents(root) == whole, f"{name} killed at step {step}"
            assert unfinished(root) == [], step
            shutil.rmtree(root)
    print(f"{name}: {count} steps")
