"""What was refused can be counted, narrowed down and read whole, and says nothing to the terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows import cli
from flows.errors import AmbiguousError, NotFoundError
from flows.load import database
from flows.quarantine import plain
from flows.warehouse import Warehouse
from schemas.codes.runs import Reason, Stage
from schemas.contract import record_id, tables
from schemas.tables.quarantine import Quarantined
from tests.flows.load.conftest import publish_articles

AT = datetime(2026, 1, 5, tzinfo=UTC)
HOSTILE = "first\x1b[2J\x9b31m line\u202e\nsecond " + "x" * 300


def refused(run_no: int, source: str, reason: Reason, payload: str = "") -> Quarantined:
    return Quarantined(
        run_id=record_id("run", run_no),
        stage=Stage.PARSE,
        source=source,
        reason_code=reason,
        reason=f"why \x1b[31m{source}",
        payload=payload,
        seen_at=AT,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two runs that refused three files and one of them twice."""
    root = tmp_path_factory.mktemp("w")
    for run_no in (1, 2):
        publish_articles(Warehouse(root), run_no, 1)
    rows = [
        refused(1, "desk/a.txt", Reason.EMPTY),
        refused(1, "desk/b.bin", Reason.UNKNOWN_FORMAT),
        refused(2, "desk/b.bin", Reason.UNKNOWN_FORMAT, HOSTILE),
        refused(2, "wire/c.txt", Reason.EMPTY),
    ]
    with duckdb.connect(str(Warehouse(root).database)) as connection:
        database.append_log(connection, tables()["quarantine"], tables()["quarantine"].to_arrow(rows))
    return root


def quarantine(house: Path, *words: str) -> Result:
    result = CliRunner().invoke(cli.app, ["quarantine", *words, "-w", str(house)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("words", "reasons", "sources"),
    [
        ([], {"empty": 2, "unknown_format": 2}, ["desk/b.bin", "wire/c.txt", "desk/a.txt", "desk/b.bin"]),
        (["--reason", "empty"], {"empty": 2}, ["wire/c.txt", "desk/a.txt"]),
        (["--run", record_id("run", 1)], {"empty": 1, "unknown_format": 1}, ["desk/a.txt", "desk/b.bin"]),
        (["--limit", "1"], {"empty": 2, "unknown_format": 2}, ["desk/b.bin"]),
        (["--run", "none"], {}, []),
    ],
    ids=["all", "of a reason", "of a run", "the first", "of no run"],
)
def test_what_was_refused_is_counted_and_listed(house, words, reasons, sources):
    said = json.loads(quarantine(house, "list", "--json", *words).output)
    assert said["reasons"] == reasons
    assert [row["source"] for row in said["rows"]] == sources


def test_a_list_for_people(house, tmp_path):
    said = quarantine(house, "list", "--limit", "1").output
    assert "unknown_format" in said
    assert "first 1 of 4" in said
    assert "\x1b" not in said
    assert quarantine(tmp_path, "list").output == "nothing is in quarantine\n"
    assert quarantine(house, "list", "--reason", "boredom").exit_code == 2


def test_a_payload_is_shown_whole_and_says_nothing_to_the_terminal(house):
    said = quarantine(house, "show", "b.bin", "--run", record_id("run", 2)).output
    assert said.endswith(f"payload:\n  first [2J 31m line \n  second {'x' * 300}\n")
    assert "source: desk/b.bin\n" in said
    assert all(c.isprintable() or c == "\n" for c in said)
    scripts = quarantine(house, "show", "desk/b.bin", "--json").output
    assert [row["payload"] for row in json.loads(scripts)] == [HOSTILE, ""]
    assert all(c.isprintable() or c == "\n" for c in scripts)


@pytest.mark.parametrize(
    ("words", "error"),
    [(["desk"], AmbiguousError), (["nobody.txt"], NotFoundError), (["wire/c.txt", "--run", "none"], NotFoundError)],
    ids=["several", "none", "none in that run"],
)
def test_a_source_that_is_not_one_is_refused(house, words, error):
    with pytest.raises(error):
        quarantine(house, "show", *words)


def test_no_character_is_lost():
    assert plain("a\tb\r\x00é\x7f") == "a b  é "
