"""Hostile articles, taken in by a whole run: what they hold is text wherever it comes out."""

from __future__ import annotations

import csv
import unicodedata

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

from flows import cli
from flows.export import export_tables
from flows.export.csv import FORMULA
from tests.flows import hostile

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def unruly(said: str) -> set[str]:
    """The characters of an output that a terminal may obey or turn by."""
    return {each for each in said if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cf")}


def test_hostile_articles_are_text_wherever_they_come_out(ingest, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    house = tmp_path / "ware'house [red]x[/red]"
    hostile.write(tmp_path / "in'puts; --")
    assert ingest(house, tmp_path / "in'puts; --")["new"] > 50
    assert list(tmp_path.rglob("dateline-escaped*")) == []
    with duckdb.connect(str(house / "dateline.duckdb"), read_only=True) as connection:
        titles = {title for (title,) in connection.execute("SELECT title FROM articles").fetchall()}
        assert {trick.strip() for trick in hostile.TRICKS.values()} <= titles
        export_tables(connection, tmp_path / "csv", "csv", None)
        export_tables(connection, tmp_path / "xlsx", "xlsx", ["articles", "mentions", "quarantine"])
    for path in (tmp_path / "csv").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not _is_number(cell)] == [], path
    for path in (tmp_path / "xlsx").rglob("*.xlsx"):
        rows = openpyxl.load_workbook(path).active.iter_rows()
        assert [cell.value for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink] == [], path
    commands = ("status", "status --json", "show", "quarantine list", "quarantine list --json", "sql|FROM articles")
    for command in (*commands, "sql|FROM articles|--json", "sql|FROM mentions|--json"):
        words = command.split("|") if "|" in command else command.split()
        said = CliRunner().invoke(cli.app, [*words, "-w", str(house)])
        assert (said.exit_code, unruly(said.output)) == (0, set()), command


def test_what_is_unruly_is_seen():
    """The planted fault."""
    assert unruly(hostile.ESCAPES) == {"\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\u200b"}


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
