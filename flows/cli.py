"""The `dateline` command: a thin face on the flows.

Exit codes: 0 done; 1 a bug; 2 wrong usage; 3 another run is writing; 4 the rows as a whole break their contract,
nothing was published; 5 something outside is down; 6 a check failed; 7 no such thing.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli_quarantine import app as quarantine_app
from flows.cli_serve import serve
from flows.cli_sources import app as sources_app
from flows.cli_versions import reprocess, restore, withdraw
from flows.errors import BusyError, ContractError, DamagedError, DatelineError, NotFoundError, UnavailableError
from flows.explore.command import explore

CHECK_FAILED, NOT_FOUND = 6, 7
EXIT_CODES: dict[type[DatelineError], int] = {
    BusyError: 3,
    DamagedError: CHECK_FAILED,
    ContractError: 4,
    UnavailableError: 5,
    NotFoundError: NOT_FOUND,
}

app = typer.Typer(
    help="Article text in, validated tables of who, what, when, where, how many and who said so out.",
    epilog="Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 another run is writing, 4 rows break their contract and "
    "nothing was published, 5 something outside is down, 6 a check failed, 7 no such thing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse [default: warehouse/]")
]
Left = Annotated[str, typer.Argument(help="Id of an entity or event, or a name that only one entity has")]
Right = Annotated[str, typer.Argument(help="Id of an entity or event, or a name that only one entity has")]
ByOption = Annotated[str, typer.Option("--by", envvar="USER", help="Who decides")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts")]


@app.command()
def run(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Files, folders and web addresses [default: raw/ and all sources]")
    ] = None,
    warehouse: WarehouseOption = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source of dateline.toml; may be repeated")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that read; 0 for one a core")] = None,
    as_json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress")] = False,
) -> None:
    """Take in articles and publish what they say."""
    from flows.settings import load
    from flows.sources import chosen, is_web

    chosen(load().sources, source)
    for each in inputs or []:
        if not is_web(each) and not Path(each).exists():
            _stop(f"no such file or folder: {each}", NOT_FOUND)
    if workers is not None:
        os.environ["DATELINE_WORKERS"] = str(workers)
    _quiet_prefect()
    from flows import pipeline

    house = str(warehouse) if warehouse else None
    summary = pipeline.ingest(inputs=inputs, warehouse=house, sources=source, quiet=quiet)
    if as_json:
        _print_json(summary)
    else:
        from flows import show

        show.summary(summary)


@app.command()
def show(
    article: Annotated[
        str | None, typer.Argument(help="Article id, or part of a title or source [default: latest]")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Show what was read from an article: header, people, events, quotations, figures."""
    from flows import show as pages

    with _connect(warehouse) as connection:
        if not pages.article(connection, article):
            _stop("no such article" if article else "no article yet: dateline run", NOT_FOUND)


@app.command()
def status(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """Show the last runs, the rows of each table, what is in quarantine and how the sources are."""
    from flows import show
    from flows.cli_sources import list_sources
    from flows.settings import load
    from flows.watch import watched

    with _connect(warehouse) as connection:
        if as_json:
            sources = watched(load(), _house(warehouse).root)
            _print_json({**show.status_rows(connection, _house(warehouse)), "sources": sources})
        else:
            show.status(connection, _house(warehouse))
            list_sources(warehouse)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="Id of a mention, entity or event, or a name that only one entity has")],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why: the words behind names, the decisions that made ids one, the choice of a place and its runner-up."""
    from flows import explain as pages

    with _connect(warehouse) as connection:
        if as_json:
            _print_json(pages.reasons(connection, _house(warehouse), what))
        else:
            pages.explain(connection, _house(warehouse), what)


@app.command()
def merge(left: Left, right: Right, warehouse: WarehouseOption = None, by: ByOption = "unknown") -> None:
    """Decide that two entities, or two events, are one; the id of the one known longer, or better, stands."""
    from flows import decisions

    _print_decision(decisions.merge(_house(warehouse), left, right, by))


@app.command()
def split(left: Left, right: Right, warehouse: WarehouseOption = None, by: ByOption = "unknown") -> None:
    """Decide that two entities, or two events, are different, whatever they have in common or made them one."""
    from flows import decisions

    _print_decision(decisions.split(_house(warehouse), left, right, by))


@app.command()
def undo(left: Left, right: Right, warehouse: WarehouseOption = None) -> None:
    """Take back the last decision on two entities or events, a person's or dateline's."""
    from flows import decisions

    _print_decision(decisions.undo(_house(warehouse), left, right))


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

    with _connect(warehouse) as connection:
        prompt.seal(connection)
        if query is None:
            prompt.loop(connection)
        else:
            prompt.answer(connection, query, output=output, as_json=as_json)


@app.command()
def check(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """Prove the warehouse sound: every span is its text, every key single, every reference met, every part loaded."""
    from flows import soundness

    found = soundness.problems(_house(warehouse))
    if as_json:
        _print_json(found)
    for line in found if not as_json else []:
        typer.echo(line)
    if found:
        raise typer.Exit(CHECK_FAILED)
    if not as_json:
        typer.echo("sound")


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
    _quiet_prefect()
    from flows import pipeline

    house = str(warehouse) if warehouse else None
    for path in pipeline.export(to=str(to), warehouse=house, form=form, only=table):
        typer.echo(path)


@app.command()
def rebuild(warehouse: WarehouseOption = None) -> None:
    """Build the database anew from the Parquet parts."""
    from flows.load import publish

    house = _house(warehouse)
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

    target = output or _house(warehouse).root / "report.html"
    with _connect(warehouse) as connection:
        target.write_text(page.html(connection), encoding="utf-8")
    typer.echo(str(target))


app.command()(withdraw)
app.command()(restore)
app.command()(reprocess)
app.add_typer(sources_app, name="sources")
app.add_typer(quarantine_app, name="quarantine")
app.command()(serve)


app.command()(explore)


def main() -> None:
    """Run the command; an error raised on purpose is one line and its exit code, by default that of wrong usage."""
    try:
        app()
    except DatelineError as error:
        _stop(str(error), next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 2))
    except Exception as error:
        from flows.storage import trouble

        if not (said := trouble(error)):
            raise
        _stop(*said)


def _house(warehouse: Path | None) -> Any:
    from flows.settings import load
    from flows.warehouse import Warehouse

    return Warehouse(warehouse or load().warehouse)


def _connect(warehouse: Path | None) -> Any:
    from flows.load import publish

    return publish.connect(_house(warehouse))


def _quiet_prefect() -> None:
    """Leave the terminal to our own progress; Prefect's log can be had with PREFECT_LOGGING_LEVEL."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "WARNING")


def _print_decision(decided: Any) -> None:
    from flows.prompt import plain

    said = f"{decided.judgement}: {decided.left_id} and {decided.right_id}, decided by {decided.decided_by}"
    typer.echo(plain(f"undone: {said}" if decided.undone_at else said).plain)


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def _stop(message: str, code: int) -> None:
    typer.echo(f"dateline: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
