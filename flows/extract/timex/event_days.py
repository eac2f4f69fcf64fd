"""Time reckoned from an event that the article itself dates: "five days after the Paris attacks"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from flows.extract.timex.length_phrases import after
from flows.extract.timex.period import Period
from flows.extract.timex.setting import Phrase, Reading

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
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class _Told:
    """A day that the article gives, and the words of the sentence that gives it."""

    start: int
    period: Period
    sentence: int
    words: set[str]


def from_events(doc: Doc, text: str, found: Sequence[Placed]) -> list[Placed]:
    """The expressions, with those reckoned from an event settled where the article gives its day."""
    settled = list(found)
    told: list[_Told] | None = None
    for index, one in enumerate(found):
        cue, length = _CUE.match(text, one.end), _LENGTH.fullmatch(one.reading.value or "")
        if not cue or not length or one.reading.modifier not in (None, "APPROX"):
            continue
        event = _event_behind(doc, cue.end())
        if event is None:
            continue
        told = _days_told(doc, found) if told is None else told
        day = _day_of(event, told)
        if day is not None:
            count = int(length[1]) * (1 if cue[1] in ("after", "following") else -1)
            reading = after(day, _UNITS[length[2]], count, "text")
            settled[index] = replace(one, end=event.end_char, reading=replace(reading, modifier=one.reading.modifier))
    return settled


def _days_told(doc: Doc, found: Sequence[Placed]) -> list[_Told]:
    """Every day that the article gives, with the words of its sentence."""
    told = []
    for one in found:
        span = doc.char_span(one.start, one.end, alignment_mode="expand")
        if span is not None and one.reading.period is not None and one.reading.period.unit == "day":
            sentence = span.sent
            told.append(_Told(one.start, one.reading.period, sentence.start, {token.lower_ for token in sentence}))
    return told


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
    if end == first.start or doc[end - 1].pos_ == "PROPN" or (end < len(doc) and doc[end].pos_ in ("VERB", "AUX")):
        return None  # "after the council met" tells of another thing than the council
    return doc[first.start : end]


def _day_of(event: Span, told: Sequence[_Told]) -> Period | None:
    """The day in the event's own name ("the May 3 attacks"), else the one that other sentences telling of it give.

    For "the attack" without a name it is the first day given for one: what the article opens with is what it is about.
    """
    if named := [one.period for one in told if event.start_char <= one.start < event.end_char]:
        return named[0]
    head, here = event[-1], event.sent.start
    names = {token.lower_ for token in event if token.pos_ == "PROPN" and token.i != head.i}
    if not names and (len(event) > 2 or event[0].lower_ not in ("this", "the") or not _is_harm(head)):
        return None
    days = [one.period for one in told if one.sentence != here and names <= one.words and _tells(one.words, head)]
    if names and len(set(days)) > 1:
        return None
    return days[0] if days else None


def _is_harm(head: Token) -> bool:
    """Whether a noun names what an article is about where it says just "the attack"."""
    return any(kind.match(head.lower_) for kind in _HARM)


def _tells(words: set[str], head: Token) -> bool:
    kind = next((kind for kind in _KINDS if kind.match(head.lower_)), None)
    if kind is None:
        stem = head.lower_[:5]
        return len(stem) > 3 and any(word.startswith(stem) for word in words)
    return any(kind.match(word) for word in words)
