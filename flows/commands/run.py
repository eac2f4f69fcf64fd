"""`dateline run` and `export`: the flows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import JsonOption, QuietOption, WarehouseOption, print_json, quiet_prefect
from flows.errors import NotFoundError

app = typer.Typer()


@app.command()
def run(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Files, folders and web addresses [default: raw/ and all sources]")
    ] = None,
    warehouse: WarehouseOption = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source of dateline.toml; may be repeated")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that read; 0 for one a core")] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take in articles and publish what they say."""
    from flows.settings import load
    from flows.sources import chosen, is_web

    chosen(load().sources, source)
    for each in inputs or []:
        if not is_web(each) and not Path(each).exists():
            raise NotFoundError(f"no such file or folder: {each}")
    if workers is not None:
        os.environ["DATELINE_WORKERS"] = str(workers)
    quiet_prefect()
    from flows import pipeline

    house = str(warehouse) if warehouse else None
    summary = pipeline.ingest(inputs=inputs, warehouse=house, sources=source, quiet=quiet)
    if as_json:
        print_json(summary)
    else:
        from flows import show

        show.summary(summary)


@app.command()
def export(
    to: Annotated[Path, typer.Argument(help="Folder to write to; a folder a table")],
    warehouse: WarehouseOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="Of tables: parquet, csv, jsonl, xlsx; one file: duckdb, geojson, geoparquet, gexf, graphml, ftm",
        ),
    ] = "parquet",
    table: Annotated[list[str] | None, typer.Option(help="Only this table; may be repeated")] = None,
) -> None:
    """Write the current tables as files for other tools."""
    quiet_prefect()
    from flows import pipeline

    house = str(warehouse) if warehouse else None
    for path in pipeline.export(to=str(to), warehouse=house, form=form, only=table):
        typer.echo(path)
