"""`dateline quarantine`: what was refused, why, and the words or bytes it was refused for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(help="What was refused and why.", no_args_is_help=True)

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse [default: warehouse/]")
]
RunOption = Annotated[str | None, typer.Option("--run", help="Only what the run of this id refused")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts")]


@app.command("list")
def list_(
    reason: Annotated[str | None, typer.Option(help="Only this reason, by its code")] = None,
    run: RunOption = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows to show; the counts are of all")] = 50,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what was refused by reason, and show it, the latest run first."""
    from flows import quarantine
    from schemas.codes.runs import Reason

    if reason and reason not in list(Reason):
        raise typer.BadParameter(f"no such reason; expected one of {', '.join(Reason)}", param_hint="--reason")
    with _connect(warehouse) as connection:
        rows = quarantine.refused(connection, reason=reason, run=run)
    if as_json:
        _print_json({"reasons": quarantine.by_reason(rows), "rows": rows[:limit]})
    elif rows:
        quarantine.print_list(rows, limit)
    else:
        typer.echo("nothing is in quarantine")


@app.command()
def show(
    source: Annotated[str, typer.Argument(help="Source that was refused, or a part that only one has in its name")],
    run: RunOption = None,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show all that was refused of a source, with what it was refused for; control characters are blanks."""
    from flows import quarantine
    from flows.errors import NotFoundError

    with _connect(warehouse) as connection:
        rows = quarantine.refused(connection, source=quarantine.named(connection, source), run=run)
    if not rows:
        raise NotFoundError("that run refused nothing of it")
    if as_json:
        _print_json(rows)
    else:
        typer.echo(quarantine.page(rows))


def _connect(warehouse: Path | None) -> Any:
    from flows.load import publish
    from flows.settings import load
    from flows.warehouse import Warehouse

    return publish.connect(Warehouse(warehouse or load().warehouse))


def _print_json(value: Any) -> None:
    """Print JSON in ASCII, so that what was refused can't speak to the terminal."""
    typer.echo(json.dumps(value, indent=2, default=str))
