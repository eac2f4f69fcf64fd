"""`dateline sources`: what runs watch, kept in `dateline.toml` with its comments as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import JsonOption, WarehouseOption, print_json
from flows.errors import UnavailableError

if TYPE_CHECKING:
    from flows.document import Raw, Refusal

app = typer.Typer(help="What runs watch: feeds, sitemaps, WordPress sites, pages and folders.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name of the source")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What to call it: lower-case letters, digits, `.`, `_`, `-`")],
    location: Annotated[str, typer.Argument(help="Web address or path")],
    kind: Annotated[
        str | None, typer.Option(help="feed, sitemap, wordpress, page or folder [default: guessed]")
    ] = None,
    schedule: Annotated[str | None, typer.Option(help="Cron line in UTC or interval: `30m`, `6h`, `1d`")] = None,
    publisher: Annotated[str | None, typer.Option(help="For articles that name none")] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code, for articles that leave it open")] = None,
    pages: Annotated[
        str | None, typer.Option(help="When a feed's items are fetched from their pages: auto, always or never")
    ] = None,
) -> None:
    """Watch something from now on."""
    from flows import watchlist

    given = {"name": name, "location": location, "kind": kind, "schedule": schedule, "publisher": publisher}
    given |= {"language": language, "pages": pages}
    source = watchlist.add({key: value for key, value in given.items() if value is not None})
    typer.echo(f"{source.name}: {source.kind} {source.shown}")


@app.command()
def remove(name: Name) -> None:
    """Watch something no longer. What it gave stays in the warehouse."""
    from flows import watchlist

    watchlist.remove(name)
    typer.echo(f"{name}: no longer watched")


@app.command("list")
def list_(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """Show what is watched, and how each source was found last."""
    from flows.settings import load
    from flows.watch import watched

    settings = load()
    if as_json:
        print_json(watched(settings, warehouse or settings.warehouse))
    elif settings.sources:
        print_sources(warehouse)
    else:
        typer.echo("nothing is watched yet: dateline sources add NAME ADDRESS")


def print_sources(warehouse: Path | None) -> None:
    """Print the sources, if there are any, and how each was found last."""
    from flows import show
    from flows.settings import load
    from flows.watch import watched

    settings = load()
    shown = ("name", "kind", "schedule", "status", "detail", "polled_at", "due_at", "failures", "location")
    if rows := watched(settings, warehouse or settings.warehouse):
        for row in rows:
            for column in ("polled_at", "due_at"):
                row[column] = row[column] and row[column].isoformat(" ", "seconds")
        show.print_rows("Sources", shown, [[row[column] for column in shown] for row in rows])


@app.command("test")
def test_(name: Annotated[str, typer.Argument(help="Name of a source, or a web address")]) -> None:
    """Fetch a source now and show what it gives; loads and remembers nothing."""
    import tempfile

    from flows import show
    from flows.landing.state import State
    from flows.settings import load
    from flows.sources import chosen, is_web, unnamed
    from flows.warehouse import Warehouse
    from flows.watch import watching

    settings = load().model_copy(update={"max_pages": 3})
    source = unnamed(name) if is_web(name) else chosen(settings.sources, [name])[0]
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        house = Warehouse(Path(folder))
        waits = State.read(settings.warehouse).hosts
        visits = watching(settings, house, lambda _: None)
        visits.state.hosts.update(waits)
        found = list(visits.land([source]))
        rows = [row for landed in found for row in _given(landed, settings.max_expanded_bytes)]
    name = source.name or source.shown
    show.print_rows(f"{name} ({source.kind})", ("input", "what it gives", "published", "characters"), rows)
    if not any(row[3] for row in rows):
        raise UnavailableError(f"{name} gives no article now")


def _given(landed: Raw | Refusal, limit: int) -> list[tuple[str, str, str, Any]]:
    """What an input gives, a row for each article and each thing that can't be used."""
    from flows import parse
    from flows.document import Refusal

    pieces = [landed] if isinstance(landed, Refusal) else parse.parse(landed, limit, landed.columns)
    return [
        (piece.source, f"{piece.reason}: {piece.detail}", "", "")
        if isinstance(piece, Refusal)
        else (piece.source, piece.title or "", piece.published_edtf or "", len(piece.text))
        for piece in pieces
    ]
