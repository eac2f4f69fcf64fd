"""The lock belongs to a process and dies with it."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from flows.errors import BusyError
from flows.warehouse import Warehouse

HOLD = """
    import sys, time
    from pathlib import Path
    from flows.warehouse import Warehouse
    with Warehouse(Path(sys.argv[1])).locked():
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_second_writer_is_turned_away(tmp_path):
    with (
        Warehouse(tmp_path).locked(),
        pytest.raises(BusyError, match="another run is writing"),
        Warehouse(tmp_path).locked(),
    ):
        pass


def test_the_lock_is_free_again_after_use(tmp_path):
    for _ in range(2):
        with Warehouse(tmp_path).locked():
            pass


def test_a_killed_writer_holds_nothing(tmp_path):
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError), Warehouse(tmp_path).locked():
            pass
        other.kill()
        other.wait()
    with Warehouse(tmp_path).locked():
        pass
