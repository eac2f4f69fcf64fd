"""`dateline withdraw`, `restore` and `reprocess`: what is believed of the pieces that were taken in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

Article = Annotated[str, typer.Argument(help="Article id, external id, web address or source")]
WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse [default: warehouse/]")
]


def withdraw(
    article: Article,
    reason: Annotated[str | None, typer.Option(help="Why, for the record")] = None,
    by: Annotated[str, typer.Option("--by", envvar="USER", help="Who withdraws it")] = "unknown",
    warehouse: WarehouseOption = None,
) -> None:
    """Take what an article says out of the current tables; history keeps it, and no later run brings it back."""
    from flows import withdrawing

    made = withdrawing.withdraw(_house(warehouse), article, by, reason)
    _say(f"withdrawn: {made.article_id}, by {made.withdrawn_by}")


def restore(article: Article, warehouse: WarehouseOption = None) -> None:
    """Take back the withdrawal of an article: its latest text and what it says stand again."""
    from flows import withdrawing

    _say(f"restored: {withdrawing.restore(_house(warehouse), article).article_id}")


def reprocess(
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only this article: id, external id, web address or source; may be repeated"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also what the present code, model and settings have read")
    ] = False,
    warehouse: WarehouseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress")] = False,
) -> None:
    """Read anew, from the bytes as kept, the articles that an earlier release or other settings have read."""
    from flows import reprocessing

    made = reprocessing.reprocess(_house(warehouse), only or [], force=force, quiet=quiet)
    said = f"{made['articles']} articles read anew" if made["runs"] else "nothing to do: all read as they would be now"
    typer.echo(json.dumps(made, indent=2) if as_json else said)


def _house(warehouse: Path | None) -> Any:
    from flows.settings import load
    from flows.warehouse import Warehouse

    return Warehouse(warehouse or load().warehouse)


def _say(line: str) -> None:
    from flows.prompt import plain

    typer.echo(plain(line).plain)
