"""The words that time expressions are made of, each with a class of one letter.

A text becomes a string with one letter a word, in which phrases are found by regular expressions (`phrases.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text, its class and what it means."""

    start: int
    end: int
    letter: str
    value: Value = ""


#: What parts a text: dates and clock times in digits, decades, ordinals, numbers, words, punctuation.
_PARTS: Final = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?![\d-]))"
    r"|(?P<slash>\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\d/])|\d{4}/\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<decade>(?:\d{3}|['’]?\d)0['’]?s\b)"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
    r"|(?P<quarter>[QH][1-4]\b)"
    r"|(?P<fiscal>FY ?['’]?(?:\d{4}|\d{2})\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<half>[ap]\.? ?m\b\.?|[AP]\.? ?M\b\.?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark2>[^\w\s]|_)"
)

_LETTERS: Final[dict[str, tuple[str, Value]]] = {}


def _enter(letter: str, words: str, value: Value | None = None) -> None:
    for word in words.split():
        _LETTERS[word] = (letter, word if value is None else value)


def _enter_in_order(letter: str, groups: str, first: int = 1, step: int = 1) -> None:
    """Words whose values count up; those parted by "|" mean the same."""
    for index, group in enumerate(groups.split()):
        _enter(letter, group.replace("|", " "), first + index * step)


_enter_in_order(
    "M",
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct "
    "november|nov december|dec",
)
_enter_in_order(
    "W", "monday|mon tuesday|tue|tues wednesday|wed|weds thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun", 0
)
_enter_in_order("w", "mondays tuesdays wednesdays thursdays fridays saturdays sundays", 0)
_enter_in_order(
    "n",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    0,
)
_enter_in_order("n", "twenty thirty forty fifty sixty seventy eighty ninety hundred", 20, 10)
_enter("n", "thousand", 1000)
_enter_in_order(
    "o",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
)
for _unit in ("minute", "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade"):
    _enter("U", _unit)
    _enter("u", f"{_unit}s", _unit)
_enter("u", "seconds", "second")
_enter("U", "century")
_enter("u", "centuries", "century")
_enter("U", "millennium")
_enter("u", "millennia", "millennium")
_enter("S", "spring", 3)
_enter("S", "summer", 6)
_enter("S", "autumn fall", 9)
_enter("S", "winter", 12)
_enter("P", "morning dawn sunrise", "MO")
_enter("P", "midday lunchtime", "MI")
_enter("P", "afternoon", "AF")
_enter("P", "evening dusk sunset", "EV")
_enter("P", "night", "NI")
_enter("P", "noon", "12:00")
_enter("P", "midnight", "24:00")
_enter("F", "hourly", "PT1H")
_enter("F", "daily nightly", "P1D")
_enter("F", "weekly", "P1W")
_enter("F", "biweekly fortnightly", "P2W")
_enter("F", "monthly", "P1M")
_enter("F", "quarterly", "P3M")
_enter("F", "biannual biannually semiannual", "P6M")
_enter("F", "annual annually yearly", "P1Y")
_enter("R", "now currently nowadays presently current ongoing", "PRESENT_REF")
_enter("R", "recently recent lately", "PAST_REF")
_enter("R", "soon shortly", "FUTURE_REF")
_enter_in_order("E", "yesterday today tomorrow", -1)
_enter("B", "tonight overnight", "NI")
_enter("T", "this these")
_enter("t", "that those")
_enter("L", "last past previous preceding final", -1)
_enter("X", "next following coming upcoming subsequent forthcoming", 1)
_enter("s", "same")
_enter("a", "a an", 1)
_enter("D", "the")
_enter("e", "every each per")
_enter("g", "ago", -1)
_enter("k", "earlier", -1)
_enter("l", "later", 1)
_enter("j", "before", -1)
_enter("j", "after", 1)
_enter("q", "several few couple many some numerous various dozens hundreds")
_enter("H", "half")
_enter("m", "early beginning start", "START")
_enter("m", "mid middle", "MID")
_enter("m", "late end", "END")
_enter("O", "of")
_enter("i", "in during")
_enter("N", "on")
_enter("G", "long")
_enter("&", "and or to through until till")
_enter("Z", "utc gmt est edt cst cdt pst pdt cet cest bst local")
_enter("C", "fiscal financial calendar entire whole full")

_NEVER_LOWER: Final = frozenset("MWw")  # "march" is a verb, "sun" a star


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Every word and mark between two code points of a text, in order."""
    return [_read(match) for match in _PARTS.finditer(text, start, len(text) if end is None else end)]


def _read(match: re.Match[str]) -> Word:
    kind, text = match.lastgroup or "", match.group()
    if kind == "word":
        letter, value = _LETTERS.get(text.lower(), (".", ""))
        if letter in _NEVER_LOWER and text[0].islower():
            letter = "."
    else:
        letter, value = _marked(kind, text)
    return Word(match.start(), match.end(), letter, value)


def _marked(kind: str, text: str) -> tuple[str, Value]:
    match kind:
        case "number":
            return _number(text)
        case "mark2":
            return {",": ("c", ""), "-": ("h", ""), "–": ("h", ""), "—": ("—", "")}.get(text, (".", ""))
        case "ordinal":
            return ("o", int(text[:-2])) if 1 <= int(text[:-2]) <= 99 else (".", "")
        case "iso":
            return "I", text
        case "slash":
            return "J", text
        case "clock":
            return "K", text
        case "decade":
            return "V", text.strip("'’s")
        case "short":
            return "y", int(text[1:])
        case "half":
            return "z", text[0].lower()
        case "quarter":
            return "Q", text
        case "fiscal":
            return "f", text[2:].strip(" '’")
    return ".", ""


def _number(text: str) -> tuple[str, Value]:
    if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
        return "d", int(text)
    if text.isdigit() and len(text) == 4 and 1000 <= int(text) <= 2100:
        return "Y", int(text)
    number = float(text.replace(",", ""))
    return "n", int(number) if number.is_integer() else number
