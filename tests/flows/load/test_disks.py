"""A warehouse that can't be written: it stays as it was and readable, the run says why, and the next one ends well."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.load import crashing, disks
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


def _can_mount() -> bool:
    command = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0


takes_mounts = pytest.mark.skipif(not _can_mount(), reason="mounting takes a right that this user lacks")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may use."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def demand_told(said: str, words: str) -> None:
    """A run ended with exit code 5 and one line that says why."""
    assert said.startswith("5 ")
    assert words in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("place", [".", "tables/dates", "tables/runs", "raw"])
def test_without_leave_to_write(process, articles, before, whole, open_folder, place):  # noqa: F811
    """Each folder in turn loses its owner's right, and gets it back."""
    root, said, given = open_folder / "w", open_folder / "said", open_folder / "articles"
    shutil.copytree(before, root)
    shutil.copytree(articles / "1", given)
    if os.geteuid() == 0:
        for path in (root, *root.rglob("*")):
            os.chown(path, disks.NOBODY, disks.NOBODY)
    (root / place).chmod(0o555)
    old = contents(root)
    assert process(disks.unprivileged, root, given, SECOND, open_folder / "spare", said) == crashing.STOPPED
    demand_told(said.read_text(), "Permission denied")
    assert contents(root).items() >= old.items()
    (root / place).chmod(0o755)
    assert process(crashing.run, root, given, SECOND) == 0
    demand_whole(root, whole, place)


@takes_mounts
def test_mounted_read_only(process, articles, before, whole, tmp_path):  # noqa: F811
    root, said = tmp_path / "w", tmp_path / "said"
    shutil.copytree(before, root)
    assert process(disks.read_only, root, articles / "1", SECOND, said) == crashing.STOPPED
    demand_told(said.read_text(), "Read-only file system")
    assert process(crashing.run, root, articles / "1", SECOND) == 0
    demand_whole(root, whole, "after a read-only mount")


@takes_mounts
def test_a_disk_that_is_full(process, articles, before, whole, tmp_path, endurance):  # noqa: F811
    """A real one, with so much room left; with more the same run ends well."""
    size, failed = (before / "dateline.duckdb").stat().st_size, 0
    rooms = [4096 + 3 * size * n // 19 for n in range(20)] if endurance else [4096, size // 2, 3 * size]
    for room in rooms:
        said = tmp_path / f"{room}.json"
        assert process(disks.on_a_small_disk, before, articles / "1", SECOND, said, room) == 0, room
        found = json.loads(said.read_text())
        if found["failed"]:
            failed += 1
            demand_told(found["said"], "")
        assert found["contents"] == json.loads(json.dumps(whole)), room
        assert found["left"] == [], room
    print(f"{failed} of {len(rooms)} runs found no room")
    assert len(rooms) // 2 < failed < len(rooms)
