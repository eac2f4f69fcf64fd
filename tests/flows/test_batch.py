"""A batch is read once, whole, and one bad article costs its own records only."""

from __future__ import annotations

import duckdb
import pytest
from spacy.language import Language

from flows import batch as reading
from flows.document import Document, Segment
from flows.guard import Limits
from flows.stage import Batch
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind


def document(number: int, text: str = "Snow fell in Oslo on Monday.") -> Document:
    return Document(f"{number}.txt", text, str(number), segments=(Segment(SegmentKind.PARAGRAPH, 0, len(text)),))


@pytest.fixture
def loaded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Language:
    monkeypatch.setattr(reading, "load", lambda _: nlp)
    return nlp


def articles(batch: Batch) -> int:
    return duckdb.sql(f"SELECT count(DISTINCT article_id) FROM '{batch.path('sentences')}'").fetchall()[0][0]


def test_a_batch_becomes_tables(loaded, tmp_path):
    batch = Batch.write(tmp_path, [document(1), document(2)], ("reader",))
    assert not batch.is_done
    reading.read_batch(batch.folder, "model", Limits(2**20, 1000))
    assert batch.is_done
    assert (articles(batch), batch.refusals()) == (2, [])


def test_a_finished_batch_is_not_read_again(loaded, tmp_path):
    batch = Batch.write(tmp_path, [document(1)], ("reader",))
    reading.read_batch(batch.folder, "model", Limits(2**20, 1000))
    before = batch.path("sentences").stat().st_mtime_ns
    reading.read_batch(batch.folder, "model", Limits(2**20, 1000))
    assert batch.path("sentences").stat().st_mtime_ns == before


def test_a_batch_is_named_by_what_it_reads_and_with_what(tmp_path):
    first = Batch.write(tmp_path, [document(1)], ("reader",))
    assert Batch.write(tmp_path, [document(1)], ("reader",)).folder == first.folder
    assert Batch.write(tmp_path, [document(1, "Rain fell.")], ("reader",)).folder != first.folder
    assert Batch.write(tmp_path, [document(1)], ("newer reader",)).folder != first.folder


def test_documents_survive_the_way_to_the_worker(tmp_path):
    there = [document(1, "“Ça va” \U0001f642 \u2028 نعم"), document(2)]
    assert list(Batch.write(tmp_path, there, ()).documents()) == there


def test_a_long_article_is_refused(loaded, tmp_path):
    batch = Batch.write(tmp_path, [document(1), document(2, "Snow fell. " * 100)], ("reader",))
    reading.read_batch(batch.folder, "model", Limits(2**20, 1000))
    assert articles(batch) == 1
    assert [(r.source, r.reason) for r in batch.refusals()] == [("2.txt", Reason.TOO_LARGE)]


def test_an_unforeseen_fault_costs_one_article(loaded, tmp_path, monkeypatch):
    def planted(nlp, documents, *how):
        for each in documents:
            if each.source == "2.txt":
                raise ZeroDivisionError
            yield from genuine(nlp, [each], *how)

    genuine = reading.language.read
    monkeypatch.setattr(reading.language, "read", planted)
    batch = Batch.write(tmp_path, [document(1), document(2), document(3)], ("reader",))
    reading.read_batch(batch.folder, "model", Limits(2**20, 1000))
    assert articles(batch) == 2
    (refusal,) = batch.refusals()
    assert (refusal.source, refusal.reason) == ("2.txt", Reason.UNKNOWN)
    assert refusal.detail.startswith("ZeroDivisionError in test_batch.py:")
