"""A schedule fires: a real Prefect server, worker and cron deployment on loopback, one article in, a warehouse out."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

# One after another: two of Prefect's own servers starting at once may choose the same port.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

ROOT = Path(__file__).parents[2]
PREFECT = Path(sys.executable).with_name("prefect")
PATIENCE = 240  # seconds; the cron fires at the next full minute


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A Prefect server of its own; gives the environment that finds it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "DATELINE_WORKERS": "1",
        "PATH": f"{PREFECT.parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            wait_for(lambda: is_up(environment["PREFECT_API_URL"]))
            yield environment
        finally:
            process.terminate()


def test_a_cron_deployment_takes_in_what_lies_there(server, folder, tmp_path):
    house = tmp_path / "warehouse"
    parameters = json.dumps({"inputs": [str(folder)], "warehouse": str(house)})
    prefect(server, "work-pool", "create", "dateline", "--type", "process")
    prefect(server, "--no-prompt", "deploy", "--all")
    prefect(
        server, "--no-prompt", "deploy", "flows/pipeline.py:ingest", "--name", "minutely", "--pool", "dateline",
        "--cron", "* * * * *", "--params", parameters,
    )  # fmt: skip
    log = (tmp_path / "worker.log").open("wb")
    worker = [PREFECT, "worker", "start", "--pool", "dateline"]
    with log, subprocess.Popen(worker, env=server, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT) as process:
        try:
            wait_for((house / "dateline.duckdb").exists)
        finally:
            process.terminate()
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]


def prefect(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([PREFECT, *words], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing came in time"
        time.sleep(0.5)


def test_no_module_hides_one_of_the_standard_library():
    """Prefect puts the folder of a flow's file first on the path, and its worker processes inherit that."""
    assert {path.stem for path in (ROOT / "flows").iterdir()} & sys.stdlib_module_names == set()
