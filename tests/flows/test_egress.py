"""A whole run opens no connection but on this machine, whatever its libraries would like to tell their makers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(STRACE is None, reason="no strace here")]
DATELINE = Path(sys.executable).with_name("dateline")
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
TELEMETRY = "import socket; s = socket.socket(); s.settimeout(1); s.connect_ex(('192.0.2.1', 443))"


def asked(folder: Path, *command: object) -> set[str]:
    """The addresses that a command and all it starts send to."""
    log = folder / "strace"
    traced = [STRACE, "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", log, *command]
    home = {"PREFECT_HOME": str(folder / "prefect"), "DATELINE_WORKERS": "1", "HOME": str(folder)}
    done = subprocess.run(traced, cwd=folder, env={**os.environ, **home}, capture_output=True, text=True)
    if "ptrace" in done.stderr or "PTRACE" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    return {v4 or v6 for v4, v6 in ADDRESS.findall(log.read_text("utf-8", "replace"))}


def elsewhere(addresses: set[str]) -> set[str]:
    return {each for each in addresses if not each.startswith("127.") and each not in ("::1", "::ffff:127.0.0.1")}


def test_a_run_and_what_is_made_of_it_ask_nobody(tmp_path, folder):
    commands = (("run", folder, "--quiet"), ("check",), ("export", tmp_path / "out"), ("sql", "FROM runs"))
    for command in commands:
        assert elsewhere(asked(tmp_path, DATELINE, *command, "--warehouse", tmp_path / "w")) == set(), command


def test_telemetry_would_be_seen(tmp_path):
    """The planted fault, in a process that a process starts."""
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {TELEMETRY!r}])"
    assert elsewhere(asked(tmp_path, sys.executable, "-c", parent)) == {"192.0.2.1"}
