"""What commands have in common: their options, the warehouse they mean, and how they print."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import duckdb

    from flows.warehouse import Warehouse

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse [default: warehouse/]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress")]
ByOption = Annotated[str, typer.Option("--by", envvar="USER", help="Who decides")]


def warehouse_of(folder: Path | None) -> Warehouse:
    """The warehouse in a folder, by default that of the settings."""
    from flows.settings import load
    from flows.warehouse import Warehouse

    return Warehouse(folder or load().warehouse)


def connect(folder: Path | None) -> duckdb.DuckDBPyConnection:
    """The current database of a warehouse, to read."""
    from flows.load import publish

    return publish.connect(warehouse_of(folder))


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    from flows.terminal import as_json

    typer.echo(as_json(value))


def say(line: str) -> None:
    """Print a line; control characters are blanks."""
    from flows.terminal import printable

    typer.echo(printable(line))


def quiet_prefect() -> None:
    """Leave the terminal to our own progress, and no server behind; the log can be had with PREFECT_LOGGING_LEVEL."""
    from flows import orphans

    orphans.leave_none()
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "WARNING")
