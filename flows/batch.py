"""Reading one batch: the work of a worker process, from documents on disk to tables on disk."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from spacy.language import Language

from flows import language
from flows.document import Document, Refusal
from flows.stage import Batch
from schemas.codes.runs import Reason, Stage
from schemas.contract import Record


@lru_cache(maxsize=1)
def load(model: str) -> Language:
    """The pipeline, loaded once a process."""
    return language.load_language(model)


def read_batch(folder: Path, model: str, max_chars: int) -> Path:
    """Read a batch's documents into tables beside them, unless that was done before; gives the folder back."""
    batch = Batch(folder, 0)
    if batch.is_done:
        return folder
    refusals: list[Refusal] = []
    documents = list(_readable(batch.documents(), max_chars, refusals))
    batch.finish(_records(load(model), documents, refusals), refusals)
    return folder


def _records(nlp: Language, documents: list[Document], refusals: list[Refusal]) -> list[Record]:
    """The records of all documents. One that no component foresaw is refused, its neighbours are read without it."""
    try:
        return list(chain.from_iterable(records for _, records in language.read(nlp, documents)))
    except Exception as error:  # noqa: BLE001 - whatever a text sets off must not cost its neighbours
        if len(documents) > 1:
            return list(chain.from_iterable(_records(nlp, [document], refusals) for document in documents))
        place = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
        refusals.append(_refusal(documents[0], Reason.UNKNOWN, detail))
        return []


def _readable(documents: Iterator[Document], max_chars: int, refusals: list[Refusal]) -> Iterator[Document]:
    for document in documents:
        if len(document.text) > max_chars:
            detail = f"{len(document.text)} characters; at most {max_chars} are read"
            refusals.append(_refusal(document, Reason.TOO_LARGE, detail))
        else:
            yield document


def _refusal(document: Document, reason: Reason, detail: str) -> Refusal:
    payload = json.dumps({"title": document.title, "text": document.text[:500]}, ensure_ascii=False)
    return Refusal(document.source, Stage.EXTRACT, reason, detail, payload)
