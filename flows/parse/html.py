"""Web pages: what they say of themselves, the body as trafilatura finds it, and nothing a reader cannot see."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import chain

import trafilatura
from trafilatura.settings import Document as Extracted

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.encoding import decode
from flows.parse.html_body import pieces
from flows.parse.html_head import read_head
from flows.parse.html_hidden import remove_hidden
from flows.parse.html_labels import read_pieces, set_apart_captions, set_off_pull_quotes, settle_links
from flows.parse.html_page import tree
from flows.parse.html_said import said
from flows.parse.reading import Given
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

# Their warnings quote the page, whose words have no place in a log.
for library in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(library).setLevel(logging.CRITICAL)

SUFFIXES = (".html", ".htm", ".xhtml")
CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([\w-]{2,40})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its encoding


def sniff(head: bytes) -> bool:
    """Whether the content begins like a web page."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<!doctype html") or (start[:1] == b"<" and re.search(rb"<html[\s>]", start) is not None)


def parse_html(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a page."""
    charset = CHARSET.search(data[:HEAD])
    declared = raw.charset or (charset[1].decode("ascii") if charset else None)
    yield read_page(raw.source, decode(data, declared), Given(url=raw.url))


def read_page(source: str, text: str, known: Given) -> Document:
    """The document of a page; what is `known` of it goes before what it says of itself, but for its address."""
    page = tree(text)
    head = read_head(page, said(page), known.url)
    given = known.or_else(head)._replace(url=head.url)
    remove_hidden(page)
    settle_links(page, given.url)
    set_off_pull_quotes(page)
    captions = set_apart_captions(page)
    found = trafilatura.bare_extraction(
        page, url=given.url, include_comments=True, include_tables=True, include_links=True
    )
    if not isinstance(found, Extracted):
        raise RejectError(Reason.EMPTY, "no article in the page")
    comments = pieces(found.commentsbody, SegmentKind.COMMENT) if found.commentsbody is not None else iter(())
    return read_pieces(source, chain(pieces(found.body), comments), given, captions)
