"""Same input, same bytes, whatever the hash seed, the locale, the time zone, the number of processes, the folders."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

# One after another: two of Prefect's own servers starting at once may choose the same port.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

NAMES = ("PYTHONHASHSEED", "LC_ALL", "TZ", "DATELINE_WORKERS", "TMPDIR")
VALUES = (("0", "4242"), ("C", "C.UTF-8"), ("UTC", "Asia/Kathmandu"), ("1", "2", "3"))
#: Two temporary folders, of which every other way has the same.
WAYS = [(*way, ("t", "deep/er")[number % 2]) for number, way in enumerate(product(*VALUES))]
SOME = [WAYS[0], WAYS[16], WAYS[23]]  # every value of each at least once


@pytest.fixture
def parts_of(folder, tmp_path, prefect_server) -> Callable[..., dict[str, str]]:
    """Runs the command in some way in folders of its own; gives the hash of each part."""
    from prefect.settings import PREFECT_API_URL

    shutil.copytree(Path(__file__).parents[2] / "raw", folder, dirs_exist_ok=True)

    def run(way: tuple[str, ...], epoch: int = 1_600_000_000) -> dict[str, str]:
        name = hashlib.sha256(repr((way, epoch)).encode()).hexdigest()[:8]
        inputs, house = tmp_path / name / "articles", tmp_path / name / way[-1] / "w"
        shutil.copytree(folder, inputs)
        variables = dict(zip(NAMES, way, strict=True)) | {"TMPDIR": str(tmp_path / name / way[-1])}
        Path(variables["TMPDIR"]).mkdir(parents=True)
        variables |= {"SOURCE_DATE_EPOCH": str(epoch), "DATELINE_BATCH_CHARS": "3000"}
        environment = {**os.environ, **variables, "PREFECT_API_URL": str(PREFECT_API_URL.value())}
        command = [Path(sys.executable).with_name("dateline"), "run", inputs, "--warehouse", house, "--quiet"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        parts = sorted(house.glob("tables/**/*.parquet"))
        return {str(path.relative_to(house)): hashlib.sha256(path.read_bytes()).hexdigest() for path in parts}

    return run


def test_parquet_bytes_depend_on_the_input_alone(parts_of, endurance):
    ways = WAYS if endurance else SOME
    first = parts_of(ways[0])
    assert len(first) >= 15
    for way in ways[1:]:
        assert parts_of(way) == first, way
    print(f"{len(ways)} ways, {len(first)} parts")


def test_some_ways_have_every_value_of_all():
    assert len(WAYS) == 24
    assert [set(values) for values in zip(*SOME, strict=True)] == [set(values) for values in zip(*WAYS, strict=True)]


def test_another_clock_gives_other_bytes(parts_of, endurance):
    """The comparison can fail."""
    if not endurance:
        pytest.skip("a matter of endurance: two runs")
    assert parts_of(WAYS[0]) != parts_of(WAYS[0], 1_700_000_000)
