"""Time reckoned from an event that the article itself dates: "five days after the Paris attacks"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from flows.extract.timex.length_phrases import after
from flows.extract.timex.period import Period
from flows.extract.timex.setting import Reading
from flows.extract.timex.words import Word

_CUE: Final = re.compile(r" (after|before|following|prior to) ")
_LENGTH: Final = re.compile(r"P(\d+)([DWMY])")
_UNITS: Final = {"D": "day", "W": "week", "M": "month", "Y": "year"}
#: Stems of words for one kind of event; a noun of no such kind is compared by its own stem.
_KINDS: Final = (
    re.compile(
        r"(?:attack|bomb|shoot|shot|kill|massacre|assault|blast|explo|atrocit|struck|strik|hit|raid|ambush|detonat)"
    ),
    re.compile(r"(?:elect|vote|poll|referend|ballot)"),
    re.compile(r"(?:quake|earthquake|tremor|magnitude)"),
    re.compile(r"(?:crash|plung|derail|collid|collision)"),
    re.compile(r"(?:coup|putsch|overthr|toppl|oust)"),
    re.compile(r"(?:arrest|detain|captur|caught|custody)"),
    re.compile(r"(?:kidnap|abduct|hostage|seiz)"),
)

_HARM: Final = (_KINDS[0], _KINDS[2], _KINDS[3])


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading in its place in the text."""

    start: int
    end: int
    reading: Reading
    row: Sequence[Word]  # the words of its segment


def from_events(doc: Doc, text: str, found: Sequence[Placed]) -> list[Placed]:
    """The expressions, with those reckoned from an event settled where the article gives its day."""
    return [_settled(doc, text, one, found) if one.reading.timex_type == "DURATION" else one for one in found]


def _settled(doc: Doc, text: str, one: Placed, found: Sequence[Placed]) -> Placed:
    cue, length = _CUE.match(text, one.end), _LENGTH.fullmatch(one.reading.value or "")
    if not cue or not length or one.reading.modifier not in (None, "APPROX"):
        return one
    event = _event_behind(doc, cue.end())
    if event is None:
        return one
    day = _named_day(event, found) or _day_of(doc, event, found)
    if day is None:
        return one
    count = int(length[1]) * (1 if cue[1] in ("after", "following") else -1)
    reading = after(day, _UNITS[length[2]], count, "text")
    return replace(one, end=event.end_char, reading=replace(reading, modifier=one.reading.modifier))


def _event_behind(doc: Doc, start: int) -> Span | None:
    """The noun phrase that begins at a code point, up to its last noun: "the Paris attacks"."""
    first = doc.char_span(start, start + 1, alignment_mode="expand")
    if first is None:
        return None
    at = end = first.start
    while at < min(len(doc), first.start + 7) and doc[at].pos_ in (
        "DET",
        "ADJ",
        "NOUN",
        "PROPN",
        "PRON",
        "PART",
        "NUM",
    ):
        at += 1
        end = at if doc[at - 1].pos_ in ("NOUN", "PROPN") else end
    return doc[first.start : end] if end > first.start else None


def _named_day(event: Span, found: Sequence[Placed]) -> Period | None:
    """The day that stands in the event's own name: "the November 13 attacks"."""
    inside = [one.reading.period for one in found if event.start_char <= one.start < event.end_char]
    return inside[0] if len(inside) == 1 and inside[0] and inside[0].unit == "day" else None


def _day_of(doc: Doc, event: Span, found: Sequence[Placed]) -> Period | None:
    """The one day that sentences telling of the event give; for "this attack", that of the article's opening."""
    head = event[-1]
    names = {token.lower_ for token in event if token.pos_ == "PROPN" and token.i != head.i}
    if not names and (len(event) > 2 or event[0].lower_ not in ("this", "the") or not _is_harm(head)):
        return None
    days: set[Period] = set()
    for one in found:
        period = one.reading.period
        if period is None or period.unit != "day" or event.start_char <= one.start < event.end_char:
            continue
        span = doc.char_span(one.start, one.end, alignment_mode="expand")
        if span is None or span.sent == event.sent:
            continue
        words = {token.lower_ for token in span.sent}
        if not _tells(words, head) or not names <= words:
            continue
        if not names:
            return period  # the first that the article dates is what it is about
        days.add(period)
    return days.pop() if len(days) == 1 else None


def _is_harm(head: Token) -> bool:
    """Whether a noun names what an article is about where it says just "the attack"."""
    return any(kind.match(head.lower_) for kind in _HARM)


def _tells(words: set[str], head: Token) -> bool:
    kind = next((kind for kind in _KINDS if kind.match(head.lower_)), None)
    if kind is None:
        stem = head.lower_[:5]
        return len(stem) > 3 and any(word.startswith(stem) for word in words)
    return any(kind.match(word) for word in words)
