"""Statements that two names are one: "better known as", brackets, acronyms, birth names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from schemas.contract import Record

FACTORY = "dateline_aliases"


@Language.component(FACTORY, requires=["doc._.mentions"], assigns=["doc._.aliases"])
def read_aliases(doc: Doc) -> Doc:
    """Lays `doc._.aliases`."""
    doc._.aliases = []
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """None: aliases become rows with the entities they name."""
    yield from ()
