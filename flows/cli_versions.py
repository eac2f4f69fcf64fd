"""`dateline withdraw` and `dateline restore`: which pieces are believed."""

from __future__ import annotations

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


def _house(warehouse: Path | None) -> Any:
    from flows.settings import load
    from flows.warehouse import Warehouse

    return Warehouse(warehouse or load().warehouse)


def _say(line: str) -> None:
    from flows.prompt import plain

    typer.echo(plain(line).plain)
