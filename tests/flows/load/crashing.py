"""A run on tiny articles that need no reading, in a process that kills itself at a chosen step of its input and output.

Steps are what Python sees before it happens (opening, renaming, removing, making folders), and around each write of
Parquet, copy, sync, commit and checkpoint: before, half done where that can be, and after.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows import gazetteer, runs
from flows.document import Document
from flows.errors import DatelineError, exit_code
from flows.intake import Intake, Known
from flows.landing.folder import land
from flows.load import publish
from flows.settings import Settings, now
from flows.stage import Batch, clear
from flows.storage import trouble
from flows.warehouse import Warehouse
from schemas.contract import Table, record_id
from schemas.tables.dates import Date

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"})
NO_PLACES = gazetteer.table().slice(0, 0)
STOPPED = 70


def run(root: Path, articles: Path, epoch: int) -> None:
    """What `flows.pipeline.ingest` does, without its tasks and checks: each article says one date."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    gazetteer.table = lambda: NO_PLACES
    runs.Validator = _Unchecked  # type: ignore[misc, assignment]
    house, settings = Warehouse(root), Settings(inputs=[articles])
    with house.locked():
        publish.heal(house)
        with publish.connect(house) as connection:
            intake = Intake(Known.of(connection, house))
        documents = [
            document
            for raw in land(articles, house.raw)
            if intake.is_news(raw) and (document := intake.accept(raw, Document(raw.source, raw.path.read_text())))
        ]
        batches = [Batch.write(house.staging, documents, ("none",))] if documents else []
        for batch in batches:
            if not batch.is_done:
                batch.finish([_date(document) for document in batch.documents()], [])
        this = runs.Run.of(intake, house, settings, now())
        if this.has_news:
            this.load(intake, this.validate(intake, batches))
        else:
            this.note_idle()
        clear(house.staging)


class _Unchecked:
    """In the place of the validator: Great Expectations takes seconds a run, and writes nothing."""

    def __init__(self, *_: object) -> None:
        self.bad: list[object] = []
        self.checks: dict[str, object] = {}

    def validate(self, _: Table, rows: pa.Table) -> pa.Table:
        """All rows."""
        return rows


def _date(document: Document) -> Date:
    return Date(
        date_id=record_id("date", document.article_id, document.text),
        article_id=document.article_id,
        char_start=0,
        char_end=4,
        text=document.text[:4],
        timex_type="DATE",
        anchor="none",
    )


class Steps:
    """Counts the steps of a process; at the one that is chosen the process kills itself."""

    def __init__(self, below: Path, last: int) -> None:
        """Count what concerns files below a folder."""
        self.below, self.last, self.count = str(below), last, 0
        sys.addaudithook(self._seen)
        self._around(pq, "write_table", torn=1)
        self._around(shutil, "copyfile", torn=1)
        self._around(os, "fsync")
        real = duckdb.connect
        duckdb.connect = lambda *given, **named: _Connection(real(*given, **named), self)  # type: ignore[assignment]

    def step(self, torn: Path | None = None) -> None:
        """One more; with `torn`, a file that is then only half there."""
        self.count += 1
        if self.count == self.last:
            if torn:
                os.truncate(torn, torn.stat().st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    def _seen(self, event: str, given: tuple[Any, ...]) -> None:
        if event not in EVENTS or not isinstance(given[0], str | os.PathLike):
            return
        if event == "open" and not (given[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if os.fspath(given[0]).startswith(self.below):
            self.step()

    def _around(self, module: Any, name: str, torn: int | None = None) -> None:
        real: Callable[..., Any] = getattr(module, name)

        def counted(*given: Any, **named: Any) -> Any:
            self.step()
            answer = real(*given, **named)
            if torn is not None:
                self.step(Path(given[torn]))
            self.step()
            return answer

        setattr(module, name, counted)


class _Connection:
    """A connection whose commit, checkpoint and closing are steps."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, steps: Steps) -> None:
        self._connection, self._steps = connection, steps

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._connection, name)
        if name not in {"execute", "commit", "close"}:
            return real

        def counted(*given: Any) -> Any:
            if name == "execute" and not given[0].startswith(("ATTACH", "CHECKPOINT")):
                return real(*given)
            self._steps.step()
            answer = real(*given)
            self._steps.step()
            return answer

        return counted

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def killed(root: Path, articles: Path, epoch: int, last: int) -> None:
    """A run that ends at its step number `last`, if it has so many."""
    Steps(root, last)
    run(root, articles, epoch)


def bounded(root: Path, articles: Path, epoch: int, size: int, said: Path) -> None:
    """A run that can write no file longer than `size`; what it says goes to `said`, which may be long."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        run(root, articles, epoch)
    except Exception as error:  # noqa: BLE001
        fault = error if isinstance(error, DatelineError) else trouble(error)
        message = f"{exit_code(fault)} {fault}" if fault else f"1 {type(error).__name__}: {error}"
        said.write_text(message[:size], encoding="utf-8")
        sys.exit(STOPPED)
