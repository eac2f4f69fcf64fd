"""`dateline serve`: Prefect's server and the deployments that the sources' schedules ask for, on one machine.

Deployments are served by one process that runs one flow at a time, so runs never overlap; the warehouse's own lock
keeps others out. Prefect's history is no ledger: what a killed run left is healed by the next one, and what was missed
while nothing was served is caught up by one run, for it takes in whatever has come since.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cronsim import CronSim

from flows.errors import BusyError, UnavailableError
from flows.settings import Settings
from flows.sources import interval
from flows.warehouse import Warehouse

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PATIENCE = 300  # seconds that the server may take to start on a busy machine
POLL = 5  # seconds between two looks for what is due
HELD = 200  # runs of a deployment that are looked at, at most; as many as the server gives


@contextmanager
def server(home: str, port: int) -> Iterator[str]:
    """Prefect's server on this machine, with its history in `home`; the one that is up already, if there is one.

    Raises:
        UnavailableError: it does not start.
    """
    api = f"http://127.0.0.1:{port}/api"
    if _is_up(api):
        yield api
        return
    os.environ["PREFECT_HOME"] = home
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=_end_with_parent) as process:  # noqa: S603
        try:
            begun = time.monotonic()
            while not _is_up(api):
                if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                    raise UnavailableError(f"Prefect's server did not start on port {port}")
                time.sleep(0.5)
            yield api
        finally:
            process.terminate()


def serve(settings: Settings, house: Warehouse) -> None:
    """Run what is due, until the process is stopped. The server is the one that PREFECT_API_URL names."""
    from prefect import serve as serve_deployments

    planned = deployments(settings, house)
    for deployment in planned:
        deployment.apply()
    settle(planned, house)
    serve_deployments(
        *planned, pause_on_shutdown=False, print_starting_message=False, limit=1, query_seconds=POLL, prefetch_seconds=1
    )


def schedules(settings: Settings) -> dict[str, tuple[str, list[str] | None]]:
    """What is taken in when: the schedule and the sources of each deployment, by its name.

    Sources without a schedule of their own, and the inputs, are taken in by the setting's.
    """
    own = {source.name: source.schedule for source in settings.sources if source.enabled and source.schedule}
    rest = [source.name for source in settings.sources if source.enabled and not source.schedule]
    found: dict[str, tuple[str, list[str] | None]] = {name: (when, [name]) for name, when in own.items()}
    if not own:
        return {"all": (settings.schedule, None)}
    if rest or settings.inputs:
        found["others"] = (settings.schedule, rest)
    return found


def deployments(settings: Settings, house: Warehouse) -> list[Any]:
    """A deployment for each schedule, and those that people start: a run of everything, reading anew, an export."""
    from prefect.types.entrypoint import EntrypointType

    from flows import pipeline

    module: dict[str, Any] = {"entrypoint_type": EntrypointType.MODULE_PATH}
    warehouse = str(house.root.absolute())
    inputs = [str(root.absolute()) for root in settings.inputs]
    found = []
    for name, (schedule, sources) in schedules(settings).items():
        length = interval(schedule)
        when: dict[str, Any] = {"interval": length} if length else {"cron": schedule}
        parameters = {"warehouse": warehouse, "sources": sources, "quiet": True}
        if name == "others":
            parameters["inputs"] = inputs
        found.append(pipeline.ingest.to_deployment(name, parameters=parameters, **when, **module))
    whole = {"warehouse": warehouse, "quiet": True}
    found.append(pipeline.ingest.to_deployment("now", parameters=whole, **module))
    found.append(pipeline.reprocess.to_deployment("anew", parameters={"warehouse": warehouse}, **module))
    tables = {"to": str((house.root / "export").absolute()), "warehouse": warehouse}
    found.append(pipeline.export.to_deployment("tables", parameters=tables, **module))
    return found


def settle(planned: Sequence[Any], house: Warehouse) -> None:
    """Mark runs that were killed as crashed, and plan one run for all windows that a deployment missed.

    A run that outlived the process that started it, which the warehouse's lock tells, is waited for.
    """
    from prefect.client.orchestration import get_client
    from prefect.states import Cancelled, Crashed

    while not _is_free(house):
        time.sleep(POLL)
    with get_client(sync_client=True) as client:
        for deployment in planned:
            known = client.read_deployment_by_name(f"{deployment.flow_name}/{deployment.name}")
            now = datetime.now(UTC)
            for run in _runs(client, known.id, ("RUNNING", "PENDING", "CANCELLING"), now):
                client.set_flow_run_state(run.id, Crashed(message="the process that ran it ended"), force=True)
            for run in _runs(client, known.id, ("SCHEDULED",), now):
                client.set_flow_run_state(run.id, Cancelled(message="caught up by one run"), force=True)
            last = next((run.start_time for run in _runs(client, known.id, ("COMPLETED",), now)), None)
            schedule = deployment.schedules[0].schedule if deployment.schedules else None
            if schedule and is_missed(schedule, last, now):
                client.create_flow_run_from_deployment(known.id, name=f"catch-up-{now:%Y%m%dT%H%M%S}")


def _runs(client: Any, deployment_id: UUID, states: Sequence[str], before: datetime) -> list[Any]:
    """Runs of a deployment that were due before a moment and are in one of these states, the latest first."""
    from prefect.client.schemas import filters
    from prefect.client.schemas.sorting import FlowRunSort

    chosen = filters.FlowRunFilter.model_validate(
        {"state": {"type": {"any_": states}}, "expected_start_time": {"before_": before}}
    )
    own = filters.DeploymentFilter.model_validate({"id": {"any_": [deployment_id]}})
    found: list[Any] = client.read_flow_runs(
        flow_run_filter=chosen, deployment_filter=own, sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=HELD
    )
    return found


def is_missed(schedule: Any, last: datetime | None, now: datetime) -> bool:
    """Whether a window of a schedule has begun since the last completed run; the first one ever always has."""
    if last is None:
        return True
    length: timedelta | None = getattr(schedule, "interval", None)
    return now - last >= length if length else next(CronSim(schedule.cron, last.astimezone(UTC))) <= now


def _is_free(house: Warehouse) -> bool:
    try:
        with house.locked():
            return True
    except BusyError:
        return False


def _end_with_parent() -> None:
    """Have the kernel end this process when the one that started it ends, however that ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _is_up(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
