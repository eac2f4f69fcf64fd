"""What was known of a piece before it was read, put beside what it says of itself."""

from __future__ import annotations

from dataclasses import replace

from flows.document import Document, Facts
from flows.parse.languages import language_code
from flows.parse.published import published


def with_facts(document: Document, facts: Facts) -> Document:
    """The document with its listing's word on id, title, authors and date, and its source's on publisher and language.

    A date that the page gives more exactly than the listing stays.
    """
    when = published(facts.published) if facts.published else None
    if when and document.published_at and not when.at:
        when = None
    return replace(
        document,
        external_id=facts.external_id or document.external_id,
        title=facts.title or document.title,
        authors=facts.authors or document.authors,
        published_edtf=when.edtf if when else document.published_edtf,
        published_at=when.at if when else document.published_at,
        publisher=document.publisher or facts.publisher,
        language=document.language or language_code(facts.language),
    )
