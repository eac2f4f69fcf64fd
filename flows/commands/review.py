"""`dateline review`: what people say of records that were read from text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands.common import ByOption, JsonOption, WarehouseOption, connect, print_json, say, warehouse_of

app = typer.Typer(
    help="Accept, reject or edit records; the decision holds in later readings until it is undone. "
    "What is one, and what is not, decide `dateline merge`, `split` and `undo`.",
    no_args_is_help=True,
)

Record = Annotated[str, typer.Argument(help="Id of a record: of a mention, date, figure, quotation …")]
Records = Annotated[list[str], typer.Argument(help="Ids of records")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why, for the record")]


@app.command("next")
def next_(
    table: Annotated[list[str] | None, typer.Option(help="Only records of this table; may be repeated")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Records to look at")] = 20,
    sample: Annotated[
        bool, typer.Option("--sample", help="Any records, in an order without meaning: for a measure of precision")
    ] = False,
    by: ByOption = "unknown",
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at what reading was least sure of; on a terminal, accept, reject or edit it by a key."""
    import sys

    from flows import desk, doubts
    from flows.load import reviews

    if unknown := [name for name in table or [] if name not in reviews.NAMES]:
        expected = ", ".join(reviews.NAMES)
        raise typer.BadParameter(f"no such table of records: {unknown[0]}; expected {expected}", param_hint="--table")
    with connect(warehouse) as connection:
        rows = doubts.queue(connection, table or [], limit, is_sample=sample)
        merges = doubts.merges(connection, limit) if not table and not sample else []
    if as_json:
        print_json({"records": rows, "merges": merges})
    elif sys.stdin.isatty() and sys.stdout.isatty():
        desk.sit(warehouse_of(warehouse), rows, merges, by)
    else:
        desk.print_queue(rows, merges)


@app.command()
def accept(
    records: Records, by: ByOption = "unknown", note: NoteOption = None, warehouse: WarehouseOption = None
) -> None:
    """Say that records are as their texts have them."""
    _judge(records, "accept", by, note, warehouse)


@app.command()
def reject(
    records: Records, by: ByOption = "unknown", note: NoteOption = None, warehouse: WarehouseOption = None
) -> None:
    """Take records, and what hangs on them, out of the current tables; history keeps them."""
    _judge(records, "reject", by, note, warehouse)


@app.command()
def edit(
    record: Record,
    values: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE…", help="New values; COLUMN= for none")],
    by: ByOption = "unknown",
    note: NoteOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Give columns of a record other values; what was read stays in history and with the decision."""
    from flows import desk, reviewing

    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise typer.BadParameter(f"expected COLUMN=VALUE, not {wrong[0]}")
    made = reviewing.edit(warehouse_of(warehouse), record, {name: value for name, _, value in pairs}, by, note)
    for each in made:
        say(desk.line(each))


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="Id of a record, whose last decision is meant, or of a review")],
    warehouse: WarehouseOption = None,
) -> None:
    """Take back a decision on a record: it stands again as it was read, or as decided before."""
    from flows import desk, reviewing

    for each in reviewing.undo(warehouse_of(warehouse), decision):
        say(f"undone: {desk.line(each)}")


@app.command("list")
def list_(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """List the decisions that stand, the latest first, and which of them have no record to be applied to now."""
    from flows import desk

    with connect(warehouse) as connection:
        rows = desk.listed(connection)
    if as_json:
        print_json(rows)
    elif rows:
        desk.print_list(rows)
    else:
        typer.echo("nothing has been reviewed: dateline review next")


def _judge(
    records: list[str], verdict: Literal["accept", "reject"], by: str, note: str | None, warehouse: Path | None
) -> None:
    from flows import desk, reviewing
    from schemas.codes.reviews import Verdict

    for record in records:
        say(desk.line(reviewing.judge(warehouse_of(warehouse), record, Verdict(verdict), by, note)))
