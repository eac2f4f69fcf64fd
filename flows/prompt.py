"""`dateline sql`: queries on the current warehouse that can read nothing else and write nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows import terminal
from flows.errors import DatelineError
from flows.export import formats

if TYPE_CHECKING:
    from flows.current import Current

SHOWN_ROWS = 100
LONGEST_CELL = 200
#: What DuckDB has of HTTP_PROXY in the environment.
PROXY = ("http_proxy", "http_proxy_username", "http_proxy_password")


class QueryError(DatelineError):
    """The query can't be answered."""


def seal(connection: duckdb.DuckDBPyConnection) -> None:
    """Cut the connection off from files, extensions and its own settings, one of which tells a proxy's password."""
    for name in PROXY:
        connection.execute(f"SET GLOBAL {name} = ''")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def answer(
    connection: duckdb.DuckDBPyConnection, query: str, *, output: Path | None = None, as_json: bool = False
) -> None:
    """Answer one query: as a table, as JSON, or into a file whose ending says its format.

    Raises:
        QueryError: DuckDB refused the query, or no format has that ending.
    """
    try:
        result = connection.execute(query)
        if output is not None:
            _write(result.to_arrow_reader(10_000), output)
        elif as_json:
            sys.stdout.write(terminal.as_json(result.to_arrow_table().to_pylist()) + "\n")
        else:
            _show(result)
    except duckdb.Error as error:
        raise QueryError(str(error)) from None


def loop(current: Current) -> None:
    """Prompt for queries until end of input; a statement ends with a semicolon. What is published meanwhile is seen."""
    console = Console(stderr=True)
    console.print("dateline SQL, read-only. FROM dictionary; lists tables and columns. Ctrl-D ends.")
    with ExitStack() as opened:
        connection = opened.enter_context(current.reading())
        for statement in _statements(console):
            if not current.is_current():
                opened.close()
                connection = opened.enter_context(current.reading())
                console.print("A run has published: what follows is the new warehouse.", style="dim")
            try:
                answer(connection, statement)
            except QueryError as error:
                console.print(Text(str(error), style="red"))


def _statements(console: Console) -> Iterator[str]:
    """What is typed, a statement at a time."""
    statement = ""
    while True:
        try:
            statement += input("... " if statement else "sql> ") + "\n"
        except EOFError:
            return
        except KeyboardInterrupt:
            statement = ""
            console.print()
            continue
        if statement.strip().endswith(";"):
            yield statement
            statement = ""


def plain(value: Any) -> Text:
    """A value as one line of text that no terminal takes for a command."""
    said = "" if value is None else str(value)
    said = terminal.printable(said[: LONGEST_CELL + 1])
    return Text(said if len(said) <= LONGEST_CELL else said[:LONGEST_CELL] + "…")


def _show(result: duckdb.DuckDBPyConnection) -> None:
    rows = result.fetchmany(SHOWN_ROWS + 1)
    table = Table()
    for column in result.description or ():
        table.add_column(Text(str(column[0])))
    for row in rows[:SHOWN_ROWS]:
        table.add_row(*(plain(value) for value in row))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    if len(rows) > SHOWN_ROWS:
        console.print(f"first {SHOWN_ROWS} rows; --output writes all", style="dim")


def _write(rows: pa.RecordBatchReader, output: Path) -> None:
    for module in formats().values():
        if output.suffix == module.SUFFIX:
            module.write(rows, output)
            return
    endings = ", ".join(module.SUFFIX for module in formats().values())
    raise QueryError(f"can't write {output.suffix or 'a file without ending'}; expected one of {endings}")
