"""Runs on disks that don't let them write: not ours, read-only, or full. Each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from flows.errors import DatelineError, exit_code
from flows.storage import trouble
from tests.flows.load import crashing
from tests.flows.load.test_crashes import contents, left_behind

NOBODY = 65534


def unprivileged(root: Path, articles: Path, epoch: int, spare: Path, said: Path) -> None:
    """A run by a user without rights, after one elsewhere that imports all it takes; what it says goes to `said`."""
    crashing.run(spare, articles, epoch)
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    _told(said, lambda: crashing.run(root, articles, epoch))


def read_only(root: Path, articles: Path, epoch: int, said: Path) -> None:
    """A run in a folder that is mounted read-only; what it says, and can read still, goes to `said`."""
    old = contents(root)
    mounted(root, "--bind", str(root))
    mounted(root, "-o", "remount,bind,ro", str(root))
    assert contents(root) == old
    _told(said, lambda: crashing.run(root, articles, epoch))


def on_a_small_disk(before: Path, articles: Path, epoch: int, said: Path, room: int) -> None:
    """A run on a disk with so much room beside the warehouse, and one with more; what they leave goes to `said`."""
    disk = said.with_suffix(".disk")
    disk.mkdir()
    used = sum(path.stat().st_size + 4096 for path in before.rglob("*"))
    mounted(disk, "-t", "tmpfs", "-o", f"size={used + room}", "none")
    root, old, failed = disk / "w", contents(before), False
    shutil.copytree(before, root)
    try:
        _told(said, lambda: crashing.run(root, articles, epoch))
    except SystemExit:
        failed = True
        now = contents(root)
        assert {name: rows for name, rows in now.items() if isinstance(rows, list)} == {
            name: rows for name, rows in old.items() if isinstance(rows, list)
        }
    mounted(disk, "-o", f"remount,size={used + 10 * room + (64 << 20)}", "none")
    crashing.run(root, articles, epoch)
    found = {
        "failed": failed,
        "contents": contents(root),
        "left": left_behind(root),
        "said": said.read_text("utf-8") if failed else "",
    }
    said.write_text(json.dumps(found, default=str), encoding="utf-8")


def mounted(folder: Path, *options: str) -> None:
    """Mount something on a folder, seen by this process and its children alone."""
    os.unshare(os.CLONE_NEWNS)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)


def _told(said: Path, act: Callable[[], None]) -> None:
    """Do something; where it fails, write the exit code and what the command would say, and end like it."""
    try:
        act()
    except Exception as error:  # noqa: BLE001
        fault = error if isinstance(error, DatelineError) else trouble(error)
        message = f"{exit_code(fault)} {fault}" if fault else f"1 {type(error).__name__}: {error}"
        said.write_text(message, encoding="utf-8")
        sys.exit(crashing.STOPPED)
