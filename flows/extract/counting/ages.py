"""Ages among numbers: "a 20-year-old man", "aged 55", "the driver, 34, was hurt"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from flows.extract.counting.nouns import PEOPLE, tokens
from flows.extract.counting.numbers import Number

OLDEST = 120
AFTER = re.compile(r"[ -](?:years?|months?)[ -]olds?\b", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:aged|ages? of|aged between) +$", re.IGNORECASE)
TOLD = re.compile(r"\b(?:he|she|who) (?:was|is|turned|has turned) (?:just |only )?$", re.IGNORECASE)
TOLD_END = re.compile(r"[,.;)]| and | when | at the time")
ASIDE = re.compile(r", \d{1,3}[,.;)]")
LISTED = re.compile(r"(?:,| and|, and) (?:\d{1,2}|[a-z-]+)(?=[,.;)]| and )")


def is_age(doc: Doc, text: str, number: Number, last: int | None) -> bool:
    """Whether the number is somebody's age; `last` is where the age read just before ends, if there is one."""
    if AFTER.match(text, number.end):
        return True
    if number.unit or (number.value or number.high or OLDEST + 1) > OLDEST:
        return False
    if BEFORE.search(text, max(0, number.start - 16), number.start):
        return True
    if last is not None and number.start - last <= 6 and LISTED.match(text, last, number.end + 5):
        return True
    if number.kind != "digits" or number.start != number.bare_start:
        return False
    if TOLD_END.match(text, number.end) and TOLD.search(text, max(0, number.start - 24), number.start):
        return True
    return _is_aside(doc, text, number)


def _is_aside(doc: Doc, text: str, number: Number) -> bool:
    if not ASIDE.match(text, max(0, number.start - 2)):
        return False
    before = doc[tokens(doc, number.start - 3, number.start - 2).start]
    return before.pos_ == "PROPN" or before.lower_ in PEOPLE
