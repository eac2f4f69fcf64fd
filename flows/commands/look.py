"""`dateline show`, `status`, `explain` and `sql`: what the current warehouse says."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import JsonOption, WarehouseOption, connect, print_json, warehouse_of
from flows.errors import NotFoundError

app = typer.Typer()


@app.command()
def show(
    article: Annotated[
        str | None, typer.Argument(help="Article id, or part of a title or source [default: latest]")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Show what was read from an article: header, people, events, quotations, figures."""
    from flows import show as pages

    with connect(warehouse) as connection:
        if not pages.article(connection, article):
            raise NotFoundError("no such article" if article else "no article yet: dateline run")


@app.command()
def status(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """Show the last runs, the rows of each table, what is in quarantine and how the sources are."""
    from flows import show
    from flows.commands.sources import print_sources
    from flows.settings import load
    from flows.watch import watched

    house = warehouse_of(warehouse)
    with connect(warehouse) as connection:
        if as_json:
            print_json({**show.status_rows(connection, house), "sources": watched(load(), house.root)})
        else:
            show.status(connection, house)
            print_sources(warehouse)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="Id of a record, entity or event, or a name that only one entity has")],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why: the words behind names, the decisions that made ids one, the choice of a place and its runner-up."""
    from flows import explain as pages

    with connect(warehouse) as connection:
        if as_json:
            print_json(pages.reasons(connection, warehouse_of(warehouse), what))
        else:
            pages.explain(connection, warehouse_of(warehouse), what)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="A query; without one, a prompt")] = None,
    warehouse: WarehouseOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a .csv, .jsonl or .parquet file")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Query the current warehouse, read-only, with DuckDB's SQL."""
    from flows import prompt
    from flows.current import Current

    with closing(Current(warehouse_of(warehouse))) as current:
        if query is None:
            prompt.loop(current)
        else:
            with current.reading() as connection:
                prompt.answer(connection, query, output=output, as_json=as_json)
