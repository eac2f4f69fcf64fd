"""What each block of a page or of marked-up text is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import html as lxml_html
from lxml.html import HtmlElement

from flows.document import Document
from flows.errors import RejectError
from flows.parse import frame
from flows.parse.blocks import Block
from flows.parse.body import note_pingback
from flows.parse.header import PROSE, is_about, note_about, note_dateline
from flows.parse.html_body import Piece, lay_out
from flows.parse.html_page import absolute, letters, mark_of, text_of
from flows.parse.reading import Given, Reading
from schemas.codes.runs import Reason
from schemas.codes.text import SegmentKind

PULL_QUOTE = re.compile(r"(?:^|[\s_-])pull-?_?quote(?:$|[\s_-])", re.IGNORECASE)
ABOUT = frozenset({SegmentKind.BYLINE, SegmentKind.PUBLISHED})


def read_pieces(
    source: str, found: Iterable[Piece], given: Given, captions: set[str], *, is_bare: bool = False
) -> Document:
    """The document that the pieces make; `captions` are the letters of those known to be captions.

    Where the body is all there is of a page (`is_bare`), its byline, date line and dateline are heeded.
    Raises RejectError when there is no piece.
    """
    try:
        reading, placed = lay_out(iter(found), given)
    except RecursionError as error:
        raise RejectError(Reason.TOO_DEEP, "elements within elements beyond what can be read") from error
    if not placed:
        raise RejectError(Reason.EMPTY, "no article in the page")
    above = True
    for block, piece in placed:
        if above and len(piece.text) >= PROSE:
            above = False
            if is_bare:
                note_dateline(reading, piece.text)
        kind = _label(reading, block, piece, captions, above=above)
        if is_bare and kind in ABOUT:
            note_about(reading, piece.text)
    return reading.document(source)


def settle_links(page: HtmlElement, url: str | None) -> None:
    """Make links whole addresses; those within the page, and what is no address, are no references."""
    for link in page.iter("a"):
        href = link.attrib.pop("href", "").strip()
        address = None if href.startswith("#") else absolute(url, href)
        if address:
            link.set("href", address)


def set_apart_captions(page: HtmlElement) -> set[str]:
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
    for caption in list(page.iter("caption")):
        words, table = text_of(caption), caption.getparent()
        caption.drop_tree()
        if words and table is not None and table.getparent() is not None:
            captions.add(letters(words))
            paragraph = lxml_html.Element("p")
            paragraph.text = words
            table.addprevious(paragraph)
    return captions - {""}


def set_off_pull_quotes(page: HtmlElement) -> None:
    """Make each pull-quote a block quotation, whatever element it is; the extractor takes some for decoration."""
    for element in list(page.iter("aside", "div", "figure", "p", "section")):
        if PULL_QUOTE.search(mark_of(element)) and element.getparent() is not None:
            quotation = lxml_html.Element("blockquote")
            paragraph = lxml_html.Element("p")
            for source in element.iter("cite", "footer", "figcaption"):
                source.text = f" \u2014 {source.text or ''}"
            paragraph.text = text_of(element)
            quotation.append(paragraph)
            quotation.tail = element.tail
            element.getparent().replace(element, quotation)


def _label(reading: Reading, block: Block, piece: Piece, captions: set[str], *, above: bool) -> SegmentKind:
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
    if kind is SegmentKind.PINGBACK and piece.kind is not kind:
        note_pingback(reading, block, words)
    reading.label(block, kind, piece.level)
    return kind
