"""Lines on pages to blocks: paragraphs, headings, list items, and what runs at the head and foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from flows.parse.blocks import MARK
from flows.parse.html_body import Piece
from flows.parse.pdf_words import CUT, joined, words_within
from schemas.codes.text import SegmentKind

EDGE = 3  # lines at the top and at the bottom of a page that may run through all pages
NUMBER = re.compile(r"\W*(?:page\s+|p\.\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
ENDING = re.compile("[.!?:;…][\"'”’»)\\]]*$")
LARGER = 1.15  # times the size of running text, from which on a block is a heading
WIDE_GAP = 1.3  # times the usual distance of lines, from which on a block ends
SAME = 0.07  # share by which letters of one size differ at most
SHORT = 0.75  # share of the longest line, under which a line that ends a sentence ends a paragraph
INDENT = 0.8  # times the size of the letters
LONGEST_HEADING = 200


class Line(NamedTuple):
    """One line of a page."""

    text: str
    x: float
    y: float  # from the bottom
    size: float
    is_bold: bool


@dataclass(slots=True)
class Block:
    """Lines that belong together."""

    lines: list[Line]
    running: list[str] = field(default_factory=list)  # what stands between its pages


def pieces(pages: list[list[Line]]) -> Iterator[Piece]:
    """The blocks of all pages in order; what runs at the edge of pages follows the block that it stands in."""
    usual = _usual(pages)
    pitch = _pitch(pages, usual)
    running = _running(pages, pitch)
    known = words_within(line.text for page in pages for line in page)
    is_headed = False
    for block in _blocks(pages, running, pitch):
        text, first = joined([line.text for line in block.lines], known), block.lines[0]
        kind = _kind(block, text, usual)
        if kind is SegmentKind.HEADING and not is_headed and first.size > LARGER * usual:
            kind = SegmentKind.TITLE
        is_headed = is_headed or kind is not SegmentKind.PARAGRAPH or len(text) > LONGEST_HEADING
        yield Piece(kind, {SegmentKind.TITLE: 1, SegmentKind.HEADING: 2, SegmentKind.LIST_ITEM: 1}.get(kind, 0), text)
        for words in block.running:
            yield Piece(SegmentKind.BOILERPLATE, 0, words)


def _usual(pages: list[list[Line]]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _pitch(pages: list[list[Line]], usual: float) -> float:
    """The usual distance between lines of running text."""
    gaps = Counter(
        round(one.y - two.y, 1)
        for page in pages
        for one, two in pairwise(page)
        if one.size == two.size == usual and 0 < one.y - two.y < 4 * usual
    )
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2 * usual)


def _running(pages: list[list[Line]], pitch: float) -> set[tuple[int, int]]:
    """Page and place of each line that runs at the edge of most pages, or is a page's number there."""
    at_edge = {
        (number, at): DIGITS.sub("#", page[at].text).casefold()
        for number, page in enumerate(pages)
        for at in {*_edge(page, pitch, highest=True), *_edge(page, pitch, highest=False)}
    }
    pages_with = Counter(text for _, text in {(number, text) for (number, _), text in at_edge.items()})
    least = max(2, len(pages) / 2)
    return {
        place
        for place, text in at_edge.items()
        if pages_with[text] >= least or (len(pages) > 1 and NUMBER.fullmatch(pages[place[0]][place[1]].text))
    }


def _edge(page: list[Line], pitch: float, *, highest: bool) -> list[int]:
    """The first lines from the top, or from the bottom, that a wide gap or another size parts from those further in."""
    order = sorted(range(len(page)), key=lambda at: -page[at].y if highest else page[at].y)
    for count, (at, further) in enumerate(pairwise(order[: EDGE + 1]), 1):
        one, other = page[at], page[further]
        if abs(one.y - other.y) > WIDE_GAP * pitch or abs(one.size - other.size) > SAME * other.size:
            return order[:count]
    return order if len(order) == 1 else []


def _blocks(pages: list[list[Line]], running: set[tuple[int, int]], pitch: float) -> Iterator[Block]:
    block: Block | None = None
    for number, page in enumerate(pages):
        edge = [line.text for at, line in enumerate(page) if (number, at) in running and line.text]
        body = [line for at, line in enumerate(page) if (number, at) not in running and line.text]
        for line in body:
            if block and _goes_on(block.lines, line, pitch, is_new_page=line is body[0]):
                block.lines.append(line)
            else:
                if block:
                    yield block
                block = Block([line])
        if block:
            block.running += edge
    if block:
        yield block


def _goes_on(block: list[Line], line: Line, pitch: float, *, is_new_page: bool) -> bool:
    """Whether a line goes on with the block before it."""
    last = block[-1]
    if abs(last.size - line.size) > SAME * last.size or (MARK.match(line.text) and not CUT.search(last.text)):
        return False
    gap = last.y - line.y
    if is_new_page or gap < 0:
        return not ENDING.search(last.text) and line.text[:1].islower()
    if last.is_bold != line.is_bold and len(block) == 1 and not line.text[:1].islower():
        return False
    is_short = len(block) > 1 and len(last.text) < SHORT * max(len(each.text) for each in block)
    if is_short and ENDING.search(last.text) and not line.text[:1].islower():
        return False
    is_indented = len(block) > 1 and line.x > last.x + INDENT * line.size
    return gap <= WIDE_GAP * max(pitch, 1.1 * line.size) and not (is_indented and ENDING.search(last.text))


def _kind(block: Block, text: str, usual: float) -> SegmentKind:
    first = block.lines[0]
    if MARK.match(text):
        return SegmentKind.LIST_ITEM
    is_set_off = first.size > LARGER * usual or (all(line.is_bold for line in block.lines) and len(block.lines) <= 2)
    if is_set_off and len(text) <= LONGEST_HEADING and not ENDING.search(text.rstrip("?!")):
        return SegmentKind.HEADING
    return SegmentKind.PARAGRAPH
