"""Plain text to blocks: paragraphs, headings, list items, whatever the text's layout sets apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BLANK = " \t\u00a0\u2002\u2003\u2009\u3000\ufeff"
LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")
BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
MARK = re.compile(r"(?:[-*•‣◦▪·–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t\u00a0]+(?=\S)")
QUOTED = re.compile(r">[ \t>]*")
WIDEST_WRAP = 132  # characters; wider lines were not broken to fit a page
NARROWEST_WRAP = 40
SLACK = 2  # characters by which writers of wrapped lines differ in counting


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

    Empty lines part blocks. So do other line ends, unless the line was plainly broken to fit a width: its successor's first
    word would not have fitted, and neither is a list item, a quoted line or an indented beginning.
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
        inner = piece.strip(BLANK)
        if not inner:
            gap = True
            continue
        indent = len(piece) - len(piece.lstrip(BLANK))
        yield Line(start + indent, start + indent + len(inner), indent, gap)
        gap = False


def wrap_width(text: str, found: list[Line]) -> int | None:
    """The width that a text's lines were broken to; None when its lines end where its paragraphs do."""
    joined = [(one, two) for one, two in zip(found, found[1:], strict=False) if not two.after_gap]
    if not joined:
        return None
    width = max(line.end - line.start + line.indent for line in found)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    full = sum(_is_full(text, one, two, width) for one, two in joined)
    return width if 2 * full > len(joined) else None


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    word = re.compile(r"\S+").match(text, following.start)
    length = word.end() - word.start() if word else 0
    return line.indent + line.end - line.start + 1 + length > width - SLACK


def _continues(text: str, line: Line, following: Line, width: int | None) -> bool:
    if following.after_gap:
        return False
    quoted, next_quoted = text[line.start] == ">", text[following.start] == ">"
    if quoted or next_quoted:
        return quoted and next_quoted
    if MARK.match(text, following.start) or width is None:
        return False
    is_item = MARK.match(text, line.start)
    if following.indent > line.indent and not is_item:
        return False
    return _is_full(text, line, following, width)
