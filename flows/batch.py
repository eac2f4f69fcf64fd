"""Reading one batch: the work of a worker process, from documents on disk to tables on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from spacy.language import Language

from flows import language
from flows.document import Document, Refusal
from flows.guard import Limits, Watch, bound_memory, unbound_memory, unforeseen
from flows.stage import Batch
from schemas.codes.runs import Reason, Stage
from schemas.contract import Record


@lru_cache(maxsize=1)
def load(model: str) -> Language:
    """The pipeline, loaded once a process."""
    return language.load_language(model)


def read_batch(folder: Path, model: str, limits: Limits, at_once: int = language.AT_ONCE) -> Path:
    """Read a batch's documents into tables beside them, unless that was done before; gives the folder back."""
    batch = Batch(folder, 0)
    if batch.is_done:
        return folder
    unbound_memory()
    nlp = load(model)
    bound_memory("reading", limits.memory)
    refusals: list[Refusal] = []
    documents = list(_readable(batch, limits.chars, refusals))
    with Watch(batch.at, limits.seconds):
        records = _records(nlp, documents, refusals, at_once)
    batch.finish(records, refusals)
    return folder


def _records(nlp: Language, documents: list[Document], refusals: list[Refusal], at_once: int) -> list[Record]:
    """The records of all documents. One that no component foresaw is refused, its neighbours are read without it."""
    try:
        return list(chain.from_iterable(records for _, records in language.read(nlp, documents, at_once)))
    except Exception as error:  # noqa: BLE001 - whatever a text sets off must not cost its neighbours
        if len(documents) > 1:
            singly = (_records(nlp, [document], refusals, 1) for document in documents)
            return list(chain.from_iterable(singly))
        refusals.append(_refusal(documents[0], *unforeseen(error)))
        return []


def _readable(batch: Batch, max_chars: int, refusals: list[Refusal]) -> Iterator[Document]:
    struck = batch.struck()
    for document in batch.documents():
        if document.source in struck:
            refusals.append(_refusal(document, *struck[document.source]))
        elif len(document.text) > max_chars:
            detail = f"{len(document.text)} characters; at most {max_chars} are read"
            refusals.append(_refusal(document, Reason.TOO_LARGE, detail))
        else:
            yield document


def _refusal(document: Document, reason: Reason, detail: str) -> Refusal:
    payload = json.dumps({"title": document.title, "text": document.text[:500]}, ensure_ascii=False)
    return Refusal(document.source, Stage.EXTRACT, reason, detail, payload)
