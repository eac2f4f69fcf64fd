"""Plain text to blocks: paragraphs, headings, list items, whatever the text's layout sets apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")
BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
MARK = re.compile(r"(?:[-*•‣◦▪·–]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t\u00a0]+(?=\S)")
WORD = re.compile(r"\S+")
QUOTED = re.compile(r">[ \t>]*")
WIDEST_WRAP = 132  # characters; wider lines were not broken to fit a page
NARROWEST_WRAP = 40
SLACK = 2  # characters by which writers of wrapped lines differ in counting
RAGGED = 0.6  # share of the width that a line broken within a sentence fills at least
ENDING = re.compile("[.!?:;…]['\"”’»)\\]]*$")
OPENING = re.compile(
    r"(?:by|published|posted|updated|written|originally|source)\b|[^\W\d_]+ \d{1,2}, \d{4}$", re.IGNORECASE
)


class Line(NamedTuple):
    """One line without the blanks around it."""

    start: int
    end: int
    indent: int
    after_gap: bool  # the first line, or one after an empty line


class Block(NamedTuple):
    """Lines that belong together: `text[start:end]` has no blanks at either end."""

    start: int
    end: int
    line_count: int


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in order.

    Empty lines part blocks. So do other line ends, unless the line was plainly broken to fit a width and the next is no
    list item, quoted line or indented beginning.
    """
    found = list(lines(text))
    width = wrap_width(text, found)
    first = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or not _continues(text, found[at - 1], found[at], width):
            yield Block(found[first].start, found[at - 1].end, at - first)
            first = at


def lines(text: str) -> Iterator[Line]:
    """Every line that is not blank."""
    gap, at = True, 0
    for match in LINE.finditer(text):
        start, end = match.span()
        gap = gap or len(BREAK.findall(text, at, start)) > 1
        at = end
        piece = match.group()
        inner = piece.strip()
        if not inner:
            gap = True
            continue
        indent = len(piece) - len(piece.lstrip())
        yield Line(start + indent, start + indent + len(inner), indent, gap)
        gap = False


def wrap_width(text: str, found: list[Line]) -> int | None:
    """The width that a text's lines were broken to; None when its lines end where its paragraphs do."""
    joined = [(one, two) for one, two in pairwise(found) if not two.after_gap]
    width = max((line.end - line.start + line.indent for line in found), default=0)
    if not joined or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    broken = sum(_is_broken(text, one, two, width) for one, two in joined)
    return width if 2 * broken > len(joined) else None


def _is_broken(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether a line ends for want of room: the next one's first word had none, or the sentence goes on."""
    length = line.indent + line.end - line.start
    word = WORD.match(text, following.start)
    if length + 1 + (word.end() - word.start() if word else 0) > width - SLACK:
        return True
    if ENDING.search(text, max(line.start, line.end - 4), line.end) or length < RAGGED * width:
        return False
    return not OPENING.match(text[following.start : following.end])


def _continues(text: str, line: Line, following: Line, width: int | None) -> bool:
    if following.after_gap:
        return False
    quoted, next_quoted = text[line.start] == ">", text[following.start] == ">"
    if quoted or next_quoted:
        return quoted and next_quoted
    if width is None or MARK.match(text, following.start):
        return False
    if following.indent > line.indent and not MARK.match(text, line.start):
        return False
    return _is_broken(text, line, following, width)
