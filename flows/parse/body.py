"""An article's blocks below its header, to its last comment."""

from __future__ import annotations

import re

from flows.lexicons import lines
from flows.parse import frame
from flows.parse.blocks import MARK, QUOTED, Block
from flows.parse.dateline import tells_change
from flows.parse.links import ADDRESS
from flows.parse.reading import Reading
from schemas.codes.text import LinkKind, SegmentKind

LONGEST_HEADING = 90
MOST_HEADING_WORDS = 14
MOST_SENTENCE_CASE_WORDS = 8
NO_HEADING_END = ".,;…—–-"
RELATED = 120  # characters; a link to another piece is no longer
MARKS = "“”\"‘’'«»"
BULLETS = "•‣◦▪"
PROSE = 60  # characters that a paragraph under a heading has at least
CREDITS = re.compile(
    r"[(\[*_]*(?:additional\s+|with\s+)?(?:reporting|writing|editing|translation|translated|edited|compiled)\s+by\s+[A-Z].{0,300}",
    re.IGNORECASE | re.DOTALL,
)
PRINTED = re.compile(r"a version of this (?:\w+\W){1,3}(?:will )?appear(?:s|ed)? in print", re.IGNORECASE)
HASHES = re.compile(r"(#{1,6})\s+\S")


def read_body(reading: Reading, found: list[Block]) -> None:
    """Label every block of the body, and of the comments section after it."""
    in_related = False
    half = (found[0].start + found[-1].end) // 2 if found else 0
    for at, block in enumerate(found):
        words = reading.words(block)
        late = at > 0 and block.start >= half
        if late and (frame.opens_comments(words) or frame.opens_reply_form(words)):
            _read_comments(reading, found[at:])
            return
        kind, level = _kind(reading, found, at, words)
        in_related = frame.opens_related(words) or (in_related and len(words) <= RELATED and words[-1] not in '.”"')
        if late and in_related and kind is not SegmentKind.PINGBACK:
            kind, level = SegmentKind.BOILERPLATE, 0
        if kind is SegmentKind.PINGBACK:
            note_pingback(reading, block, words)
        reading.label(block, kind, level)


def _kind(reading: Reading, found: list[Block], at: int, words: str) -> tuple[SegmentKind, int]:
    kind = _framed(words)
    if kind:
        return kind, 0
    beside = [reading.words(found[other]) for other in (at - 1, at + 1) if 0 <= other < len(found)]
    if frame.is_site_word(words) and any(frame.is_site_word(other) or frame.is_site_text(other) for other in beside):
        return SegmentKind.BOILERPLATE, 0
    if quoted := QUOTED.match(words):
        return SegmentKind.BLOCKQUOTE, quoted.group().count(">")
    if hashes := HASHES.match(words):
        return SegmentKind.HEADING, len(hashes[1])
    mark = MARK.match(words)
    if mark and (words[0] in BULLETS or any(MARK.match(other) for other in beside)):
        return SegmentKind.LIST_ITEM, 1
    if _is_heading(reading, found, at, words[mark.end() :] if mark and words[0].isalnum() else words):
        return SegmentKind.HEADING, 2
    return SegmentKind.PARAGRAPH, 0


def _framed(words: str) -> SegmentKind | None:
    """The kind of a block that is not the article's running text; None for one that may be."""
    if frame.pingback(words):
        return SegmentKind.PINGBACK
    if tells_change(words) or PRINTED.match(words):
        return SegmentKind.PUBLISHED
    if frame.is_correction(words):
        return SegmentKind.CORRECTION
    if CREDITS.fullmatch(words):
        return SegmentKind.BYLINE
    if frame.is_frame(words):
        return SegmentKind.BOILERPLATE
    return SegmentKind.CAPTION if frame.is_caption(words) else None


def _read_comments(reading: Reading, found: list[Block]) -> None:
    """Label a comments section: its heading, comments and pingbacks, and the form below them."""
    in_form = False
    for block in found:
        words = reading.words(block)
        in_form = in_form or frame.opens_reply_form(words)
        if frame.pingback(words):
            note_pingback(reading, block, words)
            reading.label(block, SegmentKind.PINGBACK)
        elif in_form or block is found[0] or frame.is_site_text(words) or frame.is_site_word(words):
            reading.label(block, SegmentKind.BOILERPLATE)
        else:
            reading.label(block, SegmentKind.COMMENT)


def note_pingback(reading: Reading, block: Block, words: str) -> None:
    """Note what a pingback points to: an address, else the title it gives."""
    bounds = frame.pingback(words)
    if bounds:
        start, end = bounds
        title = words[start:end]
        address = ADDRESS.search(title)
        href = address.group() if address else " ".join(title.split())
        reading.link(block.start + start, block.start + end, href, LinkKind.PINGBACK)


def _is_heading(reading: Reading, found: list[Block], at: int, words: str) -> bool:
    """Whether a block is a section's heading: short, without a closing full stop, above running text."""
    if len(words) > LONGEST_HEADING or found[at].line_count > 1 or at + 1 >= len(found):
        return False
    if words[-1] in NO_HEADING_END or not (words[0].isalnum() or words[0] in MARKS or words[0] == "¿"):
        return False
    tokens = words.split()
    if len(tokens) > MOST_HEADING_WORDS or not _is_prose(reading.words(found[at + 1])):
        return False
    if words[-1] == ":":
        return len(tokens) <= 4 and _in_title_case(tokens)
    if words[0] in MARKS or words[-1] in MARKS:
        return _in_title_case(tokens)
    return _in_title_case(tokens) or (len(tokens) <= MOST_SENTENCE_CASE_WORDS and words[0].isupper())


def _is_prose(words: str) -> bool:
    return len(words) >= PROSE and not frame.is_site_text(words)


def _in_title_case(tokens: list[str]) -> bool:
    small = lines("title_small_words")
    words = [token.strip("“”\"‘’'(),:?!") for token in tokens]
    long = [word for word in words if word and word.casefold() not in small and word[0].isalpha()]
    return bool(long) and all(word[0].isupper() for word in long)
