"""What stands above an article's first paragraph: headline, byline, date line, outlet."""

from __future__ import annotations

import re

from flows.lexicons import lines
from flows.parse import frame
from flows.parse.blocks import Block
from flows.parse.byline import Byline, is_outlet, read_byline, read_names
from flows.parse.published import find_published
from flows.parse.reading import Reading
from schemas.codes.text import LinkKind, SegmentKind

LONGEST_TITLE = 220
MOST_LINES = 14  # blocks that a header has at most
AHEAD = 4  # blocks between a headline and its byline: a standfirst, a caption
PROSE = 150  # characters; a longer block is running text
LABEL = re.compile(r"(?:#+\s+|(?:title|headline)\s*:\s*)(?=\S)", re.IGNORECASE)
#: What else a date line may say.
AROUND_DATE = re.compile(
    r"(?:published|posted|first|last|updated|modified|created|date|on|at|the|edition|issue|vol|no|hrs|min|minute|minutes|read|"
    r"veröffentlicht|am|publié|le|publicado|el|\d+)\W*",
    re.IGNORECASE,
)
PLACE_NAME = re.compile(r"[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*){0,3}\W*")
SIGNED_DATELINE = re.compile(
    r"[^\S\n]*[A-Z][^()\n]{0,80}?\((?P<agency>[A-Z][^()\n]{1,40})\)\s*(?:--?|[–—])",
)
DATELINE = re.compile(r"[^\n()]{0,80}")


def read_header(reading: Reading, found: list[Block], *, has_title: bool) -> int:
    """Label the blocks above the first paragraph and note what they say; gives how many they are."""
    at = 0
    while at < min(len(found), MOST_LINES) and _read_block(reading, found, at, has_title=has_title):
        at += 1
    if at < len(found):
        _read_dateline(reading, reading.words(found[at]))
    return at


def _read_block(reading: Reading, found: list[Block], at: int, *, has_title: bool) -> bool:
    block = found[at]
    words = reading.words(block)
    if _is_given_title(reading, words):
        reading.label(block, SegmentKind.TITLE, 1)
    elif _read_about(reading, block, words):
        pass
    elif has_title and reading.title is None and _is_kicker(words) and _title_ahead(reading, found, at):
        reading.label(block, SegmentKind.BOILERPLATE)
    elif has_title and reading.title is None and _is_title(words, block) and at + 1 < len(found):
        label = LABEL.match(words)
        reading.title = " ".join(words[label.end() if label else 0 :].split()).strip("*_ ")
        reading.label(block, SegmentKind.TITLE, 1)
    elif reading.title and not reading.authors and _beside_date(reading, found, at) and (names := read_names(words)):
        reading.authors = names
        reading.label(block, SegmentKind.BYLINE)
    elif len(words) <= 2 * PROSE and _byline_ahead(reading, found, at):
        reading.label(block, SegmentKind.PARAGRAPH)
    else:
        return False
    return True


def _read_about(reading: Reading, block: Block, words: str) -> bool:
    """Label a block that says who, when or where published the piece, or nothing of it; False for any other."""
    if _is_date_line(words):
        found = find_published(words)
        reading.published = reading.published or (found.when if found else None)
        reading.label(block, SegmentKind.PUBLISHED)
    elif byline := read_byline(words) or (read_byline(words, marked=False) if reading.segments else None):
        _note_byline(reading, block, byline)
    elif name := frame.outlet(words):
        reading.publisher = reading.publisher or words[slice(*name)].strip(" .*_)]")
        reading.label(block, SegmentKind.PUBLISHED)
    elif reading.title and is_outlet(words) and len(words) <= 40:
        reading.publisher = reading.publisher or words
        reading.label(block, SegmentKind.PUBLISHED)
    elif frame.is_correction(words):
        reading.label(block, SegmentKind.CORRECTION)
    elif frame.is_site_text(words) or frame.opens_comments(words) or frame.opens_reply_form(words):
        reading.label(block, SegmentKind.BOILERPLATE)
    elif frame.is_caption(words):
        reading.label(block, SegmentKind.CAPTION)
    else:
        return False
    return True


def is_about(words: str) -> SegmentKind | None:
    """The kind of a block of a web page that says only who, when or where published the piece; None for any other."""
    if _is_date_line(words) or frame.outlet(words):
        return SegmentKind.PUBLISHED
    return SegmentKind.BYLINE if read_byline(words) else None


def _note_byline(reading: Reading, block: Block, byline: Byline) -> None:
    reading.authors = reading.authors or byline.authors
    reading.published = reading.published or byline.when
    reading.publisher = reading.publisher or byline.publisher
    for start, end in byline.handles:
        handle = reading.text[block.start + start : block.start + end]
        reading.link(block.start + start, block.start + end, handle, LinkKind.AUTHOR)
    reading.label(block, SegmentKind.BYLINE)


def _is_given_title(reading: Reading, words: str) -> bool:
    title = reading.given.title
    return bool(title) and _letters(title or "") == _letters(words)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def _is_date_line(words: str) -> bool:
    found = find_published(words) if len(words) <= PROSE else None
    if not found:
        return False
    before, after = words[: found.start].strip(), words[found.end :].strip()
    later = find_published(after)
    if later:
        after = after[: later.start] + after[later.end :]
    return (_says_nothing(before) or bool(PLACE_NAME.fullmatch(before))) and _says_nothing(after)


def _says_nothing(words: str) -> bool:
    return not AROUND_DATE.sub("", words).strip(" \t\u00a0.,;:|·•()[]*_/–—-")


def _is_title(words: str, block: Block) -> bool:
    if len(words) > LONGEST_TITLE or block.line_count > 3 or not re.search(r"[^\W\d_]{2}", words):
        return False
    return not words.endswith((".", ",", ";", ":")) or words.endswith("...")


def _is_kicker(words: str) -> bool:
    return words.strip(" :|»>").casefold() in frozenset(lines("section_names"))


def _title_ahead(reading: Reading, found: list[Block], at: int) -> bool:
    return any(_is_title(reading.words(block), block) for block in found[at + 1 : at + 2]) and at + 2 < len(found)


def _byline_ahead(reading: Reading, found: list[Block], at: int) -> bool:
    """Whether a byline or date line still follows, with nothing but short blocks between."""
    for block in found[at + 1 : at + 1 + AHEAD]:
        words = reading.words(block)
        if _is_date_line(words) or read_byline(words):
            return True
        if len(words) > 2 * PROSE:
            return False
    return False


def _beside_date(reading: Reading, found: list[Block], at: int) -> bool:
    """Whether the block before or after is a date line."""
    return any(_is_date_line(reading.words(found[other])) for other in (at - 1, at + 1) if 0 <= other < len(found))


def _read_dateline(reading: Reading, words: str) -> None:
    """Note what a wire's dateline says; it stays part of its paragraph."""
    signed = SIGNED_DATELINE.match(words)
    if not signed:
        return
    reading.publisher = reading.publisher or signed["agency"].strip()
    found = find_published(words[: signed.end()])
    if found:
        reading.published = reading.published or found.when
