"""`dateline quarantine`: what was refused, why, and the words or bytes it was refused for."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.common import JsonOption, QuietOption, WarehouseOption, connect, print_json, quiet_prefect

app = typer.Typer(help="What was refused and why.", no_args_is_help=True)

ReasonOption = Annotated[str | None, typer.Option(help="Only this reason, by its code")]
RunOption = Annotated[str | None, typer.Option("--run", help="Only what the run of this id refused")]


@app.command("list")
def list_(
    reason: ReasonOption = None,
    run: RunOption = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows to show; the counts are of all")] = 50,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what was refused by reason, and show it, the latest run first."""
    from flows import quarantine

    _demand_reason(reason)
    with connect(warehouse) as connection:
        rows = quarantine.refused(connection, reason=reason, run=run)
    if as_json:
        print_json({"reasons": quarantine.by_reason(rows), "rows": rows[:limit]})
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

    with connect(warehouse) as connection:
        rows = quarantine.refused(connection, source=quarantine.named(connection, source), run=run)
    if not rows:
        raise NotFoundError("that run refused nothing of it")
    if as_json:
        print_json(rows)
    else:
        typer.echo(quarantine.page(rows))


@app.command()
def retry(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources that were refused, or parts that only one has in its name")
    ] = None,
    reason: ReasonOption = None,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take in again what stands refused, from the bytes as kept, or from where it came if none were kept."""
    _demand_reason(reason)
    quiet_prefect()
    from flows import pipeline, show

    house = str(warehouse) if warehouse else None
    summary = pipeline.retry(only=sources, reason=reason, warehouse=house, quiet=quiet)
    if as_json:
        print_json(summary)
    elif summary["seen"]:
        show.summary(summary)
    else:
        typer.echo("nothing of that stands refused")


def _demand_reason(reason: str | None) -> None:
    from schemas.codes.runs import Reason

    if reason and reason not in list(Reason):
        raise typer.BadParameter(f"no such reason; expected one of {', '.join(Reason)}", param_hint="--reason")
