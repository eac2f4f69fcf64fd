"""Plain text: the article's header, its blocks, and what stands around it, each a labelled segment."""

from __future__ import annotations

from collections.abc import Iterator

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.blocks import blocks
from flows.parse.body import read_body
from flows.parse.encoding import decode
from flows.parse.header import read_header
from flows.parse.links import links_in
from flows.parse.reading import Given, Reading
from schemas.codes.runs import Reason

SUFFIXES = (".txt", ".text")


def parse_text(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a plain text file."""
    text = decode(data)
    if not text.strip():
        raise RejectError(Reason.EMPTY, "no characters but blanks")
    yield read_text(raw.source, text, Given(url=raw.url), has_title=True)


def read_text(source: str, text: str, given: Given, *, has_title: bool) -> Document:
    """The document of a plain text; `has_title` says whether its headline is looked for in the text."""
    reading = Reading(text, given)
    found = list(blocks(text))
    at = read_header(reading, found, has_title=has_title)
    read_body(reading, found[at:])
    reading.links += links_in(text, reading.segments)
    return reading.document(source)
