"""An article's body, as trafilatura finds it in a page, laid out as text with labelled blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flows.parse.blocks import Block
from flows.parse.reading import Given, Reading
from schemas.codes.text import LinkKind, SegmentKind

#: What trafilatura's element names stand for.
KINDS = {
    "head": SegmentKind.HEADING,
    "quote": SegmentKind.BLOCKQUOTE,
    "item": SegmentKind.LIST_ITEM,
    "row": SegmentKind.LIST_ITEM,
}
WHOLE = frozenset({"p", "head", "item", "row", "ab", "fw"})
SPACES = re.compile(r"[ \t\r\n\f\v]+")


class Anchor(NamedTuple):
    """Words of a block that carry a link."""

    start: int
    end: int
    href: str


@dataclass(slots=True)
class Piece:
    """One block before it has a place in the text."""

    kind: SegmentKind
    level: int
    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)


def pieces(body: Any, kind: SegmentKind = SegmentKind.PARAGRAPH, level: int = 0) -> Iterator[Piece]:
    """The blocks of trafilatura's tree in reading order."""
    loose = Piece(kind, level)
    _add(loose, body.text)
    for child in body:
        if child.tag in WHOLE or child.tag in ("list", "quote", "table", "div"):
            yield from _closed(loose)
            loose = Piece(kind, level)
            yield from _block(child, kind, level)
        elif child.tag == "lb":
            yield from _closed(loose)
            loose = Piece(kind, level)
        else:
            _inline(loose, child)
        _add(loose, child.tail)
    yield from _closed(loose)


def lay_out(found: Iterator[Piece], given: Given) -> tuple[Reading, list[tuple[Block, Piece]]]:
    """The text that the blocks make together, one empty line between them, and where each stands in it."""
    parts: list[str] = []
    placed: list[tuple[Block, Piece]] = []
    links: list[tuple[int, int, str, LinkKind]] = []
    at = 0
    for piece in found:
        placed.append((Block(at, at + len(piece.text), 1), piece))
        kind = LinkKind.PINGBACK if piece.kind is SegmentKind.PINGBACK else LinkKind.CITATION
        links += [(at + a.start, at + a.end, a.href, kind) for a in piece.anchors if a.end > a.start]
        parts.append(piece.text)
        at += len(piece.text) + 2
    reading = Reading("\n\n".join(parts), given)
    for start, end, href, kind in links:
        if href.startswith(("http://", "https://")):
            reading.link(start, end, href, kind)
    return reading, placed


def _block(element: Any, kind: SegmentKind, level: int) -> Iterator[Piece]:
    own = KINDS.get(element.tag, kind)
    if element.tag == "head":
        level = int(element.get("rend", "h2")[1:2] or 2)
    elif element.tag in ("quote", "list"):
        level += 1
    elif element.tag == "row":
        piece = Piece(own, level)
        for cell in element.iter("cell"):
            _add(piece, " ".join(SPACES.sub(" ", "".join(cell.itertext())).split()) + " \u00b7 ")
        piece.text = piece.text.rstrip(" \u00b7")
        yield from _closed(piece)
        return
    yield from pieces(element, own, level)


def _inline(piece: Piece, element: Any) -> None:
    start = len(piece.text) + (1 if (element.text or "")[:1].isspace() and piece.text and piece.text[-1] != " " else 0)
    _add(piece, element.text)
    for child in element:
        _inline(piece, child)
        _add(piece, child.tail)
    if element.tag == "ref" and element.get("target"):
        end = len(piece.text.rstrip())
        piece.anchors.append(Anchor(min(start, end), end, element.get("target")))


def _add(piece: Piece, words: str | None) -> None:
    words = SPACES.sub(" ", words or "")
    if not piece.text or piece.text.endswith(" "):
        words = words.lstrip(" ")
    piece.text += words


def _closed(piece: Piece) -> Iterator[Piece]:
    piece.text = piece.text.rstrip()
    if piece.text.strip():
        yield piece
