"""`dateline serve` for real: Prefect's server, a cron line, runs and the service killed, everything taken in once."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import duckdb
import httpx
import pytest

from flows.serving import is_missed, schedules
from flows.settings import Settings

PATIENCE = 300  # seconds, on a busy machine
NOON = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "last", "is_due"),
    [
        (SimpleNamespace(cron="0 * * * *"), None, True),
        (SimpleNamespace(cron="0 * * * *"), NOON - timedelta(minutes=29), False),
        (SimpleNamespace(cron="0 * * * *"), NOON - timedelta(minutes=31), True),
        (SimpleNamespace(cron="0 * * * *"), NOON - timedelta(days=3), True),
        (SimpleNamespace(interval=timedelta(hours=1)), NOON - timedelta(minutes=59), False),
        (SimpleNamespace(interval=timedelta(hours=1)), NOON - timedelta(hours=1), True),
    ],
)
def test_a_window_is_missed_that_began_since_the_last_run(schedule, last, is_due):
    assert is_missed(schedule, last, NOON) is is_due


def test_sources_without_a_schedule_go_by_the_settings():
    one = {"name": "one", "location": "https://x.example/feed", "schedule": "30m"}
    two = {"name": "two", "location": "https://y.example/feed"}
    off = {"name": "off", "location": "https://z.example/feed", "schedule": "5m", "enabled": False}
    assert schedules(Settings(sources=[two])) == {"all": ("1h", None)}
    assert schedules(Settings(sources=[one, two, off], schedule="0 6 * * *")) == {
        "one": ("30m", ["one"]),
        "others": ("0 6 * * *", ["two"]),
    }
    assert schedules(Settings(sources=[one], inputs=[])) == {"one": ("30m", ["one"])}


# --- the real thing


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing came in time"
        time.sleep(0.2)


def is_locked(house: Path) -> bool:
    """Whether a run is writing the warehouse."""
    if not (house / ".lock").exists():
        return False
    with (house / ".lock").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def holder(house: Path) -> int:
    """The process that holds the warehouse's lock."""
    inode = (house / ".lock").stat().st_ino
    for line in Path("/proc/locks").read_text().splitlines():
        words = line.split()
        if words[1] == "FLOCK" and words[5].endswith(f":{inode}"):
            return int(words[4])
    raise AssertionError("nobody holds it")


def loaded(house: Path) -> list[tuple]:
    if not (house / "dateline.duckdb").exists():
        return []
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        return connection.execute("SELECT source, version FROM history.articles ORDER BY ALL").fetchall()


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port)]
    variables = {**os.environ, "DATELINE_WORKERS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    variables = {name: value for name, value in variables.items() if not name.startswith("PREFECT_")}
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=log, stderr=log)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    process.kill()


def is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def states(port: int) -> list[str]:
    query = {"sort": "EXPECTED_START_TIME_ASC", "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED"]}}}}
    answer = httpx.post(f"http://127.0.0.1:{port}/api/flow_runs/filter", json=query, timeout=30)
    return [run["state_type"] for run in answer.json()]


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_each_window_is_taken_in_once_whatever_is_killed(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    house, inbox = tmp_path / "warehouse", tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "dateline.toml").write_text(
        'inputs = []\n[[sources]]\nname = "inbox"\nlocation = "inbox"\nschedule = "* * * * *"\n', "utf-8"
    )

    def drop(number: int) -> None:
        text = f"Police arrested {number + 2} men in Riga on Monday.\n"
        (inbox / f"{number}.txt").write_text(
            f"Report {number}\n\nBy Mari Tamm on March {number}, 2021\n\n{text}", "utf-8"
        )

    drop(1)
    with served(tmp_path, port) as process:
        wait_for(lambda: is_locked(house))  # the first window, at once
        os.kill(holder(house), signal.SIGKILL)  # a run is killed, the service lives on
        drop(2)
        wait_for(lambda: len(loaded(house)) == 2)
        assert "CRASHED" in states(port)
        drop(3)
        wait_for(lambda: is_locked(house))
        os.kill(holder(house), signal.SIGKILL)
        os.kill(process.pid, signal.SIGKILL)  # run and service are killed together
        process.wait()
    wait_for(lambda: not is_up(port))  # the server has gone with it
    drop(4)
    with served(tmp_path, port):
        wait_for(lambda: len(loaded(house)) == 4)
        wait_for(lambda: not is_locked(house))
        found = states(port)
        assert found.count("CRASHED") == 2, found
        assert found.count("RUNNING") <= 1, found
    assert loaded(house) == [(f"inbox/{number}.txt", 1) for number in range(1, 5)]
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT sum(new), sum(changed) FROM runs").fetchall() == [(4, 0)]
