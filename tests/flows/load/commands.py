"""Commands like `crashing.run`: all they do, in a process that may be killed, with articles that need no reading."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from flows import gazetteer, reprocessing, runs, watch, withdrawing
from flows.errors import BusyError, exit_code
from flows.guard import Limits
from flows.landing.watching import Watching
from flows.load import parts, publish
from flows.parsing import parse_files
from flows.settings import Settings
from flows.sources import Source
from flows.stage import Batch
from flows.warehouse import Warehouse
from tests.flows.load import conftest, crashing


def fetch(root: Path, address: str, epoch: int) -> None:
    """A run that takes in three pages of a site."""
    settings = Settings(host_delay=0, allow_hosts=[address.removeprefix("http://")])
    pages = [Source(name=f"page-{n}", location=f"{address}/{n}.txt", kind="page") for n in range(3)]
    visits: list[Watching] = []

    def land(_: Path, keep: Path) -> object:
        assert keep == Warehouse(root).raw
        visits.append(watch.watching(settings, Warehouse(root), lambda _: None))
        return visits[-1].land(pages)

    crashing.land = land  # type: ignore[assignment]
    crashing.run(root, Path("/nowhere"), epoch)


def reprocess(root: Path, _: object, epoch: int) -> None:
    """Reading anew with other settings, one article a run."""
    _settle(epoch)
    os.environ["DATELINE_MAX_ARTICLE_CHARS"] = "999999"
    reprocessing.reading.workers = lambda _: nullcontext()  # type: ignore[assignment]
    reprocessing.reading.parse = parse_files
    reprocessing.reading.read = _read
    reprocessing.reprocess(Warehouse(root), [], at_once=1)


def _settle(epoch: int) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    gazetteer.table = lambda: crashing.NO_PLACES
    runs.Validator = crashing._Unchecked  # type: ignore[misc, assignment]


def _read(folder: Path, _model: str, _limits: Limits) -> Path:
    batch = Batch(folder)
    if not batch.is_done:
        batch.finish([crashing._date(document) for document in batch.documents()], [])
    return folder


def withdraw(root: Path, said: str, epoch: int) -> None:
    """Withdrawing a piece, unless an earlier attempt got so far."""
    _settle(epoch)
    try:
        withdrawing.withdraw(Warehouse(root), said, "editor", "not so")
    except withdrawing.WithdrawalError as error:
        assert "already" in str(error)


def rebuild(root: Path, _: object, epoch: int) -> None:
    """Building the database anew."""
    _settle(epoch)
    house = Warehouse(root)
    with house.locked():
        publish.rebuild(house)


def heal(root: Path, _: object, epoch: int) -> None:
    """What every run begins with: here, bringing a warehouse of an earlier release forward."""
    _settle(epoch)
    house = Warehouse(root)
    with house.locked():
        publish.heal(house)


def publish_articles(house: Warehouse, run_no: int, articles: int) -> None:
    """Publishing made-up articles."""
    _settle(0)
    conftest.publish_articles(house, run_no, articles)


def killed(function: str, root: Path, given: object, epoch: int, last: int) -> None:
    """One of these, ended at its step number `last`, if it has so many."""
    crashing.Steps(root, last)
    globals()[function](root, given, epoch)


def careless(root: Path, articles: Path, epoch: int) -> None:
    """A run that does not mend what a killed one left: a planted fault."""
    publish.heal = lambda _: None
    crashing.run(root, articles, epoch)


def hasty(root: Path, articles: Path, epoch: int) -> None:
    """A run that says it is committed before its rows are there: a planted fault."""
    real = runs.Run.load

    def load(self: runs.Run, intake: object, rows: object) -> None:
        log = self._logs(intake)["runs"]  # type: ignore[arg-type]
        parts.write_part(self.warehouse, "runs", self.name, log)  # type: ignore[attr-defined]
        real(self, intake, rows)  # type: ignore[arg-type]

    runs.Run.load = load  # type: ignore[assignment, method-assign]
    crashing.run(root, articles, epoch)


def counted(function: str, root: Path, given: object, epoch: int, count: Path) -> None:
    """One of these, whole; notes the number of its steps."""
    steps = crashing.Steps(root, 0)
    globals()[function](root, given, epoch)
    count.write_text(str(steps.count))


def killed_run(run: Callable[..., None], root: Path, articles: Path, epoch: int, last: int) -> None:
    """A run of some kind, ended at its step number `last`, if it has so many."""
    crashing.Steps(root, last)
    run(root, articles, epoch)


def contend(root: Path, articles: Path, epoch: int, gate: Path, *, locked: bool = True) -> None:
    """A run that begins when the gate opens, with others; without the lock it is a planted fault."""
    if not locked:
        Warehouse.locked = lambda _: nullcontext()  # type: ignore[assignment, method-assign, misc]
    while not gate.exists():
        pass
    try:
        crashing.run(root, articles, epoch)
    except BusyError as error:
        sys.exit(exit_code(error))
