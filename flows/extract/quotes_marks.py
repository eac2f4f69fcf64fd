"""Quotation marks: which stretches of a text stand between them.

A mark's shape is a hint, its neighbours decide: a mark that leans on the word after it opens, one that leans on the
word before it closes, whatever glyph the typist or the typesetter chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DOUBLE, SINGLE = "double", "single"
MARK = re.compile(r"``|''|[\"“”„‟〝〞«»‘’‚‛'‹›`]")
#: Typewritten pairs: left alone, since the same characters stand for much else (accents, code, seconds).
NO_MARKS = frozenset({"``", "''", "`"})
DOUBLES = frozenset({'"', "“", "”", "„", "‟", "〝", "〞", "«", "»"})
OPENS = re.compile(r"[\s(\[{—–―\-/…:;,>“”„«\"'‘’]")  # what may stand before an opening mark
ATTRIBUTE = re.compile(r"[\w-]=$")  # markup: name="value"
LENGTH = re.compile(r"\d['’′]\s?\d{1,2}(?:\.\d+)?$")  # feet and inches before a mark
#: Words that begin with an apostrophe.
ELISION = re.compile(r"(?:\d\ds?\b|(?:em|til|cause|twas|tis|bout|round|n|cos|nuff|s|t|re|ve|ll|d|m)\b)", re.IGNORECASE)
DEEPEST = 8  # quotations within quotations
FARTHEST = 60  # marks between a single mark and the one that closes it
BLANK = " \t\r\n\v\f\u00a0\u2028\u2029"


@dataclass(slots=True)
class Stretch:
    """What stands between two marks: `text[start:end]` without them, `text[outer_start:outer_end]` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int  # the block of text it stands in
    depth: int = 0  # 1 and more: inside another
    continues: bool = False  # goes on from the block before: its mark was opened there and is only repeated here
    closed: bool = True
    set_off: bool = False  # a block of its own, with or without marks


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    can_open: bool
    can_close: bool
    leans: int  # +1: by its glyph it opens, -1: it closes, 0: it tells nothing
    glyph_family: str = "“"  # which glyphs go together


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; `set_off` if its layout shows it as a quotation."""

    start: int
    end: int
    set_off: bool = False


def stretches(text: str, blocks: Iterable[Block]) -> list[Stretch]:
    """Every quoted stretch of the blocks, in the order of their starts."""
    found: list[Stretch] = []
    open_before: str | None = None  # the family of the mark that the block before leaves open
    for number, block in enumerate(blocks):
        start, end = block.start, block.end
        own = len(found)
        marks = list(_marks(text, start, end))
        continues = bool(marks) and marks[0].glyph_family == open_before and _is_repeated(text, start, marks[0])
        if open_before and not continues and marks and marks[0].kind == DOUBLE and not marks[0].can_open:
            marks.insert(0, _Mark(start, start, DOUBLE, True, False, 1, open_before))  # the repeated mark was left out
            continues = True
        pairs = _pair(text, marks, end)
        for opener, closer in pairs:
            inner = _trim(text, opener.end, closer.start)
            if inner[0] < inner[1]:
                goes_on = continues and opener is marks[0]
                closed = closer.start < closer.end
                found.append(Stretch(*inner, opener.start, closer.end, number, 0, goes_on, closed))
        left_open = (opener.glyph_family for opener, closer in pairs if closer.start == closer.end)
        open_before = None if block.set_off else next(left_open, None)
        if block.set_off:
            found[own:] = _set_off(text, block, number, found[own:])
    return _nested(found)


def _set_off(text: str, block: Block, number: int, inside: list[Stretch]) -> list[Stretch]:
    """A block quotation with the stretches inside it; marks around the whole of it are its own."""
    start, end = _trim(text, block.start, block.end)
    whole = next((s for s in inside if s.outer_start == start and s.outer_end == end), None)
    bounds = (whole.start, whole.end) if whole else (start, end)
    rest = [stretch for stretch in inside if stretch is not whole]
    return [Stretch(*bounds, start, end, number, closed=False, set_off=True), *rest] if start < end else rest


def _is_repeated(text: str, start: int, mark: _Mark) -> bool:
    return mark.can_open and not text[start : mark.start].strip()


def _nested(found: list[Stretch]) -> list[Stretch]:
    """The stretches in order, each with its depth."""
    found.sort(key=lambda stretch: (stretch.start, -stretch.end))
    around: list[Stretch] = []
    for stretch in found:
        while around and around[-1].end <= stretch.start:
            around.pop()
        stretch.depth = len(around)
        around.append(stretch)
    return found


def _pair(text: str, marks: list[_Mark], end: int) -> list[tuple[_Mark, _Mark]]:
    """Openers with their closers; an opener that nothing closes may run to the end of its block."""
    pairs: list[tuple[_Mark, _Mark]] = []
    opened: list[_Mark] = []
    taken: set[int] = set()
    for place, mark in enumerate(marks):
        if mark.kind == SINGLE:
            closer = _single_closer(text, marks, place) if mark.can_open and place not in taken else None
            if closer is not None:
                taken.add(closer)
                pairs.append((mark, marks[closer]))
        elif opened and _closes(mark):
            opener = next((o for o in reversed(opened) if o.glyph_family == mark.glyph_family), opened[-1])
            del opened[opened.index(opener) :]
            pairs.append((opener, mark))
        elif mark.can_open and len(opened) < DEEPEST and not (mark.leans < 0 and mark.can_close):
            opened.append(mark)
    if opened and _runs_on(text, opened[0], marks, pairs):
        pairs.append((opened[0], _Mark(end, end, DOUBLE, False, True, -1)))
    return pairs


def _closes(mark: _Mark) -> bool:
    if mark.can_open and mark.can_close:
        return mark.leans <= 0
    return mark.can_close


def _runs_on(text: str, opener: _Mark, marks: list[_Mark], pairs: list[tuple[_Mark, _Mark]]) -> bool:
    """Whether an unclosed opener begins a quotation that fills the rest of its block, and is no stray mark."""
    if any(a.start > opener.start and a.glyph_family == opener.glyph_family for a, _ in pairs):
        return False
    return (opener is marks[0] and opener.leans >= 0) or text[max(0, opener.start - 3) : opener.start].rstrip()[
        -1:
    ] in {":", ","}


def _single_closer(text: str, marks: list[_Mark], place: int) -> int | None:
    """The place of the single mark that closes the one at `place`: no plural possessive where another will do."""
    inside, weak = 0, None
    for later in range(place + 1, min(len(marks), place + FARTHEST)):
        mark = marks[later]
        if mark.kind == DOUBLE:
            inside += 1 if mark.can_open else -1
            if inside < 0:
                break
        elif mark.can_close and inside == 0:
            before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
            if before != "s" or not after.isspace():
                return later
            weak = weak or later
        elif mark.can_open and inside == 0:
            break
    return weak


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks between two places that may be quotation marks by what stands beside them."""
    for match in MARK.finditer(text, start, end):
        a, b, glyph = match.start(), match.end(), match.group()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        if glyph in NO_MARKS or (before.isalnum() and after.isalnum() and glyph not in "“”«»„"):
            continue
        can_open = not after.isspace() and OPENS.match(before) is not None
        can_close = not before.isspace() and not after.isalnum()
        if before.isspace() and after.isspace():
            can_open = can_close = glyph in DOUBLES
        if glyph in DOUBLES:
            if ATTRIBUTE.search(text, max(start, a - 2), a):
                continue
            leans = 1 if glyph in "“„«‟〝" else -1 if glyph in "”»〞" else 0
            if leans == 0 and LENGTH.search(text, max(start, a - 6), a):
                continue
            family = '"' if glyph == '"' else "«" if glyph in "«»" else "“"
            yield _Mark(a, b, DOUBLE, can_open, can_close, leans, family)
        elif can_open or can_close:
            if can_open and glyph != "‘" and ELISION.match(text, b):
                can_open = False
            leans = 1 if glyph in "‘‚‛‹" else -1 if glyph in "’›" else 0
            yield _Mark(a, b, SINGLE, can_open, can_close, leans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BLANK:
        start += 1
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return start, end
