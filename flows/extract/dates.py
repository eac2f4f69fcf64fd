"""Time expressions: when the text says that things are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document
from flows.edtf import edtf_bounds
from flows.extract.timex.clock_phrases import on_day
from flows.extract.timex.day_phrases import order_of
from flows.extract.timex.event_days import Placed, from_events
from flows.extract.timex.guards import is_other, names_a_body
from flows.extract.timex.period import Period
from flows.extract.timex.phrases import Reader, phrases_in
from flows.extract.timex.qualifiers import qualified
from flows.extract.timex.setting import Phrase, Reading, Setting, UnanchoredError
from flows.extract.timex.tense import tense_at
from flows.extract.timex.words import words_of
from flows.layers import Timex
from schemas.contract import Record, record_id
from schemas.tables.dates import Date

FACTORY = "dateline_dates"
#: How far into its text an article may state its own date.
_DATELINE: Final = 250
_TO_DAY: Final = re.compile(r"[)\]}]?,? (?:on )?(?:the )?", re.IGNORECASE)
_TO_SAME_TIME: Final = re.compile(r" [(\[{]|, or ")
#: How far behind a date with its year its story is still told.
_TOLD: Final = 300


@Language.component(FACTORY, requires=["token.tag", "token.dep", "doc.ents"], assigns=["doc._.dates"])
def read_dates(doc: Doc) -> Doc:
    """The Doc with its time expressions in `doc._.dates`, in the order of the text."""
    document: Document = doc._.document
    published = edtf_bounds(document.published_edtf)
    text = doc.text
    phrases = list(_phrases(doc, text, document))
    orders = {order_of(p.words[0].text) for p, _ in phrases if p.letters == "J"} - {None}
    setting = Setting(day_first=orders.pop() if len(orders) == 1 else None)
    found: list[Placed] = []
    for phrase, reader in phrases:
        setting = replace(setting, tense=tense_at(doc, phrase.start, phrase.end), told=_told(phrase, found))
        reading = _read(phrase, reader, setting, published)
        if reading is None:
            continue
        if published is None and _is_dateline(phrase, reading):
            published = reading.stretch
        start, reading = qualified(phrase, reading)
        one = Placed(start, phrase.end, reading, phrase)
        _on_the_day_behind(text, found, one)
        found.append(one)
        setting = _moved_on(setting, reading)
    doc._.dates = [_timex(one) for one in from_events(doc, text, found)]
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


def _phrases(doc: Doc, text: str, document: Document) -> Iterator[tuple[Phrase, Reader]]:
    """The phrases that tell a time, of each segment on its own."""
    spans = ((segment.start, segment.end) for segment in document.narrative())
    found = [pair for start, end in spans for pair in phrases_in(words_of(text, start, end))]
    bodies = {_day_name(phrase) for phrase, _ in found if "M" in phrase.letters and names_a_body(text, phrase)}
    for phrase, reader in found:
        named = _day_name(phrase) in bodies and phrase.before().letter != "N"  # "on November 17" is a day all the same
        if not named and not is_other(doc, text, phrase):
            yield phrase, reader


def _day_name(phrase: Phrase) -> tuple[str, str]:
    return phrase.value("M"), phrase.value("do")


def _told(phrase: Phrase, found: list[Placed]) -> Period | None:
    """The day, month or year that stands just before a phrase, in the same segment, with its year."""
    for one in reversed(found):
        if one.phrase.row is not phrase.row or phrase.start - one.end > _TOLD:
            return None
        if one.reading.period and one.reading.anchor in ("none", "text"):
            return one.reading.period if one.reading.period.unit in ("day", "month", "year") else None
    return None


def _is_dateline(phrase: Phrase, reading: Reading) -> bool:
    """Whether a whole date near the beginning stands alone or behind a place: "LYON, 4 May 2014", not "on 4 May"."""
    if phrase.start > _DATELINE or reading.anchor != "none" or not reading.period or reading.period.unit != "day":
        return False
    before = phrase.before().text
    return not before.isalnum() or before in ("published", "posted", "updated")


def _read(phrase: Phrase, reader: Reader, at: Setting, published: tuple[date, date] | None) -> Reading | None:
    """What a phrase means; where just the month or year of publication is known, only what all its days agree on."""
    first, *others = [_read_on(phrase, reader, replace(at, today=day)) for day in dict.fromkeys(published or (None,))]
    if first is None or all(other == first for other in others):
        return first
    return Reading(first.timex_type)


def _read_on(phrase: Phrase, reader: Reader, at: Setting) -> Reading | None:
    try:
        return reader(phrase, at)
    except UnanchoredError:
        return Reading("DATE")
    except (ValueError, OverflowError):  # a day or year that the calendar does not have
        return None


def _on_the_day_behind(text: str, found: list[Placed], day: Placed) -> None:
    """Put the clock times just before a day on that day: "at 16:15 UTC, June 1st", "at 2am (0100 UTC) on Friday"."""
    period, names_day = day.reading.period, day.reading.timex_type == "DATE" or day.phrase.get("WE")
    if period is None or period.unit != "day" or not names_day:
        return
    start, gap = day.start, _TO_DAY
    for index in range(len(found) - 1, -1, -1):
        last = found[index]
        if last.reading.timex_type != "TIME" or last.phrase.get("WEMTLX") or not last.reading.value:
            return
        if not gap.fullmatch(text, last.end, max(last.end, start)):
            return
        reading = on_day(day.reading, last.reading.value.split("T", 1)[1])
        found[index] = replace(last, reading=replace(reading, modifier=last.reading.modifier))
        start, gap = last.start, _TO_SAME_TIME


def _moved_on(setting: Setting, reading: Reading) -> Setting:
    """The setting with the story at the time just read."""
    if reading.period is None:
        return setting
    return replace(setting, story=reading.period, day=reading.period if reading.period.unit == "day" else setting.day)


def _timex(one: Placed) -> Timex:
    reading = one.reading
    earliest, latest = reading.stretch or (None, None)
    return Timex(
        one.start,
        one.end,
        reading.timex_type,
        reading.value,
        reading.edtf,
        earliest,
        latest,
        reading.modifier,
        reading.anchor,
    )
