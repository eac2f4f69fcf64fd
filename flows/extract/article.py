"""What a document says of itself: segments, sentences, links and corrections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.notes import statements
from schemas.codes.text import SegmentKind
from schemas.contract import Record
from schemas.tables.corrections import Correction
from schemas.tables.links import Link
from schemas.tables.segments import Segment
from schemas.tables.sentences import Sentence

FACTORY = "dateline_article"
BLANK = " \t\r\n\v\f\u00a0\u2028\u2029"


@Language.component(FACTORY, requires=["token.sent_start"], assigns=[])
def read_article(doc: Doc) -> Doc:
    """The document as it is: everything here was read by its parser."""
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """Segments, sentences, links and corrections."""
    document: Document = doc._.document
    yield from _segments(document)
    yield from _sentences(doc, document)
    for link in document.links:
        yield Link(
            article_id=document.article_id,
            char_start=link.start,
            char_end=link.end,
            href=link.href,
            anchor_text=document.text[link.start : link.end],
            link_kind=link.kind,
        )
    yield from _corrections(doc, document)


def _segments(document: Document) -> Iterator[Segment]:
    for number, segment in enumerate(document.segments):
        yield Segment(
            article_id=document.article_id,
            segment_no=number,
            kind=segment.kind,
            level=segment.level,
            char_start=segment.start,
            char_end=segment.end,
            text=document.text[segment.start : segment.end],
        )


def _sentences(doc: Doc, document: Document) -> Iterator[Sentence]:
    starts = [segment.start for segment in document.segments]
    text = doc.text  # put together anew each time it is asked for; blank where the author did not write
    number = 0
    for sentence in doc.sents:
        start, end = trim(text, sentence.start_char, sentence.end_char)
        if start == end:
            continue
        yield Sentence(
            article_id=document.article_id,
            sentence_no=number,
            segment_no=bisect_right(starts, start) - 1,
            char_start=start,
            char_end=end,
            text=document.text[start:end],
        )
        number += 1


def _corrections(doc: Doc, document: Document) -> Iterator[Correction]:
    for segment in document.segments:
        if segment.kind is SegmentKind.CORRECTION:
            note = document.text[segment.start : segment.end]
            said = next(statements(note), None)
            yield Correction(
                article_id=document.article_id,
                char_start=segment.start,
                char_end=segment.end,
                text=note,
                corrected_on=_day_in(doc, segment.start, segment.end),
                wrong=note[slice(*said.wrong)] if said else None,
                right=note[slice(*said.right)] if said and said.right else None,
            )


def _day_in(doc: Doc, start: int, end: int) -> date | None:
    """The one day that the dates read in a passage name, if they name just one."""
    days = {when.earliest for when in doc._.dates if start <= when.start < end and when.earliest == when.latest}
    return days.pop() if len(days) == 1 else None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without blanks at either end."""
    piece = text[start:end]
    inner = piece.strip(BLANK)
    start += len(piece) - len(piece.lstrip(BLANK))
    return start, start + len(inner)
