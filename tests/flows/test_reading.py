"""A text that hangs, crashes or starves its reader is refused within its limits, and costs its neighbours nothing."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, time

import duckdb
import pytest
import spacy

from flows import reading
from flows.batch import Limits
from flows.document import Document, Segment
from flows.errors import UnavailableError
from flows.guard import Watch, last_item
from flows.stage import Batch
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind
from tests.flows import poison

SECONDS = 1.0
SLACK = 3.0  # seconds until a busy machine notices that a process has ended
LIMITS = Limits(1000, SECONDS, 2**28)
VERDICTS = {
    "regex": Reason.TIMEOUT,
    "loop": Reason.TIMEOUT,
    "sleep": Reason.TIMEOUT,
    "integer": Reason.TIMEOUT,
    "segfault": Reason.CRASHED,
    "abort": Reason.CRASHED,
    "exit": Reason.CRASHED,
    "kill": Reason.CRASHED,
    "memory": Reason.OUT_OF_MEMORY,
    "recursion": Reason.UNKNOWN,
    "bug": Reason.UNKNOWN,
}


def document(name: str) -> Document:
    text = f"{name} of snow fell in Oslo."
    return Document(f"{name}.txt", text, name, segments=(Segment(SegmentKind.PARAGRAPH, 0, len(text)),))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that only splits words."""
    path = tmp_path_factory.mktemp("model")
    spacy.blank("en").to_disk(path)
    return str(path)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_batch", poison.read_batch)


def names(batch: Batch) -> set[str]:
    rows = duckdb.sql(f"SELECT split_part(text, ' ', 1) FROM '{batch.path('sentences')}'").fetchall()
    return {name for (name,) in rows}


@pytest.mark.slow
@pytest.mark.parametrize("at", sorted(VERDICTS))
def test_each_poison_is_refused_alone(at, planted, model, tmp_path, monkeypatch):
    gave_up, strike = [], Batch.strike

    def timed(batch: Batch, *why: object) -> None:
        gave_up.append(time() - batch.at.stat().st_mtime)
        strike(batch, *why)

    monkeypatch.setattr(Batch, "strike", timed)
    neighbours = ["ten", "twenty", "thirty"]
    batch = Batch.write(tmp_path, [document(name) for name in (*neighbours[:2], at, neighbours[2])], ())
    with reading.workers(1):
        reading.read(batch.folder, model, LIMITS)
    assert [(r.source, r.reason) for r in batch.refusals()] == [(f"{at}.txt", VERDICTS[at])]
    assert names(batch) == set(neighbours)
    assert all(seconds < SECONDS + SLACK for seconds in gave_up)


@pytest.mark.slow
def test_two_poisons_and_another_batch(planted, model, tmp_path):
    bad = Batch.write(tmp_path, [document(name) for name in ("segfault", "ten", "sleep")], ())
    good = Batch.write(tmp_path, [document(name) for name in ("twenty", "thirty")], ())
    with reading.workers(2):
        for batch in (bad, good):
            reading.read(batch.folder, model, LIMITS)
    assert {r.source for r in bad.refusals()} == {"segfault.txt", "sleep.txt"}
    assert (names(bad), names(good), good.refusals()) == ({"ten"}, {"twenty", "thirty"}, [])


@pytest.mark.slow
def test_a_worker_that_dies_at_nothing_in_particular_is_no_documents_fault(planted, tmp_path):
    batch = Batch.write(tmp_path, [document("ten")], ())
    with reading.workers(1), pytest.raises(Exception, match="nowhere") as raised:
        reading.read(batch.folder, "nowhere", LIMITS)
    assert not isinstance(raised.value, UnavailableError)
    assert not batch.is_done


def _stuck(path: Path) -> None:
    with Watch(path, 0.2) as watch:
        watch.at("first")
        watch.at("stuck")
        poison.POISONS["integer"]()


def test_the_kernel_ends_a_process_within_its_limit(tmp_path):
    from multiprocessing import get_context

    path = tmp_path / "at"
    process = get_context("fork").Process(target=_stuck, args=(path,))
    began = monotonic()
    process.start()
    process.join(30)
    assert (process.exitcode, last_item(path)) == (-14, "stuck")
    assert monotonic() - began < 1.2


def test_who_stops_watching_is_left_alone(tmp_path):
    with Watch(tmp_path / "at", 0.05) as watch:
        watch.at("one")
        watch.among(3)
    began = monotonic()
    while monotonic() - began < 0.2:
        pass
    assert last_item(tmp_path / "at") == ""
