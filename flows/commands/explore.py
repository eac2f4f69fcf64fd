"""The command `dateline explore`."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer

from flows.commands.common import ByOption, WarehouseOption, warehouse_of

app = typer.Typer()


@app.command()
def explore(
    warehouse: WarehouseOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 for any free one")] = 0,
    review: Annotated[
        bool,
        typer.Option("--review", help="Let records be accepted, rejected and edited, and entities merged and split"),
    ] = False,
    by: ByOption = "unknown",
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser")] = False,
) -> None:
    """Look at the current warehouse in a browser: a local page, read-only without --review, until Ctrl-C."""
    import uvicorn

    from flows.explore import server
    from flows.explore.writing import Desk

    house = warehouse_of(warehouse)
    with server.listening(port) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        typer.echo(f"{address}  (Ctrl-C ends)")
        if not no_open:
            typer.launch(address)
        page = server.application(house, Desk(house, by) if review else None)
        config = uvicorn.Config(page, log_level="warning", access_log=False, server_header=False, lifespan="off")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
