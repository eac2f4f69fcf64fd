"""Same input, same bytes: whatever the hash seed, the time zone, the number of processes and the folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# One after another: two of Prefect's own servers starting at once may choose the same port.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

WAYS = {
    "plain": {"PYTHONHASHSEED": "0", "DATELINE_WORKERS": "1", "TZ": "UTC"},
    "other": {"PYTHONHASHSEED": "4242", "DATELINE_WORKERS": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
}


def test_parquet_bytes_depend_on_the_input_alone(folder, tmp_path, prefect_home):
    shutil.copytree(Path(__file__).parents[2] / "raw", folder, dirs_exist_ok=True)
    found = []
    for name, variables in WAYS.items():
        inputs, house = tmp_path / name / "articles", tmp_path / name / "deep" / "w"
        shutil.copytree(folder, inputs)
        environment = {
            **os.environ, **variables, "SOURCE_DATE_EPOCH": "1600000000", "PREFECT_HOME": str(prefect_home),
            "DATELINE_BATCH_CHARS": "3000",
        }  # fmt: skip
        command = [Path(sys.executable).with_name("dateline"), "run", inputs, "--warehouse", house, "--quiet"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        parts = sorted(house.glob("tables/**/*.parquet"))
        found.append({str(p.relative_to(house)): hashlib.sha256(p.read_bytes()).hexdigest() for p in parts})
    assert len(found[0]) >= 15
    assert found[0] == found[1]
