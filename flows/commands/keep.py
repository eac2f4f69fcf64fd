"""`dateline check`, `rebuild` and `report`: the state of the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import JsonOption, WarehouseOption, connect, print_json, say, warehouse_of
from flows.errors import EXIT_CODES, DamagedError

app = typer.Typer()


@app.command()
def check(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """Prove the warehouse sound: every span is its text, every key single, every reference met, every part loaded."""
    from flows import soundness

    found = soundness.problems(warehouse_of(warehouse))
    if as_json:
        print_json(found)
    for line in found if not as_json else []:
        say(line)
    if found:
        raise typer.Exit(EXIT_CODES[DamagedError])
    if not as_json:
        typer.echo("sound")


@app.command()
def rebuild(warehouse: WarehouseOption = None) -> None:
    """Build the database anew from the Parquet parts."""
    from flows.load import publish

    house = warehouse_of(warehouse)
    with house.locked():
        typer.echo(f"{publish.rebuild(house)} runs replayed into {house.database}")


@app.command()
def report(
    warehouse: WarehouseOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File [default: report.html in the warehouse]")
    ] = None,
) -> None:
    """Write the data-quality report, one HTML page."""
    from flows import report as page

    target = output or warehouse_of(warehouse).root / "report.html"
    with connect(warehouse) as connection:
        target.write_text(page.html(connection), encoding="utf-8")
    typer.echo(str(target))
