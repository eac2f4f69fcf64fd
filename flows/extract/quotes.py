"""Quotations: what is said in quotation marks and without them, by whom, and by which cue."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.extract.quotes_marked import marked
from flows.layers import entity_at
from schemas.codes.reading import QuoteType
from schemas.contract import Record, record_id
from schemas.tables.quotes import Quote as QuoteRow

FACTORY = "dateline_quotes"


@Language.component(
    FACTORY, requires=["token.dep", "doc._.mentions", "doc._.entities"], assigns=["doc._.quotes"], retokenizes=False
)
def read_quotes(doc: Doc) -> Doc:
    """The doc with its quotations, in the order of the text."""
    found = sorted(marked(doc), key=lambda quote: (quote.start, -quote.end))
    for quote in found:
        if quote.speaker:
            quote.speaker_entity = entity_at(doc, *quote.speaker)
    doc._.quotes = found
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """A row for each quotation."""
    document: Document = doc._.document
    text = document.text
    for quote in doc._.quotes:
        speaker, cue = quote.speaker, quote.cue
        entity = quote.speaker_entity
        yield QuoteRow(
            quote_id=record_id("quote", document.article_id, quote.start, quote.end, quote.quote_type),
            article_id=document.article_id,
            char_start=quote.start,
            char_end=quote.end,
            text=text[quote.start : quote.end],
            quote_type=QuoteType(quote.quote_type),
            speaker_text=text[speaker[0] : speaker[1]] if speaker else None,
            speaker_start=speaker[0] if speaker else None,
            speaker_end=speaker[1] if speaker else None,
            speaker_entity_id=entity.entity_id or None if entity else None,
            cue=text[cue[0] : cue[1]] if cue else None,
            confidence=quote.confidence,
        )
