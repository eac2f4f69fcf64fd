"""The command: documented, with sensible exit codes, and working on what a run wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.errors import EXIT_CODES, DamagedError, NotFoundError
from flows.warehouse import Warehouse

DATELINE = Path(sys.executable).with_name("dateline")
runner = CliRunner()


def dateline(*words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run([DATELINE, *map(str, words)], env=environment, capture_output=True, text=True)


def test_every_exit_code_is_documented():
    codes = {0, 1, 2, *EXIT_CODES.values()}
    assert codes == set(range(8))
    assert all(f"{code} " in str(cli.app.info.epilog) for code in codes)


def test_help_needs_none_of_the_heavy_libraries():
    program = (
        "import sys; from flows import cli; print([m for m in ('prefect', 'spacy', 'duckdb') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_a_missing_input_is_named():
    result = dateline("run", "no/such/file.txt")
    assert result.returncode == EXIT_CODES[NotFoundError]
    assert result.stderr == "dateline: no such file or folder: no/such/file.txt\n"


def test_what_is_wrong_is_printed_so_that_no_terminal_obeys_it():
    result = dateline("run", "no\x1b[2J\x9b31m\n\u202edateline: sound")
    assert result.stderr == "dateline: no such file or folder: no [2J 31m\n   dateline: sound\n"


def test_an_empty_warehouse_can_be_asked(tmp_path):
    result = runner.invoke(cli.app, ["sql", "SELECT count(*) AS n FROM events", "-w", str(tmp_path), "--json"])
    assert json.loads(result.output) == [{"n": 0}]
    assert isinstance(runner.invoke(cli.app, ["show", "-w", str(tmp_path)]).exception, NotFoundError)
    assert runner.invoke(cli.app, ["check", "-w", str(tmp_path)]).exit_code == EXIT_CODES[DamagedError]


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_the_commands_work_on_what_a_run_wrote(folder, tmp_path, prefect_home):
    house = tmp_path / "w"
    home = {"PREFECT_HOME": str(prefect_home)}
    first = dateline("run", folder, "-w", house, "--json", "--quiet", **home)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["new"] == 2
    shown = dateline("show", "harbour", "-w", house)
    assert "Mari Tamm" in shown.stdout
    assert "Abu Yusuf" in shown.stdout
    status = json.loads(dateline("status", "-w", house, "--json").stdout)
    assert status["rows"]["articles"] == 2
    assert dateline("check", "-w", house).stdout == "sound\n"
    answer = dateline("sql", "SELECT title FROM articles ORDER BY 1", "-w", house, "--json")
    assert json.loads(answer.stdout)[1] == {"title": "Dockers in Riga walk out"}
    bad = dateline("sql", "SELECT nothing FROM nowhere", "-w", house)
    assert bad.returncode == 2
    assert bad.stderr.startswith("dateline: ")
    assert "Traceback" not in bad.stderr
    exported = dateline("export", tmp_path / "out", "-w", house, "--format", "csv", "--table", "articles", **home)
    assert exported.stdout.strip() == str(tmp_path / "out" / "articles" / "articles.csv")
    report = dateline("report", "-w", house, "-o", tmp_path / "report.html")
    assert report.returncode == 0
    rebuilt = dateline("rebuild", "-w", house)
    assert rebuilt.stdout.startswith("1 runs replayed")
    with Warehouse(house).locked():
        busy = dateline("run", folder, "-w", house, **home)
    assert busy.returncode == 3
    assert "another run is writing" in busy.stderr
