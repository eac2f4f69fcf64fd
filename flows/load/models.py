"""Analysts' views and macros: every `.sql` file of `warehouse/models/`, one a file, the file's name is its name.

A file holds one `CREATE OR REPLACE` statement of a view or a table macro; its leading comment is its documentation and
becomes its comment in the database. A view may read others: those are made first.
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from flows.load import changes, divisions, fulltext
from flows.load.ddl import literal, quoted

FOLDER = Path(__file__).parents[2] / "warehouse" / "models"


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every model, replacing older ones of the same name, and what they read beside the tables."""
    fulltext.update(connection)
    divisions.update(connection)
    changes.create(connection)
    for name, text in in_order().items():
        connection.execute(text)
        kind = "MACRO TABLE" if "CREATE OR REPLACE MACRO" in text else "VIEW"
        connection.execute(f"COMMENT ON {kind} main.{quoted(name)} IS {literal(meaning(text))}")


def in_order() -> dict[str, str]:
    """The text of every model by name, each after those it reads."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql"))}
    read = {name: sorted(_read_by(text) & texts.keys() - {name}) for name, text in texts.items()}
    return {name: texts[name] for name in TopologicalSorter(read).static_order()}


def _read_by(text: str) -> set[str]:
    return set(re.findall(r"\bmain\.(\w+)", text))


def meaning(text: str) -> str:
    """The leading comment of a model."""
    lines = text.split("CREATE OR REPLACE")[0].splitlines()
    return " ".join(line.removeprefix("--").strip() for line in lines)
