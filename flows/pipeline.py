"""The flows, read top to bottom: the story of an article from bytes to published tables.

    land → parse → extract, resolve (in batches, by worker processes) → validate → load → publish

Prefect runs it, with a server or without. Its unit of work is a batch of articles; tasks give paths and counts, never
records. What was done is remembered by the warehouse itself, so every step can be killed and repeated.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
# Without a server Prefect starts one of its own; on a busy machine that takes longer than its 20 s.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "300")

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows import quarantine, reading, reprocessing, retrying, runs
from flows.document import Document, Raw, Refusal
from flows.errors import UnavailableError
from flows.export import export_tables
from flows.guard import Limits
from flows.intake import Intake, Known
from flows.landing.folder import land, prefixes
from flows.load import publish
from flows.progress import Steps
from flows.settings import CODE_VERSION, Settings, load, model_name, now
from flows.sources import chosen, is_web, unnamed
from flows.stage import Batch, Files, clear
from flows.warehouse import Warehouse
from flows.watch import troubles, watching

#: Batches under way; each waits in a thread for one of the worker processes.
WAITING: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=64)
#: A task whose worker was killed is tried again; whatever else goes wrong would go wrong again.
AGAIN: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "retries": 2,
    "retry_delay_seconds": [1, 10],
    "retry_condition_fn": lambda _task, _run, state: isinstance(state.result(raise_on_failure=False), UnavailableError),
}
#: Files that one task parses, at most.
FILES_A_TASK, BYTES_A_TASK = 64, 4 << 20


@flow(name="ingest", flow_run_name="ingest-{warehouse}", task_runner=WAITING, validate_parameters=False)  # type: ignore[arg-type]
def ingest(
    inputs: list[str] | None = None,
    warehouse: str | None = None,
    sources: list[str] | None = None,
    *,
    quiet: bool = False,
) -> dict[str, Any]:
    """Take in every article of the inputs and sources and publish what they say; gives the account of the run.

    `inputs` are files, folders and http addresses, `sources` names of sources. Without either they are those of the
    settings. `warehouse` is a folder.

    Raises:
        BusyError: another run is writing the warehouse.
        ContractError: the rows as a whole break their contract; nothing was published.
    """
    settings = load()
    started_at, steps = now(), Steps(quiet=quiet)
    house = Warehouse(Path(warehouse or settings.warehouse))
    with house.locked(), steps.shown():
        publish.heal(house)
        with publish.connect(house) as connection:
            intake = Intake(Known.of(connection, house))
        landed = _landed(inputs, sources, settings, house, intake)
        run = _take_in(landed, intake, house, settings, started_at, steps)
    _tell_prefect(run)
    return {**run.summary(), "troubles": troubles(house, started_at)}


@flow(name="retry", task_runner=WAITING, validate_parameters=False)  # type: ignore[arg-type]
def retry(
    only: list[str] | None = None, reason: str | None = None, warehouse: str | None = None, *, quiet: bool = False
) -> dict[str, Any]:
    """Take in again the inputs that stand refused, of these sources and for this reason; gives the account of the run.

    Raises:
        BusyError: another run is writing the warehouse.
        NotFoundError: nothing of a source was refused.
        ContractError: the rows as a whole break their contract; nothing was published.
    """
    settings = load()
    started_at, steps = now(), Steps(quiet=quiet)
    house = Warehouse(Path(warehouse or settings.warehouse))
    with house.locked(), steps.shown():
        publish.heal(house)
        with publish.connect(house) as connection:
            named = [quarantine.named(connection, each) for each in only or []]
            refused = retrying.refused(connection, named, reason)
            known = Known.of(connection, house)
        intake = Intake(known.but(each.name for each in refused))
        landed = retrying.landed(refused, settings, house, intake.known.hash_of)
        run = _take_in(landed, intake, house, settings, started_at, steps)
    _tell_prefect(run)
    return run.summary()


@flow(name="export", validate_parameters=False)
def export(to: str, warehouse: str | None = None, form: str = "parquet", only: list[str] | None = None) -> list[str]:
    """Write the current tables to a folder, one folder or file a table; gives the paths written."""
    house = Warehouse(Path(warehouse or load().warehouse))
    with publish.connect(house) as connection:
        return [str(path) for path in export_tables(connection, Path(to), form, only)]


@flow(name="reprocess", validate_parameters=False)
def reprocess(warehouse: str | None = None, only: list[str] | None = None, *, force: bool = False) -> dict[str, Any]:
    """Read anew, from the bytes as kept, what another reader has read, or with `force` everything; gives counts."""
    return reprocessing.reprocess(Warehouse(Path(warehouse or load().warehouse)), only or [], force=force)


def _take_in(
    landed: Iterator[Raw | Refusal],
    intake: Intake,
    house: Warehouse,
    settings: Settings,
    started_at: datetime,
    steps: Steps,
) -> runs.Run:
    """The run that read and published what landed."""
    batches = _read_all(_batches(_news(landed, intake, settings), intake, house, settings), steps)
    run = runs.Run.of(intake, house, settings, started_at)
    if run.has_news:
        _publish(run, intake, batches, steps)
    else:
        run.note_idle()
    clear(house.staging)
    return run


# --- landing and parsing: bytes to documents that are news


def _landed(
    inputs: list[str] | None, sources: list[str] | None, settings: Settings, house: Warehouse, intake: Intake
) -> Iterator[Raw | Refusal]:
    """Everything the inputs and sources have, as received, each under a source of its own."""
    own = [str(root) for root in settings.inputs] if not inputs and not sources else inputs or []
    for root, before in prefixes([Path(each) for each in own if not is_web(each)]).items():
        yield from _renamed(land(root, house.raw, settings.max_input_bytes), before)
    watched = [unnamed(each) for each in own if is_web(each)]
    watched += chosen(settings.sources, sources) if sources or not inputs else []
    yield from watching(settings, house, intake.known.hash_of).land(watched)


def _renamed(landed: Iterable[Raw | Refusal], before: str) -> Iterator[Raw | Refusal]:
    """The same, with `before` before each source."""
    return (replace(each, source=before + each.source) for each in landed) if before else iter(landed)


def _news(landed: Iterator[Raw | Refusal], intake: Intake, settings: Settings) -> Iterator[Raw]:
    """The files that must be parsed, with the names of their columns; the intake accounts for the others."""
    columns = {str(field): column for field, column in settings.columns.items()}
    for each in landed:
        if intake.is_news(each) and isinstance(each, Raw):
            yield replace(each, columns=each.columns or columns)


def _batches(news: Iterator[Raw], intake: Intake, house: Warehouse, settings: Settings) -> Iterator[Batch]:
    """Documents that are new or changed, in batches of about `batch_chars` characters."""
    reader = (CODE_VERSION, model_name(settings.model), settings.config_hash)
    waiting: list[Document] = []
    for raw, parsed in _parsed(news, house, settings):
        if isinstance(parsed, Refusal):
            intake.refuse(parsed, raw.source)
        elif document := intake.accept(raw, parsed):
            if document.version > 1 and waiting:  # a batch has one text of a piece
                yield Batch.write(house.staging, waiting, reader)
                waiting = []
            waiting.append(document)
        if sum(len(document.text) for document in waiting) >= settings.batch_chars:
            yield Batch.write(house.staging, waiting, reader)
            waiting = []
    if waiting:
        yield Batch.write(house.staging, waiting, reader)


def _parsed(news: Iterator[Raw], house: Warehouse, settings: Settings) -> Iterator[tuple[Raw, Document | Refusal]]:
    """What is found in the files, in their order. While it is read, later files are parsed."""
    ahead: deque[tuple[Files, PrefectFuture[str]]] = deque()
    for raws in _together(news):
        files = Files.of(house.staging, raws)
        ahead.append((files, parse_files.submit(files, settings.limits)))
        if len(ahead) > 2 * settings.process_count:
            yield from _found(*ahead.popleft())
    while ahead:
        yield from _found(*ahead.popleft())


def _together(news: Iterator[Raw]) -> Iterator[list[Raw]]:
    """Files that one task parses: a large one, or many small ones."""
    waiting: list[Raw] = []
    for raw in news:
        waiting.append(raw)
        if len(waiting) >= FILES_A_TASK or sum(each.byte_count for each in waiting) >= BYTES_A_TASK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


@task(name="parse files", **AGAIN)
def parse_files(files: Files, limits: Limits) -> str:
    """Parse files into documents and refusals, beside one another in a folder; gives the folder."""
    return str(reading.parse(files, limits))


def _found(files: Files, future: PrefectFuture[str]) -> Iterator[tuple[Raw, Document | Refusal]]:
    future.result()
    yield from files.parsed()
    clear(files.folder)


# --- extraction: documents to records, each batch a task


@task(name="read articles", **AGAIN)
def read_articles(folder: str, model: str, limits: Limits) -> str:
    """Read a batch's documents into tables beside them; gives the batch's folder."""
    return str(reading.read(Path(folder), model, limits))


def _read_all(batches: Iterator[Batch], steps: Steps) -> list[Batch]:
    """All batches, read. While earlier ones are read, later inputs are landed and parsed."""
    settings = load()
    with reading.workers(settings.process_count), steps.step("reading articles") as step:
        futures: list[tuple[Batch, PrefectFuture[str]]] = []
        for batch in batches:
            futures.append((batch, read_articles.submit(str(batch.folder), settings.model, settings.limits)))
        step.expect(sum(batch.size for batch, _ in futures))
        for batch, future in futures:
            future.result()
            step.advance(batch.size)
    return [batch for batch, _ in futures]


# --- validating, loading and publishing


def _publish(run: runs.Run, intake: Intake, batches: list[Batch], steps: Steps) -> None:
    """Validate what was read, load it into the next database, and make that the current one."""
    with steps.step("validating rows") as step:
        rows = run.validate(intake, batches)
        step.advance(sum(table.num_rows for table in rows.values()))
    with steps.step("publishing rows") as step:
        run.load(intake, rows)
        step.advance(sum(table.num_rows for table in rows.values()))


def _tell_prefect(run: runs.Run) -> None:
    """Leave the run's summary with Prefect, where a flow run is shown. Counts only: no word of an article."""
    if FlowRunContext.get() is None:
        return
    lines = "".join(f"| {name} | {value} |\n" for name, value in run.summary().items() if isinstance(value, int | str))
    create_markdown_artifact(f"| | |\n|---|---|\n{lines}", key="dateline-run", description="What a run took in")
