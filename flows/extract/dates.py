"""Time expressions: when the text says that things are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.edtf import edtf_bounds
from flows.extract.timex.phrases import Reader, phrases_in
from flows.extract.timex.setting import Phrase, Reading, Setting, UnanchoredError
from flows.extract.timex.tense import tense_at
from flows.extract.timex.words import words_of
from flows.layers import Timex
from schemas.contract import Record, record_id
from schemas.tables.dates import Date

FACTORY = "dateline_dates"


@Language.component(FACTORY, requires=["token.tag", "token.dep"], assigns=["doc._.dates"])
def read_dates(doc: Doc) -> Doc:
    """The Doc with its time expressions in `doc._.dates`, in the order of the text."""
    document: Document = doc._.document
    published = edtf_bounds(document.published_edtf)
    doc._.dates = []
    setting = Setting(published[0] if published else None)
    for segment in document.narrative():
        for phrase, reader in phrases_in(words_of(doc.text, segment.start, segment.end)):
            start, end = phrase.words[0].start, phrase.words[-1].end
            reading = _read(phrase, reader, replace(setting, tense=tense_at(doc, start, end)))
            if reading is None:
                continue
            doc._.dates.append(_timex(start, end, reading))
            if reading.timex_type in ("DATE", "TIME") and reading.period:
                setting = replace(setting, story=reading.period)
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """A row for each time expression."""
    document: Document = doc._.document
    for when in doc._.dates:
        yield Date(
            date_id=record_id("date", document.article_id, when.start, when.end),
            article_id=document.article_id,
            char_start=when.start,
            char_end=when.end,
            text=document.text[when.start : when.end],
            timex_type=when.timex_type,
            timex_value=when.value,
            edtf=when.edtf,
            earliest=when.earliest,
            latest=when.latest,
            modifier=when.modifier,
            anchor=when.anchor,
        )


def _read(phrase: Phrase, reader: Reader, setting: Setting) -> Reading | None:
    try:
        return reader(phrase, setting)
    except UnanchoredError:
        return Reading("DATE")
    except (ValueError, OverflowError):  # a day or year that the calendar does not have
        return None


def _timex(start: int, end: int, reading: Reading) -> Timex:
    earliest, latest = reading.stretch or (None, None)
    return Timex(
        start, end, reading.timex_type, reading.value, reading.edtf, earliest, latest, reading.modifier, reading.anchor
    )
