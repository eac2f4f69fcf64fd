"""Web pages: what they say of themselves, the body as trafilatura finds it, and nothing a reader cannot see."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import chain

import trafilatura
from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement
from trafilatura.settings import Document as Extracted

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse import frame
from flows.parse.blocks import Block
from flows.parse.body import note_pingback
from flows.parse.encoding import decode
from flows.parse.header import PROSE, is_about
from flows.parse.html_body import Piece, lay_out, pieces
from flows.parse.html_head import read_head
from flows.parse.html_hidden import remove_hidden
from flows.parse.html_page import absolute, letters, text_of
from flows.parse.html_said import said
from flows.parse.reading import Reading
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

# Their warnings quote the page, whose words have no place in a log.
for library in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(library).setLevel(logging.CRITICAL)

SUFFIXES = (".html", ".htm", ".xhtml")
CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
#: Characters, plain or as references, that lxml reads into a tree but lets nobody move within it.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    "|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|7f|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127|6553[45]))(?![0-9a-f]);?",
    re.IGNORECASE,
)
HEAD = 4096  # bytes in which a page declares its encoding


def sniff(head: bytes) -> bool:
    """Whether the content begins like a web page."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<!doctype html") or re.search(rb"<html[\s>]", start) is not None


def parse_html(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """The one document of a page."""
    charset = CHARSET.search(data[:HEAD])
    text = DECLARATION.sub("", decode(data, charset[1].decode("ascii") if charset else None), count=1)
    page = _tree(text)
    given = read_head(page, said(page), raw.url)
    remove_hidden(page)
    _settle_links(page, given.url)
    captions = _set_apart_captions(page)
    found = trafilatura.bare_extraction(
        page, url=given.url, include_comments=True, include_tables=True, include_links=True
    )
    if not isinstance(found, Extracted):
        raise RejectError(Reason.EMPTY, "no article in the page")
    comments = pieces(found.commentsbody, SegmentKind.COMMENT) if found.commentsbody is not None else iter(())
    reading, placed = lay_out(chain(pieces(found.body), comments), given)
    if not placed:
        raise RejectError(Reason.EMPTY, "no article in the page")
    above = True
    for block, piece in placed:
        above = above and len(piece.text) < PROSE
        _label(reading, block, piece, captions, above=above)
    yield reading.document(raw.source)


def _tree(text: str) -> HtmlElement:
    try:
        page = lxml_html.document_fromstring(UNFIT.sub(" ", text))
    except (ParserError, ValueError) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"no page: {error}") from error
    return page


def _settle_links(page: HtmlElement, url: str | None) -> None:
    """Make links whole addresses; those within the page, and what is no address, are no references."""
    for link in page.iter("a"):
        href = link.attrib.pop("href", "").strip()
        address = None if href.startswith("#") else absolute(url, href)
        if address:
            link.set("href", address)


def _set_apart_captions(page: HtmlElement) -> set[str]:
    """Make each caption a paragraph after its figure, which the extractor would drop with it; gives their letters."""
    captions = set()
    for figure in list(page.iter("figure")):
        for caption in list(figure.iter("figcaption")):
            words = text_of(caption)
            captions.add(letters(words))
            caption.drop_tree()
            if words and figure.getparent() is not None:
                paragraph = lxml_html.Element("p")
                paragraph.text = words
                figure.addnext(paragraph)
    return captions - {""}


def _label(reading: Reading, block: Block, piece: Piece, captions: set[str], *, above: bool) -> None:
    words, kind = piece.text, piece.kind
    title = reading.given.title
    if kind is SegmentKind.COMMENT:
        kind = SegmentKind.PINGBACK if frame.pingback(words) else kind
    elif title and letters(words) == letters(title):
        kind = SegmentKind.TITLE
    elif letters(words) in captions or frame.is_caption(words):
        kind = SegmentKind.CAPTION
    elif frame.is_correction(words):
        kind = SegmentKind.CORRECTION
    elif frame.is_frame(words):
        kind = SegmentKind.BOILERPLATE
    elif above and (about := is_about(words)):
        kind = about
    if kind is SegmentKind.PINGBACK:
        note_pingback(reading, block, words)
    reading.label(block, kind, piece.level)
