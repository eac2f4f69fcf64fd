"""`dateline withdraw`, `restore` and `reprocess`: what is believed of the pieces that were taken in."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.common import JsonOption, QuietOption, WarehouseOption, print_json, say, warehouse_of

app = typer.Typer()

Article = Annotated[str, typer.Argument(help="Article id, external id, web address or source")]


@app.command()
def withdraw(
    article: Article,
    reason: Annotated[str | None, typer.Option(help="Why, for the record")] = None,
    by: Annotated[str, typer.Option("--by", envvar="USER", help="Who withdraws it")] = "unknown",
    warehouse: WarehouseOption = None,
) -> None:
    """Take what an article says out of the current tables; history keeps it, and no later run brings it back."""
    from flows import withdrawing

    made = withdrawing.withdraw(warehouse_of(warehouse), article, by, reason)
    say(f"withdrawn: {made.article_id}, by {made.withdrawn_by}")


@app.command()
def restore(article: Article, warehouse: WarehouseOption = None) -> None:
    """Take back the withdrawal of an article: its latest text and what it says stand again."""
    from flows import withdrawing

    say(f"restored: {withdrawing.restore(warehouse_of(warehouse), article).article_id}")


@app.command()
def reprocess(
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only this article: id, external id, web address or source; may be repeated"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also what the present code, model and settings have read")
    ] = False,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read anew, from the bytes as kept, the articles that an earlier release or other settings have read."""
    from flows import reprocessing

    made = reprocessing.reprocess(warehouse_of(warehouse), only or [], force=force, quiet=quiet)
    if as_json:
        print_json(made)
    elif made["runs"]:
        typer.echo(f"{made['articles']} articles read anew")
    else:
        typer.echo("nothing to do: all read as they would be now")
