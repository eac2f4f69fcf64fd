"""What stands above an article's first paragraph: headline, byline, date line, outlet."""

from __future__ import annotations

import re

from flows.lexicons import lines
from flows.parse import frame
from flows.parse.blocks import Block
from flows.parse.byline import Byline, is_outlet, read_byline, read_names
from flows.parse.dateline import read_date_line, read_dateline, tells_change
from flows.parse.reading import Reading
from schemas.codes.text import LinkKind, SegmentKind

LONGEST_TITLE = 220
MOST_LINES = 14  # blocks that a header has at most
MOST_STANDFIRST = 2  # blocks
AHEAD = 4  # blocks between a headline and its byline: a standfirst, a caption
PROSE = 150  # characters; a longer block is running text
LABEL = re.compile(r"(?:#+\s+|(?:title|headline|subject)\s*:\s*)(?=\S)", re.IGNORECASE)
SITE = re.compile(r"(?<!\s)\s++\|\s++(?P<site>[^|]{2,40})$")


def read_header(reading: Reading, found: list[Block], *, has_title: bool) -> int:
    """Label the blocks above the first paragraph and note what they say; gives how many they are."""
    at = 0
    while at < min(len(found), MOST_LINES) and _read_block(reading, found, at, has_title=has_title):
        at += 1
    if at < len(found):
        note_dateline(reading, reading.words(found[at]))
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
        _note_title(reading, words)
        reading.label(block, SegmentKind.TITLE, 1)
    elif reading.title and (names := read_names(words)) and _near_date(reading, found, at):
        reading.authors = reading.authors or names
        reading.label(block, SegmentKind.BYLINE)
    elif _is_standfirst(reading, found, at):
        reading.label(block, SegmentKind.PARAGRAPH)
    else:
        return False
    return True


def _read_about(reading: Reading, block: Block, words: str) -> bool:
    """Label a block that says who, when or where published the piece, or nothing of it; False for any other."""
    if byline := read_byline(words):
        _note_byline(reading, block, byline)
    elif frame.is_correction(words) and not tells_change(words):
        reading.label(block, SegmentKind.CORRECTION)
    elif when := read_date_line(words):
        reading.published = reading.published or when
        reading.label(block, SegmentKind.PUBLISHED)
    elif reading.segments and (byline := read_byline(words, marked=False)):
        _note_byline(reading, block, byline)
    elif name := frame.outlet(words):
        reading.publisher = reading.publisher or words[slice(*name)].strip(" .*_)]")
        reading.label(block, SegmentKind.PUBLISHED)
    elif reading.title and is_outlet(words) and len(words) <= 40:
        reading.publisher = reading.publisher or words
        reading.label(block, SegmentKind.PUBLISHED)
    elif (
        frame.is_site_text(words)
        or frame.is_site_word(words)
        or frame.opens_comments(words)
        or frame.opens_reply_form(words)
    ):
        reading.label(block, SegmentKind.BOILERPLATE)
    elif frame.is_caption(words):
        reading.label(block, SegmentKind.CAPTION)
    else:
        return False
    return True


def is_about(words: str) -> SegmentKind | None:
    """The kind of a block of a web page that says only who, when or where published the piece; None for any other."""
    if read_byline(words):
        return SegmentKind.BYLINE
    return SegmentKind.PUBLISHED if read_date_line(words) or frame.outlet(words) else None


def note_about(reading: Reading, words: str) -> None:
    """Note what a block that `is_about` knows says, where nothing is known of it yet."""
    byline = read_byline(words)
    name = frame.outlet(words)
    reading.authors = reading.authors or (byline.authors if byline else ())
    reading.published = reading.published or (byline.when if byline else read_date_line(words))
    reading.publisher = reading.publisher or (words[slice(*name)].strip(" .*_)]") if name else None)


def note_dateline(reading: Reading, words: str) -> None:
    """Note what the dateline of an article's first paragraph says, where nothing is known of it yet."""
    when, agency = read_dateline(words)
    reading.published, reading.publisher = reading.published or when, reading.publisher or agency


def _note_title(reading: Reading, words: str) -> None:
    """Note a headline without its label, marks of emphasis, and the site's name after it."""
    label = LABEL.match(words)
    title = " ".join(words[label.end() if label else 0 :].split()).strip("*_ ")
    site = SITE.search(title)
    if site and is_outlet(site["site"]):
        title, reading.publisher = title[: site.start()], reading.publisher or site["site"]
    reading.title = title


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


def _is_title(words: str, block: Block) -> bool:
    if len(words) > LONGEST_TITLE or block.line_count > 3 or not re.search(r"[^\W\d_]{2}", words):
        return False
    return not words.endswith((".", ",", ";", ":")) or words.endswith("...")


def _is_kicker(words: str) -> bool:
    return words.strip(" :|»>").casefold() in frozenset(lines("section_names"))


def _title_ahead(reading: Reading, found: list[Block], at: int) -> bool:
    return any(_is_title(reading.words(block), block) for block in found[at + 1 : at + 2]) and at + 2 < len(found)


def _is_standfirst(reading: Reading, found: list[Block], at: int) -> bool:
    """Whether a block stands between the headline and a byline or date line, all of it short."""
    kinds = [segment.kind for segment in reading.segments]
    if reading.authors or reading.published or len(reading.words(found[at])) > 2 * PROSE:
        return False
    if SegmentKind.TITLE not in kinds or kinds.count(SegmentKind.PARAGRAPH) >= MOST_STANDFIRST:
        return False
    for block in found[at + 1 : at + 1 + AHEAD]:
        words = reading.words(block)
        if read_date_line(words) or read_byline(words):
            return True
        if len(words) > 2 * PROSE:
            return False
    return False


def _near_date(reading: Reading, found: list[Block], at: int) -> bool:
    """Whether the block before, or one of the next after, is a date line."""
    near = (at - 1, *range(at + 1, at + AHEAD))
    return any(read_date_line(reading.words(found[other])) for other in near if 0 <= other < len(found))
