"""`dateline serve`: an unattended warehouse on one machine."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from flows.commands.common import WarehouseOption, warehouse_of
from flows.errors import BusyError

app = typer.Typer()

PORT = 4200


@app.command()
def serve(
    warehouse: WarehouseOption = None,
    port: Annotated[int, typer.Option(help="Port of Prefect's server and UI, on this machine only")] = PORT,
) -> None:
    """Take in sources on their schedules until stopped, with Prefect's server and UI, or those of PREFECT_API_URL."""
    import fcntl
    from contextlib import ExitStack

    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    from flows import serving
    from flows.credentials import hidden, secrets_of
    from flows.settings import load

    settings, house = load(), warehouse_of(warehouse)
    house.root.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        lock = stack.enter_context((house.root / ".serving").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{house.root} is being served already") from None
        if "PREFECT_API_URL" not in os.environ:
            home = str((house.root / "prefect").absolute())
            os.environ["PREFECT_API_URL"] = stack.enter_context(serving.server(home, port))
        for name, (schedule, sources) in serving.schedules(settings).items():
            typer.echo(f"{name}: {schedule}  {', '.join(sources or ['all inputs and sources'])}")
        api = os.environ["PREFECT_API_URL"]
        typer.echo(f"{hidden(api, secrets_of(api)).removesuffix('/api')} shows the runs; stop with Ctrl-C")
        serving.serve(settings, house)
