"""The command itself, with its server and its workers, killed and started at once."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.load import publish
from flows.soundness import problems
from flows.warehouse import Warehouse

# One after another: two of Prefect's own servers starting at once may choose the same port.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]
DATELINE = str(Path(sys.executable).with_name("dateline"))
MARK = "DATELINE_TEST_RUN"
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(folder, tmp_path, prefect_home) -> Start:
    """Starts a run of two articles on a warehouse."""

    def begin(house: Path, mark: str = "", inputs: Path = folder) -> subprocess.Popen[str]:
        environment = {**os.environ, MARK: mark, "SOURCE_DATE_EPOCH": "1600000000", "PREFECT_HOME": str(prefect_home)}
        environment |= {"DATELINE_BATCH_CHARS": "1"}
        command = [DATELINE, "run", str(inputs), "-w", str(house), "--quiet", "--workers", "2"]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=tmp_path
        )

    return begin


def contents(house: Path) -> dict[str, Any]:
    """The hash of each part and input, and each table's rows by number and checksum."""
    found: dict[str, Any] = {
        str(path.relative_to(house)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("tables", "raw")
        for path in sorted((house / folder).rglob("*"))
        if path.is_file()
    }
    with publish.connect(Warehouse(house)) as connection:
        for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall():
            query = f'SELECT count(*), bit_xor(hash(t)), sum(hash(t)) FROM {schema}."{name}" AS t'
            found[f"{schema}.{name}"] = connection.execute(query).fetchall()
    return found


def alive(mark: str) -> list[str]:
    """The processes that a run has started and that are still there."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in environment.read_bytes().split(b"\0"):
                found.append(environment.with_name("cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture
def whole(start, tmp_path) -> tuple[dict[str, Any], float]:
    """What an uninterrupted run leaves, and how long it takes."""
    began = time.monotonic()
    assert start(tmp_path / "whole").wait(600) == 0
    return contents(tmp_path / "whole"), time.monotonic() - began


def test_a_killed_run_leaves_no_process_and_the_next_ends_well(start, whole, tmp_path, endurance):
    chance, house, most = random.Random(5), tmp_path / "w", 0  # noqa: S311 - a fixed seed
    for _ in range(12 if endurance else 1):
        mark = uuid.uuid4().hex
        run = start(house, mark)
        time.sleep(chance.uniform(0.3, 1) * whole[1])
        most = max(most, len(alive(mark)))
        run.kill()
        run.wait(60)
        ends = time.monotonic() + 30
        while alive(mark) and time.monotonic() < ends:
            time.sleep(0.1)
        assert alive(mark) == []
        assert start(house).wait(600) == 0
        assert contents(house) == whole[0]
        assert problems(Warehouse(house)) == []
        names = {path.name for path in house.iterdir()} - {"idle_runs.jsonl"}
        assert names == {"dateline.duckdb", "tables", "raw", ".lock"}
        shutil.rmtree(house)
    assert most > 2  # the command, and what it had started


def test_runs_started_at_once_give_what_one_gives(start, whole, tmp_path, endurance):
    for trial in range(6 if endurance else 1):
        house = tmp_path / "w"
        runs = [start(house) for _ in range(2 + trial % 3)]
        said = [(run.wait(600), run.stderr.read() if run.stderr else "") for run in runs]
        assert {code for code, _ in said} <= {0, 3}
        assert 0 in dict(said)
        assert all(f"another run is writing {house}" in words for code, words in said if code == 3)
        assert contents(house) == whole[0]
        assert start(house).wait(600) == 0
        assert contents(house) == whole[0]
        shutil.rmtree(house)
