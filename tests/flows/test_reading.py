"""A text that hangs, crashes or starves its reader is refused within its limits, and costs its neighbours nothing."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from time import monotonic, time

import duckdb
import pytest
import spacy

from flows import batch as batches
from flows import reading
from flows.document import Document, Raw, Segment
from flows.errors import UnavailableError
from flows.guard import Limits, Watch, last_item
from flows.stage import Batch, Files
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind
from tests.flows import poison

SECONDS = 1.0
SLACK = 3.0  # seconds until a busy machine notices that a process has ended
LIMITS = Limits(2**20, 1000, SECONDS, 2**28)
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
    monkeypatch.setattr(batches, "read_batch", poison.read_batch)


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


#: A page that holds lxml for minutes, and its like.
HANGING = b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(120_000)) + b">Rain fell.</p></body></html>"
PAGE = b"<html><head><title>Rain in Oslo</title></head><body><article><p>Rain fell in Oslo.</p></article></body></html>"


def landed(folder: Path, name: str, content: bytes) -> Raw:
    path = folder / name.replace("/", "_")
    path.write_bytes(content)
    return Raw(name, path, sha256(content).hexdigest(), len(content))


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.html", content)
    return packed.getvalue()


@pytest.mark.slow
def test_a_page_that_hangs_its_parser_is_refused_alone_also_in_an_archive(tmp_path):
    raws = [
        landed(tmp_path, "first.html", PAGE),
        landed(tmp_path, "hanging.html", HANGING),
        landed(tmp_path, "pages.zip", zipped(before=PAGE, hanging=HANGING, after=PAGE)),
        landed(tmp_path, "last.html", PAGE),
    ]
    files = Files.of(tmp_path, raws)
    with reading.workers(1):
        reading.parse(files, Limits(2**28, 10**6, 2.0, 2**30))
    found = [(each.source, getattr(each, "reason", None)) for _, each in files.parsed()]
    assert found == [
        ("first.html", None),
        ("hanging.html", Reason.TIMEOUT),
        ("pages.zip!/before.html", None),
        ("pages.zip!/hanging.html", Reason.TIMEOUT),
        ("pages.zip!/after.html", None),
        ("last.html", None),
    ]


def _stuck(path: Path) -> None:
    with Watch(path, 0.2) as watch:
        watch.note("first")
        watch.note("stuck")
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
        watch.note("one")
        watch.note("", 3)
    began = monotonic()
    while monotonic() - began < 0.2:
        pass
    assert last_item(tmp_path / "at") == ""


def _deflated(content: bytes) -> bytes:
    """A PDF with one page that inflates to `content`."""
    stream = zlib.compress(content, 9)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj "
    )
    body = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj " % (len(stream), stream)
    return head + body + b"trailer<</Root 1 0 R>>"


def _within(depth: int) -> bytes:
    data = zipped(inner=PAGE)
    for _ in range(depth):
        data = zipped(inner=data)
    return data


POISONED = {
    "attributes.html": HANGING,
    "brackets.json": b"[" * 3_000_000,
    "elements.html": b"<div>" * 400_000 + b"deep",
    "bomb.txt.gz": gzip.compress(b"\n" * 60_000_000, mtime=0),
    "bomb.pdf": _deflated(b"(x) Tj " * 20_000_000),
    "nested.zip": _within(9),
    "wide.json": b'{"text": [' + b"[]," * 3_000_000 + b"[]]}",
    "quotes.md": b"> " * 20_000 + b"deep",
}


@pytest.mark.slow
def test_poisoned_files_are_refused_in_time_and_their_neighbours_read(tmp_path, monkeypatch):
    gave_up, strike = [], Files.strike

    def timed(files: Files, *why: object) -> None:
        gave_up.append(time() - files.at.stat().st_mtime)
        strike(files, *why)

    monkeypatch.setattr(Files, "strike", timed)
    raws = [landed(tmp_path, "first.html", PAGE)]
    for number, (name, content) in enumerate(POISONED.items()):
        raws += [landed(tmp_path, name, content), landed(tmp_path, f"{number}.html", PAGE)]
    files = Files.of(tmp_path, raws)
    with reading.workers(1):
        reading.parse(files, Limits(2**28, 10**6, 3.0, 2**29))
    found = [(raw.source, getattr(each, "reason", None)) for raw, each in files.parsed()]
    refused = {source for source, reason in found if reason is not None}
    assert refused == set(POISONED)
    assert [source for source, reason in found if reason is None] == ["first.html", *(f"{n}.html" for n in range(8))]
    assert Reason.UNKNOWN not in {reason for _, reason in found}
    assert all(seconds < 3 + SLACK for seconds in gave_up)
